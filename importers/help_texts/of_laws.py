"""Help on articles and on the ranges of the law."""

from __future__ import annotations

from importers.help_texts.help_entry import Example, ExampleCell, HelpSeverity, HelpTopic, ProblemHelp

_WARNING = HelpSeverity.WARNING

ENTRIES = (
    ProblemHelp(
        "basis-missing",
        HelpTopic.LAW,
        _WARNING,
        ("没有写出处罚依据的法条，请补填。",),
        "没有读到这项处罚依据哪部法的哪一条。",
        "在“处罚依据”列写明法名和条号，法名带书名号。",
        Example(ExampleCell.OTHER, "依法处罚", "《××条例》第二十条"),
    ),
    ProblemHelp(
        "basis-without-text",
        HelpTopic.LAW,
        _WARNING,
        ("处罚依据只列条号、没有条文，法定幅度无从读取，不据以限制裁量结果。",),
        "只写了条号，程序不知道法律规定的最低和最高，不能核对各档有没有超出。",
        "加一列“法定处罚种类及幅度”写明法定幅度，或者在处罚依据里抄录条文。不改也能用，只是少了这一道核对。",
        Example(
            ExampleCell.OTHER,
            "《××条例》第二十条",
            "《××条例》第二十条：……的，处一万元以上五万元以下罚款。",
        ),
    ),
    ProblemHelp(
        "basis-with-several-ranges",
        HelpTopic.LAW,
        _WARNING,
        (
            "处罚依据有多个条文且幅度不同，不能确定适用哪一个，不据以限制裁量结果。",
            "条文里有几种罚款幅度，不能确定本违法行为适用哪一种，不据以限制裁量结果。",
        ),
        "条文里有几种幅度（如不同的项、不同的情形），不知道哪一种是这个行为的。",
        "处罚依据写到款、项，只抄适用的那一句；或者加一列“法定处罚种类及幅度”写明。",
    ),
    ProblemHelp(
        "basis-without-penalty",
        HelpTopic.LAW,
        _WARNING,
        (
            "条文里没有读到适用于本违法行为的处罚，不据以限制裁量结果。",
            "法定处罚种类及幅度没有读懂，不据以核对和限制裁量结果。",
        ),
        "抄录的条文里没有找到这个行为怎么罚，可能抄的是义务条款，也可能写法没有读懂。",
        "处罚依据要抄法律责任那一条。法定幅度写成“处一万元以上五万元以下罚款”这样的整句。",
    ),
    ProblemHelp(
        "note-changes-fine",
        HelpTopic.LAW,
        _WARNING,
        ("备注「{文字}」会改变计算，程序没有计算，请人工核对。",),
        "备注里写了会改变罚款的话（加罚、减半、再犯的……），程序只显示，不计算。",
        "能写成一档的，单独作一行：条件写情形，处罚标准写数额。不能的，不用改，办案时人工核对。",
        Example(
            ExampleCell.OTHER, "备注：逾期不改的加倍处罚", "新增一行：逾期不改的｜处2万元以上4万元以下罚款"
        ),
    ),
    ProblemHelp(
        "beyond-the-law",
        HelpTopic.LAW,
        HelpSeverity.ERROR,
        ("档次罚款 {数额} 超出法定幅度（{法定幅度}），请核对，改正前不能适用。",),
        "这一档比法律允许的还低或者还高。可能是数字错了，也可能是处罚依据写错了条款。",
        "先核对法条；法条没有错，把这一档改到法定幅度以内。",
        Example(
            ExampleCell.OTHER,
            "法定：1万元以上5万元以下｜本档：8万元",
            "法定：1万元以上5万元以下｜本档：5万元",
        ),
    ),
    ProblemHelp(
        "least-base-beyond-the-law",
        HelpTopic.LAW,
        HelpSeverity.ERROR,
        ("档次罚款 {数额} 的基数最低数与法定的不同，改正前不能适用。",),
        "“不足多少的按多少计算”与法律规定的不一样。",
        "按法条改正“不足……的，按……计算”里的数。",
    ),
)

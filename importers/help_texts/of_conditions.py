"""Help on conditions, and on what a number at the very edge belongs to."""

from __future__ import annotations

from importers.help_texts.help_entry import Example, ExampleCell, HelpSeverity, HelpTopic, ProblemHelp

_CONVENTION = (
    "没有写明「以上」「以下」是否包括本数：暂按都包括本数读取（民法典第一千二百五十九条）。"
    "请在表的说明中写明。"
)

ENTRIES = (
    ProblemHelp(
        "convention-not-said",
        HelpTopic.CONDITION,
        HelpSeverity.WARNING,
        (_CONVENTION,),
        "正好等于分界的数（如正好5万元）归哪一档，表里没有说。",
        "在表的外面（标题下面或者表的下面）加一行说明，用自己文件里的规定。",
        Example(ExampleCell.OTHER, "（没有说明）", "说明：本表所称“以上”包括本数，“以下”不包括本数。"),
    ),
    ProblemHelp(
        "condition-like-penalty",
        HelpTopic.CONDITION,
        HelpSeverity.ERROR,
        ("「{列名}」一列是条件，这一格却像处罚标准「{文字}」，请核对表头。",),
        "条件列里写了处罚，多半是填错了列，或者表头写错了。",
        "把处罚移到“处罚标准”列；整列都是处罚的，把表头改成“处罚标准”。",
        Example(ExampleCell.CONDITION, "处1万元罚款", "造成危害后果的"),
    ),
    ProblemHelp(
        "condition-slip",
        HelpTopic.CONDITION,
        HelpSeverity.WARNING,
        ("{两处「以上」，后一处应为「以下」}，按原意读取，请核对原文。",),
        "条件里有一处明显的错字，程序按本来的意思读了。",
        "核对读得对不对，再把原文改正。",
        Example(ExampleCell.CONDITION, "10平方米以上50平方米以上", "10平方米以上50平方米以下"),
    ),
)

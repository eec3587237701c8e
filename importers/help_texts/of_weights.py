"""Help on tables of weights: start, factors, options, the formula."""

from __future__ import annotations

from importers.help_texts.help_entry import Example, ExampleCell, HelpSeverity, HelpTopic, ProblemHelp

_ERROR = HelpSeverity.ERROR

ENTRIES = (
    ProblemHelp(
        "weights-in-points",
        HelpTopic.WEIGHT,
        _ERROR,
        ("按分计的裁量表尚不支持，这张表没有读取；请改为按百分数计的权重。",),
        "表里用“分”打分，程序只会算百分数的权重。",
        "把分改成百分数，并写明公式。没有公式的打分表，程序不能代为换算。",
        Example(ExampleCell.OTHER, "5分", "5%"),
    ),
    ProblemHelp(
        "weights-without-formula",
        HelpTopic.WEIGHT,
        _ERROR,
        ("没有读到计算公式（罚款金额＝裁量百分值总和×…），权重无法折算成罚款，请在备注里写明。",),
        "权重加起来以后乘以什么，表里没有写，或者没有读懂。",
        "在备注里写明公式。对单位和对个人分别计算的，各写一条。",
        Example(ExampleCell.OTHER, "备注：按总和裁量", "备注：罚款金额＝裁量百分值总和×100万元"),
    ),
    ProblemHelp(
        "start-without-weight",
        HelpTopic.WEIGHT,
        _ERROR,
        ("裁量起点没有读到权重，请补填百分数。",),
        "“裁量起点”一行没有百分数。",
        "在裁量起点的权重一格填百分数，如 10%。",
        Example(ExampleCell.OTHER, "裁量起点：（空白）", "裁量起点：10%"),
    ),
    ProblemHelp(
        "option-without-weight",
        HelpTopic.WEIGHT,
        _ERROR,
        ("「{选项}」没有读到权重，请补填百分数。",),
        "这个选项旁边没有百分数，选中它就算不出来。",
        "补填百分数；不加的写 0%。",
        Example(ExampleCell.OTHER, "（空白）", "0%"),
    ),
    ProblemHelp(
        "weight-without-option",
        HelpTopic.WEIGHT,
        _ERROR,
        ("第 {行} 行有权重而没有裁量要素或选项，请补填。",),
        "有百分数，没有写是哪个要素的哪个选项。",
        "在左边补填裁量要素和选项；一个要素有几个选项的，把要素那一格合并到各行。",
    ),
    ProblemHelp(
        "column-right-of-weights",
        HelpTopic.WEIGHT,
        _ERROR,
        ("「{列名}」一列在权重的右边，不能确定裁量要素和选项各在哪一列，请把权重移到最右。",),
        "权重应当是最右一列，从左到右是：裁量要素、选项、权重。",
        "把权重那一列剪切，插到最右；说明性的列，表头改成“备注”。",
    ),
)

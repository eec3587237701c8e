"""Help on grades beside one another: gaps, overlaps, order, doubles."""

from __future__ import annotations

from importers.help_texts.help_entry import Example, ExampleCell, HelpSeverity, HelpTopic, ProblemHelp

_WARNING = HelpSeverity.WARNING

ENTRIES = (
    ProblemHelp(
        "conditions-do-not-meet",
        HelpTopic.GRADES,
        _WARNING,
        ("「{因素}」的条件与相邻档次之间{有空档／有重叠}，请核对。",),
        "空档：有的数不属于任何一档，遇到时给不出幅度。重叠：有的数同时属于两档，不知道用哪一档。",
        "让每一档的起点正好是上一档的终点，并在说明里写明“以上”“以下”是否包括本数。",
        Example(ExampleCell.OTHER, "不足10平方米｜20平方米以上", "不足10平方米｜10平方米以上"),
    ),
    ProblemHelp(
        "fines-leave-a-gap",
        HelpTopic.GRADES,
        _WARNING,
        ("与上一档的罚款幅度之间有空档，请核对。",),
        "上一档最高罚到的数，与这一档最低的数之间空了一段。这一段罚款哪一档都给不出。",
        "有意空着的，不用改；不是的，让这一档的下限等于上一档的上限。",
        Example(
            ExampleCell.OTHER,
            "1万元以上2万元以下｜3万元以上5万元以下",
            "1万元以上3万元以下｜3万元以上5万元以下",
        ),
    ),
    ProblemHelp(
        "fines-overlap",
        HelpTopic.GRADES,
        _WARNING,
        ("与上一档的罚款幅度重叠，请核对。",),
        "较重的一档可以罚得比较轻的一档还轻。",
        "有意重叠的，不用改；不是的，让这一档的下限等于上一档的上限。",
        Example(
            ExampleCell.OTHER,
            "1万元以上3万元以下｜2万元以上5万元以下",
            "1万元以上2万元以下｜2万元以上5万元以下",
        ),
    ),
    ProblemHelp(
        "heavier-fined-less",
        HelpTopic.GRADES,
        _WARNING,
        ("处罚比较轻情节（{单元格}）还轻：较重的事实反而处罚较轻，请核对。",),
        "情节重的反而罚得轻，多半是填错了行，或者数字、单位有错。",
        "对照写明的那一格，改正数字或者换回位置。各行请按从轻到重排列。",
    ),
    ProblemHelp(
        "same-condition-other-penalty",
        HelpTopic.GRADES,
        HelpSeverity.ERROR,
        ("与 {单元格} 的条件相同而处罚不同，不能确定适用哪一个，请核对。",),
        "两行的条件一字不差，处罚却不同。",
        "条件其实不同的，把不同之处写出来；重复的，删去一行。",
        Example(ExampleCell.OTHER, "一般：1万元｜一般：2万元", "一般：1万元｜较重：2万元"),
    ),
)

"""Tables made badly and well, side by side, for the help page; the program really reads both."""

from __future__ import annotations

from dataclasses import dataclass

from importers.template_layouts import CONVENTION, UP, Layout, Row

_NOTICE = "《示例条例》第十条：未按照规定公示收费标准的，处一万元以上五万元以下罚款。"
_PLACE = "《示例条例》第十四条：擅自占用公共场地的，处一万元以上五万元以下罚款。"
_HEAD: Row = ("违法行为", "处罚依据", "裁量情节", "处罚标准")
_WIDTHS = (22, 34, 24, 30)
_ACT = "未按照规定公示收费标准"


@dataclass(frozen=True, slots=True)
class TeachingPair:
    """One step of making a table: what to do and why; a bad table and the same made well."""

    slug: str
    step: str
    why: str
    bad: Layout
    good: Layout
    codes: tuple[str, ...]
    """The problems that the program finds in the bad one; in the good one it finds none."""


def _pair(  # noqa: PLR0913 - a table in words: one argument each
    slug: str,
    step: str,
    why: str,
    *,
    bad: tuple[Row, ...],
    good: tuple[Row, ...],
    codes: tuple[str, ...],
    bad_has_head: bool = True,
    bad_says: tuple[str, ...] = (CONVENTION,),
) -> TeachingPair:
    heads = (0,) if bad_has_head else ()
    return TeachingPair(
        slug,
        step,
        why,
        Layout(f"{slug}-bad", "不好", "", _WIDTHS, bad, heads, bad_says),
        Layout(f"{slug}-good", "好", "", _WIDTHS, good, above=(CONVENTION,)),
        codes,
    )


PAIRS = (
    _pair(
        "header",
        "表头写明每一列是什么",
        "程序靠表头认列。用常用的名称：违法行为、处罚依据、违法程度、裁量情节、处罚标准、备注。不要空着，也不要写“甲、乙、丙”。",
        bad=(
            (_ACT, _NOTICE, "公示内容不全的", "处1万元以上2万元以下罚款"),
            (UP, UP, "没有公示的", "处2万元以上5万元以下罚款"),
        ),
        good=(
            _HEAD,
            (_ACT, _NOTICE, "公示内容不全的", "处1万元以上2万元以下罚款"),
            (UP, UP, "没有公示的", "处2万元以上5万元以下罚款"),
        ),
        codes=("row-outside-tables", "no-table-found"),
        bad_has_head=False,
    ),
    _pair(
        "one-row-one-grade",
        "一行写一档",
        "一档一行：左边是情形，右边是怎么罚。几档共用的违法行为和处罚依据，合并单元格，不必重复写。",
        bad=(_HEAD, (_ACT, _NOTICE, "轻微、严重", "处1万元罚款；处3万元罚款")),
        good=(
            _HEAD,
            (_ACT, _NOTICE, "公示内容不全的", "处1万元罚款"),
            (UP, UP, "没有公示的", "处3万元罚款"),
        ),
        codes=("rival-fines",),
    ),
    _pair(
        "whole-amounts",
        "数额写全，带上单位",
        "每个数后面写“元”或“万元”，幅度写“……以上……以下”。不写“约”“左右”“X元”；每一格都要填，不留空。",
        bad=(
            _HEAD,
            (_ACT, _NOTICE, "公示内容不全的", "处10000以上20000以下罚款"),
            (UP, UP, "没有公示的", "约3万元"),
            (UP, UP, "责令改正后仍不改正的", ""),
        ),
        good=(
            _HEAD,
            (_ACT, _NOTICE, "公示内容不全的", "处1万元以上2万元以下罚款"),
            (UP, UP, "没有公示的", "处2万元以上4万元以下罚款"),
            (UP, UP, "责令改正后仍不改正的", "处4万元以上5万元以下罚款"),
        ),
        codes=("amount-without-yuan", "penalty-unread", "penalty-as-above"),
    ),
    _pair(
        "law-and-limits",
        "写明依据，档与档接上",
        "处罚依据写法名、条号并抄上条文，程序据此核对有没有超出法定幅度。上一档到哪里，下一档就从哪里起；“以上”“以下”是否包括本数，在表的上面写一行说明。",
        bad=(
            ("违法行为", "处罚依据", "占用面积", "处罚标准"),
            ("擅自占用公共场地", "依法处罚", "10平方米以下", "处1万元以上2万元以下罚款"),
            (UP, UP, "20平方米以上", "处4万元以上5万元以下罚款"),
        ),
        good=(
            ("违法行为", "处罚依据", "占用面积", "处罚标准"),
            ("擅自占用公共场地", _PLACE, "不足10平方米", "处1万元以上2万元以下罚款"),
            (UP, UP, "10平方米以上", "处2万元以上5万元以下罚款"),
        ),
        codes=(
            "convention-not-said",
            "basis-without-text",
            "basis-missing",
            "conditions-do-not-meet",
            "fines-leave-a-gap",
        ),
        bad_says=(),
    ),
)
"""The steps between taking a template and handing the table in."""

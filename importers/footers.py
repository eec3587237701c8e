"""The foot of a table: who issued it and when, whom to ask, from when it is in force, a total."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from importers.columns import Role
from importers.headings import heading_role
from importers.titles import PAGE_MARK
from standards_1023.text import normalised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from importers.columns import Column
    from importers.workbook import Cell

_FIGURES = r"[\d一二三四五六七八九十]{1,3}"
_DATE = rf"(?:\d{{4}}|[一二三四五六七八九零]{{4}})年{_FIGURES}月(?:{_FIGURES}日)?"
_ORGAN = (
    r"(?:(?![未不向经被由给报])[\u4e00-\u9fff]){2,24}(?:局|委员会|办公室|厅|政府|[大支总]队|街道办(?:事处)?)"
)
_FOOT = re.compile(
    rf"(?:(?:印发|发布|制定|编制|公布|填表|制表)?(?:日期|时间)?:?{_DATE}(?:印发|发布|制定|公布|修订)?"
    rf"|(?:发布|制定|编制|印发|制表)?(?:单位|机关|部门)?:?(?>{_ORGAN}[、,]?)++(?:\(?(?:盖章|印章|公章)\)?)?(?:{_DATE})?"
    r"|(?:联系|咨询|监督|举报|投诉)(?:电话|方式|人)(?::.*|[-\d()、,]*)"
    r"|(?:本|此|该|以上|上述)[^;]{0,30}由.{2,40}解释[。.]?|由.{2,40}负责解释[。.]?"
    rf"|(?:[^;]{{0,40}}[^擅私各独亲])?自(?:{_DATE}|发布|公布|印发|下发|即日|颁布).{{0,12}}起.{{0,4}}(?:施行|执行|实施|生效).{{0,40}}"
    r"|(?:合计|总计|小计|共计)(?::.*)?"
    r"|(?:备注|说明|附注|注)(?:[:：].*|\d*[.、:：].*)"
    r")"
)


def is_foot(own: Sequence[Cell], columns: Sequence[Column]) -> bool:
    """Whether the cells that begin in a row say nothing of a violation, in whatever column they stand."""
    if not own:
        return False
    if re.fullmatch(r"(?:合计|总计|小计)[:：]?", normalised(own[0].text)):
        return True
    apart = {c.index for c in columns if any(_is_apart(h) for h in c.headings)}
    return all(_is_foot_text(normalised(cell.text)) and cell.column not in apart for cell in own)


def _is_foot_text(plain: str) -> bool:
    """A bare number may be a page's, but in a table it is an amount."""
    return _FOOT.fullmatch(plain) is not None or (
        not plain.isdecimal() and PAGE_MARK.match(plain) is not None
    )


def _is_apart(heading: str) -> bool:
    """A column in which notes or organs are printed beside the rows."""
    return (heading_role(heading) or (None,))[0] in {Role.NOTE, Role.AUTHORITY}

"""A standard by the name that somebody wrote: its code, behind the sheet or the department where needed.

Names, from short to exact: CODE, SHEET!CODE, SHEET!CELL within a workbook; DEPARTMENT!… before any of them.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from standards_1023.errors import StandardAmbiguous, StandardNotFound
from standards_1023.standard_names import StandardNames, full_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from standards_1023.editions import DepartmentWorkbook, Edition
    from standards_1023.values import Standard, StandardsWorkbook

_MOST_NAMED = 8


def find_standard(workbook: StandardsWorkbook, wanted: str) -> Standard:
    """The standard of a code, SHEET!CODE, or SHEET!CELL where a sheet uses a code twice.

    Raises StandardNotFound or StandardAmbiguous, with names that fit.
    """
    return _find(workbook, StandardNames(workbook.standards), wanted)


def _find(workbook: StandardsWorkbook, named: StandardNames, wanted: str) -> Standard:
    fits = named.named(wanted)
    if len(fits) == 1:
        return fits[0]
    if not fits:
        raise StandardNotFound(
            wanted, f"{workbook.name} 里没有编号为“{wanted}”的基准。{_near(workbook.standards, wanted)}"
        )
    names = tuple(named.shortest(s) for s in fits)
    if len({full_code(s) for s in fits}) == 1:
        message = f"编号“{wanted}”在同一张工作表里用了 {len(fits)} 次，请改用单元格指明：{_listed(names)}。"
    else:
        message = f"编号“{wanted}”用了 {len(fits)} 次，请写明工作表：{_listed(names)}。"
    raise StandardAmbiguous(wanted, message, names)


def find_in_edition(edition: Edition, wanted: str) -> tuple[DepartmentWorkbook, Standard]:
    """The standard of an edition by any of its names; raises StandardNotFound or StandardAmbiguous."""
    department, _, rest = wanted.partition("!")
    kept = edition.workbook_of(department) if rest else None
    if kept is not None:
        return kept, _find(kept.workbook, kept.names, rest)
    found = [(k, s) for k in edition.workbooks for s in k.names.named(wanted)]
    if len(found) == 1:
        return found[0]
    if not found:
        near = _near([s for _, s in edition.standards], wanted)
        raise StandardNotFound(wanted, f"{edition.title}里没有编号为“{wanted}”的基准。{near}")
    names = tuple(name_in_edition(k, s) for k, s in found)
    raise StandardAmbiguous(
        wanted, f"编号“{wanted}”在{edition.title}里有 {len(found)} 项，请写明部门：{_listed(names)}。", names
    )


def name_in_edition(kept: DepartmentWorkbook, standard: Standard) -> str:
    """The name of a standard that no other of its edition has."""
    return f"{kept.department}!{kept.names.shortest(standard)}"


def _listed(names: Sequence[str]) -> str:
    return "、".join(names[:_MOST_NAMED]) + ("……" if len(names) > _MOST_NAMED else "")


def _near(standards: Sequence[Standard], wanted: str) -> str:
    codes = list(dict.fromkeys(s.code for s in standards))
    if not codes:
        return "表中没有读出任何基准。"
    close = difflib.get_close_matches(wanted.rpartition("!")[2], codes, n=_MOST_NAMED, cutoff=0.5)
    named = "、".join(close or codes[:_MOST_NAMED])
    return f"相近的编号有：{named}。" if close else f"表中的编号如：{named}（共 {len(codes)} 个）。"

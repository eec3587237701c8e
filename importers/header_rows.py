"""Where the header of a table stands, how many rows it has, and what heads each column."""

# ruff: noqa: PLR2004 - how many cells a header has is what this file is about

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from importers.cell_looks import looks_like_penalty, names_penalty, prints_penalty
from importers.columns import Role
from importers.grade_words import is_grade_word
from importers.headings import heading_role
from importers.labels import label_role
from standards_1023.text import normalised

if TYPE_CHECKING:
    from importers.workbook import Cell, Sheet

# A bare figure (the 序号 of a row) and a clause that imposes something (处法定最高额罚款) head no column.
_NO_HEADING = re.compile(r"^(?:[\d.,/-]+(?:%|‰|元|万元|倍)?$|(?:可以?|并|应当|依法)*处(?![罚理置分]))")
_SIDE_ROLES = (Role.PENALTY, Role.GRADE, Role.FACTOR)


def header_depth(  # noqa: PLR0911 - one return a sign
    sheet: Sheet, row: int, cells: list[Cell], *, fresh: bool
) -> int:
    """How many rows the header beginning here has; 0 when none begins here.

    Where a table may begin (`fresh`), headings need not speak of penalties if penalties stand below them.
    """
    own = [cell for cell in cells if cell.row == row]
    if len(own) < 2 or len(own) < len(cells) - 1:
        return 0
    if any(len(normalised(cell.text)) > 45 or prints_penalty(_bare(cell.text)) for cell in own):
        return 0
    if any(_NO_HEADING.match(normalised(cell.text)) for cell in own):
        return 0
    first = label_role(own[0].text)
    if first is Role.NOTE and len(own) == 2:
        return 0
    if (
        first in {Role.NOTE, Role.BASIS, Role.VIOLATED}
        and len(own) == 2
        and len(normalised(own[1].text)) > 16
    ):
        return 0
    if side_label(sheet, row, own) is not None:
        own = own[1:]
    depth = _depth(sheet, row, own)
    if _is_crossed_head(sheet, row, own, depth):
        return depth
    meant = [role[0] for cell in own if (role := heading_role(cell.text)) is not None]
    roles = set(meant)
    if len(meant) < 2 or len(meant) / len(own) < 0.4 or roles <= {Role.PENALTY, Role.NOTE}:
        return 0
    outcome = roles & {Role.PENALTY, Role.WEIGHT, Role.LOW, Role.HIGH, Role.STATUTORY}
    return depth if outcome or (fresh and _penalties_below(sheet, row, own, depth)) else 0


def _depth(sheet: Sheet, row: int, own: list[Cell]) -> int:
    """Two header rows where a heading spans columns and has headings of its own below (three at most)."""
    depth = max(1, min(cell.rows for cell in own))
    tallest = max(cell.rows for cell in own)
    wide = [cell for cell in own if cell.columns > 1 and cell.rows < max(tallest, 2)]
    if not wide:
        return depth
    weighted = any((heading_role(cell.text) or (None,))[0] is Role.WEIGHT for cell in wide)
    while depth < 3 and not weighted:
        below = [
            sheet.at(row + depth, column)
            for cell in wide
            for column in range(cell.column, cell.last_column + 1)
        ]
        others = [c for c in sheet.row_cells(row + depth) if c.row == row + depth and c not in below]
        texts = [c for c in below if c is not None and c.row == row + depth]
        distinct = list(dict.fromkeys(texts))
        if others or not distinct or (len(distinct) < 2 and depth >= tallest):
            break
        if any(len(normalised(c.text)) > 30 for c in distinct):
            break
        printed = any(prints_penalty(_bare(c.text)) for c in distinct)
        if printed and not _are_levels_of_money(sheet, wide, distinct):
            break
        depth += 1
        if depth >= tallest > 1:
            break
    return depth


def _are_levels_of_money(sheet: Sheet, wide: list[Cell], texts: list[Cell]) -> bool:
    """不足50万元 | 50万元以上 below 危害后果（损失）, over penalties in words: levels, not penalties."""
    if any((heading_role(cell.text) or (None,))[0] is not Role.FACTOR for cell in wide):
        return False
    below = [sheet.at(cell.last_row + 1, cell.column) for cell in texts]
    return all(
        cell is not None and names_penalty(cell.text) and not names_penalty(text.text)
        for cell, text in zip(below, texts, strict=True)
    )


def _is_crossed_head(sheet: Sheet, row: int, own: list[Cell], depth: int) -> bool:
    """违法程度 | 轻微 | 一般 | 严重: headings whose cells below are penalties."""
    corner = heading_role(own[0].text) or heading_role(re.split(r"[\\/＼／]", own[0].text)[0])
    if corner is None or corner[0] not in {Role.GRADE, Role.FACTOR, Role.VIOLATION, Role.CODE}:
        return False
    penalties = _penalties_below(sheet, row, own, depth)
    return len(penalties) >= 2 and all(not looks_like_penalty(_bare(c.text)) for c in own)


def _penalties_below(sheet: Sheet, row: int, own: list[Cell], depth: int) -> list[Cell]:
    """The penalties in the first row below a header, if each stands under a heading of its own row."""
    below = [c for c in sheet.row_cells(row + depth) if c.row == row + depth and looks_like_penalty(c.text)]
    headed = {column for cell in own for column in range(cell.column, cell.last_column + 1)}
    return below if all(cell.column in headed for cell in below) else []


def _bare(text: str) -> str:
    """A heading without what it explains in brackets: 危害后果（责令改正后的状态）."""
    return re.sub(r"\([^()]*\)", "", normalised(text)) or text


def side_label(sheet: Sheet, row: int, own: list[Cell]) -> Cell | None:
    """裁量标准 at the side of a card, merged down beside the header and the body of its table."""
    if len(own) < 3 or own[0].rows < 2 or own[0].columns > 1:
        return None
    if (heading_role(own[0].text) or (None,))[0] not in _SIDE_ROLES:
        return None
    return own[0] if own[0].last_row >= row + _depth(sheet, row, own[1:]) else None


def numbers_columns(cells: list[Cell]) -> bool:
    """A row below the header that counts the columns: 1 | 2 | 3, 甲 | 乙 | (1) | (2)."""
    texts = [normalised(cell.text).strip("()栏列第") for cell in cells]
    figures = [int(t) for t in texts if t.isdecimal() and len(t) <= 3]
    letters = [t for t in texts if re.fullmatch(r"[甲乙丙丁戊己A-Z]", t)]
    counts = figures == list(range(1, len(figures) + 1)) or figures == list(range(len(figures)))
    return len(texts) > 2 and len(figures) + len(letters) == len(texts) and counts


def headings_of(sheet: Sheet, row: int, depth: int) -> dict[int, tuple[str, ...]]:
    """The headings of each column from top to bottom, a merged one once."""
    result: dict[int, tuple[str, ...]] = {}
    for column in range(1, sheet.columns + 1):
        texts: list[str] = []
        for at in range(row, row + depth):
            text = " ".join(sheet.text(at, column).split())
            if text and (not texts or texts[-1] != text):
                texts.append(text)
        if texts:
            result[column] = tuple(texts)
    return result


def card_columns(sheet: Sheet, row: int) -> dict[int, tuple[str, ...]] | None:
    """The columns of a card whose grades stand without headings: 裁量标准 | 轻微 | 条件 | 处罚.

    The last cell is the penalty, the first (behind a side label) a grade or begins with one.
    """
    cells = sheet.row_cells(row)
    if (heading_role(cells[0].text) or (None,))[0] in _SIDE_ROLES and not is_grade_word(cells[0].text):
        cells = cells[1:]
    if not 2 <= len(cells) <= 4 or not looks_like_penalty(cells[-1].text):
        return None
    if any(prints_penalty(cell.text) for cell in cells[:-1]):
        return None
    first = re.split(r"[:：]", cells[0].text)[0]
    if not is_grade_word(first):
        return None
    names = {cell.column: ("适用情形",) for cell in cells[1:-1]}
    return {cells[0].column: ("违法程度",), **names, cells[-1].column: ("处罚标准",)}

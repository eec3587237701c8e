"""The standards of one table: where each begins, its law, its rows or weights, its notes."""

# ruff: noqa: PLR2004 - two codes, two starts, lengths of names

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from importers.cell_looks import looks_like_penalty
from importers.citations import Passage, citations, passages
from importers.columns import Role
from importers.condition_columns import same_conditions
from importers.grid import OUTCOME_ROLES, Grid, LogicalRow, inherit, read_grid
from importers.labels import Context
from importers.statutory_text import StatutoryReading, read_statutory_column, read_statutory_passages
from importers.table_rows import read_rows
from importers.tables import is_start_row
from importers.weight_maximum import WeightRules
from importers.weighted_table import read_weights
from standards_1023.text import matched, normalised
from standards_1023.values import Convention, Model, Problem, ProblemSeverity, Standard

if TYPE_CHECKING:
    from collections.abc import Collection

    from importers.columns import Column
    from importers.tables import Table
    from importers.workbook import Cell

_CODE_IN_TITLE = re.compile(r"§\s*\d+(?:\.\d+)*|^\s*(?:表|第)?\s*\d+(?:[.\-]\d+)+(?=\s|[、.．]|$)")
_ORDINAL = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百\d]+[章节条项]|[一二三四五六七八九十百]+、|[(（][一二三四五六七八九十\d]+[)）]、?|\d+[、.．](?!\d)|\d+(?:[.\-]\d+)+[、.．\s]?)\s*"
)
_TABLE_TITLE = re.compile(
    r"^(?:附?表)(?:[一二三四五六七八九十]+|\d+)[、:.]?(?:对)?(?P<act>[^《》]{3,60}?)(?:的|行为的)?(?:行政)?(?:处罚)?(?:自由)?裁量(?:权)?(?:基准|标准)?表?$"
)
_CHAPTER = re.compile(
    r"^第[一二三四五六七八九十\d]+[章节部编篇]|裁量(?:表|基准|标准|权)|目录$|说明|附件|(?:年|月)\d*日?$"
)


_OF_ONE_VIOLATION = {Role.CODE, Role.VIOLATION, Role.VIOLATED, Role.BASIS, Role.STATUTORY}


@dataclass(slots=True)
class TableReading:
    """The standards of a table and the problems in it."""

    standards: list[Standard] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class _Part:
    """The logical rows that belong to one standard."""

    rows: list[LogicalRow]
    violations: list[str] = field(default_factory=list)


def read_table(table: Table, convention: Convention, vocabulary: Collection[str]) -> TableReading:
    """All standards that a table prints."""
    result = TableReading()
    if table.is_weighted:
        for one in _weighted_tables(table):
            _weighted_standard(one, convention, vocabulary, result)
        return result
    if (twin := _stands_beside_another(table)) is not None:
        sentence = f"「{twin.name}」有两栏同名，像是两张表并排，没有读取；请改为上下排列。"
        address = f"{get_column_letter(twin.index)}{table.header_row}"
        result.problems.append(Problem(table.sheet.name, address, ProblemSeverity.ERROR, sentence))
        return result
    if (cell := _penalty_heading_at_side(table)) is not None:
        sentence = f"「{cell.text.strip()}」写在行首，这张表像是横着排的，没有读取；请改为每行一档。"
        result.problems.append(Problem(table.sheet.name, cell.address, ProblemSeverity.ERROR, sentence))
        return result
    grid = read_grid(table, vocabulary)
    for address, sentence in grid.mended:
        result.problems.append(Problem(table.sheet.name, address, ProblemSeverity.WARNING, sentence))
    for number, part in enumerate(_parts(table, grid)):
        _standard(table, part, convention, result, number)
    return result


def _stands_beside_another(table: Table) -> Column | None:
    """The second of two columns for violations under the same heading with something between: two tables."""
    seen: dict[tuple[str, ...], int] = {}
    for column in table.of(Role.VIOLATION):
        key = tuple(map(normalised, column.headings))
        if key in seen and column.index > seen[key] + 1:
            return column
        seen.setdefault(key, column.index)
    return None


def _penalty_heading_at_side(table: Table) -> Cell | None:
    """处罚标准 among the conditions of a body: the table runs from left to right."""
    for column in table.of(Role.FACTOR, Role.GRADE, Role.ELEMENT):
        for row in table.rows:
            cell = table.sheet.at(row, column.index)
            if cell is not None and re.fullmatch(
                r"(?:行政)?(?:处罚|裁量|罚款)(?:标准|幅度|基准|金额|额度|结果)", normalised(cell.text)
            ):
                return cell
    return None


def _is_block(table: Table) -> bool:
    """One block is one violation: it has labels or a code of its own, or no column that names violations."""
    violation = table.first(Role.VIOLATION)
    if violation is None:
        return True
    if _distinct_texts(table, table.first(Role.CODE)) > 1:
        return False
    if table.context.labelled.keys() & _OF_ONE_VIOLATION:
        return True
    return any(_CODE_IN_TITLE.search(cell.text) for cell in table.context.titles[-2:])


def _distinct_texts(table: Table, column: Column | None) -> int:
    """How many different texts stand in a column's body."""
    if column is None:
        return 0
    return len({matched(text) for row in table.rows if (text := table.sheet.text(row, column.index))})


def _parts(table: Table, grid: Grid) -> list[_Part]:
    """The rows cut into standards, blanks that mean "as above" filled within each."""
    parts: list[_Part] = []
    block = _is_block(table)
    violation = table.first(Role.VIOLATION)
    per_row_codes = _codes_count_rows(table, grid)
    before: LogicalRow | None = None
    for row in grid.rows:
        begins = before is None or (not block and _begins(table, row, before, per_row_codes=per_row_codes))
        if begins or not parts:
            parts.append(_Part([]))
        elif before is not None:
            inherit(table, row, before, _inherited_roles())
        if begins and before is not None and violation is not None and violation.index not in row.entries:
            inherit(table, row, before, (Role.VIOLATION, Role.LAW))
        if begins and before is not None:
            inherit(table, row, before, (Role.LAW,))
        parts[-1].rows.append(row)
        before = row
    for part in parts:
        part.violations = _violations(table, part)
    return parts


def _inherited_roles() -> tuple[Role, ...]:
    return (
        Role.CODE, Role.LAW, Role.VIOLATION, Role.VIOLATED, Role.BASIS, Role.STATUTORY, Role.GRADE,
        Role.FACTOR, Role.ELEMENT, Role.SUBJECT, *OUTCOME_ROLES,
    )  # fmt: skip


def _codes_count_rows(table: Table, grid: Grid) -> bool:
    """Whether 序号 counts the rows rather than the violations: one violation stands beside several.

    It stands there as one merged cell, or its cell is blank or repeated below while the codes go on.
    """
    code, violation = table.first(Role.CODE), table.first(Role.VIOLATION)
    if code is None or violation is None:
        return False
    codes: list[str] = []
    acts: list[str] = []
    for row in grid.rows:
        c, v = row.get(code), row.get(violation)
        if c is None or c.rows > 1:
            continue
        codes.append(c.text)
        acts.append(matched(v.text) if v is not None else (acts[-1] if acts else ""))
    shared = len(codes) - len({(a, codes[0]) for a in acts})
    return shared > 0 and len(set(codes)) == len(codes) and _same_outcome_apart(table, grid, code, violation)


def _same_outcome_apart(table: Table, grid: Grid, code: Column, violation: Column) -> bool:
    """Whether rows with codes of their own and one violation differ in grade or condition."""
    conditions = table.of(Role.GRADE, Role.FACTOR, Role.ELEMENT)
    seen: dict[str, set[tuple[str, ...]]] = {}
    count: dict[str, int] = {}
    act = ""
    for row in grid.rows:
        if row.get(code) is None:
            continue
        act = matched(row.text(violation)) or act
        seen.setdefault(act, set()).add(tuple(matched(row.text(c)) for c in conditions))
        count[act] = count.get(act, 0) + 1
    return (
        bool(conditions)
        and any(n > 1 for n in count.values())
        and all(len(seen[a]) == n for a, n in count.items())
    )


def _begins(table: Table, row: LogicalRow, before: LogicalRow, *, per_row_codes: bool) -> bool:
    """Whether a new standard begins: another code, or without codes another violation."""
    code, violation = table.first(Role.CODE), table.first(Role.VIOLATION)
    key = violation if code is None or per_row_codes else code
    entry, above = row.get(key), before.get(key)
    if entry is None:
        return False
    if above is None:
        return True
    if entry.address == above.address:
        return False
    return matched(entry.text) != matched(above.text) or (
        entry.row == row.row and key is code and entry.rows > 1
    )


def _violations(table: Table, part: _Part) -> list[str]:
    """The column-one text of each row when there are several under one code; else nothing.

    A text cut by a page break goes on below without the conditions beginning anew: it is joined.
    """
    column = table.first(Role.VIOLATION)
    if column is None:
        return []
    factor_columns = table.of(Role.FACTOR, Role.ELEMENT, Role.GRADE)
    texts: list[str] = []
    starts: list[LogicalRow] = []
    index: list[int] = []
    last_address = ""
    for row in part.rows:
        entry = row.get(column)
        if entry is None:
            index.append(max(len(texts) - 1, 0))
            continue
        if entry.address != last_address and not entry.inherited:
            anew = not texts or any(same_conditions(row, start, factor_columns) for start in starts)
            if anew and matched(entry.text) not in {matched(t) for t in texts}:
                texts.append(entry.text)
                starts.append(row)
            elif not anew:
                texts[-1] += entry.text
            last_address = entry.address
        index.append(max(len(texts) - 1, 0))
    return [texts[i] for i in index] if len(texts) > 1 else []


def _standard(table: Table, part: _Part, convention: Convention, result: TableReading, number: int) -> None:
    sheet = table.sheet.name
    reading = read_rows(table, convention, part.rows, part.violations, _groups(table, part))
    if not reading.rows:
        result.problems += reading.problems
        return
    first = part.rows[0]
    law = _law(table, first)
    code, cell = _code(table, first, number, single=_is_block(table))
    violation = _violation(table, part)
    statutory, statutory_cell = _statutory(table, part, violation, law)
    if statutory.doubt:
        result.problems.append(
            Problem(sheet, statutory_cell or cell, ProblemSeverity.WARNING, statutory.doubt)
        )
    result.problems += reading.problems
    result.standards.append(
        Standard(
            sheet,
            cell,
            code,
            violation,
            Model.MATRIX if len(reading.factors) > 1 else Model.GRADES,
            _cited(table, part, Role.BASIS, law) or _cited(table, part, Role.STATUTORY, law),
            _cited(table, part, Role.VIOLATED, law),
            statutory.measures,
            statutory_cell,
            tuple(reading.factors),
            tuple(reading.rows),
            (),
            _notes(table, part),
        )
    )


_OWN_COLUMNS = (Role.CODE, Role.LAW, Role.VIOLATION, Role.VIOLATED, Role.BASIS, Role.STATUTORY, Role.NOTE)


def _weighted_tables(table: Table) -> list[Table]:
    """A list of weighted sums cut into one table a violation, its own columns as labels.

    A new one begins where 序号, or without it 违法行为, has a new text, if the start weight comes again too.
    """
    key = table.first(Role.CODE) or table.first(Role.VIOLATION)
    starts = [row for row in table.rows if is_start_row(table.sheet, row)]
    if key is None or len(starts) < 2 or _distinct_texts(table, key) < 2:
        return [table]
    parts: list[list[int]] = []
    last = None
    for row in table.rows:
        cell = table.sheet.at(row, key.index)
        if not parts or (cell is not None and cell is not last and matched(cell.text)):
            parts.append([])
        last = cell or last
        parts[-1].append(row)
    return [_with_labels(replace(table, rows=rows)) for rows in parts]


def _with_labels(table: Table) -> Table:
    context = Context(list(table.context.titles), {r: list(c) for r, c in table.context.labelled.items()})
    for column in table.of(*_OWN_COLUMNS):
        cells = dict.fromkeys(table.sheet.at(row, column.index) for row in table.rows)
        for cell in cells:
            if cell is not None:
                context.add(column.role, cell)
    return replace(table, context=context, header_row=table.rows[0])


def _weighted_standard(
    table: Table, convention: Convention, vocabulary: Collection[str], result: TableReading
) -> None:
    sheet = table.sheet.name
    row = LogicalRow(table.header_row)
    column = table.first(Role.VIOLATION)
    printed = "".join(dict.fromkeys(_first_column_texts(table, column.index if column else 1)))
    violation = _title_violation(table) or printed or _sheet_violation(table)
    law = _law(table, row)
    statutory, statutory_cell = _statutory(table, None, violation, law)
    notes = _notes(table, None)
    basis = normalised(table.context.text(Role.BASIS))
    rules = WeightRules(normalised(notes), basis, statutory.measures)
    reading = read_weights(table, convention, vocabulary, rules)
    code, cell = _code(table, row, 0, single=True)
    if statutory.doubt:
        result.problems.append(
            Problem(sheet, statutory_cell or cell, ProblemSeverity.WARNING, statutory.doubt)
        )
    result.problems += reading.problems
    result.standards.append(
        Standard(
            sheet,
            cell,
            code,
            violation,
            Model.WEIGHTS,
            _cited(table, None, Role.BASIS, law),
            _cited(table, None, Role.VIOLATED, law),
            statutory.measures,
            statutory_cell,
            tuple(reading.factors),
            (),
            tuple(reading.groups),
            notes,
        )
    )


def _first_column_texts(table: Table, column: int) -> list[str]:
    start = table.start_cell
    cells = dict.fromkeys(table.sheet.at(row, column) for row in table.rows)
    return [c.text.strip() for c in cells if c is not None and c is not start]


def _groups(table: Table, part: _Part) -> dict[int, str]:
    """The group of each row: a column of subjects, or several statutory cells within one standard."""
    for role in (Role.SUBJECT, Role.STATUTORY):
        column = table.first(role)
        entries = {row.row: entry for row in part.rows if (entry := row.get(column)) is not None}
        if role is Role.STATUTORY and not all(looks_like_penalty(e.text) for e in entries.values()):
            continue
        if (
            len({entry.address for entry in entries.values() if not entry.inherited}) > 1
            and len({matched(entry.text) for entry in entries.values()}) > 1
        ):
            return {row: entry.text for row, entry in entries.items()}
    return {}


def _code(table: Table, first: LogicalRow, number: int, *, single: bool) -> tuple[str, str]:
    """The code as printed and its cell; where none is printed, the place of the table counts."""
    entry = first.get(table.first(Role.CODE))
    if entry is not None and entry.text:
        return " ".join(entry.text.split()), entry.address
    labelled = table.context.cell(Role.CODE)
    if labelled is not None:
        return " ".join(labelled.text.split()), labelled.address
    for cell in reversed(table.context.titles):
        found = _CODE_IN_TITLE.search(normalised(cell.text))
        if found:
            return found[0].strip(), cell.address
    for cell in reversed(table.context.titles):
        found = _ORDINAL.match(cell.text)
        if found and single:
            return found[0].strip(" \t\u3000、.．"), cell.address
    place = first.row if not single else table.header_row
    entry = first.get(table.first(Role.VIOLATION))
    address = entry.address if entry is not None else f"A{place}"
    return (f"第{place}行", address) if single or number >= 0 else ("", address)


def _law(table: Table, first: LogicalRow) -> str:
    """The law's name from its own column, a label above the table, or the section row above the standard."""
    named = _law_name(first.text(table.first(Role.LAW))) or _law_name(table.context.text(Role.LAW))
    if named:
        return named
    above = [cell for row, cell in table.sections if row <= first.row] or table.context.titles
    for cell in reversed(above):
        laws = re.findall(r"《[^《》]+》", cell.text)
        if len(laws) == 1 and re.search(r"裁量|基准|标准》|制定", cell.text) is None:
            return str(laws[0])
    return ""


def _law_name(text: str) -> str:
    found = re.search(r"《[^《》]+》", text)
    if found:
        return found[0]
    text = " ".join(text.split())
    return f"《{text}》" if 2 < len(text) < 40 else ""


def _violation(table: Table, part: _Part) -> str:
    """The block's title, else the label's value, else column one."""
    column = table.first(Role.VIOLATION)
    printed = [row.text(column) for row in part.rows if row.get(column) is not None]
    if _is_block(table):
        titled = _title_violation(table) or table.context.text(Role.VIOLATION)
        if titled:
            return titled
    return _clean(printed[0]) if printed else _sheet_violation(table)


def _sheet_violation(table: Table) -> str:
    """The sheet's name, where each violation has a sheet of its own that is named by it."""
    name = table.sheet.name.strip()
    telling = (
        re.match(r"[\u4e00-\u9fff]{4,}", name)
        and not _CHAPTER.search(name)
        and not re.search(r"表|汇总|裁量|基准|工作", name)
    )
    return name if telling else ""


def _title_violation(table: Table) -> str:
    """The title nearest above the header that names an act: no chapter, no code, no name of the document."""
    labelled = table.context.text(Role.VIOLATION)
    if labelled:
        return _clean(labelled)
    for cell in reversed(table.context.titles):
        text = _ORDINAL.sub("", cell.text.strip())
        text = re.sub(r"§\s*\d+(?:\.\d+)*\s*", "", text).strip()
        shortest = 2 if _ORDINAL.match(cell.text.strip()) else 5
        if (
            len(normalised(text)) < shortest
            or _CHAPTER.search(normalised(cell.text))
            or re.fullmatch(r"《[^》]+》", text)
        ):
            continue
        return _clean(text)
    for cell in reversed(table.context.titles):
        if found := _TABLE_TITLE.match(normalised(cell.text)):
            return found["act"]
    return ""


def _clean(text: str) -> str:
    return re.sub(r"\s*\n\s*", "", text.strip())


def _column_texts(table: Table, part: _Part | None, role: Role) -> list[tuple[str, str]]:
    """(text, address) of a role's own cells in the rows of a standard, each once."""
    seen: dict[str, str] = {}
    for column in table.of(role):
        for row in part.rows if part else []:
            entry = row.get(column)
            if entry is not None and not entry.is_nothing:
                seen.setdefault(entry.address, entry.text)
    return [(text, address) for address, text in seen.items()]


def _cited(table: Table, part: _Part | None, role: Role, law: str) -> tuple[str, ...]:
    texts = [text for text, _ in _column_texts(table, part, role)] or [table.context.text(role)]
    return tuple(dict.fromkeys(c for text in texts for c in citations(text, law)))


def _statutory(
    table: Table, part: _Part | None, violation: str, law: str
) -> tuple[StatutoryReading, str | None]:
    printed = _column_texts(table, part, Role.STATUTORY)
    if not printed and (cell := table.context.cell(Role.STATUTORY)) is not None:
        printed = [(table.context.text(Role.STATUTORY), cell.address)]
    if printed:
        readings = [read_statutory_column(text, violation) for text, _ in printed]
        doubt = next((r.doubt for r in readings if r.doubt), None)
        return StatutoryReading(tuple(m for r in readings for m in r.measures), doubt), printed[0][1]
    basis = _column_texts(table, part, Role.BASIS)
    if not basis and (cell := table.context.cell(Role.BASIS)) is not None:
        basis = [(table.context.text(Role.BASIS), cell.address)]
    if not basis:
        return StatutoryReading(doubt="没有写出处罚依据。"), None
    found: list[Passage] = [p for text, _ in basis for p in passages(text, law)]
    return read_statutory_passages(found, violation), basis[0][1]


def _notes(table: Table, part: _Part | None) -> str:
    texts = [text for text, _ in _column_texts(table, part, Role.NOTE)] if part else []
    texts += [cell.text.strip() for cell in table.after.labelled.get(Role.NOTE, [])]
    texts += [cell.text.strip() for cell in table.context.labelled.get(Role.NOTE, [])]
    return "\n".join(dict.fromkeys(t for t in texts if t))

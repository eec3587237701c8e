"""Three hundred damaged workbooks: each is refused in one line or read, and what is read is what the sheet prints.

The mutations are drawn from a fixed seed: bytes of the file and of its parts, cells blanked, swapped, replaced by junk,
merged ranges added and removed, rows doubled and removed, columns in another order.

The oracle knows neither the readers of text nor the table's structure. Where openpyxl can open the file, the text of
each row must be what openpyxl finds in the row's own penalty cell. Out of that text it takes the figures by itself and
multiplies them with the few powers of ten that units of Chinese amounts have (千, 万, ‰). Every limit of every fine that
a row answers must be among them, and no row with an error at its cell may answer. A sum of weights must have its
weights from the rows of its options, and may not answer with an error at any of its cells.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from fractions import Fraction
from typing import TYPE_CHECKING

import cn2an
import openpyxl
import pytest

from importers.errors import ImportRefused
from importers.problem_help import help_for
from importers.standards_workbook import read_standards_workbook
from rules.assessment import assess
from rules.case_input import CaseInput
from rules.drivers import Drivers
from rules.errors import AssessmentRefused
from standards_1023.values import AmountUnit, MeasureKind, Model
from tests.importers.explained import unexplained
from tests.workbooks import OWN_WORKBOOKS, REAL_GUANGDONG, REAL_SHENZHEN, needs_real_workbooks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from standards_1023.values import Measure, Row, Standard, StandardsWorkbook

PACKAGES = [path for path in OWN_WORKBOOKS if path.suffix == ".xlsx"]
MUTATIONS, CHUNKS = 300, 12
JUNK = (
    None, "", "—", "同上", "X", "处X元罚款", "处1e5元罚款", "-5", 0, 99, 1e300, "9" * 60, "处罚款", "万元", "=1+1", "#REF!",
    "处1000元以上2000元", "处3万元以上1万元以下罚款", "违法行为", "处罚标准", "一般", "处约5万元罚款", "以上", "\u202e元", "（二）",
)  # fmt: skip
_FIGURES = re.compile(
    r"[0-9]+/[0-9]+|[0-9]+(?:[,，][0-9]{3})*(?:\.[0-9]+)?|[零一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟点]+"
)
_FACTORS = (1, 10, 100, 1000, 10_000, 100_000, Fraction(1, 10))


def flipped(content: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, or the end cut off."""
    damaged = bytearray(content)
    for _ in range(chance.randint(1, 12)):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged[: chance.randrange(len(damaged))] if chance.random() < 0.3 else damaged)


def part_flipped(content: bytes, chance: random.Random) -> bytes:
    """A part of the package damaged before it is compressed: the zip file itself is whole."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        names = [name for name in old.namelist() if name.endswith((".xml", ".rels"))]
        chosen = chance.choice(names)
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, flipped(part, chance) if name == chosen else part)
    return made.getvalue()


def some_sheet(book: Workbook, chance: random.Random) -> Worksheet:
    return chance.choice(book.worksheets)


def cells_replaced(book: Workbook, chance: random.Random) -> None:
    sheet = some_sheet(book, chance)
    for _ in range(chance.randint(1, 8)):
        row, column = chance.randint(1, sheet.max_row), chance.randint(1, sheet.max_column)
        if type(sheet.cell(row, column)).__name__ == "Cell":
            sheet.cell(row, column).value = chance.choice(JUNK)


def cells_swapped(book: Workbook, chance: random.Random) -> None:
    sheet = some_sheet(book, chance)
    cells = [
        c for line in sheet.iter_rows() for c in line if type(c).__name__ == "Cell" and c.value is not None
    ]
    for _ in range(chance.randint(1, 4)):
        one, other = chance.sample(cells, 2)
        one.value, other.value = other.value, one.value


def merges_changed(book: Workbook, chance: random.Random) -> None:
    sheet = some_sheet(book, chance)
    for merged in list(sheet.merged_cells.ranges):
        if chance.random() < 0.3:
            sheet.merged_cells.remove(merged)
    for _ in range(chance.randint(0, 3)):
        top, left = chance.randint(1, sheet.max_row), chance.randint(1, sheet.max_column)
        sheet.merged_cells.add(
            f"{openpyxl.utils.get_column_letter(left)}{top}:"
            f"{openpyxl.utils.get_column_letter(left + chance.randint(0, 2))}{top + chance.randint(0, 3)}"
        )


def rows_changed(book: Workbook, chance: random.Random) -> None:
    sheet = some_sheet(book, chance)
    row = chance.randint(1, sheet.max_row)
    if chance.random() < 0.5:
        sheet.delete_rows(row)
        return
    values = [cell.value for cell in sheet[row]]
    sheet.insert_rows(row)
    for column, value in enumerate(values, 1):
        if type(sheet.cell(row, column)).__name__ == "Cell":
            sheet.cell(row, column).value = value


ON_CELLS: tuple[Callable[[Workbook, random.Random], None], ...] = (
    cells_replaced,
    cells_swapped,
    merges_changed,
    rows_changed,
)


def mutated(content: bytes, chance: random.Random) -> bytes:
    """One of the ways to damage a workbook."""
    way = chance.randrange(6)
    if way < 2:
        return (flipped, part_flipped)[way](content, chance)
    book = openpyxl.load_workbook(io.BytesIO(content))
    for _ in range(chance.randint(1, 2)):
        ON_CELLS[way - 2](book, chance)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def amounts_in(text: str) -> set[Fraction]:
    """Every number that the text could mean, read without looking at its words."""
    found: set[Fraction] = set()
    for figures in _FIGURES.findall(text.translate(str.maketrans("０１２３４５６７８９．", "0123456789."))):
        try:
            number = Fraction(re.sub("[,，]", "", figures))
        except ValueError:
            try:
                number = Fraction(cn2an.cn2an(figures, "smart"))
            except ValueError:
                continue
        found |= {number * factor for factor in _FACTORS}
    return found


def fines_of(measures: tuple[Measure, ...]) -> Iterator[Measure]:
    return (m for m in measures if m.kind is MeasureKind.FINE and m.amount is not None)


def limits_of(fine: Measure) -> list[Fraction]:
    """The limits of a fine as a person prints them: yuan, not fen."""
    assert fine.amount is not None
    size = 100 if fine.unit in {AmountUnit.YUAN, AmountUnit.YUAN_PER} else 1
    return [bound / size for bound in (fine.amount.low, fine.amount.high) if bound is not None]


def answer(
    book: StandardsWorkbook, standard: Standard, row: Row, drivers: Drivers
) -> tuple[Measure, ...] | None:
    """What the row's own conditions bring, or None where they are refused."""
    for facts in (row.when, (*row.when, ("适用情形", row.group or ""))):
        try:
            return assess(book, standard, CaseInput(facts=facts), drivers).measures
        except AssessmentRefused:
            continue
    return None


def opened_by_another_reader(path: Path) -> Workbook | None:
    """The workbook as openpyxl reads it, or None where damage beside the tables keeps it from opening."""
    try:
        return openpyxl.load_workbook(path, data_only=True)
    except Exception:  # noqa: BLE001 - openpyxl raises anything on damaged files; the importer may not
        return None


def not_printed(sheet: Worksheet, standard: Standard) -> Iterator[str]:
    """Rows whose text does not begin with what another reader finds in the cell."""
    for row in standard.rows:
        value = sheet[row.cell].value
        first = value.split()[0] if isinstance(value, str) and value.split() else ""
        told = f"（数字过长，有 {len(first)} 位）"  # a numeral too long to be kept is told by its length
        ditto = any(mark in str(value) for mark in ("同", "〃"))
        if first not in row.text and told not in row.text and not ditto:
            yield f"{standard.sheet}!{row.cell} prints {value!r}, read {row.text!r}"


def shares_printed(sheet: Worksheet, row: int) -> set[Fraction]:
    """The numbers that stand beside an option, in its row or merged over it, as shares and as they are."""
    beside = {m.min_row for m in sheet.merged_cells.ranges if m.min_row <= row <= m.max_row} | {row}
    values = [cell.value for at in beside for cell in sheet[at] if cell.value is not None]
    found = set().union(*(amounts_in(str(value)) for value in values))
    return found | {100 * number for number in found}


def wrong_sums(
    book: StandardsWorkbook, standard: Standard, sheet: Worksheet, drivers: Drivers
) -> Iterator[str]:
    """Sums of weights that are printed nowhere, or answer despite an error."""
    for group in standard.weights:
        place = f"{standard.sheet}!{group.start_cell}"
        for option in group.options:
            if option.percent not in shares_printed(sheet, option.row):
                yield f"{place} weighs {option.option!r} {option.percent} % in row {option.row}"
        cells = {group.start_cell, *(option.cell for option in group.options)}
        faulty = [cell for cell in cells if any(book.errors_at(standard.sheet, cell))]
        chosen = {option.factor: option for option in group.options}
        facts = tuple((factor, option.option) for factor, option in chosen.items())
        if faulty and sum_of(book, standard, (*facts, ("适用情形", group.group or "")), drivers):
            yield f"{place} answers despite an error at {faulty}"


def sum_of(
    book: StandardsWorkbook, standard: Standard, facts: tuple[tuple[str, str], ...], drivers: Drivers
) -> bool:
    """Whether facts bring a fine."""
    try:
        return bool(assess(book, standard, CaseInput(facts=facts), drivers).measures)
    except AssessmentRefused:
        return False


def wrong_answers(path: Path, book: StandardsWorkbook) -> list[str]:
    """Rows that answer with an amount which is printed in no penalty cell that can be meant, or despite an error."""
    opened = opened_by_another_reader(path)
    wrong: list[str] = []
    with Drivers() as drivers:
        for standard in book.standards:
            if standard.model is Model.WEIGHTS:
                if opened is not None and "\ufffd" not in standard.sheet:
                    wrong += wrong_sums(book, standard, opened[standard.sheet], drivers)
                continue
            everywhere = set().union(*(amounts_in(row.text) for row in standard.rows))
            if opened is not None and "\ufffd" not in standard.sheet:
                wrong += not_printed(opened[standard.sheet], standard)
            for row in standard.rows:
                found = answer(book, standard, row, drivers)
                if found is None:
                    continue
                place = f"{standard.sheet}!{row.cell} {row.text!r}"
                if any(book.errors_at(standard.sheet, row.cell)) and set(row.measures) <= set(found):
                    wrong.append(f"{place} answers despite an error")
                # Rows may share a merged cell: the row's own text counts, not its cell's.
                allowed = everywhere if row.group else amounts_in(row.text)
                wrong += [
                    f"{place} answers {limits_of(fine)}"
                    for fine in fines_of(found)
                    if not set(limits_of(fine)) <= allowed and fine in row.measures
                ]
    return wrong


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_a_mutated_workbook_is_refused_or_says_what_it_prints(tmp_path: Path, chunk: int) -> None:
    numbers = range(chunk, MUTATIONS, CHUNKS)
    refused_or_as_printed(tmp_path, numbers, PACKAGES, least=MUTATIONS // CHUNKS // 3)


@needs_real_workbooks
@pytest.mark.parametrize(("original", "mutations"), [(REAL_SHENZHEN, 24), (REAL_GUANGDONG, 6)])
def test_a_mutated_real_workbook_is_refused_or_says_what_it_prints(
    tmp_path: Path, original: Path, mutations: int
) -> None:
    refused_or_as_printed(tmp_path, range(MUTATIONS, MUTATIONS + mutations), [original], least=mutations // 3)


def refused_or_as_printed(folder: Path, numbers: range, originals: list[Path], *, least: int) -> None:
    """Mutate by each number; at least so many must still be read."""
    read = 0
    for number in numbers:
        chance = random.Random(number)  # noqa: S311 - the same every time
        original = originals[number % len(originals)]
        path = folder / f"{number}.xlsx"
        path.write_bytes(mutated(original.read_bytes(), chance))
        try:
            book = read_standards_workbook(path)
        except ImportRefused as refused:
            message = str(refused)
            assert message.startswith(path.name), message
            assert "\n" not in message
            assert help_for(message) is not None, message
            continue
        read += 1
        assert wrong_answers(path, book) == [], number
        assert unexplained(book) == [], number
    assert read >= least

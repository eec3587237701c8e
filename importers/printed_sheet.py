"""What a file prints on one sheet, collected cell by cell, and the grid made of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from importers.summary_mark import EXPLANATION, SUMMARY
from importers.workbook import Cell, Fault, Sheet
from standards_1023.values import ProblemSeverity

NOT_COMPUTED = "（公式没有结果）"
NO_NUMBER = "（数值无效）"
STRUCK = "（有删除线）"
_LONG_NUMERAL = re.compile(r"（数字过长，有 (\d{1,9}) 位）")
_TOO_LONG = re.compile(r"（文字过长，有 (\d{5,8}) 字）")
LONGEST_TEXT = 32_767
"""Characters in a cell: no spreadsheet program keeps more."""
# Further down and to the right no spreadsheet program goes; wider tables nobody reads.
LAST_ROW, LAST_COLUMN, MOST_COLUMNS = 1_048_576, 16_384, 128
# Real tables have some 40 printed cells and 700 characters a standard; understanding a cell takes up to
# 0.3 ms, so this many take some 15 seconds. What is larger holds something else as well.
MOST_CELLS, MOST_CHARACTERS = 60_000, 1_500_000
# Real tables print some 50 numbers a standard; understanding one takes up to 0.1 ms.
MOST_NUMBERS = 100_000
_MOST_MERGED_PLACES = 500_000
# Numbers of more figures than this nobody means; reading them takes time that grows with their square.
_LONGEST_NUMERAL = 40
_FIGURE = r"[\d零〇○一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]"
_NUMERAL = re.compile(rf"(?:{_FIGURE}[.,，]?){{{_LONGEST_NUMERAL + 1},}}")
_NUMBER = re.compile(rf"{_FIGURE}+")
_LINE_END = re.compile("\r\n?")  # of Windows and of old Macs: a copy as .xlsx cannot keep them apart
_REORDERING = re.compile("[\u200f\u202a-\u202e\u2066-\u2069]")
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_IN_A_NAME = re.compile(f"{CONTROLS.pattern}|{_REORDERING.pattern}|[\t\r\n]")


class TooLarge(Exception):
    """The sheet is larger than any table of standards; its message says what to do."""


@dataclass(slots=True)
class Amount:
    """How much the sheets of one workbook print together."""

    cells: int = 0
    characters: int = 0
    numbers: int = 0
    most_cells: int = MOST_CELLS
    most_characters: int = MOST_CHARACTERS
    most_numbers: int | None = MOST_NUMBERS
    """None: they are not counted, where nobody reads them out of sentences."""

    def add(self, text: str) -> None:
        """One more cell; TooLarge where no such workbook prints so much."""
        self.cells += 1
        self.characters += len(text)
        if self.cells > self.most_cells:
            raise TooLarge(f"有内容的单元格超过 {self.most_cells} 个，请把与裁量基准无关的工作表删去后再试。")
        if self.characters > self.most_characters:
            raise TooLarge(f"文字超过 {self.most_characters} 字，请把与裁量基准无关的内容删去后再试。")
        if self.most_numbers is None:
            return
        self.numbers += _numbers_in(text)
        if self.numbers > self.most_numbers:
            raise TooLarge(f"文字里的数字超过 {self.most_numbers} 个，请把与裁量基准无关的内容删去后再试。")

    def remove(self, text: str) -> None:
        """One cell less."""
        self.cells -= 1
        self.characters -= len(text)
        if self.most_numbers is not None:
            self.numbers -= _numbers_in(text)


def _numbers_in(text: str) -> int:
    return sum(1 for _ in _NUMBER.finditer(text))


@dataclass(slots=True)
class PrintedSheet:
    """The texts of a sheet by place, merged ranges by their first place, hidden rows and columns, faults."""

    name: str
    hidden: bool
    amount: Amount
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    faults: dict[tuple[int, int], tuple[ProblemSeverity, str]] = field(default_factory=dict)
    is_summary: bool = False
    """Whether it is the summary of a marked copy: its cells are not kept and do not count."""

    def __post_init__(self) -> None:
        """A name is one line: it stands in every address."""
        self.name = _IN_A_NAME.sub(" ", self.name)

    def put(self, row: int, column: int, text: str, *, struck: bool = False) -> None:
        """A cell's text as displayed; nothing where it is blank. `struck`: with a line through some of it."""
        if struck and text.strip() and not text.startswith(STRUCK):
            text = f"{STRUCK}{text}"
        if len(text) > LONGEST_TEXT:
            text = f"（文字过长，有 {len(text)} 字）{text[:20]}……"
        text = CONTROLS.sub(" ", _LINE_END.sub("\n", text))
        if (numeral := _NUMERAL.search(text)) is not None:
            text = f"（数字过长，有 {len(numeral[0])} 位）{text[: numeral.start()][:20]}……"
        if not text.strip() or self._is_mark(row, column, text):
            return
        self._keep(row, column, text)
        if found := _REORDERING.search(text):
            mark = f"U+{ord(found[0]):04X}"
            sentence = f"文字里有改变书写方向的控制符（{mark}），看到的顺序可能与内容不一致，请重新录入。"
            self.faults[row, column] = ProblemSeverity.ERROR, sentence

    def put_instead(self, row: int, column: int, text: str) -> None:
        """Another text in the place of one that is there: only the one that stays counts."""
        self.amount.remove(self.texts[row, column])
        self.put(row, column, text)

    def error(self, row: int, column: int, text: str, sentence: str) -> None:
        """A cell that prints something which cannot be taken."""
        self._keep(row, column, text)
        self.faults[row, column] = ProblemSeverity.ERROR, sentence

    def warn(self, row: int, column: int, sentence: str) -> None:
        """A cell that was read, but a person should look."""
        self.faults.setdefault((row, column), (ProblemSeverity.WARNING, sentence))

    def not_computed(self, row: int, column: int, formula: str) -> None:
        """A formula whose result the file does not hold; it stands there as a mark, never as blank or 0."""
        formula = CONTROLS.sub(" ", formula)
        sentence = f"公式「{formula[:30]}」没有保存结果，读不到数值。请用表格软件打开并保存后再导入。"
        self.error(row, column, f"{NOT_COMPUTED}{formula}"[:LONGEST_TEXT], sentence)

    def no_number(self, row: int, column: int, written: str) -> None:
        """A number that no spreadsheet program can hold."""
        written = CONTROLS.sub(" ", written)
        sentence = f"数值「{written[:30]}」无效，没有读取。请改正后再导入。"
        self.error(row, column, f"{NO_NUMBER}{written[:40]}", sentence)

    def struck(self, row: int, column: int, text: str) -> None:
        """A text that is struck through, whole or in part: deleted or not, nobody can say."""
        sentence = (
            f"「{text.strip()[:30]}」有文字带删除线，不能确定是否已经删去。请删去这些文字，或者取消删除线。"
        )
        self.error(row, column, f"{STRUCK}{text}"[:LONGEST_TEXT], sentence)

    def error_value(self, row: int, column: int, value: str) -> None:
        """#REF!, #N/A: the result of a formula that failed."""
        value = CONTROLS.sub(" ", value)
        sentence = f"单元格是错误值「{value[:20]}」，没有读取。请改正公式或者填写内容。"
        self.error(row, column, value[:20], sentence)

    def _keep(self, row: int, column: int, text: str) -> None:
        if (row, column) == (2, 1) and text == EXPLANATION and self.texts.get((1, 1)) == SUMMARY:
            self.is_summary = self.name.startswith(SUMMARY)
        if not self.is_summary:
            self.amount.add(text)
            self.texts[row, column] = text

    def _is_mark(self, row: int, column: int, text: str) -> bool:
        """Whether the text is a mark, in place of what cannot be taken; it is kept with its fault.

        A marked copy carries the marks, so that it has the same faults when it is imported again.
        """
        if text.startswith(NOT_COMPUTED):
            self.not_computed(row, column, text.removeprefix(NOT_COMPUTED))
        elif text.startswith(NO_NUMBER):
            self.no_number(row, column, text.removeprefix(NO_NUMBER))
        elif text.startswith(STRUCK):
            self.struck(row, column, text.removeprefix(STRUCK))
        elif found := _TOO_LONG.match(text):
            sentence = f"单元格文字有 {found[1]} 字，超过 {LONGEST_TEXT} 字，没有读取。请分成几个单元格。"
            self.error(row, column, text, sentence)
        elif found := _LONG_NUMERAL.match(text):
            sentence = f"文字里有 {found[1]} 位的数字，超过 {_LONGEST_NUMERAL} 位，没有读取。请核对原文。"
            self.error(row, column, text, sentence)
        else:
            return False
        return True

    def sheet(self) -> Sheet:
        """The grid: what lies under a merged cell is a leftover; a hidden column is not read."""
        hidden = [place for place in self.texts if place[1] in self.hidden_columns]
        unseen = {place for place in hidden if self.spans.get(place, (1, 1))[1] == 1}
        texts = {place: text for place, text in self.texts.items() if place not in unseen}
        grid = _Grid(self, texts)
        grid.fill_spans()
        grid.fill_others()
        faults = {place: fault for place, fault in self.faults.items() if place not in unseen}
        return Sheet(
            self.name,
            self.hidden,
            grid.last_row,
            grid.last_column,
            grid.cells,
            frozenset(self.hidden_rows),
            tuple(Cell(*place, texts[place]) for place in sorted(texts) if place in grid.covered),
            tuple(Fault(_address(place), *faults[place]) for place in sorted(faults)),
            frozenset(column for _, column in unseen),
        )


class _Grid:
    """Places and the cells that cover them."""

    def __init__(self, printed: PrintedSheet, texts: dict[tuple[int, int], str]) -> None:
        self.printed, self.texts = printed, texts
        self.cells: dict[tuple[int, int], Cell] = {}
        self.covered: set[tuple[int, int]] = set()
        self.last_row = max((row for row, _ in texts), default=0)
        self.last_column = max((column for _, column in texts), default=0)
        columns = len({column for _, column in texts})
        if columns > MOST_COLUMNS:
            raise TooLarge(
                f"工作表「{printed.name}」有 {columns} 列，超过 {MOST_COLUMNS} 列，不像是裁量基准表，请核对。"
            )

    def fill_spans(self) -> None:
        """Merged ranges, each only as far as something is printed on the sheet."""
        clipped = {
            (row, column): (
                min(tall, max(1, self.last_row - row + 1)),
                min(wide, max(1, self.last_column - column + 1)),
            )
            for (row, column), (tall, wide) in self.printed.spans.items()
        }
        if sum(tall * wide for tall, wide in clipped.values()) > _MOST_MERGED_PLACES:
            raise TooLarge(
                f"工作表「{self.printed.name}」合并单元格的范围太大，请取消与裁量基准无关的合并后再试。"
            )
        merged: dict[tuple[int, int], tuple[int, int]] = {}
        for (row, column), (rows, columns) in clipped.items():
            cell = Cell(row, column, self.texts.get((row, column), ""), rows, columns)
            places = [(r, c) for r in range(row, row + rows) for c in range(column, column + columns)]
            for other in {merged[place] for place in places if place in merged}:
                sentence = "合并单元格的范围互相重叠，不能确定属于哪一格。请取消合并后重新填写。"
                for place in (other, (row, column)):
                    self.printed.faults[place] = ProblemSeverity.ERROR, sentence
            merged.update(dict.fromkeys(places, (row, column)))
            self.covered.update(places[1:])
            if cell.text:
                self.cells.update(dict.fromkeys(places, cell))

    def fill_others(self) -> None:
        """Cells that are not merged."""
        for (row, column), text in self.texts.items():
            if (row, column) not in self.covered and (row, column) not in self.cells:
                self.cells[row, column] = Cell(row, column, text)


def _address(place: tuple[int, int]) -> str:
    return f"{get_column_letter(place[1])}{place[0]}"

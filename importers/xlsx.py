"""An .xlsx file: its sheets in order, read from the parts that hold them and from no other."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, TypeVar

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from importers.errors import WorkbookRefused
from importers.package import DAMAGED_XLSX, Package, open_package
from importers.printed_sheet import Amount, PrintedSheet, TooLarge
from importers.xlsx_sheet import BookOfSheets, SheetParser
from importers.xlsx_styles import Styles, read_styles
from importers.xlsx_texts import TextsParser
from importers.xml_parts import XmlReader, relation_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

S = TypeVar("S", bound=PrintedSheet)

_BINARY = "这是 .xlsb 二进制工作簿，请用表格软件另存为 .xlsx 后再试。"
_MACROS = "工作簿带有宏：宏没有运行，也没有读取，只读了单元格里保存的内容。"
_LINKS = "工作簿引用了别的工作簿：没有打开那些工作簿，只读了上次保存的结果，请核对。"
# One card a sheet is a common layout; a thousand standards are the largest that a department keeps.
_MOST_SHEETS = 2_000


def read_xlsx(name: str, content: bytes) -> tuple[list[PrintedSheet], tuple[str, ...]]:
    """What the sheets of an .xlsx or .xlsm file print, and notes on what was left alone."""
    package = open_package(name, content)
    try:
        amount = Amount()
        sheets = list(XlsxBook(package).printed(lambda title, hidden: PrintedSheet(title, hidden, amount)))
    except TooLarge as error:
        raise WorkbookRefused(name, str(error)) from None
    notes = [_MACROS] if any(part.endswith("vbaproject.bin") for part in package.parts) else []
    if any(part.startswith("xl/externallinks/") for part in package.parts):
        notes.append(_LINKS)
    return sheets, tuple(notes)


class XlsxBook:
    """The workbook part, its relations, and what its sheets share."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.reader = XmlReader(package.name)
        roots = self._relations("_rels/.rels", "")
        self.path = next(
            (target for kind, target in roots.values() if kind == "officeDocument"), "xl/workbook.xml"
        )
        if self.path.endswith(".bin"):
            raise WorkbookRefused(package.name, _BINARY)
        self.relations = self.relations_of(self.path)
        self.epoch: datetime = CALENDAR_WINDOWS_1900
        self.listed: list[tuple[str, bool, str]] = []
        self._read_workbook()

    def relations_of(self, part: str) -> dict[str, tuple[str, str]]:
        """(kind, part) of each relation that a part has to others, by its id."""
        folder, _, file = part.rpartition("/")
        return self._relations(f"{folder}/_rels/{file}.rels", folder)

    def _relations(self, part: str, folder: str) -> dict[str, tuple[str, str]]:
        """(kind, part) of each relation by its id; relations to the outside are left out."""
        found: dict[str, tuple[str, str]] = {}

        def relation(attributes: dict[str, str]) -> None:
            if attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"])).lstrip("/")
                found[attributes["Id"]] = attributes["Type"].rpartition("/")[2], target

        if self.package.has(part):
            self.reader.read(self.package.pieces(part), {"Relationship": relation})
        return found

    def _read_workbook(self) -> None:
        def properties(attributes: dict[str, str]) -> None:
            if attributes.get("date1904") in {"1", "true"}:
                self.epoch = CALENDAR_MAC_1904

        def sheet(attributes: dict[str, str]) -> None:
            hidden = attributes.get("state", "visible") != "visible"
            self.listed.append((attributes["name"], hidden, relation_id(attributes)))
            if len(self.listed) > _MOST_SHEETS:
                raise TooLarge(f"工作表超过 {_MOST_SHEETS} 个，请分成几个工作簿后再试。")

        self.reader.read(self.package.pieces(self.path), {"workbookPr": properties, "sheet": sheet})
        if not self.listed:
            raise WorkbookRefused(self.package.name, DAMAGED_XLSX)

    def part(self, kind: str) -> str | None:
        """The part of a kind (styles, theme, sharedStrings) to which the workbook is related, or None."""
        return next((target for of, target in self.relations.values() if of == kind), None)

    def worksheets(self) -> Iterator[tuple[str, bool, str]]:
        """(name, hidden, part) of the worksheets in order; no charts and the like."""
        for name, hidden, relation in self.listed:
            kind, part = self.relations.get(relation, ("", ""))
            if kind == "worksheet":
                yield name, hidden, part

    def printed(self, sheet_of: Callable[[str, bool], S]) -> Iterator[S]:
        """What the worksheets print, in order, each collected by what `sheet_of` makes for its name."""
        styles = self.part("styles")
        texts = self._texts()
        shared = BookOfSheets(
            texts.texts,
            texts.struck,
            read_styles(self.reader, self.package.pieces(styles)) if styles else Styles(),
            self.epoch,
        )
        for name, hidden, part in self.worksheets():
            printed = sheet_of(name, hidden)
            parser = SheetParser(shared, printed)
            self.reader.read(self.package.pieces(part), parser.starts, parser.ends, parser.text)
            yield printed

    def _texts(self) -> TextsParser:
        """The shared texts; a small file may have none."""
        part = self.part("sharedStrings")
        parser = TextsParser()
        if part is not None and self.package.has(part):
            self.reader.read(self.package.pieces(part), parser.starts, parser.ends, parser.text)
        return parser

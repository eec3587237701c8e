"""The XML of a package's parts, read as a stream: no entities, no external references, nothing nested deep.

Handlers get local names (row, c, v): neither a namespace prefix nor Strict or Transitional matters.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TYPE_CHECKING
from xml.parsers import expat

from importers.errors import WorkbookRefused
from importers.package import DAMAGED_XLSX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Starts = dict[str, Callable[[dict[str, str]], None]]
    Ends = dict[str, Callable[[], None]]
    Texts = Callable[[str], None]
    FindStart = Callable[[str], Callable[[dict[str, str]], None] | None]
    FindEnd = Callable[[str], Callable[[], None] | None]

_SEPARATOR = "\n"
_HOSTILE = "文件里有表格软件不会写的 XML（{}），为安全起见没有读取，请用表格软件打开并另存后再试。"
# Sheets nest some ten levels, styles with extensions some fifteen.
_DEEPEST = 100
# Elements of all parts together: a cell has two or three. A million empty rows fit and take seconds.
_MOST_ELEMENTS = 5_000_000
# The parser holds a tag with its attributes, or a comment, whole; those of real files have some 100 bytes.
_LONGEST_TAG = 4 * 1024 * 1024


@dataclass(slots=True)
class XmlReader:
    """Reads the parts of one workbook; elements are counted over all of them."""

    name: str
    elements: int = field(default=0)
    most_elements: int = _MOST_ELEMENTS

    def read(
        self, pieces: Iterable[bytes], starts: Starts, ends: Ends | None = None, texts: Texts | None = None
    ) -> None:
        """Call the handlers for a part's elements; WorkbookRefused where it is no XML or a hostile one."""
        self._parse(pieces, starts.get, (ends or {}).get, texts)

    def walk(
        self,
        pieces: Iterable[bytes],
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None],
        texts: Texts,
    ) -> None:
        """Call the handlers for every element, whatever its local name; refuse as `read` does."""
        remembered = lru_cache(256)  # a sheet knows some fifty names
        self._parse(
            pieces,
            remembered(lambda name: partial(start, name)),
            remembered(lambda name: partial(end, name)),
            texts,
        )

    def _parse(self, pieces: Iterable[bytes], starts: FindStart, ends: FindEnd, texts: Texts | None) -> None:
        parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._elements(parser, starts, ends)
        if texts is not None:
            parser.CharacterDataHandler = texts
        fed = 0
        try:
            for piece in pieces:
                parser.Parse(piece, False)  # noqa: FBT003 - expat takes it by place
                fed += len(piece)
                if fed - parser.CurrentByteIndex > _LONGEST_TAG:
                    raise WorkbookRefused(self.name, _HOSTILE.format("标记过长"))
            parser.Parse(b"", True)  # noqa: FBT003 - as above
        except (expat.ExpatError, ValueError, LookupError, ArithmeticError):
            raise WorkbookRefused(self.name, DAMAGED_XLSX) from None

    def _elements(self, parser: expat.XMLParserType, starts: FindStart, ends: FindEnd) -> None:
        depth = 0

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            self.elements += 1
            if depth > _DEEPEST:
                raise WorkbookRefused(self.name, _HOSTILE.format(f"嵌套超过 {_DEEPEST} 层"))
            if self.elements > self.most_elements:
                sentence = "表格的行和单元格太多（空白的也算），请删去无关的工作表、空行和空列后再试。"
                raise WorkbookRefused(self.name, sentence)
            handler = starts(tag.rpartition(_SEPARATOR)[2])
            if handler is not None:
                handler(attributes)

        def end(tag: str) -> None:
            nonlocal depth
            depth -= 1
            handler = ends(tag.rpartition(_SEPARATOR)[2])
            if handler is not None:
                handler()

        parser.StartElementHandler = start
        parser.EndElementHandler = end

    def _refuse_doctype(self, *_: object) -> None:
        """No part of a workbook has a DOCTYPE; without one there are no entities to expand or to fetch."""
        raise WorkbookRefused(self.name, _HOSTILE.format("DOCTYPE"))


def relation_id(attributes: dict[str, str]) -> str:
    """The r:id of an element, whatever the prefix and the edition of the namespace."""
    return next((value for name, value in attributes.items() if name.endswith("relationships\nid")), "")

"""The comments that a workbook already has, by sheet and place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from importers.package import open_package
from importers.workbook_file import is_xlsx
from importers.xls import open_xls
from importers.xlsx import XlsxBook
from importers.xlsx_sheet import place
from importers.xlsx_texts import unescaped

if TYPE_CHECKING:
    from importers.xml_parts import Ends, Starts

_MOST_COMMENTS = 5_000
_LONGEST_COMMENT = 10_000


@dataclass(frozen=True, slots=True)
class PresentComment:
    """A comment of the people who keep the workbook."""

    author: str
    text: str


Comments = dict[tuple[int, int], PresentComment]


def present_comments(name: str, content: bytes) -> list[Comments]:
    """The comments of each worksheet in order, some thousand at most."""
    if not is_xlsx(content):
        return _of_xls(name, content)
    book = XlsxBook(open_package(name, content))
    found = []
    for _, _, part in book.worksheets():
        parts = [target for kind, target in book.relations_of(part).values() if kind == "comments"]
        comments = _CommentsParser()
        for target in parts[:1]:
            if book.package.has(target):
                book.reader.read(book.package.pieces(target), comments.starts, comments.ends, comments.text)
        found.append(comments.found)
    return found


def _of_xls(name: str, content: bytes) -> list[Comments]:
    return [
        {
            (row + 1, column + 1): PresentComment(note.author or "", note.text[:_LONGEST_COMMENT])
            for (row, column), note in sheet.cell_note_map.items()
            if note.text
        }
        for sheet in open_xls(name, content).sheets()
    ]


class _CommentsParser:
    """Handlers for the elements of a part with comments."""

    def __init__(self) -> None:
        self.found: Comments = {}
        self.authors: list[str] = []
        self.pieces: list[str] = []
        self.printing = False
        self.at = (0, 0)
        self.author = 0
        self.starts: Starts = {"author": self._begin, "comment": self._comment, "t": self._begin_text}
        self.ends: Ends = {"author": self._end_author, "comment": self._end_comment, "t": self._end_text}

    def text(self, piece: str) -> None:
        """Characters between tags, where they are printed."""
        if self.printing:
            self.pieces.append(piece)

    def _begin(self, _: dict[str, str]) -> None:
        self.pieces, self.printing = [], True

    def _begin_text(self, _: dict[str, str]) -> None:
        self.printing = True

    def _end_text(self) -> None:
        self.printing = False

    def _end_author(self) -> None:
        self.printing = False
        self.authors.append("".join(self.pieces)[:_LONGEST_COMMENT])

    def _comment(self, attributes: dict[str, str]) -> None:
        self.pieces, self.at = [], place(attributes["ref"])
        self.author = int(attributes.get("authorId", "0"))

    def _end_comment(self) -> None:
        text = unescaped("".join(self.pieces))[:_LONGEST_COMMENT]
        if text.strip() and len(self.found) < _MOST_COMMENTS:
            author = self.authors[self.author] if 0 <= self.author < len(self.authors) else ""
            self.found[self.at] = PresentComment(author, text)

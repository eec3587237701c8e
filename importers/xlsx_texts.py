"""The shared texts of an .xlsx file: each stands there once, for all cells that print it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from importers.printed_sheet import TooLarge

if TYPE_CHECKING:
    from importers.xml_parts import Ends, Starts

_MOST_TEXTS = 1_000_000
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class TextsParser:
    """Handlers for the elements of the shared texts: of their formatting only a line through them counts."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.starts: Starts = {
            "si": self._item,
            "r": self._run,
            "strike": self._strike,
            "t": self._text,
            "rPh": self._reading,
        }
        self.ends: Ends = {"si": self._end_item, "t": self._end_text, "rPh": self._end_reading}
        self.struck: set[int] = set()
        """The numbers of texts that are struck through in part or whole."""
        self._through = False
        self._pieces: list[str] = []
        self._printing = self._phonetic = False

    def text(self, piece: str) -> None:
        """Characters between tags, where they are printed."""
        if self._printing:
            self._pieces.append(piece)
            if self._through and piece.strip():
                self.struck.add(len(self.texts))

    def _item(self, _: dict[str, str]) -> None:
        self._pieces.clear()
        self._through = False

    def _end_item(self) -> None:
        self.texts.append(unescaped("".join(self._pieces)))
        if len(self.texts) > _MOST_TEXTS:
            raise TooLarge(f"文字超过 {_MOST_TEXTS} 条，请把与裁量基准无关的工作表删去后再试。")

    def _run(self, _: dict[str, str]) -> None:
        self._through = False

    def _strike(self, attributes: dict[str, str]) -> None:
        self._through = is_on(attributes)

    def _text(self, _: dict[str, str]) -> None:
        self._printing = not self._phonetic

    def _end_text(self) -> None:
        self._printing = False

    def _reading(self, _: dict[str, str]) -> None:
        self._phonetic = True

    def _end_reading(self) -> None:
        self._phonetic = False


def is_on(attributes: dict[str, str]) -> bool:
    """Whether an element such as <strike/> or <strike val="0"/> says yes."""
    return attributes.get("val", "1") not in {"0", "false"}


def unescaped(text: str) -> str:
    """_x000D_ is a character that XML cannot hold as it is."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text).replace("\r\n", "\n")


def escaped(text: str) -> str:
    """A text as a file holds it, so that `unescaped` gives it back."""
    return _LOOKS_ESCAPED.sub("_x005F_", text).replace("\r", "_x000D_")

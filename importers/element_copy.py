"""XML parts written anew: known elements with their plain attributes, nothing that points out of the part."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Collection

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


class NotCopied(Exception):
    """The part holds more looks, or odder ones, than are worth copying."""


@dataclass(slots=True)
class ElementCopy:
    """Copies the children of a root that are in `kept`, with all below them but `extLst`.

    Attributes in a namespace (relations, extensions) are left out; `most` elements are copied at most.
    """

    kept: Collection[str]
    most: int
    written: list[str] = field(default_factory=list)
    _depth: int = 0
    _left_out_at: int | None = None
    _elements: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        if self._left_out_at is not None or self._depth == 1:
            return
        if name == "extLst" or (self._depth == 2 and name not in self.kept):  # noqa: PLR2004 - child of the root
            self._left_out_at = self._depth
            return
        self._elements += 1
        if self._elements > self.most:
            raise NotCopied
        self.written.append(tag(name, attributes))

    def end(self, name: str) -> None:
        """An element ends."""
        if self._left_out_at is None and self._depth > 1:
            self.written.append(f"</{name}>")
        elif self._left_out_at == self._depth:
            self._left_out_at = None
        self._depth -= 1

    def text(self, piece: str) -> None:
        """Characters between tags."""
        if self._left_out_at is None and self._depth > 1:
            self.written.append(escape(piece))


def tag(name: str, attributes: dict[str, str]) -> str:
    """The opening tag of an element, without attributes of a namespace."""
    plain = (f" {key}={quoteattr(value)}" for key, value in attributes.items() if "\n" not in key)
    return f"<{name}{''.join(plain)}>"

"""Text from files made fit for a terminal: nothing in it moves the cursor, changes colours or turns round."""

from __future__ import annotations

import re

# C0 but tab and line break, DEL, C1 (0x9b alone begins a sequence), line separators, marks of direction.
_MOVES_THE_CURSOR = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)


def printable(text: str) -> str:
    """The text with a replacement mark for every character that a terminal would obey."""
    return _MOVES_THE_CURSOR.sub("\ufffd", text)


def escaped_json(written: str) -> str:
    r"""A JSON document in which such characters are \u escapes: the same document."""
    return _MOVES_THE_CURSOR.sub(lambda found: f"\\u{ord(found[0]):04x}", written)

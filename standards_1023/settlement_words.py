"""A settlement in words: when it was made, of what, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_1023.settlements import LEFT_OUT, parts_of_key

if TYPE_CHECKING:
    from standards_1023.settlements import Settlement

_SHOWN = 60


def words_of(said: Settlement) -> str:
    """2026-11-24确认的「说明」一列认作「裁量因素」; who said so only the database knows."""
    about = shortened(key_words(said))
    if not said.kind.is_of_a_column:
        return f"{said.on}确认的「{about}」读作「{shortened(said.meaning)}」"
    meant = "不用" if said.meaning == LEFT_OUT else f"认作「{said.meaning}」"
    return f"{said.on}确认的「{about}」一列{meant}"


def key_words(said: Settlement) -> str:
    """What it is about: the parts of its key, as a list shows them."""
    return " · ".join(parts_of_key(said))


def shortened(text: str) -> str:
    """A text as a sentence shows it: on one line, cut where it is long."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN]}……"

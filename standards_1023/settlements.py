"""What people settled about the reading of a workbook: what a column holds, what a text means.

The workbook stays as it was handed in; the settlements it was read with are kept beside it as one canonical
JSON document, so that the same file with the same settlements gives the same values on every machine.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import asdict, dataclass
from datetime import date  # noqa: TC003 - pydantic reads the annotation
from enum import StrEnum
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from standards_1023.errors import SettlementRefused, SettlementsDamaged
from standards_1023.text import normalised, without_lookalikes

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 500
"""Characters of a key or a meaning: what is longer is mended in the workbook."""
MOST_SETTLEMENTS = 500
LEFT_OUT = "不用"
"""The meaning of a column that is not read."""
MOST_SAMPLES, LONGEST_SAMPLE = 12, 60
"""How many of a column's texts are kept with its settlement, and how much of each."""
_LONGEST_NAME = 100
_BETWEEN_HEADINGS = "／"  # normalised texts have the narrow one: a heading never holds it
_BETWEEN_PARTS = "｜"
_LONGEST_PART, _SHOWN_OF_PART = 70, 50
_COUNTED = re.compile(r"（(?:共\d+栏)?第\d+栏）$")  # an earlier program kept the place without the number


class SettlementKind(StrEnum):
    """What was settled: what a column holds, with headings or without, what a text means, or one cell's."""

    COLUMN = "column"
    UNHEADED = "unheaded"
    TEXT = "text"
    CELL = "cell"

    @property
    def is_of_a_column(self) -> bool:
        """Whether its meaning is a role."""
        return self in {SettlementKind.COLUMN, SettlementKind.UNHEADED}


@dataclass(frozen=True, slots=True)
class Settlement:
    """One settlement: `key` by the function of its kind below; `meaning` is a role's word or a text to read.

    `by` is who settled it (a sign-in name), `on` when. `sample` are a few of the texts that a column printed
    then, none where nobody kept them. The meaning is brought to NFKC; SettlementRefused says
    what of it cannot be taken.
    """

    kind: SettlementKind
    key: str
    meaning: str
    by: str
    on: date
    sample: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Bounded, printable, and never blank: a blank meaning would make a cell vanish."""
        object.__setattr__(self, "meaning", plain_meaning(self.meaning))
        _check("要确认的文字", self.key, LONGEST)
        _check("确认的含义", self.meaning, LONGEST)
        _check("确认人", self.by, _LONGEST_NAME)
        if len(self.sample) > MOST_SAMPLES:
            raise SettlementRefused(
                f"确认记录里这一列的文字有 {len(self.sample)} 条，最多 {MOST_SAMPLES} 条。"
            )
        for text in self.sample:
            _check("确认记录里这一列的文字", text, LONGEST_SAMPLE)


def column_key(headings: Sequence[str], place: int = 1, twins: int = 1) -> str:
    """The key of a column: its headings from top to bottom, normalised: 处罚标准／对单位.

    Of the `twins` columns of a table that have the same headings it is the one at `place`, from the left.
    Their number is a part of the key: where one comes or goes, nobody knows which of them was meant.
    """
    path = _BETWEEN_HEADINGS.join(normalised(heading) for heading in headings)
    return path if twins == 1 else f"{path}（共{twins}栏第{place}栏）"


def path_of_key(key: str) -> str:
    """The headings in a column's key, whichever of its twins it is."""
    return _COUNTED.sub("", key)


def unheaded_key(parts: Sequence[str]) -> str:
    """The key of a column without headings: its sheet, the columns beside it and its place between them."""
    return _BETWEEN_PARTS.join(part.replace(_BETWEEN_PARTS, "|") for part in parts)


def text_key(text: str) -> str:
    """The key of a cell's text: normalised, so that blanks and widths do not count."""
    return normalised(text)


def cell_key(parts: Sequence[str]) -> str:
    """The key of one cell: its sheet, standard, column, the conditions beside it and its text.

    What is long is cut and told by its SHA-256, so that a key is never too long to be kept.
    """
    return _BETWEEN_PARTS.join(_shortened(normalised(part)) for part in parts)


def sheet_of_key(said: Settlement) -> str | None:
    """The sheet that a settlement's key names, normalised; None where it holds in all of them."""
    named = said.kind in {SettlementKind.UNHEADED, SettlementKind.CELL}
    return said.key.split(_BETWEEN_PARTS, 1)[0] if named else None


def parts_of_key(said: Settlement) -> list[str]:
    """The parts that a key names: those that are empty are left out."""
    return [part for part in said.key.split(_BETWEEN_PARTS) if part]


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST_PART:
        return text
    return f"{text[:_SHOWN_OF_PART]}…{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def plain_meaning(text: str) -> str:
    """A meaning as it is kept: NFKC, ① not melted into figures, lines ended by one character."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return without_lookalikes(unicodedata.normalize("NFKC", without_lookalikes(lines))).strip()


def settlements_document(settlements: Sequence[Settlement]) -> bytes:
    """Canonical JSON: equal settlements, in whatever order, give the same bytes.

    Callers keep None where there are no settlements.
    """
    check_settlements(settlements)
    ordered = sorted(settlements, key=lambda one: (one.kind.value, one.key))
    lines = [_line(one) for one in ordered]
    return json.dumps(lines, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _line(one: Settlement) -> dict[str, object]:
    """Without a sample as it was written before there were any: the document's digest stays."""
    line = {**asdict(one), "on": one.on.isoformat()}
    if not one.sample:
        del line["sample"]
    return line


def settlements_of(document: bytes) -> tuple[Settlement, ...]:
    """The settlements of a document; raises SettlementsDamaged where it holds none that can be taken."""
    try:
        found = _adapter.validate_json(document)
        check_settlements(found)
    except (ValidationError, SettlementRefused) as error:
        if isinstance(error, ValidationError) and (kind := _unknown_kind(error)):
            sentence = f"确认记录里有本程序不认识的一种（{kind}），没有使用：请用更新的程序导入。"
            raise SettlementsDamaged(sentence) from error
        raise SettlementsDamaged("确认记录读不出来，没有使用：请重新导出这一版，或者从备份恢复。") from error
    return found


def check_settlements(settlements: Sequence[Settlement]) -> None:
    """Raises SettlementRefused where they are too many, or two of them say what one thing is."""
    if len(settlements) > MOST_SETTLEMENTS:
        raise SettlementRefused(
            f"确认记录有 {len(settlements)} 条，最多 {MOST_SETTLEMENTS} 条：请直接改表格后重新导入。"
        )
    seen: set[tuple[SettlementKind, str]] = set()
    for one in settlements:
        if (one.kind, one.key) in seen:
            raise SettlementRefused(f"「{one.key[:30]}」有两条确认记录，请只留一条。")
        seen.add((one.kind, one.key))


def _unknown_kind(error: ValidationError) -> str:
    """The first kind of settlement that only a newer program knows, or nothing."""
    unknown = (e["input"] for e in error.errors() if e["type"] == "enum" and e["loc"][-1:] == ("kind",))
    return next((kind[:20] for kind in unknown if isinstance(kind, str) and kind.isprintable()), "")


def _check(what: str, text: str, longest: int) -> None:
    if not text.strip():
        raise SettlementRefused(f"{what}不能是空的，请填写。")
    if len(text) > longest:
        raise SettlementRefused(f"{what}有 {len(text)} 字，最多 {longest} 字：请在表格里改写这一格。")
    if not text.replace("\n", "").isprintable():
        raise SettlementRefused(f"{what}里有看不见的控制字符，请重新录入。")


_adapter = TypeAdapter(tuple[Settlement, ...])

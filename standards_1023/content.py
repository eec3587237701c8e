"""What a workbook says, as one canonical JSON document, and back; the document's SHA-256 is its address.

Exact numbers are written as fractions ("1/3"); values that are their default are left out, so that a field
added to the values later does not change the address of what was published before.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from standards_1023 import instrument_grounds, values
from standards_1023.errors import StoredValuesDamaged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_adapter = TypeAdapter(values.StandardsWorkbook)
# The two modules name each other's types, and import them for the type checker alone.
_NAMES = {**vars(instrument_grounds), **vars(values), "Fraction": Fraction, "date": date}
_adapter.rebuild(_types_namespace=_NAMES)
_measures = TypeAdapter(tuple[values.Measure, ...])
_measures.rebuild(_types_namespace=_NAMES)


def document_of(workbook: values.StandardsWorkbook) -> str:
    """The canonical JSON of what a workbook says; equal values give the same text on every machine."""
    return _adapter.dump_json(workbook, exclude_defaults=True).decode()


def workbook_of(document: str, digest: str) -> values.StandardsWorkbook:
    """The values of a stored document; raises StoredValuesDamaged where it is not what the digest names."""
    if digest_of(document) != digest:
        raise StoredValuesDamaged(f"数据库里的裁量基准（{digest[:12]}）被改动过，不能使用：请从备份恢复。")
    try:
        return _adapter.validate_json(document)
    except ValidationError as error:
        raise StoredValuesDamaged(
            f"数据库里的裁量基准（{digest[:12]}）读不出来（{error.error_count()} 处）："
            "请用同一版本的程序，或者重新导入。"
        ) from error


def measures_document(measures: tuple[values.Measure, ...]) -> str:
    """Measures as JSON, exact; equal measures give the same text."""
    return _measures.dump_json(measures, exclude_defaults=True).decode()


def measures_of(document: str) -> tuple[values.Measure, ...]:
    """The measures of a stored document."""
    return _measures.validate_json(document)


def digest_of(text: str) -> str:
    """SHA-256 (hex) of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def edition_digest(parts: Sequence[Mapping[str, str | None]]) -> str:
    """The address of an edition: its departments with the addresses of their values and files."""
    ordered = sorted(parts, key=lambda part: str(part["department"]))
    return digest_of(json.dumps(ordered, ensure_ascii=False, sort_keys=True, separators=(",", ":")))

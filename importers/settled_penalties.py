"""A penalty that can be read is not settled to another: a wrong penalty is mended in the table."""

from __future__ import annotations

from importers.penalty_text import read_penalty
from standards_1023.errors import SettlementRefused
from standards_1023.values import Convention, Measure, MeasureKind

_CONVENTION = Convention()
_Meant = tuple[object, ...]


def refuse_other_penalty(printed: str, meaning: str) -> None:
    """Raise SettlementRefused where a penalty text that reads without an error would become another penalty.

    Words may be mended. Where a part of the text was not understood, a measure may be read from it besides;
    its fines stay what they are.
    """
    before, is_whole = _penalties(printed)
    if not before:
        return
    after, _ = _penalties(meaning)
    same_fines = _fines(before) == _fines(after)
    if before == after or (not is_whole and same_fines and before < after):
        return
    raise SettlementRefused("这一格读得懂，数额、幅度或者处罚种类与原文不同的，请改表格后重新上传。")


def _penalties(text: str) -> tuple[frozenset[_Meant], bool]:
    """What a text imposes, and whether all of it was understood; nothing where it does not read."""
    readings = (read_penalty(text, _CONVENTION, fine_column=one) for one in (False, True))
    reading = next((one for one in readings if one.measures and not one.has_error), None)
    if reading is None:
        return frozenset(), False
    known = frozenset(_meant(one) for one in reading.measures if one.kind is not MeasureKind.OTHER)
    return known, not reading.remarks


def _meant(one: Measure) -> _Meant:
    """All of a measure but its wording."""
    case = one.trigger is not None
    amount = (one.unit, one.amount, one.base, one.per, one.base_min)
    return (one.kind, one.subject, one.optional, one.computed, case, one.applies, *amount)


def _fines(penalties: frozenset[_Meant]) -> frozenset[_Meant]:
    return frozenset(one for one in penalties if one[0] is MeasureKind.FINE)

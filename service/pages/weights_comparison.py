"""What changed in the weighted sums of a standard, each weight before and after, drawn on one scale."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from service.pages.amount_figures import Figure
from service.pages.compared_band import Band, Kind
from service.pages.grade_bars import scale_of
from service.pages.paired_bars import Pair, bar_of
from service.pages.weights_view import maximum_words
from service.wording import SUBJECTS
from standards_1023.edition_diff import weights_by_key
from standards_1023.numerals import decimal_text
from standards_1023.values import Range, WeightGroup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.pages.bar_scale import BarScale
    from service.pages.paired_bars import Bar
    from standards_1023.values import Standard, WeightMaximum, WeightOption


_Counts = tuple[int, Fraction]


class _Number(NamedTuple):
    """A percentage of a sum, None where it is not printed.

    `counts` is in the order of ever heavier sums, None where that depends on the instrument.
    """

    name: str
    printed: Fraction | None
    counts: _Counts | None


def weight_bands(old: Standard, new: Standard) -> Iterator[Band]:
    """Every weight, limit and maximum that differs; a greater one makes the fine heavier."""
    before, after = weights_by_key(old), weights_by_key(new)
    scale = _scale(old, new)
    for key in dict.fromkeys((*before, *after)):
        one, other = before.get(key), after.get(key)
        cells = (_place(old, one), _place(new, other))
        if isinstance(one, WeightGroup) and isinstance(other, WeightGroup):
            yield from _groups(key, (one, other), cells, scale)
        elif one is None or other is None or isinstance(one, WeightGroup) or isinstance(other, WeightGroup):
            kind = Kind.ADDED if one is None else Kind.REMOVED if other is None else Kind.OTHER
            yield Band(key, kind, _said(one), _said(other), cells, ())
        elif one.percent != other.percent:
            weights = [_Number(key, o.percent, (0, o.percent)) for o in (one, other)]
            yield _numbers(weights[0], weights[1], cells, scale)


def _groups(
    key: str,
    groups: tuple[WeightGroup, WeightGroup],
    cells: tuple[str | None, str | None],
    scale: BarScale | None,
) -> Iterator[Band]:
    old, new = groups
    for one, other in zip(_percents(old), _percents(new), strict=True):
        if one.printed != other.printed:
            yield _numbers(one, other._replace(name=f"{key}，{one.name}"), cells, scale)
    if old.maximum != new.maximum:
        kind = _heavier_maximum(old.maximum, new.maximum)
        most = tuple(None if one is None else maximum_words(one) for one in (old.maximum, new.maximum))
        yield Band(f"{key}，合计乘以", kind, most[0], most[1], cells, ())
    if old.subject is not new.subject:
        whom = tuple(None if one is None else SUBJECTS[one] for one in (old.subject, new.subject))
        yield Band(f"{key}，对谁处罚", Kind.OTHER, whom[0], whom[1], cells, ())


def _percents(group: WeightGroup) -> tuple[_Number, ...]:
    """Without a start a sum begins at nought; no floor lies below any; of no cap the instrument decides."""
    start, floor, cap = group.start_percent, group.floor_percent, group.cap_percent
    return (
        _Number("起点", start, (0, start or Fraction(0))),
        _Number("下限", floor, (-1, Fraction(0)) if floor is None else (0, floor)),
        _Number("上限", cap, None if cap is None else (0, cap)),
    )


def _numbers(
    old: _Number, new: _Number, cells: tuple[str | None, str | None], scale: BarScale | None
) -> Band:
    said = [None if one is None else f"{decimal_text(one)}%" for one in (old.printed, new.printed)]
    pairs: tuple[Pair, ...] = ()
    if scale is not None and old.printed is not None and new.printed is not None:
        pairs = (Pair(None, _bar(old.printed, scale), _bar(new.printed, scale)),)
    return Band(new.name, _direction(old.counts, new.counts), said[0], said[1], cells, pairs)


def _direction(old: _Counts | None, new: _Counts | None) -> Kind:
    if old is None or new is None or old == new:
        return Kind.OTHER
    return Kind.HEAVIER if new > old else Kind.LIGHTER


def _heavier_maximum(old: WeightMaximum | None, new: WeightMaximum | None) -> Kind:
    """Comparable only where both count alike; what the base counts as at least weighs as well."""
    if old is None or new is None or (old.unit, old.base) != (new.unit, new.base):
        return Kind.OTHER
    numbers = [(old.amount, new.amount), (old.base_min or Fraction(0), new.base_min or Fraction(0))]
    ways = {_direction((0, one), (0, other)) for one, other in numbers if one != other}
    return ways.pop() if len(ways) == 1 else Kind.OTHER


def _scale(old: Standard, new: Standard) -> BarScale | None:
    """On which every percentage of both finds room, drawn from nought."""
    shown = [o.percent for s in (old, new) for g in s.weights for o in g.options]
    shown += [n.printed for s in (old, new) for g in s.weights for n in _percents(g) if n.printed is not None]
    return scale_of([_from_nought(number) for number in shown]) if shown else None


def _from_nought(number: Fraction) -> Range:
    return Range(min(number, Fraction(0)), max(number, Fraction(0)))


def _bar(number: Fraction, scale: BarScale) -> Bar:
    return bar_of(Figure((decimal_text(number),), "%"), _from_nought(number), scale)


def _said(one: WeightGroup | WeightOption | None) -> str | None:
    if one is None:
        return None
    if not isinstance(one, WeightGroup):
        return f"{decimal_text(one.percent)}%"
    numbers = [f"{n.name}{decimal_text(n.printed)}%" for n in _percents(one) if n.printed is not None]
    return "，".join([*numbers, *([maximum_words(one.maximum)] if one.maximum else [])]) or "按权重相加"


def _place(standard: Standard, one: WeightGroup | WeightOption | None) -> str | None:
    if one is None:
        return None
    cell = one.start_cell or standard.cell if isinstance(one, WeightGroup) else one.cell
    return f"{standard.sheet}!{cell}"

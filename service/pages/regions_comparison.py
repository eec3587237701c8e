"""A standard whose limits moved, compared by value: what each range of facts cost before, and costs now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.regions_compared import NoAnswer, regions_compared
from service.pages.compared_band import Band, Kind, direction
from service.pages.paired_bars import paired_bars, scales_of
from service.pages.standard_history import band_words, differing_bands, row_place
from standards_1023.values import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.regions_compared import Answer, Region, Side


def region_bands(old: Side, new: Side) -> Iterator[Band]:
    """The regions whose bands or grades differ; raises NotByValue before the first."""
    scales = scales_of((*old.standard.rows, *new.standard.rows))
    for region in regions_compared(old, new):
        if (words := _differing(region)) is not None:
            before, after = _row(region.old), _row(region.new)
            yield Band(
                _named(region),
                _kind(region),
                *words,
                (row_place(old.standard, before), row_place(new.standard, after)),
                paired_bars(before, after, scales),
                _mark(region),
            )


def _differing(region: Region) -> tuple[str | None, str | None] | None:
    """Both answers in a line where they differ; with the grades where these are others."""
    old, new = region.old, region.new
    if isinstance(old, NoAnswer) or isinstance(new, NoAnswer):
        return _words(old), _words(new)
    if old.grade != new.grade:
        return _graded(old), _graded(new)
    return differing_bands(old, new)


def _row(answer: Answer) -> Row | None:
    return answer if isinstance(answer, Row) else None


def _named(region: Region) -> str:
    """超标倍数=3倍以上不足4倍，排放量=不足50吨."""
    named = [region.group, *(f"{factor}={words}" for factor, words in region.values)]
    return "，".join(text for text in named if text) or "（无条件）"


def _kind(region: Region) -> Kind:
    """What an edition cannot tell is neither heavier nor lighter."""
    if NoAnswer.UNSURE in {region.old, region.new}:
        return Kind.OTHER
    return direction(_row(region.old), _row(region.new))


def _mark(region: Region) -> str:
    if isinstance(region.old, NoAnswer):
        return f"旧版{region.old}"
    return f"新版{region.new}" if isinstance(region.new, NoAnswer) else ""


def _words(answer: Answer) -> str | None:
    return answer.value if isinstance(answer, NoAnswer) else band_words(answer)


def _graded(row: Row) -> str:
    return f"{row.grade}：{band_words(row)}" if row.grade else band_words(row) or ""

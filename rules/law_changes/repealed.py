"""The laws that 生态环境法典 art. 1242 repealed on 2026-08-15, and which articles a standard rests on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from rules.law_changes import (
    air,
    discharge,
    environmental_impact,
    hazardous_waste,
    land_noise_and_radiation,
    monitoring,
    water_and_sea,
)

if TYPE_CHECKING:
    from rules.law_changes.pairs import Pair, Place

CODE_SINCE = date(2026, 8, 15)
CODE = "生态环境法典"
REPEALED = frozenset(
    {
        "环境保护法",
        "环境影响评价法",
        "海洋环境保护法",
        "大气污染防治法",
        "水污染防治法",
        "土壤污染防治法",
        "固体废物污染环境防治法",
        "噪声污染防治法",
        "放射性污染防治法",
        "清洁生产促进法",
    }
)
PAIRS: tuple[Pair, ...] = (
    *environmental_impact.PAIRS,
    *discharge.PAIRS,
    *hazardous_waste.PAIRS,
    *monitoring.PAIRS,
    *air.PAIRS,
    *water_and_sea.PAIRS,
    *land_noise_and_radiation.PAIRS,
)

_CITATION = re.compile(
    r"《(?:中华人民共和国)?(?P<law>[^》（(]+)[^》]*》"
    r"(?P<article>第[零一二三四五六七八九十百千]+条)?(?P<paragraph>第[零一二三四五六七八九十]+款)?(?P<item>第[零一二三四五六七八九十]+项)?"
)


@dataclass(frozen=True, slots=True)
class Rests:
    """What a standard rests on: a repealed law, the Code, and the recorded changes of its articles."""

    on_repealed: bool
    on_code: bool
    pairs: tuple[Pair, ...]


_ON_NEITHER = Rests(on_repealed=False, on_code=False, pairs=())


@lru_cache(maxsize=8192)
def rests_on(basis: tuple[str, ...], violation: str) -> Rests:
    """What the articles that punish a violation say of it."""
    cited = [m for citation in basis if (m := _CITATION.match(citation)) is not None]
    on_repealed = any(m["law"] in REPEALED for m in cited)
    on_code = any(m["law"] == CODE for m in cited)
    if not on_repealed and not on_code:
        return _ON_NEITHER
    pairs = tuple(p for p in PAIRS if any(_is_at(p.new if on_code else p.old, m) for m in cited))
    # An article of the Code may stand for more old articles than are recorded: the field must fit.
    if on_code or len(pairs) > 1:
        pairs = tuple(p for p in pairs if p.field is None or p.field in violation)
    return Rests(on_repealed, on_code, pairs)


def _is_at(place: Place, cited: re.Match[str]) -> bool:
    """Whether a citation names a place; what the citation leaves open is open."""
    return (
        cited["law"] == place.law
        and cited["article"] == place.article
        and (not place.paragraphs or not cited["paragraph"] or cited["paragraph"] in place.paragraphs)
        and (not place.items or cited["item"] in place.items)
    )

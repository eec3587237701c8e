"""A standard through the published editions: from when to when it said what, and what changed each time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from service.pages.amount_figures import only_measure_words
from service.pages.asked_edition import was_in_force
from standards_1023.edition_diff import READ_ALIKE, diff_standard, rows_by_key, same_words
from standards_1023.names_for_people import CHANGES, MODELS
from standards_1023.paired_standards import paired_standards
from standards_1023.text import matched

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from service.search_index import Entry, SearchIndex
    from standards_1023.edition_diff import Change
    from standards_1023.editions import Edition
    from standards_1023.values import Measure, Row, Standard

    Traced = tuple[Edition, Entry | None]
    """An edition with the standard in it, None where it does not have it."""


@dataclass(frozen=True, slots=True)
class Altered:
    """One thing that changed, before and after, each with its cell; None where there was nothing."""

    what: str
    of: str
    before: str | None
    after: str | None
    cells: tuple[str | None, str | None]


SETTINGS_CHANGED = Altered(
    CHANGES["settings"],
    "",
    None,
    "部门裁量规定的设置有改动，幅度的界限、推荐的数额可能因此不同",
    (None, None),
)
"""Between two workbooks of a department whose instruments differ."""


@dataclass(frozen=True, slots=True)
class Era:
    """Editions in a row in which the standard says the same; `entry` is None where they do not have it."""

    editions: tuple[Edition, ...]
    entry: Entry | None
    altered: tuple[Altered, ...]
    is_first: bool

    @property
    def numbers(self) -> str:
        """第1版至第3版."""
        first, last = self.editions[0].number, self.editions[-1].number
        return f"第{first}版" if first == last else f"第{first}版至第{last}版"

    @property
    def days(self) -> str:
        """The days on which it held; an edition that was replaced on its own day has none."""
        held = [edition for edition in self.editions if was_in_force(edition)]
        if not held:
            return "没有施行过"
        since, until = held[0].in_force_from, held[-1].in_force_until
        return f"自 {since} 起" if until is None else f"{since} 至 {until - timedelta(days=1)}"

    @property
    def word(self) -> str:
        """What happened at its beginning."""
        if self.entry is None:
            return "没有这项基准"
        if self.is_first:
            return "最早的一版即有"
        return "有改动" if self.altered else "新增"


def history_of(traced: Sequence[Traced]) -> tuple[Era, ...]:
    """The eras of a standard, the latest first; what precedes its first edition is left out."""
    eras: list[Era] = []
    for edition, entry in traced:
        if not eras:
            if entry is not None:
                eras.append(Era((edition,), entry, (), is_first=edition is traced[0][0]))
            continue
        last = eras[-1]
        altered = tuple(_between(last.entry, entry))
        if not altered and (last.entry is None) == (entry is None):
            eras[-1] = Era((*last.editions, edition), last.entry and entry, last.altered, last.is_first)
        else:
            eras.append(Era((edition,), entry, altered, is_first=False))
    return tuple(reversed(eras))


def namesakes_of(
    index: SearchIndex, traced: Sequence[Traced], name: str
) -> tuple[tuple[Edition, Entry], ...]:
    """Other violations that had this name, each in the last edition in which it was theirs, latest first."""
    found: dict[str, tuple[Edition, Entry]] = {}
    for edition, entry in traced:
        kept = edition.workbook_of(name.partition("!")[0])
        other = None if kept is None else index.named(kept, name)
        if other is not None and other is not entry:
            found[matched(other.standard.violation)] = (edition, other)
    return tuple(sorted(found.values(), key=lambda one: -one[0].number))


def traced_through(
    index: SearchIndex, editions: Sequence[Edition], shown: Edition, name: str
) -> tuple[Traced, ...]:
    """Each edition with the standard that has this name in one of them; it may have another elsewhere.

    From the one shown on to the later ones, and back to the earlier.
    """
    kept = shown.workbook_of(name.partition("!")[0])
    entry = None if kept is None else index.named(kept, name)
    at = next(n for n, edition in enumerate(editions) if edition.number == shown.number)
    later = _followed(index, editions[at + 1 :], entry)
    earlier = _followed(index, editions[:at][::-1], entry)
    return tuple(zip(editions, (*reversed(list(earlier)), entry, *later), strict=True))


def _followed(index: SearchIndex, editions: Iterable[Edition], entry: Entry | None) -> Iterator[Entry | None]:
    """The same standard in one edition after the other; past one without it, it is looked for again."""
    for edition in editions:
        found = None if entry is None else partner_in(index, edition, entry)
        yield found
        entry = found or entry


def partner_in(index: SearchIndex, edition: Edition, entry: Entry) -> Entry | None:
    """The same standard in another edition, or None."""
    kept = edition.workbook_of(entry.kept.department)
    if kept is None:
        return None
    if kept.digest == entry.kept.digest:
        return index.named(kept, entry.name)
    names = [one.name for one in paired_standards(entry.kept, kept) if one.old is entry.standard and one.new]
    return index.named(kept, names[0]) if names else None


def _between(old: Entry | None, new: Entry | None) -> Iterator[Altered]:
    """What changed; a standard that came or went is told by its era."""
    if old is None or new is None or old is new:
        return
    if old.kept.workbook.instrument != new.kept.workbook.instrument:
        yield SETTINGS_CHANGED
    changes = list(diff_standard(old.kept.department, old.name, old.standard, new.standard))
    for change in changes:
        if change.what != "band":
            yield altered_of(change, old.standard, new.standard)
    if any(change.what == "band" for change in changes):
        yield from _bands(old.standard, new.standard)


def altered_of(change: Change, old: Standard, new: Standard) -> Altered:
    """A change in words for people."""
    before, after = change.before, change.after
    if change.what == "model":
        before, after = MODELS[old.model], MODELS[new.model]
    if change.what == "statutory":
        before, after = _words(old.statutory), _words(new.statutory)
    return Altered(CHANGES[change.what], "", before, after, change.cells)


def _bands(old: Standard, new: Standard) -> Iterator[Altered]:
    """The rows whose bands differ, side by side, as both tables name them."""
    before, after = rows_by_key(old), rows_by_key(new)
    for key in dict.fromkeys((*before, *after)):
        one, other = before.get(key), after.get(key)
        if (words := differing_bands(one, other)) is not None:
            yield Altered(CHANGES["band"], key, *words, (row_place(old, one), row_place(new, other)))


def differing_bands(one: Row | None, other: Row | None) -> tuple[str | None, str | None] | None:
    """Both bands in a line where they differ: as read, or as printed where only the words differ."""
    if one is None or other is None or one.measures != other.measures:
        return band_words(one), band_words(other)
    return None if same_words(one.text, other.text) else (one.text, other.text + READ_ALIKE)


def row_place(standard: Standard, row: Row | None) -> str | None:
    """Where a row's band is printed."""
    return None if row is None else f"{standard.sheet}!{row.cell}"


def band_words(row: Row | None) -> str | None:
    """A row's band in a line."""
    return None if row is None else _words(row.measures) or row.text


def _words(measures: Sequence[Measure]) -> str:
    return "；".join(only_measure_words(measure) for measure in measures)

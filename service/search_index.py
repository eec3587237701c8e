"""What a search looks through: each standard's texts, citations and fines, prepared once for each workbook.

Editions that share a workbook share what was prepared of it: memory grows with the workbooks, not with the
editions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from service.searched_amount import SearchedFine, searched_fine
from service.wording import SUBJECTS
from standards_1023.cited_articles import CitedArticle, cited_article
from standards_1023.standard_lookup import name_in_edition
from standards_1023.text import matched, normalised
from standards_1023.values import AmountUnit, Measure, MeasureKind, Range

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from standards_1023.editions import DepartmentWorkbook, Edition
    from standards_1023.values import Standard

STATUTORY = "法定幅度"


class Passage(NamedTuple):
    """A text of a standard: what it is of it, its cell (empty where it has none of its own), as printed."""

    of: str
    cell: str
    printed: str


class Fine(NamedTuple):
    """A fine of a standard: what it is and for whom, its cell, the amount as it is searched."""

    of: str
    cell: str
    searched: SearchedFine


@dataclass(frozen=True, slots=True)
class Entry:
    """A standard as it is searched; `plain` is all its passages and `head` code and violation, normalised.

    `highest` is the highest fine in 分, None where none is bounded in yuan.
    """

    kept: DepartmentWorkbook
    standard: Standard
    name: str
    department: str
    head: str
    plain: str
    passages: tuple[Passage, ...]
    citations: tuple[tuple[str, CitedArticle], ...]
    fines: tuple[Fine, ...]
    highest: int | None


class SearchIndex:
    """The entries of every edition in use."""

    def __init__(self, editions: Iterable[Edition], before: SearchIndex | None = None) -> None:
        """What `before` prepared of the same workbooks is taken over; of others it is let go."""
        known: dict[str, tuple[Entry, ...]] = {} if before is None else before._of  # noqa: SLF001 - its own kind
        workbooks = {_key(kept): kept for edition in editions for kept in edition.workbooks}
        self._of: dict[str, tuple[Entry, ...]] = {
            key: known.get(key) or _entries(kept) for key, kept in workbooks.items()
        }

        self._named = {key: {entry.name: entry for entry in entries} for key, entries in self._of.items()}

    def of(self, edition: Edition) -> Iterator[Entry]:
        """The standards of an edition, in the order of departments and of their tables."""
        for kept in edition.workbooks:
            yield from self._of[_key(kept)]

    def of_workbook(self, kept: DepartmentWorkbook) -> tuple[Entry, ...]:
        """The standards of one workbook."""
        return self._of[_key(kept)]

    def named(self, kept: DepartmentWorkbook, name: str) -> Entry | None:
        """The standard of a workbook by the name that no other of its edition has, or None."""
        return self._named[_key(kept)].get(name)


def _key(kept: DepartmentWorkbook) -> str:
    return f"{kept.department}@{kept.digest}"


def _entries(kept: DepartmentWorkbook) -> tuple[Entry, ...]:
    return tuple(_entry(kept, standard) for standard in kept.workbook.standards)


def _entry(kept: DepartmentWorkbook, standard: Standard) -> Entry:
    passages = tuple(_passages(standard))
    fines = tuple(_fines(standard))
    bounded = [
        fine.searched.fen.high
        for fine in fines
        if fine.searched.measure.unit is AmountUnit.YUAN
        and fine.searched.fen is not None
        and fine.searched.fen.high is not None
    ]
    return Entry(
        kept=kept,
        standard=standard,
        name=name_in_edition(kept, standard),
        department=matched(kept.department),
        head=searched(f"{standard.code}\n{standard.violation}"),
        plain="\n".join(searched(passage.printed) for passage in passages),
        passages=passages,
        citations=tuple((one, cited_article(one)) for one in (*standard.basis, *standard.violated)),
        fines=fines,
        highest=max(bounded, default=None),
    )


def searched(text: str) -> str:
    """The form in which words are looked for."""
    return normalised(text).lower()


def _passages(standard: Standard) -> Iterator[Passage]:
    """In the order in which a find is shown; a text that stands twice is kept where it stood first."""
    seen: set[str] = set()
    for passage in _all_passages(standard):
        if passage.printed and passage.printed not in seen:
            seen.add(passage.printed)
            yield passage


def _all_passages(standard: Standard) -> Iterator[Passage]:
    yield Passage("编号", standard.cell, standard.code)
    yield Passage("违法行为", standard.cell, standard.violation)
    for factor in standard.factors:
        yield Passage("裁量因素", factor.cell, factor.name)
        yield from (Passage("条件", condition.cell, condition.text) for condition in factor.conditions)
    for group in standard.weights:
        yield from (Passage("权重选项", option.cell, option.option) for option in group.options)
    for row in standard.rows:
        yield from (Passage("档次", row.cell, text) for text in (row.group, row.grade) if text)
        yield Passage("处罚", row.cell, row.text)
    for measure in standard.statutory:
        yield Passage(STATUTORY, standard.statutory_cell or "", measure.text)
    yield from (Passage("依据", "", one) for one in standard.basis)
    yield from (Passage("违反", "", one) for one in standard.violated)
    yield Passage("备注", "", standard.notes)


def _fines(standard: Standard) -> Iterator[Fine]:
    for row in standard.rows:
        for measure in row.measures:
            yield from _fine(measure, row.grade or "幅度", row.cell)
    for group in standard.weights:
        if group.maximum is not None and group.maximum.unit is AmountUnit.YUAN:
            most = Measure(
                MeasureKind.FINE, "", unit=AmountUnit.YUAN, amount=Range(None, group.maximum.amount)
            )
            yield from _fine(most, "最高罚款额", group.start_cell)
    for measure in standard.statutory:
        yield from _fine(measure, STATUTORY, standard.statutory_cell or "")


def _fine(measure: Measure, of: str, cell: str) -> Iterator[Fine]:
    found = searched_fine(measure)
    if found is not None:
        whom = f"，{SUBJECTS[measure.subject]}" if measure.subject else ""
        yield Fine(f"{of}{whom}", cell, found)

"""The measures that the penalty cells of one row print together, and what is doubtful between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from importers.bare_amounts import doubt_of_bare
from importers.cell_looks import BECAME_A_DATE, is_date, is_tick
from importers.columns import Role
from importers.fine_columns import fine_between, is_fine_column
from importers.headings import bare_heading, names_kind
from importers.penalty_text import PenaltyReading, read_penalty
from standards_1023.values import Convention, Measure, MeasureKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from importers.cell_problems import CellProblems
    from importers.columns import Column
    from importers.logical_rows import Entry, LogicalRow
    from standards_1023.values import Subject

    Printed = Sequence[tuple[Column, Entry]]


def printed_cells(row: LogicalRow, columns: Sequence[Column]) -> list[tuple[Column, Entry]]:
    """The cells of a row in the columns of penalties; one merged over several stands in the first."""
    printed: list[tuple[Column, Entry]] = []
    for column in columns:
        entry = row.get(column)
        if entry is not None and all(e.address != entry.address for _, e in printed):
            printed.append((column, entry))
    return printed


@dataclass(slots=True)
class PenaltyCells:
    """Reads penalty cells under a convention; doubts go to the problems of the sheet."""

    convention: Convention
    problems: CellProblems

    def together(self, printed: Printed, group_subject: Subject | None) -> list[Measure]:
        """The measures of all penalty cells of a row, what two of them say counted once."""
        measures: list[Measure] = []
        for column, entry in printed:
            self._doubts(column, entry)
        for subject in dict.fromkeys(c.subject for c, _ in printed if c.role in {Role.LOW, Role.HIGH}):
            measures += self._between_limits([p for p in printed if p[0].subject is subject], group_subject)
        for column, entry in printed:
            if column.role is not Role.PENALTY or entry.is_nothing:
                continue
            ticked = is_tick(entry.text) and names_kind(column.name)
            text = bare_heading(column.name) if ticked else entry.text
            reading = self._read(text, column, entry, column.subject or group_subject)
            if column.name in {"处罚种类", "行政处罚种类"} and len(printed) > 1:
                reading = _kinds_only(reading)
            self._remarks(entry, reading)
            measures += [
                m for m in reading.measures if m.amount is not None or not _said_already(m, measures)
            ]
        self._several_fines(printed, measures)
        return measures

    def alone(self, column: Column, entry: Entry, group_subject: Subject | None) -> list[Measure]:
        """The measures of one penalty cell that stands for itself, below a level."""
        self._doubts(column, entry)
        reading = self._read(entry.text, column, entry, group_subject)
        self._remarks(entry, reading)
        return reading.measures

    def _between_limits(self, printed: Printed, group_subject: Subject | None) -> list[Measure]:
        """The fine of one pair of columns 下限 and 上限; of two pairs for the same subject none is chosen."""
        lows = [pair for pair in printed if pair[0].role is Role.LOW]
        highs = [pair for pair in printed if pair[0].role is Role.HIGH]
        if len(lows) > 1 or len(highs) > 1:
            sentence = "下限、上限各有几栏，不能确定适用哪一栏，请写明各栏对谁处罚。"
            self.problems.error((lows or highs)[-1][1].address, sentence)
            return []
        low, high = next(iter(lows), None), next(iter(highs), None)
        return fine_between(low, high, self.convention, group_subject, self.problems)

    def _read(self, text: str, column: Column, entry: Entry, subject: Subject | None) -> PenaltyReading:
        if is_date(text):
            self.problems.error(entry.address, BECAME_A_DATE.format(text))
            return PenaltyReading([], [])
        fine_column = is_fine_column(column, entry.text)
        return read_penalty(
            text, self.convention, subject=subject, heading_unit=column.unit, fine_column=fine_column
        )

    def _doubts(self, column: Column, entry: Entry) -> None:
        if (doubt := doubt_of_bare(column, entry.text)) is not None:
            self.problems.error(entry.address, doubt)

    def _remarks(self, entry: Entry, reading: PenaltyReading) -> None:
        for remark in reading.remarks:
            self.problems.add(entry.address, remark.severity, remark.message)

    def _several_fines(self, printed: Printed, measures: Sequence[Measure]) -> None:
        """Different fines for the same subject from several columns: nobody can say which applies."""
        if sum(c.role is Role.PENALTY and not e.is_nothing for c, e in printed) <= 1:
            return
        seen: dict[tuple[object, ...], Measure] = {}
        for measure in measures:
            if measure.kind is not MeasureKind.FINE or measure.amount is None:
                continue
            other = seen.setdefault((measure.subject, measure.trigger), measure)
            if other.text != measure.text and (other.amount, other.unit) != (measure.amount, measure.unit):
                fines = f"「{other.text[:20]}」「{measure.text[:20]}」"
                sentence = f"几栏各有罚款（{fines}），不能确定适用哪一栏，请写明各栏对谁处罚。"
                self.problems.error(printed[0][1].address, sentence)
                return


def _kinds_only(reading: PenaltyReading) -> PenaltyReading:
    """警告、罚款 as kinds beside a column with the amounts: the fine itself stands there."""
    return PenaltyReading([m for m in reading.measures if m.kind is not MeasureKind.FINE], [])


def _said_already(measure: Measure, others: Sequence[Measure]) -> bool:
    """警告 under 处罚种类 and again beside the amount is one warning, for one subject and condition."""
    return any(_said(measure) == _said(other) for other in others)


def _said(measure: Measure) -> tuple[object, ...]:
    """What makes two measures one; of 其他 the kind alone says nothing."""
    words = measure.text if measure.kind is MeasureKind.OTHER else None
    return (measure.kind, measure.subject, measure.trigger, words)

"""What an edition would make of assessments that were kept and of decisions that were audited."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

import service.audit
from casework.audit_journal import Journal
from casework.audit_verdicts import Side, Verdict
from casework.errors import JournalsApart
from casework.impact_assessments import Reassessed, Shift, moved_fen, reassess_under, shift_of
from casework.impact_decisions import Move, journals_beside, move_of
from casework.impact_timeline import EveryDay
from casework.photograph import photograph
from rules.applicable_edition import EditionRule, assess_in_force
from rules.case_input import CaseInput
from rules.drivers import Drivers
from service.audit import Conditions, run_audit
from standards_1023.editions import DepartmentWorkbook, Edition, EditionState, Timeline
from standards_1023.values import Measure, MeasureKind, Range
from tests.casework.decision_files import write_csv
from tests.casework.generated_decisions import STATUTORY, Made, as_rows, bands, decisions, timeline
from tests.rules.tables import fine, heaps
from tests.rules.test_applicable_edition import FACTS, FIRST, edition, scaled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from standards_1023.values import Standard

AT = datetime(2026, 6, 1, 2, 3, tzinfo=UTC)
WAS = edition(1, FIRST, heaps())


def under(*standards: Standard, department: str = "城管局") -> Reassessed:
    """A case that was kept under the first edition, under a draft of these standards."""
    case = CaseInput(facts=FACTS, act_date=date(2026, 5, 1), decision_date=date(2026, 6, 1))
    new = replace(
        edition(2, FIRST, *standards, department=department),
        state=EditionState.DRAFT,
        digest=None,
        in_force_from=None,
    )
    with Drivers() as drivers:
        found = assess_in_force(Timeline((WAS,)), "城管局!2", case, drivers)
        taken = photograph(found, case, EditionRule.LIGHTER, answer="{}", at=AT)
        return reassess_under(EveryDay(new), taken, WAS, drivers)


def moved(standard: Standard, low: int = 0, high: int = 0) -> Standard:
    """The same table with the limits of all its money bands moved by so many 分."""

    def one(measure: Measure) -> Measure:
        limits = measure.amount
        if limits is None or limits.low is None or limits.high is None:
            return measure
        return replace(measure, amount=replace(limits, low=limits.low + low, high=limits.high + high))

    rows = tuple(replace(row, measures=tuple(map(one, row.measures))) for row in standard.rows)
    return replace(standard, rows=rows)


@pytest.mark.parametrize(
    ("low", "high", "shift"),
    [
        (0, 0, Shift.SAME),
        (0, 1, Shift.HEAVIER),
        (1, 0, Shift.HEAVIER),
        (1, 1, Shift.HEAVIER),
        (0, -1, Shift.LIGHTER),
        (-1, 0, Shift.LIGHTER),
        (-1, 1, Shift.OTHERWISE),
        (1, -1, Shift.OTHERWISE),
    ],
)
def test_a_limit_that_moves_by_one_fen_is_seen(low: int, high: int, shift: Shift) -> None:
    found = under(moved(heaps(), low, high))
    assert found.shift is shift
    assert found.violation == heaps().violation
    expected = Fraction(max(abs(low), abs(high)))
    assert moved_fen(found.photograph.band, found.after) == expected


def test_a_draft_without_a_day_is_held_against_every_day() -> None:
    assert under(heaps()).shift is Shift.SAME
    assert under(scaled(heaps(), Fraction(1, 2))).shift is Shift.LIGHTER


def test_the_violation_is_found_under_another_number_and_never_mistaken_for_another() -> None:
    assert under(replace(heaps(), code="77")).shift is Shift.SAME
    other = replace(heaps(), violation="另一种违法行为")
    mistaken = under(other)
    assert mistaken.shift is Shift.UNDECIDED
    assert "不能确定是不是同一违法行为" in mistaken.why
    assert under(replace(other, code="78")).shift is Shift.GONE
    assert under(heaps(), department="环水局").shift is Shift.GONE


def test_what_a_draft_asks_in_addition_leaves_it_undecided_and_says_so() -> None:
    mending = replace(heaps().factors[1], name="补救情况")
    rows = tuple(
        replace(row, when=tuple(("补救情况" if n == "整改情况" else n, t) for n, t in row.when))
        for row in heaps().rows
    )
    found = under(replace(heaps(), factors=(heaps().factors[0], mending), rows=rows))
    assert found.shift is Shift.UNDECIDED
    assert "补救情况" in found.why


def test_a_photograph_of_an_edition_that_is_not_here_is_undecided() -> None:
    case = CaseInput(facts=FACTS, act_date=date(2026, 5, 1), decision_date=date(2026, 6, 1))
    with Drivers() as drivers:
        found = assess_in_force(Timeline((WAS,)), "城管局!2", case, drivers)
        taken = photograph(found, case, EditionRule.LIGHTER, answer="{}", at=AT)
        gone = reassess_under(EveryDay(WAS), taken, None, drivers)
    assert (gone.shift, gone.department) == (Shift.UNDECIDED, "城管局")
    assert "不在这个数据库里" in gone.why


def test_words_that_read_the_same_are_no_change_and_other_measures_are() -> None:
    band = fine(1000, 2000)
    warning = Measure(MeasureKind.WARNING, "警告")
    assert shift_of([band], [replace(band, text="并处罚款一千元以上二千元以下")]) is Shift.SAME
    assert shift_of([band, warning], [warning, band]) is Shift.SAME
    assert shift_of([band], [band, warning]) is Shift.OTHERWISE
    assert shift_of([band], [replace(band, optional=True)]) is Shift.OTHERWISE
    assert shift_of([band], [replace(band, trigger="逾期不改正的")]) is Shift.OTHERWISE
    assert shift_of([band], [fine(1000, None)]) is Shift.OTHERWISE
    excluded = replace(band, amount=Range(Fraction(100_000), Fraction(200_000), high_included=False))
    assert shift_of([band], [excluded]) is Shift.LIGHTER
    assert moved_fen([band], [warning]) is None


MADE = decisions(700, 140, seed=5)
SIDES = {
    (Side.INSIDE, Side.ABOVE): Move.LEAVES_ABOVE,
    (Side.INSIDE, Side.BELOW): Move.LEAVES_BELOW,
    (Side.BELOW, Side.INSIDE): Move.ENTERS,
    (Side.ABOVE, Side.INSIDE): Move.ENTERS,
}


def compared(
    folder: Path, only: Edition, made: Sequence[Made] = MADE
) -> tuple[Counter[Move], list[tuple[str, int]], list[int | None]]:
    """How decisions move from both editions to one alone, why they are undecided, and their fines in 分."""
    path = write_csv(folder / "决定.csv", as_rows(made))
    for name, which in (("before", timeline()), ("now", EveryDay(only))):
        conditions = Conditions(which, EditionRule.LIGHTER, names=timeline())
        run_audit(path, folder / name, conditions, lambda *_: None)
    with Journal(folder / "before") as journal:
        fines = [finding.fine_fen for finding in journal.findings()]
    with journals_beside(folder / "before", folder / "now") as both:
        found: Counter[Move] = Counter()
        for (_, _, move), many in both.moves().items():
            found[move] += many
        return found, both.reasons(50), fines


def draft(*, violations: str = "", codes: int = 0) -> Edition:
    """The second of the generated editions as a draft; other words of violations, or codes moved on."""
    last = timeline().editions[-1]
    kept = []
    for one in last.workbooks:
        standards = tuple(
            replace(s, violation=s.violation + violations, code=_moved_on(s.code, codes))
            for s in one.workbook.standards
        )
        workbook = replace(one.workbook, standards=standards)
        kept.append(DepartmentWorkbook(one.department, workbook, f"{violations}{codes}" * 32))
    return replace(last, number=3, workbooks=tuple(kept), digest=None, in_force_from=None)


def _moved_on(code: str, codes: int) -> str:
    department, _, place = code.partition("-")
    return f"{department}-{(int(place) - 1 + codes) % 6 + 1}"


def _expected(made: Made, fine_fen: int) -> Move:
    """From how a decision was made: its band under the second edition, and where its fine is to both."""
    place = "甲乙丙丁戊己".index(made.cells["违法行为"][-1])
    mitigated = (made.low, made.high) == (0, STATUTORY[0])
    by_first = (made.low - bands(place, place, 1)[0][0]) % 10_000 == 0
    shift = bands(place, place, 2)[0][0] - bands(place, place, 1)[0][0]
    add = shift if by_first and not mitigated else 0
    limits = [(made.low, made.high), (made.low + add, made.high + add)]
    before, after = (
        Side.BELOW if fine_fen < low * 100 else Side.ABOVE if fine_fen > high * 100 else Side.INSIDE
        for low, high in limits
    )
    if made.verdict is Verdict.WRONG_GRADE:  # outside already, though not by its amount
        return Move.STAYS if after is Side.INSIDE else Move.CROSSES
    return SIDES.get((before, after), Move.STAYS if before is after else Move.CROSSES)


def test_every_decision_moves_as_its_fine_stands_to_both_bands(tmp_path: Path) -> None:
    found, reasons, fines = compared(tmp_path, draft())
    wanted = Counter(_expected(made, fine or 0) for made, fine in zip(MADE, fines, strict=True))
    assert found == wanted
    assert {Move.STAYS, Move.ENTERS, Move.LEAVES_ABOVE, Move.LEAVES_BELOW} <= set(wanted)
    assert reasons == []


def test_under_the_edition_that_judged_them_all_nothing_moves(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "决定.csv", as_rows(MADE))
    for name in ("before", "now"):
        conditions = Conditions(EveryDay(draft()), EditionRule.LIGHTER)
        run_audit(path, tmp_path / name, conditions, lambda *_: None)
    with journals_beside(tmp_path / "before", tmp_path / "now") as both:
        assert {move for _, _, move in both.moves()} == {Move.STAYS}
        assert both.moves().total() == len(MADE)


def test_other_words_of_the_violations_leave_every_decision_undecided(tmp_path: Path) -> None:
    found, reasons, _ = compared(tmp_path, draft(violations="等"))
    assert set(found) == {Move.UNDECIDED, Move.ANOTHER}
    assert found.total() == len(MADE)
    assert sum(many for _, many in reasons) == found[Move.UNDECIDED]


def test_a_number_that_is_another_violations_now_is_never_compared(tmp_path: Path) -> None:
    numbered = [replace(m, cells=m.cells | {"违法行为": ""}) for m in MADE if m.cells["基准编号"]]
    found, _, _ = compared(tmp_path, draft(codes=3), numbered)
    assert found == {Move.ANOTHER: len(numbered)}


def test_chunks_of_any_size_are_counted_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, _, _ = compared(tmp_path, draft())
    monkeypatch.setattr(service.audit, "ROWS_AT_ONCE", 7)
    (tmp_path / "chunks").mkdir()
    assert compared(tmp_path / "chunks", draft())[0] == whole


def test_the_moves_between_sides() -> None:
    unjudged, inside = Verdict.NOT_JUDGED, Verdict.INSIDE
    assert move_of(unjudged, unjudged, same_violation=False) is Move.NEVER
    assert move_of(unjudged, inside, same_violation=False) is Move.NEWLY
    assert move_of(inside, unjudged, same_violation=False) is Move.UNDECIDED
    assert move_of(inside, inside, same_violation=False) is Move.ANOTHER
    assert move_of(inside, Verdict.WRONG_KINDS, same_violation=True) is Move.LEAVES_OTHER
    assert move_of(Verdict.ABOVE_BAND, Verdict.ABOVE_STATUTORY, same_violation=True) is Move.STAYS


def test_journals_of_different_tables_are_refused(tmp_path: Path) -> None:
    compared(tmp_path, draft())
    path = write_csv(tmp_path / "少.csv", as_rows(MADE[:-1]))
    run_audit(path, tmp_path / "less", Conditions(timeline(), EditionRule.LIGHTER), lambda *_: None)
    with pytest.raises(JournalsApart), journals_beside(tmp_path / "before", tmp_path / "less"):
        pass

"""Several processes judge as one does; one that dies ends the audit with a sentence, and it can go on."""

from __future__ import annotations

import multiprocessing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import service.audit
from casework import audit_processes
from casework.audit_journal import Journal
from casework.audit_processes import Judging, judged_chunks
from casework.audit_rows import DecisionRole, DecisionRows, column_of
from casework.audit_shares import part_of, shares
from casework.errors import JudgingStopped
from rules.applicable_edition import EditionRule
from service.audit import Conditions, run_audit, write_copy
from tests.casework.decision_files import write_csv
from tests.casework.generated_decisions import HEADINGS, as_rows, decisions, timeline

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from service.audit import Report

MADE = decisions(2_000, 150)
ALONE = Conditions(timeline(), EditionRule.LIGHTER)
TOGETHER = replace(ALONE, processes=2)


@pytest.fixture
def always_several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_processes, "FEWEST", 1)
    monkeypatch.setattr(service.audit, "ROWS_AT_ONCE", 700)


def done(source: Path, name: str, conditions: Conditions) -> tuple[Report, list[int]]:
    """The audit with its copy, and how far it said that it was."""
    heard: list[int] = []
    journal = source.with_name(f"{name}.journal")
    report = run_audit(source, journal, conditions, lambda done, _: heard.append(done))
    write_copy(report, journal, source.with_name(f"{name}.csv"))
    return report, heard


def odd_rows() -> list[tuple[str, ...]]:
    """Rows that cannot be judged, or only with a note: near words, no such code, unreadable cells."""
    whole = dict(zip(HEADINGS, list(as_rows(MADE))[1], strict=True))
    odd = (
        {"基准编号": "9-9"},
        {"基准编号": "", "违法行为": whole["违法行为"] + "的"},
        {"基准编号": "", "违法行为": whole["违法行为"].replace("违法行为", "违反行为")},
        {"基准编号": "", "违法行为": ""},
        {"罚款金额（元）": "约5万"},
        {"处罚决定日期": "昨天"},
        {"当事人类型": "路人"},
        {"情节": "态度好"},
        {"档次": "没有这一档", "适用版本": "旧版"},
        {"情节": "coerced_mitigated"},
    )
    return [tuple({**whole, **cells}.values()) for cells in odd]


@pytest.mark.usefixtures("always_several")
def test_several_processes_judge_as_one_does(tmp_path: Path) -> None:
    headings, *rows = as_rows(MADE)
    made = [headings, *odd_rows(), *rows, *odd_rows()]
    persons = ["责任人员罚款（元）", *(["", "500", "约5万"][n % 3] for n in range(len(made) - 1))]
    source = write_csv(tmp_path / "决定.csv", [[*row, cell] for row, cell in zip(made, persons, strict=True)])
    one, _ = done(source, "一个", ALONE)
    two, heard = done(source, "两个", TOGETHER)
    assert two.figures == one.figures
    assert two.proposals == one.proposals
    assert len(two.proposals) == 1
    assert (tmp_path / "两个.csv").read_bytes() == (tmp_path / "一个.csv").read_bytes()
    assert heard == sorted(heard)
    assert heard[-1] == 2_020
    with Journal(tmp_path / "一个.journal") as alone, Journal(tmp_path / "两个.journal") as together:
        assert list(together.findings()) == list(alone.findings())


@pytest.mark.usefixtures("always_several")
def test_a_process_that_dies_ends_the_audit_with_a_sentence_and_it_goes_on_later(tmp_path: Path) -> None:
    source = write_csv(tmp_path / "决定.csv", as_rows(MADE))
    whole, _ = done(source, "一次", ALONE)
    journal = tmp_path / "两次.journal"

    def kill(done: int, _: int | None) -> None:
        if done >= 700:
            multiprocessing.active_children()[0].kill()

    with pytest.raises(JudgingStopped, match="意外停止"):
        run_audit(source, journal, TOGETHER, kill)
    assert multiprocessing.active_children() == []
    resumed, heard = done(source, "两次", TOGETHER)
    assert resumed.resumed >= 700
    assert heard[0] == 700
    assert resumed.figures == whole.figures
    assert (tmp_path / "两次.csv").read_bytes() == (tmp_path / "一次.csv").read_bytes()


@pytest.mark.usefixtures("always_several")
def test_a_fault_in_a_process_is_told_with_its_kind() -> None:
    numbers: Any = column_of([1, 2, 3])  # where texts must stand
    rows = DecisionRows(3, {DecisionRole.PARTY: numbers})
    judging = Judging(timeline(), EditionRule.LIGHTER, processes=2)
    with pytest.raises(JudgingStopped, match="复核出错（TypeError"):
        list(judged_chunks(iter([(0, rows)]), judging, lambda _: None))


CODES = st.lists(st.none() | st.sampled_from(["1-1", "1-2", "2－1", "2-1", "城管局!3"]), max_size=40)


@given(codes=CODES, data=st.data(), many=st.integers(1, 4))
def test_every_row_goes_to_one_judge_and_all_of_a_standard_to_the_same(
    codes: list[str | None], data: st.DataObject, many: int
) -> None:
    words = st.none() | st.sampled_from(["甲", "甲的", "乙"])
    violations = data.draw(st.lists(words, min_size=len(codes), max_size=len(codes)))
    columns = {DecisionRole.STANDARD: column_of(codes), DecisionRole.VIOLATION: column_of(violations)}
    rows = DecisionRows(len(codes), columns, fines=column_of(range(len(codes))))
    found = shares(rows, many)
    assert sorted(np.concatenate(found).tolist()) == list(range(len(codes)))
    judges = _judge_of(found)
    for one, other in ((a, b) for a in judges for b in judges if a < b):
        if codes[one] is not None and codes[one] == codes[other]:
            assert judges[one] == judges[other]
    for places in found:
        part = part_of(rows, places)
        assert part.fines is not None
        assert [part.fines.at(n) for n in range(part.count)] == places.tolist()
        said = part.words[DecisionRole.STANDARD]
        assert [said.at(n) for n in range(part.count)] == [codes[place] for place in places]


def _judge_of(found: list[NDArray[np.intp]]) -> dict[int, int]:
    return {int(place): judge for judge, places in enumerate(found) for place in places}

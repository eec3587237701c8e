"""What an audit reads and writes by whole columns is what each row has by itself."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from casework import audit_facts
from casework.audit_facts import fact_columns, told_columns
from casework.audit_rows import column_of
from casework.audit_sentences import yuan_of
from rules.amounts import yuan
from rules.case_columns import Numbers
from tests.casework.decision_files import audited, write_csv
from tests.casework.generated_decisions import as_rows, decisions, timeline

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_WORDS = st.sampled_from(["", "货值", "数量", "超标", "约", "第", "三", "半", "-", " "])
_FIGURES = st.from_regex(r"[0-9]{1,7}(?:\.[0-9]{1,5})?", fullmatch=True)
_UNITS = st.sampled_from(["吨", "元", "万元", "次", "", "以上", "吨 "])
_QUANTITIES = st.builds("{}{}{}".format, _WORDS, _FIGURES, _UNITS)
VALUES = st.none() | st.sampled_from(["严重", "查不清", "3"]) | _QUANTITIES


@given(values=st.lists(VALUES, min_size=20, max_size=80))
def test_every_value_of_a_fact_is_told_once_and_as_it_was_written(values: list[str | None]) -> None:
    columns = list(fact_columns("程度", column_of(values), np.arange(len(values))))
    for place, value in enumerate(values):
        told = [text for _, column in columns if (text := column.at(place)) is not None]
        assert told == ([] if value is None else [value])


def test_many_numbers_of_two_things_are_two_columns_of_numbers() -> None:
    values = [f"货值{n}元" for n in range(1, 40)] + [f"数量{n}.5吨" for n in range(1, 40)] + ["严重"]
    facts = column_of([f"程度={value}" for value in values])
    columns = [column for _, column in told_columns(facts, {"程度"}, np.arange(len(values)))]
    numbers = [column for column in columns if isinstance(column, Numbers)]
    assert [(column.measured, column.unit) for column in numbers] == [("货值", "元"), ("数量", "吨")]
    assert len(columns) == 3


def test_numbers_by_columns_are_judged_as_numbers_by_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_csv(tmp_path / "决定.csv", as_rows(decisions(600, 60)))
    monkeypatch.setattr(audit_facts, "_FEW", 10**9)
    by_words, report = audited(path, timeline())
    monkeypatch.setattr(audit_facts, "_FEW", 0)
    by_columns, again = audited(path, timeline())
    assert by_columns == by_words
    assert again.figures == report.figures


@given(fen=st.integers(0, 10**12) | st.integers(0, 10**9).map(lambda n: n * 10_000))
def test_amounts_in_sentences_are_those_of_the_rules(fen: int) -> None:
    assert yuan_of(fen) == yuan(Fraction(fen))

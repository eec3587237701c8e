"""Every message that reading a workbook can produce is explained, by exactly one entry of the help."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from importers.help_texts.help_entry import ExampleCell, ProblemHelp
from importers.problem_help import ALL_HELP, help_for
from importers.standards_workbook import read_standards_workbook
from tests.importers import source_messages
from tests.importers.explained import unexplained
from tests.importers.sheets import read, table
from tests.workbooks import (
    EARLIER_WORKBOOKS,
    OWN_WORKBOOKS,
    REAL_GUANGDONG,
    REAL_SHENZHEN,
    needs_real_workbooks,
    own_workbook,
)

if TYPE_CHECKING:
    from pathlib import Path

SENTENCES = [sentence for path in source_messages.modules() for sentence in source_messages.sentences(path)]


def test_every_message_in_the_source_is_explained_by_exactly_one_entry() -> None:
    assert len(SENTENCES) > 100
    wrong = {
        f"{sentence.where} {sentence.text}": codes
        for sentence in SENTENCES
        if len(codes := [entry.code for entry in ALL_HELP if entry.explains(sentence.text)]) != 1
    }
    assert wrong == {}


def test_every_message_of_every_entry_is_in_the_source() -> None:
    unused = [
        said
        for entry in ALL_HELP
        for said in entry.says
        if not any(_entry_of_one(entry, said).explains(sentence.text) for sentence in SENTENCES)
    ]
    assert unused == []


def _entry_of_one(entry: ProblemHelp, said: str) -> ProblemHelp:
    return ProblemHelp(entry.code, entry.topic, entry.severity, (said,), entry.meaning, entry.remedy)


def test_every_message_ends_with_a_full_stop_so_that_none_is_overlooked() -> None:
    assert [s for path in source_messages.modules() for s in source_messages.unfinished(path)] == []


def test_the_files_that_read_workbooks_are_found_and_those_left_out_are_among_them() -> None:
    reached = source_messages.reached_from_reading()
    assert {"printed_sheet", "xls", "page_breaks", "penalty_text", "weight_options"} <= reached
    assert set(source_messages.NO_PROBLEMS_OF_CELLS) <= reached


def test_codes_are_short_names_used_once_and_topics_stand_together() -> None:
    assert [code for code, times in Counter(entry.code for entry in ALL_HELP).items() if times > 1] == []
    assert [entry.code for entry in ALL_HELP if not re.fullmatch(r"[a-z]+(-[a-z]+)*", entry.code)] == []
    topics = [entry.topic for entry in ALL_HELP]
    assert topics == sorted(topics, key=topics.index)
    assert len(dict.fromkeys(topics)) == len(list(type(topics[0])))


@pytest.mark.parametrize("entry", ALL_HELP, ids=lambda entry: entry.code)
def test_an_entry_says_what_it_means_and_what_to_do_in_whole_sentences(entry: ProblemHelp) -> None:
    for text in (entry.meaning, entry.remedy):
        assert text.endswith("。")
        assert len(text) <= 150
    assert all(said.endswith("。") for said in entry.says)


@pytest.mark.parametrize(
    "entry",
    [e for e in ALL_HELP if e.example is not None and e.example.cell is not ExampleCell.OTHER],
    ids=lambda entry: entry.code,
)
def test_the_text_before_has_the_problem_and_the_text_after_has_none(
    tmp_path: Path, entry: ProblemHelp
) -> None:
    assert entry.example is not None
    assert entry.code in _codes_of(tmp_path, entry.example.cell, entry.example.before)
    assert _codes_of(tmp_path, entry.example.cell, entry.example.after) == []


def _codes_of(folder: Path, cell: ExampleCell, text: str) -> list[str]:
    """The problems of a small list of grades that prints the text in the cell of the example."""
    penalty = text if cell is ExampleCell.PENALTY else "处5万元罚款"
    condition = text if cell is ExampleCell.CONDITION else "逾期不改正的"
    book = read(
        folder,
        table(
            ("序号", "违法行为", "处罚依据", "裁量情节", "处罚标准"),
            ("1", "未按规定公示", "《某条例》第二十条：未公示的，予以处罚。", condition, penalty),
            ("2", "未按规定备案", "《某条例》第二十一条：未备案的，处二十万元以下罚款。", "未备案的", "警告"),
        ),
    )
    codes = [entry.code for p in book.problems if (entry := help_for(p.message)) is not None]
    return [code for code in codes if code not in {"basis-without-penalty", "basis-without-text"}]


@pytest.mark.parametrize("path", OWN_WORKBOOKS + EARLIER_WORKBOOKS, ids=lambda path: path.stem)
def test_the_problems_of_our_workbooks_are_explained(path: Path) -> None:
    assert unexplained(own_workbook(path)) == []


@needs_real_workbooks
@pytest.mark.parametrize("path", [REAL_SHENZHEN, REAL_GUANGDONG], ids=lambda path: path.stem)
def test_the_problems_of_real_workbooks_are_explained(path: Path) -> None:
    book = read_standards_workbook(path)
    assert book.problems
    assert unexplained(book) == []

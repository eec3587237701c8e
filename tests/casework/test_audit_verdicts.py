"""Each kind of verdict by itself, exactly as it is defined; and what cannot be judged, with its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from casework.audit_verdicts import Verdict
from standards_1023.editions import DepartmentWorkbook, Edition, EditionState, Timeline
from standards_1023.values import AmountUnit, Instrument, Measure, MeasureKind, StandardsWorkbook
from tests.casework.decision_files import audited, write_csv
from tests.rules.tables import fine, heaps, stalls, unit_and_persons

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from casework.audit_journal import Finding

    Found = Callable[..., Finding]

HEADINGS = "基准编号,行为日期,决定日期,罚款金额（元）,占地面积,整改情况,当事人类型,情节,档次,处罚种类,适用版本,裁量理由,数量（处）,适用条件"
ROW = {
    "基准编号": "2", "行为日期": "2026-02-01", "决定日期": "2026-03-01", "罚款金额（元）": "6000",
    "占地面积": "20平方米", "整改情况": "限期内改正", "裁量理由": "按一般情节",
}  # fmt: skip
"""20 square metres, put right in time: 5,000 to 10,000 yuan; the law allows 1,000 to 50,000."""


def warned() -> Measure:
    return Measure(MeasureKind.WARNING, "警告")


def open_fine(low: int, high: int) -> Measure:
    """A fine whose limits are themselves not included."""
    one = fine(low, high)
    assert one.amount is not None
    return replace(one, amount=replace(one.amount, low_included=False, high_included=False))


def timeline() -> Timeline:
    with_warning = tuple(replace(row, measures=(*row.measures, warned())) for row in heaps().rows)
    also_warned = replace(heaps(), code="3", violation="擅自堆放危险物料", rows=with_warning)
    optional = tuple(replace(row, measures=(fine(100, 500, optional=True),)) for row in heaps().rows)
    may_be_fined = replace(heaps(), code="4", violation="占道堆放", rows=optional, statutory=())
    times = fine(1, 2, unit=AmountUnit.TIMES, base="违法所得")
    first, *others = heaps().rows
    by_gains = (replace(first, measures=(times,)), *others)
    counted = replace(heaps(), code="5", violation="经营性堆放", rows=by_gains)
    without_limits = tuple(replace(row, measures=(open_fine(5_000, 10_000),)) for row in heaps().rows)
    left_out = replace(heaps(), code="6", violation="占用绿地堆放", rows=without_limits)
    standards = (heaps(), also_warned, may_be_fined, stalls(), counted, left_out, unit_and_persons())
    book = StandardsWorkbook("城管局.xlsx", "ab" * 32, Instrument(), standards, ())
    kept = DepartmentWorkbook("城管局", book, "cd" * 32)
    return Timeline((Edition(1, EditionState.PUBLISHED, (kept,), "ef" * 32, date(2026, 1, 1)),))


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """The finding of one decision with some cells changed."""

    def one(headings: str = HEADINGS, **cells: str) -> Finding:
        names = headings.split(",")
        row = {**ROW, **cells}
        path = write_csv(tmp_path / "决定.csv", [names, [row.get(name, "") for name in names]])
        findings, _ = audited(path, timeline())
        return findings[0]

    return one


@pytest.mark.parametrize(
    ("amount", "verdict", "departure"),
    [
        ("5000", Verdict.INSIDE, 0),
        ("10000", Verdict.INSIDE, 0),
        ("4999.99", Verdict.BELOW_BAND, -1),
        ("10000.01", Verdict.ABOVE_BAND, 1),
        ("1000", Verdict.BELOW_BAND, -400_000),
        ("999.99", Verdict.BELOW_STATUTORY, -400_001),
        ("50000", Verdict.ABOVE_BAND, 4_000_000),
        ("50000.01", Verdict.ABOVE_STATUTORY, 4_000_001),
        ("0", Verdict.NOT_FINED, -500_000),
        ("不予处罚", Verdict.NOT_FINED, -500_000),
        ("1万元", Verdict.INSIDE, 0),
        ("人民币壹万元整", Verdict.INSIDE, 0),
        ("￥6,000.00", Verdict.INSIDE, 0),
    ],
)
def test_the_amount_decides(found: Found, amount: str, verdict: Verdict, departure: int) -> None:
    finding = found(**{"罚款金额（元）": amount})
    assert (finding.verdict, finding.departure_fen) == (verdict, departure)


@pytest.mark.parametrize(
    ("amount", "verdict", "departure", "said"),
    [
        ("40000", Verdict.ABOVE_BAND, 3_000_000, "超出 3万元（上限不含本数）"),
        ("10000.01", Verdict.ABOVE_BAND, 1, "超出 0.01元（上限不含本数）"),
        ("10000", Verdict.ABOVE_BAND, 0, "正好是上限，上限不含本数"),
        ("9999.99", Verdict.INSIDE, 0, ""),
        ("5000.01", Verdict.INSIDE, 0, ""),
        ("5000", Verdict.BELOW_BAND, 0, "正好是下限，下限不含本数"),
        ("4000", Verdict.BELOW_BAND, -100_000, "少 1000元（下限不含本数）"),
        ("0", Verdict.NOT_FINED, -500_000, "没有罚款"),
    ],
)
def test_how_far_a_fine_departs_is_measured_from_the_limit_itself_where_that_is_not_included(
    found: Found, amount: str, verdict: Verdict, departure: int, said: str
) -> None:
    finding = found(**{"基准编号": "6", "罚款金额（元）": amount})
    assert (finding.verdict, finding.departure_fen) == (verdict, departure)
    assert said in finding.reason
    assert bool(finding.direction) == bool(finding.departure_yuan) == finding.verdict.is_departure


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"占地面积": ""}, "请在“占地面积”一列写明"),
        ({"基准编号": "5", "占地面积": "5平方米"}, "请加一列“违法所得”"),
        ({"情节": "no_such_code"}, "请在“情节”一列写"),
        ({"情节": "态度较好"}, "试算页的“情节”列出全部"),
    ],
)
def test_what_could_not_be_judged_names_the_column_to_write_and_no_option_of_the_command_line(
    found: Found, cells: dict[str, str], said: str
) -> None:
    finding = found(**cells)
    assert finding.verdict is Verdict.NOT_JUDGED
    assert said in finding.why_not
    assert "--" not in finding.why_not
    assert "cailiang" not in finding.why_not


def test_below_the_law_is_right_only_with_a_circumstance_of_mitigation(found: Found) -> None:
    assert found(情节="coerced_mitigated", **{"罚款金额（元）": "999"}).verdict is Verdict.INSIDE
    assert found(情节="coerced_mitigated").verdict is Verdict.ABOVE_BAND
    assert found(情节="从轻", **{"罚款金额（元）": "999"}).verdict is Verdict.BELOW_STATUTORY
    assert found(情节="减轻", **{"罚款金额（元）": "999"}).verdict is Verdict.BELOW_STATUTORY
    assert found(情节="减轻").verdict is Verdict.UNGROUNDED_MITIGATION


def test_no_penalty_is_prescribed_or_allowed_by_circumstances(found: Found) -> None:
    exempt = found(情节="minor_corrected_harmless")
    assert exempt.verdict is Verdict.FINED_THOUGH_EXEMPT
    assert "不予处罚" in exempt.reason
    assert found(情节="minor_corrected_harmless", **{"罚款金额（元）": "0"}).verdict is Verdict.INSIDE
    assert found(情节="first_slight_corrected", **{"罚款金额（元）": "0"}).verdict is Verdict.INSIDE
    assert found(情节="first_slight_corrected").verdict is Verdict.INSIDE


def test_a_circumstance_may_be_written_in_the_words_of_the_law(found: Found) -> None:
    finding = found(情节="受他人胁迫实施违法行为（减轻）", **{"罚款金额（元）": "500"})
    unread = found(情节="态度较好")
    assert (finding.verdict, unread.verdict) == (Verdict.INSIDE, Verdict.NOT_JUDGED)
    assert "态度较好" in unread.why_not


def test_the_grade_the_kinds_the_edition_and_the_reason_are_compared(found: Found) -> None:
    stall = {
        "基准编号": "1",
        "适用条件": "2次",
        "数量（处）": "3",
        "罚款金额（元）": "30000",
        "占地面积": "",
        "整改情况": "",
    }
    assert found(**stall, 档次="较重").verdict is Verdict.INSIDE
    assert found(**stall, 档次="较轻").verdict is Verdict.WRONG_GRADE
    named = found(**stall, 档次="第二档")
    assert (named.verdict, "没有比对" in named.reason) == (Verdict.INSIDE, True)
    assert found(处罚种类="罚款、没收违法所得").verdict is Verdict.WRONG_KINDS
    assert found(基准编号="3", 处罚种类="罚款").verdict is Verdict.WRONG_KINDS
    assert found(基准编号="3", 处罚种类="警告，并处罚款").verdict is Verdict.INSIDE
    assert found(适用版本="第1版").verdict is Verdict.INSIDE
    assert found(适用版本="第2版").verdict is Verdict.WRONG_EDITION
    assert found(裁量理由="").verdict is Verdict.NO_REASON


def test_a_fine_that_may_be_left_out_may_be_nought(found: Found) -> None:
    assert found(基准编号="4", **{"罚款金额（元）": "0"}).verdict is Verdict.INSIDE
    assert found(基准编号="4", **{"罚款金额（元）": "300"}).verdict is Verdict.INSIDE
    assert found(基准编号="4", **{"罚款金额（元）": "99"}).verdict is Verdict.BELOW_BAND


def test_the_gravest_departure_is_the_verdict_and_the_others_are_told(found: Found) -> None:
    finding = found(适用版本="第9版", 裁量理由="", **{"罚款金额（元）": "20000"})
    assert finding.verdict is Verdict.ABOVE_BAND
    for words in ("1万元", "多 1万元", "适用的版本不对", "没有裁量理由"):
        assert words in finding.reason


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"罚款金额（元）": "约5万"}, "约5万"),
        ({"罚款金额（元）": "1-5万元"}, "1-5万元"),
        ({"罚款金额（元）": "-5000"}, "-5000"),
        ({"罚款金额（元）": "1e5"}, "1e5"),
        ({"罚款金额（元）": "6000.001"}, "整分"),
        ({"罚款金额（元）": ""}, "没有写罚款金额"),
        ({"决定日期": "46143"}, "46143"),
        ({"决定日期": "2026-02-30"}, "2026-02-30"),
        ({"行为日期": "去年冬天"}, "去年冬天"),
        ({"决定日期": ""}, "决定日期"),
        ({"决定日期": "2025-12-31", "行为日期": "2025-12-01"}, "没有施行中"),
        ({"决定日期": "2026-01-31"}, "早于行为日期"),
        ({"基准编号": "99"}, "99"),
        ({"基准编号": ""}, "没有写基准编号"),
        ({"占地面积": "约20平方米"}, "约20平方米"),
        ({"占地面积": "20"}, "单位"),
        ({"占地面积": ""}, "占地面积"),
        ({"整改情况": "已整改"}, "已整改"),
        ({"当事人类型": "外星人"}, "外星人"),
        ({"情节": "no_such_code"}, "no_such_code"),
    ],
)
def test_what_cannot_be_read_or_is_missing_is_not_judged_and_says_why(
    found: Found, cells: dict[str, str], said: str
) -> None:
    finding = found(**cells)
    assert finding.verdict is Verdict.NOT_JUDGED
    assert said in finding.why_not
    assert finding.reason == ""


def test_a_base_that_the_band_does_not_count_by_is_left_aside(found: Found) -> None:
    headings = f"{HEADINGS},违法所得（元）"
    gains = {"基准编号": "5", "违法所得（元）": "8000"}
    assert found(headings, **gains).verdict is Verdict.INSIDE
    assert found(headings, **gains, **{"罚款金额（元）": "12000"}).verdict is Verdict.ABOVE_BAND
    small = {**gains, "占地面积": "5平方米"}
    assert found(headings, **small, **{"罚款金额（元）": "16000"}).verdict is Verdict.INSIDE
    assert found(headings, **small, **{"罚款金额（元）": "16000.01"}).verdict is Verdict.ABOVE_BAND
    unread = found(headings, **{**gains, "违法所得（元）": "不少"})
    assert (unread.verdict, "不少" in unread.why_not) == (Verdict.NOT_JUDGED, True)


PERSONS = "基准编号,行为日期,决定日期,罚款金额（元）,对责任人员罚款（元）,后果,当事人类型,情节"
SIGNS = {"基准编号": "7", "后果": "无后果", "罚款金额（元）": "15000", "当事人类型": "单位"}
"""The unit 10,000 to 20,000 yuan, its responsible persons 1,000 to 2,000; the law 1,000 to 5,000 for these."""


@pytest.mark.parametrize(
    ("amount", "verdict", "said"),
    [
        ("1000", Verdict.INSIDE, ""),
        ("2000", Verdict.INSIDE, ""),
        ("", Verdict.INSIDE, ""),
        ("2000.01", Verdict.PERSONS_OFF_BAND, "多 0.01元"),
        (
            "5000",
            Verdict.PERSONS_OFF_BAND,
            "对责任人员罚款5000元，高于裁量幅度：按事实应为对责任人员罚款1000元",
        ),
        ("0", Verdict.PERSONS_OFF_BAND, "少 1000元"),
        ("999.99", Verdict.PERSONS_BEYOND_LAW, "低于"),
        ("5000.01", Verdict.PERSONS_BEYOND_LAW, "多 3000.01元"),
        ("约1000", Verdict.INSIDE, "“约1000”读不出来"),
    ],
)
def test_the_fine_of_responsible_persons_is_held_against_their_own_band(
    found: Found, amount: str, verdict: Verdict, said: str
) -> None:
    finding = found(PERSONS, **SIGNS, **{"对责任人员罚款（元）": amount})
    assert finding.verdict is verdict
    assert finding.departure_fen == 0
    assert said in finding.reason
    assert bool(finding.reason) == bool(said)


def test_the_partys_own_departure_counts_before_that_of_its_persons(found: Found) -> None:
    high = {**SIGNS, "罚款金额（元）": "20000.01", "对责任人员罚款（元）": "3000"}
    finding = found(PERSONS, **high)
    assert finding.verdict is Verdict.ABOVE_BAND
    assert "对责任人员罚款3000元" in finding.reason


def test_a_fine_of_persons_that_the_band_does_not_have_is_not_compared_and_told(found: Found) -> None:
    headings = f"{HEADINGS},责任人员罚款（元）"
    finding = found(headings, **{"责任人员罚款（元）": "500"})
    assert (finding.verdict, finding.reason) == (
        Verdict.INSIDE,
        "这一档没有对责任人员的罚款，没有比对。",
    )


def test_facts_may_stand_in_one_column(found: Found) -> None:
    headings = "基准编号,行为日期,决定日期,罚款金额（元）,违法事实"
    told = "占地面积=20平方米；整改情况：限期内改正"
    assert found(headings, 违法事实=told).verdict is Verdict.INSIDE
    missing = found(headings, 违法事实="占地面积=20平方米")
    assert (missing.verdict, "整改情况" in missing.why_not) == (Verdict.NOT_JUDGED, True)
    unknown = found(headings, 违法事实=f"{told}；天气=晴")
    assert (unknown.verdict, "天气" in unknown.why_not) == (Verdict.NOT_JUDGED, True)
    twice = found(headings, 违法事实=f"{told}；占地面积=5平方米")
    assert twice.verdict is Verdict.NOT_JUDGED


def test_words_of_a_violation_lead_to_a_standard_only_where_they_are_its_own(tmp_path: Path) -> None:
    names = ["违法行为", *(h for h in ROW if h != "基准编号")]
    words = ("擅自堆放物料", "擅自堆放物料的。", "擅自堆放物品", "乱停车")
    rows = [[w, *(ROW[h] for h in names[1:])] for w in words]
    path = write_csv(tmp_path / "决定.csv", [names, *rows])
    found, report = audited(path, timeline())
    assert [f.verdict for f in found] == [
        Verdict.INSIDE,
        Verdict.INSIDE,
        Verdict.NOT_JUDGED,
        Verdict.NOT_JUDGED,
    ]
    assert "擅自堆放物料" in found[2].why_not
    assert "确认" in found[2].why_not
    assert [(p.written, p.standard, p.accepted) for p in report.proposals] == [
        ("擅自堆放物品", "城管局!2", False)
    ]
    assert any("相近" in problem for problem in report.problems)
    found, report = audited(path, timeline(), accept_matches=True)
    assert [f.verdict for f in found][2:] == [Verdict.INSIDE, Verdict.NOT_JUDGED]
    assert report.problems == ()


def test_a_code_and_words_of_two_standards_are_not_judged(tmp_path: Path) -> None:
    names = ["违法行为", *ROW]
    path = write_csv(tmp_path / "决定.csv", [names, ["占用道路设置设施", *ROW.values()]])
    found, _ = audited(path, timeline())
    assert "不是同一项" in found[0].why_not


def test_a_department_that_the_edition_does_not_have_is_not_judged(tmp_path: Path) -> None:
    names = ["执法部门", *ROW]
    rows = [[d, *ROW.values()] for d in ("城管局", "盐田区城管局", "渔政局")]
    found, _ = audited(write_csv(tmp_path / "决定.csv", [names, *rows]), timeline())
    assert [f.verdict for f in found] == [Verdict.INSIDE, Verdict.INSIDE, Verdict.NOT_JUDGED]
    assert "渔政局" in found[2].why_not

"""Statutory ranges beside a small table of articles in our own words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from importers.article_table import read_article_table
from importers.errors import ImportRefused
from importers.statutes_check import Confirmation, check_statutes
from service.commands import run
from standards_1023.cited_articles import plain_law
from standards_1023.values import AmountUnit, Measure, MeasureKind
from tests.importers.sheets import Page, write_xlsx
from tests.rules.tables import fine, heaps, stalls
from tests.service.workbooks_by_hand import ROWS, write_workbook
from tests.standards_1023.editions import department, publish_into, with_code

if TYPE_CHECKING:
    from pathlib import Path

    from standards_1023.values import Standard

TODAY = date(2026, 8, 1)
TABLE = """\ufeff法名,版本日期,条,条文
市容条例,2017-03-01,第三十条,"擅自堆放物料的，责令改正，处一千元以上五万元以下罚款。
单位有前款行为的，处五万元以上十万元以下罚款。"
市容条例,2010-01-01,第三十条,擅自堆放物料的，处一百元以上五百元以下罚款。
中华人民共和国某法,2020-01-01,第五条,违反本法规定的，没收违法所得，并处违法所得一倍以上三倍以下的罚款。
某市市容条例,2020-01-01,第十条,沿街晾晒物品的，处一百元以上一千元以下罚款。
某市绿化条例,2020-01-01,第二十条,擅自占用绿地的，按照每平方米处五百元以上三千元以下罚款。
某账册法,2020-01-01,第八条,"伪造账册或者编制虚假报告的，责令改正，可以并处一万元以上五万元以下的罚款；对直接负责的主管人员和其他\
直接责任人员可以处一千元以上五千元以下的罚款，情节严重的，可以处五千元以上一万元以下的罚款。"
某采购法,2020-01-01,第七条,"有下列情形之一的，责令改正，给予警告，可以并处罚款：
（一）拆分项目的；
（二）泄露标底的。"
某采购法,2020-01-01,第八条,收受贿赂的，处以罚款。
某采购法实施条例,2020-01-01,第六条,"某采购法第七条规定的罚款，数额为十万元以下。
依照《某采购法》第八条的规定处以罚款的，罚款额为违法所得的百分之十以上百分之五十以下。"
某用工规定,2020-01-01,第三条,"招用未登记人员的，按照每招用一人每月处五千元罚款的标准给予处罚。
招用单位经主管部门依照前款规定责令限期改正，仍不将其送回原籍的，按照每招用一人每月处一万元罚款的标准处罚。
扣留证件的，依照前款规定处罚。"
某用工规定,2020-01-01,第四条,不保存材料的，处一千元的罚款。
某用工规定,2020-01-01,第五条,没有登记的单位有前述行为的，依照本规定第三条、第四条规定的标准加一倍罚款。
某省实施《用工法》办法,2020-01-01,第二条,不登记的，处五百元以上一千元以下罚款。
某编制法,2020-01-01,第二条,"越级编制的，处编制费一倍以上二倍以下的罚款。
没有证书编制的，责令停止，依照前款规定处以罚款。
骗取证书编制的，由发证机关吊销证书，依照本条第一款规定处以罚款。"
某用工规定,2020-01-01,第六条,阻挠检查的，依照《某账册法》第八条的规定处罚。
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "条文.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def confirmation(standard: Standard, table: Path) -> Confirmation:
    (found,) = check_statutes([standard], read_article_table(table), TODAY)
    return found.confirmation


def test_a_range_that_stands_in_the_article_is_confirmed(table: Path) -> None:
    assert confirmation(heaps(), table) is Confirmation.CONFIRMED
    whole = replace(heaps(), basis=("《中华人民共和国市容条例》（2017年修订）第三十条第一款",))
    assert confirmation(whole, table) is Confirmation.CONFIRMED


@pytest.mark.parametrize(("low", "high"), [(1000, 49999), (999, 50000), (1000, 50001), (100, 500)])
def test_a_limit_that_is_one_yuan_off_or_of_an_older_version_is_different(
    table: Path, low: int, high: int
) -> None:
    assert confirmation(replace(heaps(), statutory=(fine(low, high),)), table) is Confirmation.DIFFERENT


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2009, 12, 31), Confirmation.OTHER_VERSION),
        (date(2010, 1, 1), Confirmation.DIFFERENT),
        (date(2017, 2, 28), Confirmation.DIFFERENT),
        (date(2017, 3, 1), Confirmation.CONFIRMED),
        (date(2017, 3, 2), Confirmation.CONFIRMED),
    ],
)
def test_a_range_is_held_against_the_version_of_the_day(
    table: Path, on: date, expected: Confirmation
) -> None:
    (found,) = check_statutes([heaps()], read_article_table(table), on)
    assert found.confirmation is expected


def test_a_workbook_of_two_editions_is_reported_again_where_the_law_changed_between(
    own_database: str, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine, other = department("城管局", heaps()), department("安监局", stalls())
    days = (date(2016, 1, 1), date(2017, 2, 28), date(2017, 3, 1), date(2026, 1, 1))
    moved = [department("安监局", with_code(stalls(), str(n))) for n in range(3)]
    publish_into(
        own_database,
        (days[0], [mine, other]),
        *((since, [one]) for since, one in zip(days[1:], moved, strict=True)),
    )
    assert run(["check", "--statutes", str(table)]) == 1
    out = capsys.readouterr().out
    lines = [line.split() for line in out.splitlines() if " 城管局" in line]
    assert [line[:2] for line in lines[:2]] == [["第1版", "城管局"], ["第3版", "城管局"]]
    assert len(lines) == 3
    assert lines[-1][:3] == ["不一致", "第1版", "城管局"]
    assert "按当天施行的条文核对：2016-01-01、2017-02-28、2017-03-01、2026-01-01。" in out


def test_a_day_is_only_for_tables(
    own_database: str, table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert own_database
    assert run(["check", "--statutes", str(table), "--on", "2024-03-01"]) == 2
    assert "--on 只和表格一起用" in capsys.readouterr().err
    workbook = write_workbook(tmp_path / "城管局.xlsx")
    assert run(["check", str(workbook), "--statutes", str(table), "--on", "昨天"]) == 2


def test_the_cited_paragraph_counts_and_no_other(table: Path) -> None:
    second = replace(heaps(), basis=("《市容条例》第三十条第二款",), statutory=(fine(50000, 100000),))
    assert confirmation(second, table) is Confirmation.CONFIRMED
    first = replace(second, basis=("《市容条例》第三十条第一款",))
    assert confirmation(first, table) is Confirmation.DIFFERENT


def test_a_multiple_is_compared_with_its_base(table: Path) -> None:
    times = fine(1, 3, unit=AmountUnit.TIMES, base="违法所得")
    standard = replace(heaps(), basis=("《某法》第五条",), statutory=(times,))
    assert confirmation(standard, table) is Confirmation.CONFIRMED
    other = replace(times, base="货值金额")
    assert confirmation(replace(standard, statutory=(other,)), table) is Confirmation.DIFFERENT
    assert confirmation(replace(standard, statutory=(fine(1, 3),)), table) is Confirmation.DIFFERENT


def test_a_standard_that_names_another_version_has_no_text(table: Path) -> None:
    newer = replace(heaps(), basis=("《市容条例》（2022年修订）第三十条第一款",), statutory=(fine(1, 2),))
    assert confirmation(newer, table) is Confirmation.OTHER_VERSION
    same = replace(newer, basis=("《市容条例》（2017-03-01）第三十条第一款",))
    assert confirmation(same, table) is Confirmation.DIFFERENT


@pytest.mark.parametrize("name", ["某省实施〈用工法〉办法", "某省实施《用工法》办法"])
def test_a_law_named_within_the_name_of_another_is_found(table: Path, name: str) -> None:
    standard = replace(heaps(), basis=(f"《{name}》第二条",), statutory=(fine(500, 1000),))
    assert confirmation(standard, table) is Confirmation.CONFIRMED


def test_the_fines_of_persons_behind_those_of_the_unit_are_read(table: Path) -> None:
    persons = (fine(1000, 5000), fine(5000, 10000))
    standard = replace(heaps(), basis=("《某账册法》第八条",), violation="伪造账册", statutory=persons)
    assert confirmation(standard, table) is Confirmation.CONFIRMED
    assert confirmation(replace(standard, statutory=(fine(1000, 5001),)), table) is Confirmation.DIFFERENT


@pytest.mark.parametrize("law", ["某采购法", "《某采购法》"])
def test_an_amount_that_another_law_sets_counts_where_the_standard_names_both(table: Path, law: str) -> None:
    name = law.strip("《》")
    both = (f"《{name}》第七条第一项", "《某采购法实施条例》第六条第一款")
    standard = replace(heaps(), violation="拆分项目", statutory=(fine(None, 100000),), basis=both)
    assert confirmation(standard, table) is Confirmation.CONFIRMED
    assert confirmation(replace(standard, basis=both[1:]), table) is Confirmation.DIFFERENT
    assert confirmation(replace(standard, basis=both[:1]), table) is Confirmation.DIFFERENT
    other = replace(standard, basis=(f"《{name}》第八条", both[1]))
    assert confirmation(other, table) is Confirmation.DIFFERENT


def test_an_amount_that_another_law_sets_may_be_a_share(table: Path) -> None:
    share = fine(10, 50, unit=AmountUnit.PERCENT, base="违法所得")
    both = ("《某采购法》第八条", "《某采购法实施条例》第六条第二款")
    standard = replace(heaps(), violation="收受贿赂", statutory=(share,), basis=both)
    assert confirmation(standard, table) is Confirmation.CONFIRMED
    assert confirmation(replace(standard, basis=both[1:]), table) is Confirmation.DIFFERENT


def test_as_in_the_paragraph_before_is_read_there(table: Path) -> None:
    per = fine(10000, 10000, unit=AmountUnit.YUAN_PER, per="人/月")
    standard = replace(heaps(), violation="扣留证件", basis=("《某用工规定》第三条第三款",), statutory=(per,))
    assert confirmation(standard, table) is Confirmation.CONFIRMED
    first = replace(standard, statutory=(fine(5000, 5000, unit=AmountUnit.YUAN_PER, per="人/月"),))
    assert confirmation(first, table) is Confirmation.DIFFERENT


@pytest.mark.parametrize("paragraph", ["第二款", "第三款"])
def test_fined_as_in_another_paragraph_is_read_there(table: Path, paragraph: str) -> None:
    times = fine(1, 2, unit=AmountUnit.TIMES, base="编制费")
    basis = (f"《某编制法》第二条{paragraph}",)
    standard = replace(heaps(), violation="骗取证书", basis=basis, statutory=(times,))
    assert confirmation(standard, table) is Confirmation.CONFIRMED
    assert confirmation(replace(standard, statutory=(replace(times, base="罚款额"),)), table) is (
        Confirmation.DIFFERENT
    )


def test_a_fine_as_in_other_articles_with_as_much_again_is_doubled(table: Path) -> None:
    doubled = tuple(fine(n, n, unit=AmountUnit.YUAN_PER, per="人/月") for n in (10000, 20000))
    standard = replace(
        heaps(), violation="招用未登记人员", basis=("《某用工规定》第五条",), statutory=doubled
    )
    assert confirmation(standard, table) is Confirmation.CONFIRMED
    single = replace(standard, statutory=(fine(5000, 5000, unit=AmountUnit.YUAN_PER, per="人/月"),))
    assert confirmation(single, table) is Confirmation.DIFFERENT


def test_as_in_an_article_of_another_law_is_read_there(table: Path) -> None:
    standard = replace(
        heaps(), violation="伪造账册", basis=("《某用工规定》第六条",), statutory=(fine(10000, 50000),)
    )
    assert confirmation(standard, table) is Confirmation.CONFIRMED
    assert confirmation(replace(standard, statutory=(fine(10000, 50001),)), table) is Confirmation.DIFFERENT


def test_fines_by_item_on_lines_of_their_own_are_found(tmp_path: Path) -> None:
    article = (
        "事故条例,2020-01-01,第三条,"
        '"负责人不履行职责，导致发生事故的，由主管部门依照下列规定处以罚款：\n'
        '（一）发生小事故的，处一万元罚款；\n（二）发生大事故的，处三万元罚款。"\n'
    )
    path = tmp_path / "条文.csv"
    path.write_text(TABLE + article, encoding="utf-8")
    steps = (fine(10000, 10000), fine(30000, 30000))
    whole = replace(heaps(), violation="负责人不履行职责，导致发生事故", statutory=steps)
    assert confirmation(replace(whole, basis=("《事故条例》第三条",)), path) is Confirmation.CONFIRMED
    second = replace(whole, basis=("《事故条例》第三条第一款第二项",))
    assert confirmation(second, path) is Confirmation.DIFFERENT
    assert confirmation(replace(second, statutory=steps[1:]), path) is Confirmation.CONFIRMED


def test_without_a_fine_the_kinds_of_penalty_are_compared(table: Path) -> None:
    standard = replace(
        heaps(), basis=("《某法》第五条",), statutory=(Measure(MeasureKind.CONFISCATE, "没收"),)
    )
    assert confirmation(standard, table) is Confirmation.CONFIRMED
    warned = replace(standard, statutory=(Measure(MeasureKind.WARNING, "警告"),))
    assert confirmation(warned, table) is Confirmation.DIFFERENT


def test_an_article_that_is_not_in_the_table_has_no_text(table: Path) -> None:
    assert confirmation(stalls(), table) is Confirmation.NO_TEXT
    assert confirmation(replace(heaps(), statutory=()), table) is Confirmation.NO_RANGE


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("《中华人民共和国市容条例》", "市容条例"),
        ("《市容条例》（2017修正）", "市容条例"),
        ("深圳经济特区条例", "深圳经济特区条例"),
    ],
)
def test_a_law_is_found_by_its_plain_name(printed: str, plain: str) -> None:
    assert plain_law(printed) == plain


def test_a_table_in_another_form_is_refused(tmp_path: Path) -> None:
    for name, content in (("a.csv", "法,条\n1,2\n".encode()), ("b.csv", b"\xff\xfe\x00\x81"), ("c.csv", b"")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(ImportRefused):
            read_article_table(tmp_path / name)


def test_a_table_in_gb18030_is_read(tmp_path: Path) -> None:
    (tmp_path / "条文.csv").write_bytes(TABLE.removeprefix("\ufeff").encode("gb18030"))
    assert len(read_article_table(tmp_path / "条文.csv")) == 14


def test_the_command_names_what_differs_and_exits_with_1(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook = write_workbook(tmp_path / "城管局.xlsx")
    assert run(["check", str(workbook), "--statutes", str(table)]) == 1
    printed = capsys.readouterr().out
    assert "不一致 城管局 基准!" in printed
    assert "500–3000" in printed
    assert "没有条文" in printed
    table.write_text(TABLE.replace("三千元", "二千元"), encoding="utf-8")
    assert run(["check", str(workbook), "--statutes", str(table)]) == 0


def test_the_command_counts_by_department_and_for_all(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newer = [tuple(cell.replace("绿化条例》", "绿化条例》（2024年修订）") for cell in row) for row in ROWS]
    heaps_of = (
        ("序号", "违法行为", "处罚依据", "法定处罚", "违法程度", "危害后果", "处罚标准"),
        ("1", "擅自堆放物料", "《市容条例》第三十条第一款", "处一千元以上五万元以下罚款", "不足5吨", "无", "处一千元罚款"),
        ("1", "擅自堆放物料", "《市容条例》第三十条第一款", "处一千元以上五万元以下罚款", "5吨以上", "有", "处五万元罚款"),
        ("2", "抛撒物料", "《某省条例》第三条", "处五百元罚款", "不足5吨", "无", "处五百元罚款"),
        ("2", "抛撒物料", "《某省条例》第三条", "处五百元罚款", "5吨以上", "有", "处五百元罚款"),
    )  # fmt: skip
    books = [
        write_workbook(tmp_path / "城管局.xlsx", tuple(newer)),
        write_xlsx(tmp_path / "环水局.xlsx", Page(heaps_of)),
    ]
    assert run(["check", *map(str, books), "--statutes", str(table), "--on", "2024-03-01"]) == 0
    shown = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert shown.pop(0) == ["按当天施行的条文核对：2024-03-01。"]
    assert shown[0] == [
        "部门",
        "基准",
        "二维",
        "一致",
        "不一致",
        "没有条文",
        "版本不同",
        "表中没有幅度",
    ]
    assert shown[1] == ["城管局", "2", "0（0%）", "1", "0", "0", "1", "0"]
    assert shown[2] == ["环水局", "2", "2（100%）", "1", "0", "1", "0", "0"]
    assert shown[3] == ["合计", "4", "2（50%）", "2", "0", "1", "1", "0"]


def test_editions_without_a_table_of_articles_are_told_that_no_range_was_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CAILIANG_DATABASE", f"sqlite:///{tmp_path / 'cailiang.db'}")
    assert run(["standards", "import", str(write_workbook(tmp_path / "城管局.xlsx"))]) == 1
    assert run(["check"]) == 0
    assert "法定幅度没有核对：要核对，请用 --statutes" in capsys.readouterr().out


def test_tables_without_a_table_of_articles_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(write_workbook(tmp_path / "城管局.xlsx"))]) == 2
    assert "--statutes" in capsys.readouterr().err

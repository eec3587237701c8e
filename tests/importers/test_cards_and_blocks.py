"""One block or one card a violation: titles, labels down the side, inner headers or none."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - pytest reads annotations of fixtures

from tests.importers.sheets import LEFT, UP, Page, bands, errors, factors, grades, read, said, show, table


def test_blocks_have_titles_labels_a_header_and_notes(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("某局安全生产裁量基准", LEFT, LEFT, LEFT),
            ("第一章 安全管理", LEFT, LEFT, LEFT),
            ("一、主要负责人不履行职责", LEFT, LEFT, LEFT),
            ("§1.1 裁量标准", LEFT, LEFT, LEFT),
            ("违反条款", "《安全办法》第二十一条", LEFT, LEFT),
            ("处罚依据", "《安全办法》第九十四条第一款、第三款", LEFT, LEFT),
            ("法定幅度", "处二万元以上十万元以下的罚款", LEFT, LEFT),
            ("违法行为", "没有履行的职责项数", "整改情况", "对主要负责人的处罚"),
            ("主要负责人不履行职责", "1项", "限期内改正", "处2万元以上3万元以下罚款"),
            (UP, UP, "逾期未改正", "处5万元以上6万元以下罚款"),
            (UP, "2项以上", "限期内改正", "处3万元以上5万元以下罚款"),
            (UP, UP, "逾期未改正", "处6万元以上10万元以下罚款"),
            ("备注", "项数按条文所列各项计。", LEFT, LEFT),
            (None, None, None, None),
            ("二、不培训", LEFT, LEFT, LEFT),
            ("§1.2 裁量标准", LEFT, LEFT, LEFT),
            ("违反条款", "《安全办法》第二十八条", LEFT, LEFT),
            ("处罚依据", "《安全办法》第九十七条第三项", LEFT, LEFT),
            ("职权来源", "受某局委托，以委托机关名义处罚", LEFT, LEFT),
            ("核实情况", "未核实：没有文本", LEFT, LEFT),
            ("违法行为", "没有培训的人数", "整改情况", "对单位"),
            ("不培训", "3人以下", "限期内改正", "处1万元以下罚款"),
            (UP, UP, "逾期未改正", "处1万元以上3万元以下罚款"),
        ),
    )
    first, second = book.standards
    assert (first.code, first.violation) == ("§1.1", "主要负责人不履行职责"), show(book)
    assert first.violated == ("《安全办法》第二十一条",)
    assert first.basis == ("《安全办法》第九十四条第一款", "《安全办法》第九十四条第三款")
    assert [said(m) for m in first.statutory] == ["罚款 20000–100000 元"]
    assert first.notes == "项数按条文所列各项计。"
    assert bands(first)[3] == (
        "没有履行的职责项数=2项以上; 整改情况=逾期未改正",
        "责任人员:罚款 60000–100000 元",
    )
    assert [row.cell for row in first.rows] == ["D9", "D10", "D11", "D12"]
    assert (second.code, second.violation, second.notes) == ("§1.2", "不培训", "未核实：没有文本")
    assert second.basis == ("《安全办法》第九十七条第三项",)
    assert bands(second)[1][1] == "单位:罚款 10000–30000 元"


def test_a_title_of_four_characters_names_the_block_that_has_labels(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("三、《林木办法》", LEFT, LEFT),
            ("盗伐林木", LEFT, LEFT),
            ("编号", "84", LEFT),
            ("违反条款", "《林木办法》第五条", LEFT),
            ("处罚依据", "《林木办法》第七条", LEFT),
            ("法定处罚", "处林木价值5倍以上10倍以下罚款", LEFT),
            ("违法程度（立木蓄积）", "危害后果（林木类别）", LEFT),
            (UP, "商品林", "公益林"),
            ("不足1立方米", "处林木价值5倍以上7倍以下罚款", "处林木价值7倍以上8倍以下罚款"),
            ("1立方米以上", "处林木价值7倍以上8倍以下罚款", "处林木价值8倍以上10倍以下罚款"),
        ),
    )
    (only,) = book.standards
    assert (only.code, only.violation) == ("84", "盗伐林木"), show(book)


def test_several_cards_with_an_inner_header_stand_on_one_sheet(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("违法行为", "没有许可证经营", LEFT, LEFT),
            ("违反条款", "《许可办法》第三条", LEFT, LEFT),
            ("处罚依据", "《许可办法》第二十条：处五千元以上二万元以下罚款。", LEFT, LEFT),
            ("裁量标准", "违法程度", "情形", "处罚幅度"),
            (UP, "轻微", "经营不足1个月", "处5000元以上1万元以下罚款"),
            (UP, "严重", "经营1个月以上", "处1万元以上2万元以下罚款"),
            ("备注", "无照经营另行处理", LEFT, LEFT),
            (None,),
            ("违法行为", "伪造许可证", LEFT, LEFT),
            ("违反条款", "《许可办法》第四条", LEFT, LEFT),
            ("处罚依据", "《许可办法》第二十一条：处一万元以上三万元以下罚款。", LEFT, LEFT),
            ("裁量标准", "违法程度", "情形", "处罚幅度"),
            (UP, "轻微", "伪造1份", "处1万元以上2万元以下罚款"),
            (UP, "严重", "伪造2份以上", "处2万元以上3万元以下罚款"),
        ),
    )
    first, second = book.standards
    assert (first.violation, first.violated, first.notes) == (
        "没有许可证经营",
        ("《许可办法》第三条",),
        "无照经营另行处理",
    )
    assert list(zip(grades(first), bands(first), strict=True)) == [
        ("轻微", ("情形=经营不足1个月", "罚款 5000–10000 元")),
        ("严重", ("情形=经营1个月以上", "罚款 10000–20000 元")),
    ], show(book)
    assert (second.violation, second.basis, second.notes) == ("伪造许可证", ("《许可办法》第二十一条",), "")
    assert [row.cell for row in second.rows] == ["D13", "D14"]
    assert not errors(book)


def test_a_card_may_have_no_inner_header(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("编号", "WL-01", LEFT, LEFT),
            ("违法行为", "没有许可证经营", LEFT, LEFT),
            ("处罚依据", "《许可办法》第二十条：处五千元以上二万元以下罚款。", LEFT, LEFT),
            ("裁量标准", "轻微", "经营不足1个月", "处5000元以上1万元以下罚款"),
            (UP, "一般", "经营1个月以上3个月以下", "处1万元以上1.5万元以下罚款"),
            (UP, "严重", "经营超过3个月", "处1.5万元以上2万元以下罚款"),
            ("备注", "无照经营另行处理", LEFT, LEFT),
        ),
    )
    (standard,) = book.standards
    assert (standard.code, standard.violation, standard.basis) == (
        "WL-01",
        "没有许可证经营",
        ("《许可办法》第二十条",),
    )
    assert [said(m) for m in standard.statutory] == ["罚款 5000–20000 元"]
    assert grades(standard) == ["轻微", "一般", "严重"], show(book)
    assert factors(standard) == [("适用情形", "number", None)]
    assert [m for _, m in bands(standard)] == [
        "罚款 5000–10000 元",
        "罚款 10000–15000 元",
        "罚款 15000–20000 元",
    ]
    assert standard.notes == "无照经营另行处理"
    assert not errors(book)


def test_cards_without_headers_follow_one_another_without_a_gap(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("违法行为", "偷水", LEFT),
            ("处罚依据", "《水法》第二十条：处五千元以上二万元以下罚款。", LEFT),
            ("裁量标准", "轻微：1次", "处5000元以上1万元以下罚款"),
            (UP, "严重：2次以上", "处1万元以上2万元以下罚款"),
            ("违法行为", "漏水", LEFT),
            ("处罚依据", "《水法》第二十一条：处五千元以上二万元以下罚款。", LEFT),
            ("轻微", "漏1吨以下", "处5000元以上1万元以下罚款"),
            ("严重", "漏超过1吨", "处1万元以上2万元以下罚款"),
        ),
    )
    first, second = book.standards
    assert (first.violation, grades(first), len(first.rows)) == ("偷水", ["轻微", "严重"], 2), show(book)
    assert (second.violation, second.basis, grades(second)) == (
        "漏水",
        ("《水法》第二十一条",),
        ["轻微", "严重"],
    )


def test_two_labels_may_share_a_row_and_a_label_may_stand_before_its_colon(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("编号", "WL-02", "违法行为", "没有许可证经营"),
            ("处罚依据：《许可办法》第二十条第一款", LEFT, LEFT, LEFT),
            ("裁量标准", "违法程度", "情形", "处罚幅度"),
            (UP, "轻微", "经营不足1个月", "处5000元以上1万元以下罚款"),
            (UP, "严重", "经营1个月以上", "处1万元以上2万元以下罚款"),
        ),
    )
    (standard,) = book.standards
    assert (standard.code, standard.violation, standard.basis) == (
        "WL-02",
        "没有许可证经营",
        ("《许可办法》第二十条第一款",),
    ), show(book)


def test_a_card_a_sheet_takes_its_violation_from_the_label_or_the_name_of_the_sheet(tmp_path: Path) -> None:
    body = (
        ("违法程度", "适用情形", "处罚标准"),
        ("轻微", "一次", "处1万元罚款"),
        ("严重", "两次以上", "处3万元罚款"),
    )
    book = read(
        tmp_path,
        Page((("违法行为", "偷偷取水", LEFT), *body), name="1"),
        Page(body, name="擅自取水"),
        Page(body, name="Sheet3"),
    )
    assert [s.violation for s in book.standards] == ["偷偷取水", "擅自取水", ""]
    assert any(p.sheet == "Sheet3" and "没有读到违法行为" in p.message for p in book.problems)


def test_labels_of_a_card_that_is_not_understood_do_not_pass_to_the_next(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            ("违法行为", "偷水", LEFT),
            ("违反条款", "《水法》第二条", LEFT),
            ("处罚依据", "《水法》第二十条", LEFT),
            ("甲类户", "看情况", "处5000元以上1万元以下罚款"),
            ("违法行为", "漏水", LEFT),
            ("处罚依据", "《水法》第二十一条", LEFT),
            ("裁量标准", "轻微：1次", "处5000元以上1万元以下罚款"),
            (UP, "严重：2次以上", "处1万元以上2万元以下罚款"),
        ),
    )
    (standard,) = book.standards
    assert (standard.violation, standard.violated, standard.basis) == ("漏水", (), ("《水法》第二十一条",))
    assert [cell for cell, _ in errors(book)] == ["C4"]


def test_titles_between_tables_without_a_column_of_violations_begin_another_standard(tmp_path: Path) -> None:
    head = ("违法程度", "适用条件", "处罚标准")
    first = (("较轻", "1次", "处100元罚款"), ("较重", "2次以上", "处200元罚款"))
    second = (("较轻", "1次", "处300元罚款"), ("较重", "2次以上", "处400元罚款"))
    one, two = ("一、擅自占用绿地", LEFT, LEFT), ("二、损毁花木", LEFT, LEFT)
    layouts = {
        "header below each title": (one, head, *first, two, head, *second),
        "header once above the titles": (head, one, *first, two, *second),
        "header once below the first title": (one, head, *first, two, *second),
    }
    for name, rows in layouts.items():
        book = read(tmp_path, table(*rows))
        assert [(s.code, s.violation, [m for _, m in bands(s)]) for s in book.standards] == [
            ("一", "擅自占用绿地", ["罚款 100 元", "罚款 200 元"]),
            ("二", "损毁花木", ["罚款 300 元", "罚款 400 元"]),
        ], f"{name}\n{show(book)}"
        assert not errors(book)


def test_crossed_tables_with_equal_headings_stay_apart(tmp_path: Path) -> None:
    head = ("违法程度", "后果轻微", "后果严重")
    book = read(
        tmp_path,
        table(
            ("一、擅自占用绿地", LEFT, LEFT),
            head,
            ("较轻", "100元", "200元"),
            ("较重", "300元", "400元"),
            ("二、损毁花木", LEFT, LEFT),
            head,
            ("较轻", "500元", "600元"),
            ("较重", "700元", "800元"),
        ),
    )
    assert [(s.violation, bands(s)[3][1]) for s in book.standards] == [
        ("擅自占用绿地", "罚款 400 元"),
        ("损毁花木", "罚款 800 元"),
    ]

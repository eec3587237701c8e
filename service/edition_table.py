"""An edition as one document for other programs, and as one table for people: .json and .csv."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from importers.csv_cells import harmless
from service.edition_json import standard_in_edition_json
from service.wording import measure_words
from standards_1023.names_for_people import MODELS
from standards_1023.numerals import plain_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standards_1023.editions import DepartmentWorkbook, Edition
    from standards_1023.values import Standard, WeightGroup

HEADINGS = (
    "版本", "部门", "工作表", "编号", "违法行为", "违反条款", "处罚依据", "法定幅度", "计算方式",
    "组别", "适用条件", "档次", "裁量幅度", "原文", "单元格", "备注",
)  # fmt: skip


def edition_as_json(edition: Edition) -> bytes:
    """The edition with each of its standards whole."""
    document = {
        "number": edition.number,
        "edition": edition.name,
        "state": edition.state.value,
        "digest": edition.digest,
        "in_force_from": edition.in_force_from.isoformat() if edition.in_force_from else None,
        "standards": [standard_in_edition_json(edition, *one) for one in edition.standards],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def edition_as_csv(edition: Edition) -> bytes:
    """A line a row of a table, or an option of a weighted sum; UTF-8 with its mark for spreadsheets."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for kept, standard in edition.standards:
        head = _head(edition, kept, standard)
        writer.writerows(harmless([*head, *line, standard.notes]) for line in _lines(standard))
    return written.getvalue().encode("utf-8-sig")


def _head(edition: Edition, kept: DepartmentWorkbook, standard: Standard) -> list[str]:
    return [
        f"第{edition.number}版",
        kept.department,
        standard.sheet,
        standard.code,
        standard.violation,
        "；".join(standard.violated),
        "；".join(standard.basis),
        "；".join(measure_words(measure) for measure in standard.statutory),
        MODELS[standard.model],
    ]


def _lines(standard: Standard) -> Iterator[list[str]]:
    """Group, conditions, grade, band, printed text and cell of each line."""
    for row in standard.rows:
        conditions = "；".join(f"{factor}={text}" for factor, text in row.when)
        band = "；".join(measure_words(measure) for measure in row.measures)
        yield [row.group or "", conditions, row.grade or "", band, row.text, row.cell]
    for group in standard.weights:
        yield [group.group or "", "", "", _formula(group), "", group.start_cell or standard.cell]
        for option in group.options:
            percent = f"{plain_number(option.percent)}%"
            chosen = f"{option.factor}={option.option}"
            yield [group.group or "", chosen, "", percent, option.option, option.cell]


def _formula(group: WeightGroup) -> str:
    start, floor, cap = (
        None if one is None else plain_number(one)
        for one in (group.start_percent, group.floor_percent, group.cap_percent)
    )
    limits = [f"下限 {floor}%" if floor is not None else "", f"上限 {cap}%" if cap is not None else ""]
    return "，".join(["按权重计算", f"起点 {start or 0}%", *(text for text in limits if text)])

"""The sentence on demonstration data: for the very files that come with the program, and no others."""

from __future__ import annotations

import hashlib

from service.demonstration import WORKBOOKS
from service.pages.demonstration_data import SENTENCE, demonstration_sentence
from standards_1023.editions import DepartmentWorkbook
from standards_1023.values import Instrument, StandardsWorkbook


def kept(department: str, sha256: str) -> DepartmentWorkbook:
    """A department's workbook that was read from a file of this SHA-256."""
    workbook = StandardsWorkbook(f"{department}.xlsx", sha256, Instrument(), (), ())
    return DepartmentWorkbook(department, workbook, "digest")


SHIPPED = kept("环水局", hashlib.sha256((WORKBOOKS / "环水局.xlsx").read_bytes()).hexdigest())
OWN = kept("城管局", "ab" * 32)


def test_an_edition_of_shipped_files_carries_the_sentence() -> None:
    assert demonstration_sentence([SHIPPED]) == SENTENCE


def test_an_offices_own_files_do_not_whatever_they_are_called() -> None:
    assert demonstration_sentence([OWN, kept("环水局", "cd" * 32)]) is None


def test_where_only_some_are_shipped_they_are_named() -> None:
    assert demonstration_sentence([OWN, SHIPPED]) == f"环水局的表格是{SENTENCE}"


def test_of_many_the_first_are_named_and_all_counted() -> None:
    sha256 = SHIPPED.workbook.sha256
    many = [kept(name, sha256) for name in ("环水局", "教育局", "民政局", "财政局")]
    assert demonstration_sentence([OWN, *many]) == f"环水局、教育局、民政局等 4 个部门的表格是{SENTENCE}"


def test_an_edition_without_workbooks_has_none() -> None:
    assert demonstration_sentence([]) is None

"""/editions/{number}/…: an edition as files; a workbook as handed in, and with its problems marked."""

from __future__ import annotations

import tempfile
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from importers.errors import ImportRefused
from importers.marked_copy import write_marked_copy
from service.api.problems import ProblemCode, ProblemRaised
from service.brought_readings import as_confirmed, brought_into
from service.edition_export import as_zip
from service.edition_table import edition_as_csv, edition_as_json
from service.guarded_route import GuardedRoute, person_of
from service.moments import today
from service.pages.edition_loading import loaded_edition, reading_editions
from service.pages.edition_view import shown_edition
from service.pages.editions_page import Number
from standards_1023 import store
from standards_1023.errors import EditionNotFound

if TYPE_CHECKING:
    from sqlmodel import Session

    from standards_1023.tables import EditionWorkbookRow

router = APIRouter(route_class=GuardedRoute)

Department = Annotated[str, Path(max_length=255)]
_TYPES = {"zip": "application/zip", "json": "application/json", "csv": "text/csv; charset=utf-8"}
_WORKBOOK = "application/octet-stream"


@router.get("/editions/{number}/export.{kind}")
def export(request: Request, number: Number, kind: Literal["zip", "json", "csv"]) -> Response:
    """The edition as one file."""
    with reading_editions(request) as session:
        _refuse_unseen(request, session, number)
        if kind == "zip":
            content = as_zip(session, number)
        else:
            edition = loaded_edition(request, session, number)
            content = edition_as_json(edition) if kind == "json" else edition_as_csv(edition)
    return _download(content, f"第{number}版裁量基准.{kind}", _TYPES[kind])


@router.get("/editions/{number}/departments/{department:path}/file")
def source_file(request: Request, number: Number, department: Department) -> Response:
    """A department's workbook, byte for byte."""
    with reading_editions(request) as session:
        kept = _kept(request, session, number, department)
        name, content = kept.file_name, store.get_file(session, kept.source_sha256)
    return _download(content, name, _WORKBOOK)


@router.get("/editions/{number}/departments/{department:path}/marked")
def marked_file(request: Request, number: Number, department: Department) -> Response:
    """The same with its problems as comments on coloured cells."""
    with reading_editions(request) as session:
        kept = _kept(request, session, number, department)
        name, source = FilePath(kept.file_name).name, store.get_file(session, kept.source_sha256)
        settings = None if kept.settings_sha256 is None else store.get_file(session, kept.settings_sha256)
        found = store.get_values(session, kept.values_digest)
        found = as_confirmed(found, brought_into(session, kept))
    with tempfile.TemporaryDirectory(prefix="cailiang-") as folder:
        original = FilePath(folder) / name
        target = FilePath(folder) / "标注.xlsx"
        original.write_bytes(source)
        if settings is not None:
            original.with_suffix(".toml").write_bytes(settings)
        try:
            write_marked_copy(original, found, target)
        except ImportRefused as refused:
            raise ProblemRaised(ProblemCode.REQUEST_REFUSED, str(refused)) from refused
        content = target.read_bytes()
    return _download(content, f"{FilePath(name).stem}_标注.xlsx", _WORKBOOK)


def _kept(request: Request, session: Session, number: int, department: str) -> EditionWorkbookRow:
    """A department's workbook in an edition; raises ProblemRaised."""
    _refuse_unseen(request, session, number)
    for row, _ in store.list_workbooks(session, number):
        if row.department == department:
            return row
    raise ProblemRaised(ProblemCode.NOT_FOUND, f"第{number}版里没有这个部门的表格。")


def _refuse_unseen(request: Request, session: Session, number: int) -> None:
    try:
        shown_edition(session, number, today(), person_of(request))
    except EditionNotFound as refused:
        raise ProblemRaised(ProblemCode.EDITION_NOT_FOUND, f"没有第{number}版，或者不能查看。") from refused


def _download(content: bytes, name: str, kind: str) -> Response:
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Response(content, media_type=kind, headers={"content-disposition": disposition})

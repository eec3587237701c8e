"""From the upload of the departments' workbooks to the draft, as an office does it on the page.

The 22 demonstration workbooks at once (1,023 standards): uploaded, read by the worker, put into the draft in one
transaction; then a single department's again, changed by a note.
"""

from __future__ import annotations

import io
import tempfile
import time
from pathlib import Path

import httpx
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from service.db import open_engine
from service.people.roles import Grant, Role
from service.schema import bring_up_to_date
from tests.bench.row import Row
from tests.bench.servers import SERVE, started
from tests.service.accounts import add_account, sign_in_as
from tests.workbooks import OWN_WORKBOOKS

_PATIENCE_SECONDS = 300


def rows() -> list[Row]:
    """A row for all departments, and one for a single one."""
    with tempfile.TemporaryDirectory(prefix="cailiang-bench-") as folder:
        database = f"sqlite:///{Path(folder) / 'cailiang.db'}"
        engine = open_engine(database)
        bring_up_to_date(engine)
        engine.dispose()
        add_account(database, "keeper", Grant(Role.KEEPER))
        place = str(Path(folder) / "imports")
        with (
            started("importing", SERVE, 1, database, CAILIANG_IMPORT_FOLDER=place) as server,
            httpx.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=60, trust_env=False) as client,
        ):
            sign_in_as(client, "keeper")
            whole = [(path.name, path.read_bytes()) for path in OWN_WORKBOOKS]
            first = _imported(client, whole, "22 workbooks")
            largest = max(OWN_WORKBOOKS, key=lambda path: path.stat().st_size)
            return [
                first,
                _imported(client, [(largest.name, _noted(largest))], f"again: {largest.stem} alone"),
            ]


def _imported(client: httpx.Client, files: list[tuple[str, bytes]], what: str) -> Row:
    began = time.perf_counter()
    answer = client.post("/imports", files=[("files", file) for file in files])
    address = answer.headers["location"]
    page = {"accept": "text/html"}
    while "正在读取" in (text := client.get(address, headers=page).text):
        if time.perf_counter() - began > _PATIENCE_SECONDS:
            raise TimeoutError(address)
        time.sleep(0.05)
    read = time.perf_counter()
    standards = int(text.split("共读出 ")[1].split(" ")[0])
    done = client.post(address, data={**_selected(text), "commit": "yes"}, headers=page)
    ended = time.perf_counter()
    if not done.headers.get("location", "").startswith("/editions/"):
        raise AssertionError(done.text[:2000])
    note = f"{standards} standards; read in {read - began:.1f} s, put into the draft in {ended - read:.1f} s"
    return Row("importing", what, per_second=standards / (ended - began), note=note)


def _selected(page: str) -> dict[str, str]:
    """The departments as the page proposes them."""
    found: dict[str, str] = {}
    for part in page.split('<select id="department-')[1:]:
        number = part.split('"')[0]
        chosen = part.split("</select>")[0].split(" selected>")
        found[f"department-{number}"] = chosen[1].split("<")[0] if len(chosen) > 1 else ""
    return found


def _noted(path: Path) -> bytes:
    """The workbook with one note more: another file, the same standards."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    if not isinstance(sheet, Worksheet):
        raise TypeError(path.name)
    sheet.cell(row=sheet.max_row + 3, column=1, value="注：本表自发布之日起使用。")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()

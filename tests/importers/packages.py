"""Packages written part by part, as no spreadsheet program would write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
Part: TypeAlias = str | bytes | Iterable[bytes]

ROOT_RELATIONS = f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    "{}</Types>"
)
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def package(
    *sheets: Part, names: Sequence[str] = (), parts: Mapping[str, Part] | None = None, relations: str = ""
) -> bytes:
    """A workbook with these worksheet parts; `parts` replaces or adds parts, `relations` adds to the workbook's."""
    names = names or [f"表{n}" for n in range(1, len(sheets) + 1)]
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(names, 1)
    )
    related = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{SHEET_TYPE}"/>'
        for n in range(1, len(sheets) + 1)
    )
    content: dict[str, Part] = {
        "[Content_Types].xml": CONTENT_TYPES.format(overrides),
        "_rels/.rels": ROOT_RELATIONS,
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{related}{relations}</Relationships>',
        **{f"xl/worksheets/sheet{n}.xml": sheet for n, sheet in enumerate(sheets, 1)},
        **(parts or {}),
    }
    return zipped(content)


def zipped(content: Mapping[str, Part]) -> bytes:
    """A zip file of parts; long ones come in pieces and are never held whole."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in content.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w", force_zip64=True) as file:
                for piece in [part] if isinstance(part, str | bytes) else part:
                    file.write(piece.encode() if isinstance(piece, str) else piece)
    return made.getvalue()


def worksheet(*rows: str, behind: str = "", before: str = "") -> str:
    """A worksheet part with these rows; `behind` follows the rows (merged ranges), `before` comes first."""
    return f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}<sheetData>{"".join(rows)}</sheetData>{behind}</worksheet>'


def row(number: int, *cells: str) -> str:
    """A row of cells; a text that does not begin with < is written as an inline text."""
    written = (c if c.startswith("<") else text(c) for c in cells)
    return f'<row r="{number}">{"".join(written)}</row>'


def text(shown: str, reference: str = "") -> str:
    """A cell with an inline text."""
    place = f' r="{reference}"' if reference else ""
    return f'<c{place} t="inlineStr"><is><t xml:space="preserve">{escape(shown)}</t></is></c>'


def merged(*references: str) -> str:
    """What stands behind the rows for merged ranges."""
    ranges = "".join(f'<mergeCell ref="{reference}"/>' for reference in references)
    return f"<mergeCells>{ranges}</mergeCells>"


HEADING = row(1, "违法行为", "违法情节", "裁量标准")
STANDARD = (
    HEADING,
    row(2, "未按规定公示收费标准", "初次违法的", "处1000元以上2000元以下罚款"),
    row(3, "未按规定公示收费标准", "再次违法的", "处2000元以上5000元以下罚款"),
)
"""One standard of two grades."""


def repeated(head: str, piece: str, times: int, tail: str) -> Iterable[bytes]:
    """A long part in pieces: `piece` many times over between `head` and `tail`."""
    yield head.encode()
    block = (piece * min(1000, times)).encode()
    for _ in range(times // min(1000, times)):
        yield block
    yield tail.encode()

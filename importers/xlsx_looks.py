"""An .xlsx file as openpyxl shows it, for copying its looks: loaded only from parts that were written anew.

openpyxl reads without bounds and follows whatever a file names. So it never sees the file, only a small
package of our own making: styles, colours of the theme, and of each sheet its looks and numbers.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from importers.element_copy import MAIN, ElementCopy, NotCopied
from importers.package import open_package
from importers.sheet_looks import BlankCells, SheetLooks
from importers.xlsx import XlsxBook

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from importers.printed_sheet import PrintedSheet

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"
_THEME, _STYLES = "xl/theme/theme1.xml", "xl/styles.xml"
_STYLE_LISTS = frozenset({"numFmts", "fonts", "fills", "borders", "cellXfs", "colors"})
# Every style is one object or several in openpyxl, of some kilobytes. Offices have files with tens of
# thousands of named styles that no cell uses: those are not copied.
_MOST_STYLE_ELEMENTS = 60_000
_LARGEST_THEME = 512 * 1024


def load_looks(
    name: str, content: bytes, printed: Sequence[PrintedSheet], titles: Sequence[str]
) -> openpyxl.Workbook:
    """The workbook without texts: a sheet with looks and numbers for each of `printed`, under these titles.

    Raises NotCopied where the looks are too many or openpyxl does not understand them.
    """
    book = XlsxBook(open_package(name, content))
    parts = _styles(book) | _theme(book)
    blanks = BlankCells()
    for number, ((_, _, part), sheet) in enumerate(zip(book.worksheets(), printed, strict=True), 1):
        looks = SheetLooks(sheet, blanks)
        book.reader.walk(book.package.pieces(part), looks.start, looks.end, looks.text)
        parts[f"xl/worksheets/sheet{number}.xml"] = looks.part()
    parts |= _frame(titles, mac=book.epoch == CALENDAR_MAC_1904, parts=parts)
    try:
        with warnings.catch_warnings(action="ignore"):
            return openpyxl.load_workbook(io.BytesIO(_zipped(parts)), data_only=True, keep_links=False)
    except Exception:  # noqa: BLE001 - openpyxl raises anything on styles that are not as it expects
        raise NotCopied from None


def _styles(book: XlsxBook) -> dict[str, bytes]:
    """The styles of cells; named styles are left out, a cell's own style says everything that it shows."""
    part = book.part("styles")
    if part is None:
        return {}
    copy = ElementCopy(_STYLE_LISTS, _MOST_STYLE_ELEMENTS)

    def start(name: str, attributes: dict[str, str]) -> None:
        attributes.pop("xfId", None)
        copy.start(name, attributes)

    book.reader.walk(book.package.pieces(part), start, copy.end, copy.text)
    named = (
        '<cellStyleXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    )
    styles = f'<styleSheet xmlns="{MAIN}">{"".join(copy.written)}{named}</styleSheet>'
    return {_STYLES: styles.encode()}


def _theme(book: XlsxBook) -> dict[str, bytes]:
    """The theme, by which colours are named, as it is: openpyxl passes it on unread. None with pictures."""
    part = book.part("theme")
    if part is None or not book.package.has(part):
        return {}
    content = book.package.content(part)
    if len(content) > _LARGEST_THEME or b"embed" in content or b"r:link" in content:
        return {}
    book.reader.read([content], {})
    return {_THEME: content}


def _frame(titles: Sequence[str], *, mac: bool, parts: Collection[str]) -> dict[str, bytes]:
    """What holds the parts together: the workbook, relations, types of content."""
    listed = "".join(
        f'<sheet name={quoteattr(title)} sheetId="{n}" r:id="r{n}"/>' for n, title in enumerate(titles, 1)
    )
    related = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(titles) + 1)
    )
    types = {"/xl/workbook.xml": f"{_TYPE}.sheet.main+xml"}
    types |= {f"/{part}": f"{_TYPE}.worksheet+xml" for part in parts if part.startswith("xl/worksheets/")}
    types |= {f"/{_STYLES}": f"{_TYPE}.styles+xml"} if _STYLES in parts else {}
    types |= {f"/{_THEME}": _THEME_TYPE} if _THEME in parts else {}
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in types.items())
    epoch = '<workbookPr date1904="1"/>' if mac else "<workbookPr/>"
    written = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{overrides}</Types>',
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
            "</Relationships>"
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}">{epoch}<sheets>{listed}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>'
        ),
    }
    return {part: text.encode() for part, text in written.items()}


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return made.getvalue()

"""The zip package of an .xlsx file, opened without trust: checked before anything is inflated.

Nothing is written to disk, a package within a package stays closed, and a part is inflated piece by piece,
never beyond the size that the directory gives. So of a zip bomb only the declared sizes matter.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from importers.errors import WorkbookRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

DAMAGED_XLSX = "文件已损坏或不是 .xlsx 工作簿，请用表格软件打开并另存后再试。"
PASSWORD = "工作簿有打开密码，请先在表格软件里取消密码再导入。"  # noqa: S105 - a sentence about passwords
_ODD = "文件的内部结构不正常（{}），不是表格软件保存的工作簿，请用表格软件打开并另存后再试。"
_DIRECTORY_ENTRY = b"PK\x01\x02"
# A sheet takes one or two parts, a picture one; the largest workbooks seen have some hundreds.
_MOST_PARTS = 10_000
# All parts that are read together. Real tables inflate to 1 MB per hundred standards; a part that is not read
# (pictures, macros) may have any size.
_MOST_INFLATED = 256 * 1024 * 1024
_PIECE = 64 * 1024


@dataclass(slots=True)
class Package:
    """The parts of a package by name; `inflated` is what was read of it so far, in bytes."""

    name: str
    archive: zipfile.ZipFile
    parts: dict[str, zipfile.ZipInfo]
    inflated: int = 0

    def pieces(self, part: str) -> Iterator[bytes]:
        """A part's content piece by piece; WorkbookRefused where it is missing, damaged or too much."""
        info = self.parts.get(part.lower())
        if info is None:
            raise WorkbookRefused(self.name, DAMAGED_XLSX)
        self.inflated += info.file_size
        if self.inflated > _MOST_INFLATED:
            most = _MOST_INFLATED // 1024**2
            sentence = f"表格解压后超过 {most} MB，不像是裁量基准表，请删去无关的工作表和格式后再试。"
            raise WorkbookRefused(self.name, sentence)
        try:
            with self.archive.open(info) as file:
                while piece := file.read(_PIECE):
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
            raise WorkbookRefused(self.name, DAMAGED_XLSX) from None

    def content(self, part: str) -> bytes:
        """A part's content whole."""
        return b"".join(self.pieces(part))

    def has(self, part: str) -> bool:
        """Whether the package holds a part; names are compared without regard to case, as Excel does."""
        return part.lower() in self.parts


def open_package(name: str, content: bytes) -> Package:
    """The package of a file's bytes, its directory checked; nothing is inflated yet."""
    if content.count(_DIRECTORY_ENTRY) > _MOST_PARTS:  # counted before zipfile makes an object of each
        raise WorkbookRefused(name, _ODD.format(f"部件超过 {_MOST_PARTS} 个"))
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, LookupError):
        raise WorkbookRefused(name, DAMAGED_XLSX) from None
    parts: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        _check(name, info)
        if info.filename.lower() in parts:
            raise WorkbookRefused(name, _ODD.format(f"部件「{_shown(info)}」有两个"))
        parts[info.filename.lower()] = info
    return Package(name, archive, parts)


def _check(name: str, info: zipfile.ZipInfo) -> None:
    """Refuse encrypted parts and what no spreadsheet program writes."""
    if info.flag_bits & 0x1:
        raise WorkbookRefused(name, PASSWORD)
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise WorkbookRefused(name, _ODD.format(f"部件「{_shown(info)}」的压缩方法不认识"))
    path = info.filename.replace("\\", "/")
    if path.startswith("/") or ".." in path.split("/") or ":" in path:
        raise WorkbookRefused(name, _ODD.format(f"部件名「{_shown(info)}」指向文件之外"))


def _shown(info: zipfile.ZipInfo) -> str:
    """A part's name fit for one line: of a hostile file nothing is printed that moves the cursor."""
    return "".join(c if c.isprintable() else "?" for c in info.filename[:60])

"""An edition exported as one .zip: unpacked into a folder of its own, with nothing taken on trust."""

from __future__ import annotations

import hashlib
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from importers.draft_files import MANIFEST, MOST_FILES, Unpacked
from importers.errors import ImportRefused, WorkbookRefused
from importers.file_bytes import read_file
from importers.package import open_package
from standards_1023.provenance import Package

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator, Sequence

_FILES_OF_ONE = 3
"""A workbook, the settings beside it, and the settlements it was read with."""
_LONGEST_NAME = 255
_ODD = "不是从本系统导出的一版，或者已经损坏（{}）：请重新导出，或者解压后导入文件夹。"


@contextmanager
def unpacked(paths: Sequence[Path]) -> Iterator[list[Path | Unpacked]]:
    """The same paths, an unpacked folder in the place of each .zip; the folders are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="cailiang-") as place:
        yield [
            unpack(path, Path(place) / str(number)) if path.suffix.lower() == ".zip" else path
            for number, path in enumerate(paths)
        ]


def unpack(path: Path, folder: Path) -> Unpacked:
    """A .zip into a folder that is made for it; raises ImportRefused for what is no exported edition."""
    folder.mkdir()
    content = read_file(path)
    try:
        package = open_package(path.name, content)
        _check(list(package.parts.values()))
        for part, info in package.parts.items():
            (folder / info.filename).write_bytes(package.content(part))
    except WorkbookRefused as refused:
        raise ImportRefused(f"{path.name}：{_ODD.format('压缩包读不出来，或者解压后太大')}") from refused
    except _OddPackage as odd:
        raise ImportRefused(f"{path.name}：{_ODD.format(odd)}") from odd
    return Unpacked(folder, Package(path.name, hashlib.sha256(content).hexdigest()))


class _OddPackage(Exception):
    """What an exported edition never holds."""


def _check(infos: Sequence[zipfile.ZipInfo]) -> None:
    if len(infos) > _FILES_OF_ONE * MOST_FILES + 1:
        raise _OddPackage(f"文件超过 {_FILES_OF_ONE * MOST_FILES + 1} 个")
    for info in infos:
        name = info.filename
        too_long = len(name.encode("utf-8", "surrogatepass")) > _LONGEST_NAME
        if too_long or not name.isprintable() or set(name) & set("/\\:") or name in {".", ".."}:
            raise _OddPackage("文件名里有路径，或者不是文件名")
    if MANIFEST not in {info.filename for info in infos}:
        raise _OddPackage(f"里面没有 {MANIFEST}")

"""Files and folders as they are handed in → workbooks ready for a draft, with the bytes they were read from.

A folder that was exported holds edition.json, which says of each file whose it is and what was said of 以下
when it was imported; any other folder stands for the workbooks in it.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from importers.errors import ImportRefused, WorkbookRefused
from importers.file_bytes import read_file
from importers.standards_workbook import read_standards_workbook
from standards_1023.departments import DEPARTMENTS, department_named_in
from standards_1023.drafting import ImportedWorkbook
from standards_1023.errors import SettlementsDamaged
from standards_1023.provenance import Package
from standards_1023.settlements import settlements_of
from standards_1023.values import Convention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MANIFEST = "edition.json"
CONVENTIONS = {"以下含": True, "以下不含": False}
"""What can be said of 以下 on the command line, and whether it includes the number itself."""
_SUFFIXES = {".xlsx", ".xlsm", ".xls"}
MOST_FILES = 200
"""Workbooks of a folder or an edition."""
_LONGEST_NAME = 60
_MOST_NAMED = 3


class ManifestFile(BaseModel):
    """One workbook of an exported edition."""

    model_config = ConfigDict(extra="forbid")

    department: str = Field(min_length=1, max_length=_LONGEST_NAME, pattern=r"^[^!\s\x00-\x1f\x7f]+$")
    file: str = Field(min_length=1, max_length=255, pattern=r"^[^/\\\x00-\x1f]+$")
    sha256: str
    settings: str | None = Field(default=None, max_length=255, pattern=r"^[^/\\\x00-\x1f]+$")
    convention: str | None = None
    settlements: str | None = Field(default=None, max_length=255, pattern=r"^[^/\\\x00-\x1f]+$")
    """The file of the settlements document that it was read with."""
    settings_sha256: str | None = None
    settlements_sha256: str | None = None


class Manifest(BaseModel):
    """edition.json of an exported edition."""

    model_config = ConfigDict(extra="forbid")

    edition: str
    state: str
    digest: str | None = None
    in_force_from: str | None = None
    files: list[ManifestFile] = Field(max_length=MOST_FILES)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A folder that a package was unpacked into."""

    path: Path
    package: Package


class HandedIn(BaseModel):
    """A workbook to be read: its path, whose it is, what was said of 以下, and the settlements document.

    Of an `exported` one edition.json says all that: no settlements means that it was read without any.
    """

    path: Path
    department: str
    convention: str | None = None
    settlements: bytes | None = None
    exported: bool = False
    package: Package | None = None


def handed_in(
    paths: Sequence[Path | Unpacked],
    *,
    department: str | None = None,
    convention: str | None = None,
    unlisted: bool = False,
) -> list[HandedIn]:
    """The workbooks that files and folders stand for; ImportRefused where it is not clear whose one is.

    `unlisted` takes departments of a package that are not in the district's list.
    """
    found = [one for path in paths for one in _at(path, department, convention, unlisted=unlisted)]
    if department is not None and len(found) > 1:
        raise ImportRefused("--department 只能和一个表格一起用：请一次导入一个，或者把部门名称写进文件名。")
    seen: dict[str, str] = {}
    for one in found:
        if one.department in seen:
            first = seen[one.department]
            raise ImportRefused(
                f"{first} 和 {one.path.name} 都是{one.department}的表格：一个部门一个工作簿，请只留一个。"
            )
        seen[one.department] = one.path.name
    return found


def read_imported(one: HandedIn) -> ImportedWorkbook:
    """Read a workbook from a private copy: what is kept is what was read, whoever changes the file."""
    source = read_file(one.path)
    beside = one.path.with_suffix(".toml")
    settings = read_file(beside) if beside.exists() else None
    convention = None
    if one.convention is not None:
        convention = Convention(below_included=CONVENTIONS[one.convention], source="option")
    with tempfile.TemporaryDirectory(prefix="cailiang-") as folder:
        copy = Path(folder) / one.path.name
        copy.write_bytes(source)
        if settings is not None:
            copy.with_suffix(".toml").write_bytes(settings)
        settled = () if one.settlements is None else settlements_of(one.settlements)
        workbook = read_standards_workbook(copy, convention=convention, settlements=settled)
    return ImportedWorkbook(
        one.department,
        one.path.name,
        workbook,
        source,
        settings,
        one.convention,
        one.settlements,
        one.package,
    )


def _at(
    given: Path | Unpacked, department: str | None, convention: str | None, *, unlisted: bool
) -> Iterator[HandedIn]:
    path, package = (given.path, given.package) if isinstance(given, Unpacked) else (given, None)
    if not path.is_dir():
        yield HandedIn(path=path, department=department or _department(path), convention=convention)
        return
    if (path / MANIFEST).exists():
        yield from _exported(path, package, unlisted=unlisted)
        return
    files = sorted(p for p in path.iterdir() if p.suffix.lower() in _SUFFIXES and not p.name.startswith("~"))
    if not files:
        raise ImportRefused(f"{path.name}：这个文件夹里没有工作簿（.xlsx、.xls），请核对路径。")
    if len(files) > MOST_FILES:
        raise ImportRefused(f"{path.name}：这个文件夹里有 {len(files)} 个工作簿，最多 {MOST_FILES} 个。")
    for file in files:
        yield HandedIn(path=file, department=department or _department(file), convention=convention)


def _department(path: Path) -> str:
    found = department_named_in(path.stem)
    if found is None:
        raise WorkbookRefused(
            path.name,
            "看不出是哪个部门的表格：请把部门名称写进文件名（如 环水局.xlsx），或者用 --department 写明。",
        )
    return found


def _exported(folder: Path, package: Package | None, *, unlisted: bool) -> Iterator[HandedIn]:
    """The workbooks that edition.json names."""
    content = read_file(folder / MANIFEST)
    package = package or Package(f"{folder.name}/{MANIFEST}", hashlib.sha256(content).hexdigest())
    try:
        manifest = Manifest.model_validate_json(content)
    except (ValidationError, UnicodeDecodeError) as error:
        raise ImportRefused(f"{folder.name}/{MANIFEST}：读不懂，请重新导出这一版。") from error
    if not unlisted:
        _refuse_unlisted(package.file, manifest)
    for file in manifest.files:
        if file.convention not in {None, *CONVENTIONS}:
            raise ImportRefused(f"{folder.name}/{MANIFEST}：convention 只能是{'或者'.join(CONVENTIONS)}。")
        _refuse_altered(folder, file)
        yield HandedIn(
            path=folder / file.file,
            department=file.department,
            convention=file.convention,
            settlements=None if file.settlements is None else _settlements(folder / file.settlements),
            exported=True,
            package=package,
        )


def _refuse_altered(folder: Path, file: ManifestFile) -> None:
    """A file of the edition must be the one that was exported; earlier manifests name the workbook's hash."""
    named = (
        (file.file, file.sha256),
        (file.settings, file.settings_sha256),
        (file.settlements, file.settlements_sha256),
    )
    altered = (
        name
        for name, sha256 in named
        if name is not None
        and sha256 is not None
        and hashlib.sha256(read_file(folder / name)).hexdigest() != sha256
    )
    beside = (folder / file.file).with_suffix(".toml")
    name = next(altered, beside.name if beside.exists() and beside.name != file.settings else None)
    if name is not None:
        sentence = f"{name}：与 {MANIFEST} 写的 SHA-256 不一致，导出以后改动过，没有导入："
        raise ImportRefused(f"{sentence}请重新导出这一版；只换表格的，单独导入这个表格。")


def _settlements(path: Path) -> bytes:
    """The document, which can be taken; raises ImportRefused."""
    document = read_file(path)
    try:
        settlements_of(document)
    except SettlementsDamaged as damaged:
        raise ImportRefused(f"{path.name}：{damaged}") from damaged
    return document


def _refuse_unlisted(name: str, manifest: Manifest) -> None:
    """A slip or a foreign package would make a department that nobody keeps."""
    unknown = [one.department for one in manifest.files if one.department not in DEPARTMENTS.values()]
    if unknown:
        shown = "、".join(f"“{one}”" for one in unknown[:_MOST_NAMED])
        raise ImportRefused(
            f"{name}：里面的部门{shown}不在本区的部门名单里，没有导入：请核对是不是本区导出的；"
            "确实要用这个名称的，在服务器上用命令行加 --confirm-department 导入。"
        )


def plain_department(name: str) -> str:
    """A department's name as it was written on the command line; ImportRefused for what is no name."""
    plain = re.sub(r"\s+", "", name)
    if not 1 <= len(plain) <= _LONGEST_NAME or not plain.isprintable() or "!" in plain:
        raise ImportRefused(f"--department 应当是部门名称（不超过 {_LONGEST_NAME} 字，不含“!”）。")
    return plain

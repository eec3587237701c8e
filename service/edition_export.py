"""An edition as files: what was handed in, and edition.json; whole or not at all."""

from __future__ import annotations

import io
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from importers.draft_files import MANIFEST, Manifest, ManifestFile
from service.command_errors import CommandRefused
from standards_1023 import store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import Session

    from standards_1023.tables import EditionWorkbookRow

_ALWAYS = (1980, 1, 1, 0, 0, 0)
"""The date of each member of a .zip: the same edition gives the same bytes."""


def export_edition(session: Session, number: int, to: Path) -> int:
    """Write an edition into a folder that does not exist yet; the number of files."""
    if to.exists():
        raise CommandRefused(f"{to} 已经存在：请用 --to 指定一个还不存在的文件夹。")
    to = to.absolute()
    to.parent.mkdir(parents=True, exist_ok=True)
    written = Path(tempfile.mkdtemp(prefix=f".{to.name}-", dir=to.parent))
    files = 0
    try:
        for name, content in edition_files(session, number):
            (written / name).write_bytes(content)
            files += 1
        written.chmod(0o755)
        written.rename(to)
    except BaseException:
        shutil.rmtree(written, ignore_errors=True)
        raise
    return files


def as_zip(session: Session, number: int) -> bytes:
    """The same files as one .zip, which can be imported again."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in edition_files(session, number):
            archive.writestr(zipfile.ZipInfo(name, _ALWAYS), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def edition_files(session: Session, number: int) -> Iterator[tuple[str, bytes]]:
    """The files of an edition by name, edition.json last."""
    row = store.get_edition_row(session, number)
    listed: list[ManifestFile] = []
    taken = {MANIFEST}
    for kept, _ in store.list_workbooks(session, number):
        one = _listed(kept, _free(kept.file_name, kept.department, taken))
        listed.append(one)
        for name, sha256 in (
            (one.file, kept.source_sha256),
            (one.settings, kept.settings_sha256),
            (one.settlements, kept.settlements_sha256),
        ):
            if name is not None and sha256 is not None:
                yield name, store.get_file(session, sha256)
    manifest = Manifest(
        edition=f"edition:{number}",
        state=row.state,
        digest=row.digest,
        in_force_from=row.in_force_from.isoformat() if row.in_force_from else None,
        files=listed,
    )
    yield MANIFEST, (manifest.model_dump_json(indent=1) + "\n").encode()


def _listed(kept: EditionWorkbookRow, name: str) -> ManifestFile:
    return ManifestFile(
        department=kept.department,
        file=name,
        sha256=kept.source_sha256,
        settings=Path(name).with_suffix(".toml").name if kept.settings_sha256 else None,
        convention=kept.convention,
        settlements=Path(name).with_suffix(".settlements.json").name if kept.settlements_sha256 else None,
        settings_sha256=kept.settings_sha256,
        settlements_sha256=kept.settlements_sha256,
    )


def _free(name: str, department: str, taken: set[str]) -> str:
    """The file's own name, with the department before it where two departments' files have one name."""
    stem, suffix = Path(name).stem, Path(name).suffix
    free = name if stem not in taken else f"{department}-{name}"
    taken.add(Path(free).stem if suffix else free)
    return free

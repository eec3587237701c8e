"""An edition as files: workbooks and settings as handed in, and edition.json; whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from importers.draft_files import MANIFEST, Manifest, ManifestFile
from service.command_errors import CommandRefused
from standards_1023 import store

if TYPE_CHECKING:
    from sqlmodel import Session


def export_edition(session: Session, number: int, to: Path) -> int:
    """Write an edition into a folder that does not exist yet; the number of files."""
    if to.exists():
        raise CommandRefused(f"{to} 已经存在：请用 --to 指定一个还不存在的文件夹。")
    to = to.absolute()
    to.parent.mkdir(parents=True, exist_ok=True)
    written = Path(tempfile.mkdtemp(prefix=f".{to.name}-", dir=to.parent))
    try:
        files = _write(session, number, written)
        written.chmod(0o755)
        written.rename(to)
    except BaseException:
        shutil.rmtree(written, ignore_errors=True)
        raise
    return files


def _write(session: Session, number: int, folder: Path) -> int:
    row = store.get_edition_row(session, number)
    listed: list[ManifestFile] = []
    taken = {MANIFEST}
    for kept, _ in store.list_workbooks(session, number):
        name = _free(kept.file_name, kept.department, taken)
        (folder / name).write_bytes(store.get_file(session, kept.source_sha256))
        settings = None
        if kept.settings_sha256 is not None:
            settings = Path(name).with_suffix(".toml").name
            (folder / settings).write_bytes(store.get_file(session, kept.settings_sha256))
        listed.append(
            ManifestFile(
                department=kept.department,
                file=name,
                sha256=kept.source_sha256,
                settings=settings,
                convention=kept.convention,
            )
        )
    manifest = Manifest(
        edition=f"edition:{number}",
        state=row.state,
        digest=row.digest,
        in_force_from=row.in_force_from.isoformat() if row.in_force_from else None,
        files=listed,
    )
    (folder / MANIFEST).write_text(manifest.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return sum(1 for _ in folder.iterdir())


def _free(name: str, department: str, taken: set[str]) -> str:
    """The file's own name, with the department before it where two departments' files have one name."""
    stem, suffix = Path(name).stem, Path(name).suffix
    free = name if stem not in taken else f"{department}-{name}"
    taken.add(Path(free).stem if suffix else free)
    return free

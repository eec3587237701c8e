"""A file that is written whole or not at all: nobody ever finds half of it, and nothing is lost unasked."""

from __future__ import annotations

import errno
import os
import secrets
from typing import TYPE_CHECKING

from importers.errors import CopyRefused

if TYPE_CHECKING:
    from pathlib import Path

_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def check_target(source: Path, target: Path, *, replace: bool) -> None:
    """Refuse a place where no marked copy can or may be written, before any work is done."""
    if target.suffix.lower() != ".xlsx":
        raise CopyRefused(target.name, "标注副本的文件名要以 .xlsx 结尾，请改名。")
    if target.is_dir():
        raise CopyRefused(target.name, "这是一个文件夹，请写明标注副本的文件名。")
    if not target.parent.is_dir():
        raise CopyRefused(target.name, f"没有文件夹「{target.parent}」，请先建立，或者换一个位置。")
    if not os.path.lexists(target):
        return
    if source.exists() and target.exists() and target.samefile(source):
        raise CopyRefused(target.name, "这就是正在读取的表格，不能覆盖，请给标注副本另起一个名字。")
    if not replace:
        raise CopyRefused(
            target.name, "已经有这个文件，里面可能有改好的内容：请另起一个名字，或者加 --force 覆盖它。"
        )


def write_whole(target: Path, content: bytes) -> None:
    """Write beside the target under another name, then put it in the target's place in one step."""
    beside = target.with_name(f".{target.stem[:40]}.{secrets.token_hex(4)}.tmp")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except OSError as error:
        raise not_written(target, error) from None
    finally:
        beside.unlink(missing_ok=True)


def not_written(target: Path, error: OSError) -> CopyRefused:
    """The refusal for an error of the system while a copy was made."""
    if error.errno in _NO_SPACE:
        return CopyRefused(target.name, "磁盘空间不足，文件没有写出，请腾出空间或者换一个位置后再试。")
    if error.filename is None:  # the system's folder for temporary files, not the copy's
        return CopyRefused(target.name, "系统的临时文件夹写不进去，磁盘可能满了，请腾出空间后再试。")
    return CopyRefused(target.name, f"文件写不进去（{error.strerror}），请核对文件夹的权限，或者换一个位置。")

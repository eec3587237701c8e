"""The bytes of a file that somebody handed in: an ordinary file, no larger than a workbook is."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from importers.errors import WorkbookRefused

if TYPE_CHECKING:
    from pathlib import Path

# The whole file is held in memory. Tables of a thousand standards have 1–3 MB; the rest is pictures.
LARGEST_FILE = 64 * 1024 * 1024


def read_file(path: Path, *, largest: int = LARGEST_FILE) -> bytes:
    """The content of an ordinary file; WorkbookRefused for anything else, before a byte of it is read."""
    try:
        # Without O_NONBLOCK opening a pipe would wait for somebody to write into it.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise WorkbookRefused(path.name, "找不到这个文件，请核对路径。") from None
    except (IsADirectoryError, NotADirectoryError):
        raise WorkbookRefused(path.name, "这是一个文件夹，请指定其中的文件。") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "路径不对"
        raise WorkbookRefused(path.name, f"文件读不出来（{reason}），请核对权限。") from None
    try:
        return _content(path, descriptor, largest)
    finally:
        os.close(descriptor)


def _content(path: Path, descriptor: int, largest: int) -> bytes:
    status = os.fstat(descriptor)
    if stat.S_ISDIR(status.st_mode):
        raise WorkbookRefused(path.name, "这是一个文件夹，请指定其中的文件。")
    if not stat.S_ISREG(status.st_mode):
        raise WorkbookRefused(path.name, "这不是普通文件（管道或者设备），请指定一个文件。")
    if status.st_size > largest:
        size, most = (f"{n / 1024**2:.1f}".removesuffix(".0") for n in (status.st_size, largest))
        sentence = f"文件有 {size} MB，超过 {most} MB，请删去图片等与裁量基准无关的内容后再试。"
        raise WorkbookRefused(path.name, sentence)
    try:
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            content = file.read(largest + 1)
    except OSError as error:
        raise WorkbookRefused(path.name, f"文件读不出来（{error.strerror}），请核对权限。") from None
    if len(content) > largest:
        raise WorkbookRefused(path.name, "文件在读取时还在变大，请等它保存好后再试。")
    return content

"""How the summary of a marked copy is known when the copy is imported again: by name and first lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importers.printed_sheet import PrintedSheet

SUMMARY = "裁量检查结果"
EXPLANATION = "本表由裁量系统生成：再次导入时不读取，改好以后可以删去。"


def is_summary(printed: PrintedSheet) -> bool:
    """Whether a sheet is the summary; one of the same name that somebody wrote is not."""
    return (
        printed.name.startswith(SUMMARY)
        and printed.texts.get((1, 1)) == SUMMARY
        and printed.texts.get((2, 1)) == EXPLANATION
    )

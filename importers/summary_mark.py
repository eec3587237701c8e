"""How the summary of a marked copy is known when the copy is imported again: by name and first lines."""

from __future__ import annotations

SUMMARY = "裁量检查结果"
"""The beginning of its name (a number may follow), and its first cell."""
EXPLANATION = "本表由裁量系统生成：再次导入时不读取，改好以后可以删去。"
"""The cell below. A sheet of this name that somebody wrote does not say so, and is read."""

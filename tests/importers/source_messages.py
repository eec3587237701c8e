"""The sentences in the source from which a problem's message, or a refusal's, can be made."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import importers
import standards_1023

if TYPE_CHECKING:
    from collections.abc import Iterator

_IMPORTERS, _STANDARDS = Path(importers.__file__).parent, Path(standards_1023.__file__).parent
_READING = "standards_workbook"
"""The module from which all that reads a workbook of standards is reached."""
NO_PROBLEMS_OF_CELLS = {
    "instrument_settings": "reads TOML; its refusals name the key",
    "summary_mark": "the line by which a marked copy is known",
}
_IMPORTED = re.compile(r"^ *from importers\.(\w+) import", re.MULTILINE)
_MAKERS = {"Problem", "problem_of", "error", "warn", "fail", "WorkbookRefused", "TooLarge"}
_OF_SETTLEMENTS = "SettlementRefused"
"""Said to whoever settles how a workbook is read, before it is read."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_HOLE = "某"


@dataclass(frozen=True)
class Sentence:
    """A text of the source, its holes filled, and where it stands."""

    text: str
    where: str


def modules() -> list[Path]:
    """The files that read workbooks of standards, and the checks on what was read."""
    reading = sorted(reached_from_reading() - set(NO_PROBLEMS_OF_CELLS))
    checks = [
        path for path in sorted(_STANDARDS.glob("*.py")) if "problem_of_standard import" in _source(path)
    ]
    return [_IMPORTERS / f"{name}.py" for name in reading] + checks


def reached_from_reading() -> set[str]:
    """The modules of importers that reading imports, and those that they import."""
    found, waiting = set(), [_READING]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _IMPORTED.findall(_source(_IMPORTERS / f"{name}.py"))
    return found


def _source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def sentences(path: Path) -> Iterator[Sentence]:
    """Every Chinese text that ends with a full stop: a message has one, a fragment of one has none."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    passed_over = _docstrings(tree) | _parts_of_texts(tree) | _refusals_of_settlements(tree)
    for node in ast.walk(tree):
        text = text_of(node)
        if text is not None and node not in passed_over and text.endswith("。") and _CHINESE.search(text):
            yield Sentence(text, f"{path.name}:{node.lineno}")  # type: ignore[attr-defined]


def unfinished(path: Path) -> Iterator[Sentence]:
    """Texts handed to what makes a problem that end neither with a full stop nor with another text."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and _name(node.func) in _MAKERS:
            for argument in node.args:
                text = text_of(argument)
                if text and _CHINESE.search(text.replace(_HOLE, "")) and not text.endswith(("。", _HOLE)):
                    yield Sentence(text, f"{path.name}:{argument.lineno}")


def text_of(node: ast.AST) -> str | None:
    """A literal, or an f-string with its holes filled."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else _HOLE for v in node.values)
    return None


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _docstrings(tree: ast.AST) -> set[ast.AST]:
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def _refusals_of_settlements(tree: ast.AST) -> set[ast.AST]:
    raised = [node for node in ast.walk(tree) if isinstance(node, ast.Raise)]
    calls = [node.exc for node in raised if isinstance(node.exc, ast.Call)]
    refusals = [call for call in calls if _name(call.func) == _OF_SETTLEMENTS]
    return {part for call in refusals for part in ast.walk(call)}


def _parts_of_texts(tree: ast.AST) -> set[ast.AST]:
    joined = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    return {part for text in joined for part in ast.walk(text) if part is not text}

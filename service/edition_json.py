"""Editions, their standards and their differences as JSON (its keys are a contract with other programs)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.standards_json import Json, standard_json
from standards_1023.standard_lookup import name_in_edition

if TYPE_CHECKING:
    from standards_1023.edition_diff import Change
    from standards_1023.edition_summary import EditionSummary
    from standards_1023.editions import DepartmentWorkbook, Edition
    from standards_1023.values import Standard


def edition_json(summary: EditionSummary) -> Json:
    """An edition as a list shows it."""
    return {
        "number": summary.number,
        "edition": summary.name,
        "state": summary.state.value,
        "digest": summary.digest,
        "in_force_from": summary.in_force_from.isoformat() if summary.in_force_from else None,
        "in_force_until": summary.in_force_until.isoformat() if summary.in_force_until else None,
        "standards": summary.standards,
        "departments": [
            {
                "department": one.department,
                "file": one.file_name,
                "sha256": one.source_sha256,
                "standards": one.standards,
                "errors": one.errors,
                "warnings": one.warnings,
            }
            for one in summary.departments
        ],
    }


def standard_in_edition_json(edition: Edition, kept: DepartmentWorkbook, standard: Standard) -> Json:
    """A standard with the name that leads to it, its edition and the file it was read from."""
    return {
        "name": name_in_edition(kept, standard),
        "edition": edition.name,
        "department": kept.department,
        "workbook": kept.workbook.name,
        "sha256": kept.workbook.sha256,
        "cell": standard.cell,
        **standard_json(standard),
    }


def change_json(change: Change) -> Json:
    """One difference between two editions."""
    return {
        "department": change.department,
        "standard": change.standard,
        "what": change.what,
        "before": change.before,
        "after": change.after,
        "cells": list(change.cells),
    }

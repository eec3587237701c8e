"""The pages: one module each, added here; templates in service/templates/, browser files in static/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.pages import (
    account_page,
    assessment_page,
    audit_page,
    audit_rows_page,
    compare_page,
    desk_page,
    edition_diff_page,
    edition_files_page,
    edition_steps_page,
    editions_page,
    first_page,
    help_page,
    impact_page,
    import_page,
    log_page,
    people_page,
    print_page,
    settle_page,
    sheet_of_standard,
    sheet_page,
    sign_in_page,
    standard_page,
    standards_page,
    take_back_page,
)
from service.pages.rendering import add_static_files

if TYPE_CHECKING:
    from fastapi import FastAPI


def add_pages(app: FastAPI) -> None:
    """All pages and the browser files that they load."""
    add_static_files(app)
    for module in (
        first_page,
        standards_page,
        print_page,  # before the standard whose name may be anything
        standard_page,
        desk_page,
        assessment_page,
        compare_page,
        audit_page,
        audit_rows_page,
        sheet_of_standard,
        sheet_page,
        settle_page,
        take_back_page,
        help_page,
        import_page,
        sign_in_page,
        account_page,
        people_page,
        log_page,
        editions_page,
        edition_diff_page,
        impact_page,
        edition_files_page,
        edition_steps_page,
    ):
        app.include_router(module.router, include_in_schema=False)

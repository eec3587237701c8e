"""`cailiang evaluate` without a workbook: the answer of the published editions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rules.applicable_edition import assess_in_force
from rules.drivers import Drivers
from service.command_errors import CommandRefused
from service.database_in_use import reading_session
from service.evaluate_arguments import read_facts
from service.moments import today
from service.settings import read_settings_of_service
from standards_1023 import store
from standards_1023.standard_lookup import find_in_edition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.applicable_edition import AnswerInForce
    from rules.case_input import CaseInput
    from standards_1023.editions import Timeline


def answer_from_editions(wanted: str, case: CaseInput, facts: Sequence[str]) -> AnswerInForce:
    """The band under the edition that applies; without a decision date, for a decision of today."""
    timeline = published_timeline()
    decided = case.decision_date or today()
    _, standard = find_in_edition(timeline.in_force(decided), wanted)
    asked = replace(case, facts=read_facts(facts, standard), decision_date=decided)
    with Drivers() as drivers:
        return assess_in_force(timeline, wanted, asked, drivers, read_settings_of_service().edition_rule)


def published_timeline() -> Timeline:
    """The published editions; CommandRefused where there is no database."""
    try:
        with reading_session() as session:
            return store.load_timeline(session)
    except CommandRefused as refused:
        raise CommandRefused(f"{refused}没有发布的版本时，请用 --workbook 指定一个裁量基准表。") from refused

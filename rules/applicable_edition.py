"""Which edition of the standards answers: that of the act's end, or that of the decision where it is lighter.

行政处罚法 第三十七条 says this of the law.  That it holds for discretion standards as well is the product's
rule (未核实), and therefore a setting.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from rules.amounts import money_range
from rules.applicable_law import Chosen, LawChoice, Regime
from rules.assessment import assess
from rules.errors import AssessmentRefused, FactsMissing, MissingFact, NeedsHuman
from rules.lighter_bands import lighter_of
from rules.other_edition import counterpart, facts_for
from rules.reasons import Reason
from standards_1023.errors import NoEditionInForce
from standards_1023.standard_lookup import find_in_edition, name_in_edition
from standards_1023.values import AmountUnit, MeasureKind

if TYPE_CHECKING:
    from rules.assessment import Assessment
    from rules.case_input import CaseInput
    from rules.drivers import Drivers
    from standards_1023.editions import DepartmentWorkbook, Edition, Timeline
    from standards_1023.values import Measure, Standard

ARTICLE = "《中华人民共和国行政处罚法》第三十七条（适用于裁量基准：未核实）"


class EditionRule(StrEnum):
    """LIGHTER: both are assessed and the lighter wins; ACT, DECISION: that day's edition alone."""

    LIGHTER = "lighter"
    ACT = "act"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Place:
    """A standard in an edition."""

    edition: Edition
    kept: DepartmentWorkbook
    standard: Standard

    @property
    def name(self) -> str:
        """The name that leads to it in its edition."""
        return name_in_edition(self.kept, self.standard)


@dataclass(frozen=True, slots=True)
class PlacesInForce:
    """A standard in the edition of the decision, in that of the act where it differs, and why it may not."""

    decision: Place
    act: Place | None
    said: tuple[Reason, ...] = ()


class DecidedBy(StrEnum):
    """LAW: the law that applies decides on the edition, whatever the bands; BANDS: they were compared."""

    LAW = "law"
    BANDS = "bands"


@dataclass(frozen=True, slots=True)
class AnswerInForce:
    """The assessment, the place that it rests on, the other one that was weighed, and why.

    `weighed` is what the other place's own table gives, None where it gives nothing; `decided_by` is None
    where only one place was asked.
    """

    assessment: Assessment
    place: Place
    other: Place | None
    choice: tuple[Reason, ...]
    weighed: Assessment | None = None
    decided_by: DecidedBy | None = None


def assess_in_force(
    timeline: Timeline,
    wanted: str,
    case: CaseInput,
    drivers: Drivers,
    rule: EditionRule = EditionRule.LIGHTER,
) -> AnswerInForce:
    """The band of a standard under the edition that applies; `case.decision_date` must be given.

    Raises a subclass of AssessmentRefused, NoEditionInForce, StandardNotFound or StandardAmbiguous.
    """
    places = places_in_force(timeline, wanted, case)
    decision, act = places.decision, places.act
    if act is None or rule is EditionRule.DECISION:
        return AnswerInForce(_assessed(decision, decision, case, drivers), decision, None, places.said)
    if rule is EditionRule.ACT:
        return AnswerInForce(_assessed(act, decision, case, drivers), act, None, places.said)
    return _lighter(act, decision, case, drivers)


def places_in_force(timeline: Timeline, wanted: str, case: CaseInput) -> PlacesInForce:
    """Where a standard stands on the days of a case; raises as `assess_in_force` does before it assesses.

    Of the days only the editions that are in force on them count.
    """
    if case.decision_date is None:
        raise FactsMissing((MissingFact("决定日期", ("日期，如 2026-06-01",)),), "按它选择施行中的版本。")
    decision = _find(timeline.in_force(case.decision_date), wanted)
    return PlacesInForce(decision, *_at_act(timeline, decision, case))


def _find(edition: Edition, wanted: str) -> Place:
    kept, standard = find_in_edition(edition, wanted)
    return Place(edition, kept, standard)


def _at_act(timeline: Timeline, decision: Place, case: CaseInput) -> tuple[Place | None, tuple[Reason, ...]]:
    """The standard as it was on the act's last day, None where it was the same or was not there, and why."""
    if case.act_date is None:
        _ask_for_act_date(timeline, decision)
        return None, ()
    try:
        edition = timeline.in_force(case.act_date)
    except NoEditionInForce:
        text = f"行为日（{case.act_date}）没有施行中的裁量基准版本，按决定日的{decision.edition.title}裁量。"
        return None, (Reason(text, ARTICLE),)
    kept = edition.workbook_of(decision.kept.department)
    if kept is not None and kept.digest == decision.kept.digest:
        return None, ()
    found = None
    if kept is not None:
        found = counterpart(kept, decision.kept, decision.standard, there="行为日施行的版本里", here="现在的")
    if kept is None or found is None:
        text = f"行为日施行的{edition.title}没有这一违法行为的基准，按决定日的{decision.edition.title}裁量。"
        return None, (Reason(text, ARTICLE),)
    return Place(edition, kept, found), ()


def _ask_for_act_date(timeline: Timeline, decision: Place) -> None:
    """Without the act's date nothing is compared; where an earlier edition differs, it has to be given."""
    since = decision.edition.in_force_from
    for edition in timeline.editions:
        kept = edition.workbook_of(decision.kept.department)
        if edition is decision.edition or kept is None or kept.digest == decision.kept.digest:
            continue
        if edition.in_force_from is not None and since is not None and edition.in_force_from < since:
            hint = f"{edition.title}与{decision.edition.title}不同，要按行为日期选择版本。"
            raise FactsMissing((MissingFact("行为日期", ("日期，如 2026-05-01",)),), hint)


def _assessed(
    place: Place, asked: Place, case: CaseInput, drivers: Drivers, law: LawChoice | None = None
) -> Assessment:
    """The assessment at a place, with the facts that it asks; a refusal says which edition refused."""
    try:
        facts = facts_for(place.standard, asked.standard, case)
        found = assess(place.kept.workbook, place.standard, facts, drivers, law)
    except FactsMissing as error:
        if place is asked:
            raise
        raise FactsMissing(
            error.missing, f"行为日施行的{place.edition.title}要用到它，才能比较轻重。"
        ) from error
    except AssessmentRefused as error:
        if place is asked:
            raise
        raise NeedsHuman(f"按行为日施行的{place.edition.title}裁量时：{error}") from error
    return replace(found, edition=place.edition.name)


def _lighter(act: Place, decision: Place, case: CaseInput, drivers: Drivers) -> AnswerInForce:
    """Both assessed; the one whose law applies, else the lighter, else (alike) that of the act."""
    new_case = facts_for(decision.standard, act.standard, case)
    old = _assessed(act, decision, case, drivers)
    new = _assessed(decision, decision, new_case, drivers)
    by_table = [a.told.choice.chosen is Chosen.TABLE for a in (old, new)]
    if by_table == [True, False]:
        own = _by_its_table(decision, decision, new_case, drivers)
        return _by_law(old, act, decision, own, "适用行为时的法律，用行为日施行的版本")
    if by_table == [False, True]:
        own = _by_its_table(act, decision, case, drivers)
        return _by_law(new, decision, act, own, "适用决定时的法律，用决定日施行的版本")
    lighter = lighter_of(old.measures, new.measures)
    if lighter is Regime.COMPARE:
        raise NeedsHuman(
            f"{act.edition.title}与{decision.edition.title}的结果一高一低，或者处罚种类不同，或者内容、条件不同，"
            "不能确定哪一版较轻："
            f"前者为{_fines(old)}，后者为{_fines(new)}。请人工确定。"
        )
    if lighter is Regime.OLD:
        return _by_bands(old, act, decision, new, "行为日施行的版本不重于决定日的")
    return _by_bands(new, decision, act, old, "决定日施行的版本较轻")


def _by_its_table(place: Place, asked: Place, case: CaseInput, drivers: Drivers) -> Assessment | None:
    """What a table gives whose law does not apply: only to be shown beside the answer."""
    try:
        return _assessed(place, asked, case, drivers, LawChoice(Chosen.TABLE))
    except AssessmentRefused:
        return None


def _by_law(
    assessment: Assessment, place: Place, other: Place, weighed: Assessment | None, why: str
) -> AnswerInForce:
    band = "它的表没有给出幅度" if weighed is None else f"它的幅度为{_bands(weighed)}"
    text = (
        f"行为日和决定日施行的版本不同，用哪一版由适用哪一部法律决定，不由两版幅度的轻重决定：{why}，"
        f"按{place.edition.title}裁量，幅度为{_bands(assessment)}"
        f"（另一版是{other.edition.title}，{band}，不适用）。"
    )
    return AnswerInForce(assessment, place, other, (Reason(text, ARTICLE),), weighed, DecidedBy.LAW)


def _by_bands(
    assessment: Assessment, place: Place, other: Place, weighed: Assessment, why: str
) -> AnswerInForce:
    text = (
        f"行为日和决定日施行的版本不同，分别裁量后比较：{why}，"
        f"按{place.edition.title}裁量，幅度为{_bands(assessment)}"
        f"（另一版是{other.edition.title}，它的幅度为{_bands(weighed)}）。"
    )
    return AnswerInForce(assessment, place, other, (Reason(text, ARTICLE),), weighed, DecidedBy.BANDS)


def _bands(assessment: Assessment) -> str:
    """The fines in yuan as they are after all steps, all else in its own words."""
    fines = [m for m in assessment.measures if m.kind is MeasureKind.FINE] or assessment.measures
    return "、".join(_band(measure) for measure in fines)[:200]


def _band(measure: Measure) -> str:
    if measure.amount is None or measure.unit is not AmountUnit.YUAN:
        return measure.text
    return f"罚款{money_range(measure.amount)}"


def _fines(assessment: Assessment) -> str:
    return "、".join(m.text for m in assessment.measures)[:200]

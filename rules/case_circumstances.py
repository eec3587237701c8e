"""All circumstances of a case: those given, and those that follow from the dates given with it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from rules.age_at_act import LIGHTER_BELOW, NO_PENALTY_BELOW, full_years
from rules.all_grounds import LEGAL
from rules.case_input import BIRTH, DATE_NAMES, ORDER_SERVED, RECHECKED
from rules.circumstances import Whose
from rules.errors import FactRefused, FactsContradict, FactsMissing, MissingFact
from rules.given_circumstances import GivenCircumstance, read_circumstances
from rules.limitation import limitation_of
from rules.reasons import Reason

if TYPE_CHECKING:
    from rules.case_input import CaseInput
    from rules.ground_rulebook import GroundRules
    from standards_1023.values import Standard

DAILY = "continued_after_order"
EXPIRED = "limitation_expired"

_CONTRADICT = frozenset(
    {
        ("no_harm", "serious_consequence"),
        ("no_harm", "pollution_consequence"),
        ("no_harm", "life_health_harm"),
        ("slight_harm", "serious_consequence"),
        ("minor_act", "serious"),
        ("corrected_in_time", "refused_correction"),
        ("refused_correction", "not_refused_correction"),
        ("first_offence", "repeatedly_punished"),
        ("incapable", "lucid_interval"),
        ("under_14", "aged_14_to_18_lighter"),
        ("under_14", "aged_14_to_18_mitigated"),
        ("minor_corrected_harmless", "serious"),
        ("minor_corrected_harmless", "refused_correction"),
        ("minor_corrected_harmless", "serious_consequence"),
        ("first_slight_corrected", "refused_correction"),
        ("first_slight_corrected", "serious_consequence"),
        ("first_slight_corrected", "repeatedly_punished"),
        ("minor_act", "serious_consequence"),
        ("minor_act", "malicious_damage"),
        ("no_fault", "malicious_damage"),
        ("no_harm", "serious_consequence_heavier"),
        ("slight_harm", "serious_consequence_heavier"),
        *(
            (corrected, refused)
            for corrected in ("corrected_in_time", "minor_corrected_harmless", "first_slight_corrected")
            for refused in ("continued_after_order", "refused_correction_heavier")
        ),
        *(
            (code, code.removesuffix("_lighter") + "_mitigated")  # the law leaves the choice of one
            for code in LEGAL
            if code.endswith("_lighter")
        ),
    }
)
_OF_AGE = ("under_14", "aged_14_to_18_lighter", "aged_14_to_18_mitigated")


@dataclass(frozen=True, slots=True)
class CaseCircumstances:
    """The circumstances, and the reasons for those that follow from dates."""

    given: tuple[GivenCircumstance, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def findings(self) -> frozenset[str]:
        """The codes."""
        return frozenset(g.circumstance.code for g in self.given)


_NONE = CaseCircumstances()


def circumstances_of(rules: GroundRules, standard: Standard, case: CaseInput) -> CaseCircumstances:
    """Read what was given, and add what follows from the dates; raises for what cannot be true together."""
    if not case.circumstances and not case.dates:
        return _NONE
    given = read_circumstances(rules, case.circumstances)
    _refuse_dates(case, given)
    _refuse_contradictions(given)
    given, of_age = _with_age(case, given)
    given, of_time = _with_limitation(standard, case, given)
    return CaseCircumstances(given, (*of_age, *of_time))


def _refuse_dates(case: CaseInput, given: tuple[GivenCircumstance, ...]) -> None:
    names = [name for name, _ in case.dates]
    for name in names:
        if name not in DATE_NAMES:
            raise FactRefused(name, f"没有名为“{name}”的日期，可以填：{'、'.join(DATE_NAMES)}。")
        if names.count(name) > 1:
            raise FactRefused(name, f"日期“{name}”填了两次：请只留一个。")
    daily = any(g.circumstance.code == DAILY for g in given)
    for name in (ORDER_SERVED, RECHECKED):
        if name in names and not daily:
            raise FactRefused(name, f"“{name}”只用于按日连续处罚：请同时填写情节 {DAILY}，或者去掉这个日期。")


def _refuse_contradictions(given: tuple[GivenCircumstance, ...]) -> None:
    for one, other in combinations(given, 2):
        codes = (one.circumstance.code, other.circumstance.code)
        if (codes in _CONTRADICT or codes[::-1] in _CONTRADICT) and _of_one(one, other):
            shown = f"“{one.circumstance.text}”和“{other.circumstance.text}”"
            raise FactsContradict("情节", f"情节{shown}互相矛盾：请按查明的事实只留一个。")


def _of_one(one: GivenCircumstance, other: GivenCircumstance) -> bool:
    """Whether both are said of one person; what lies in the act is so for everybody."""
    return one.of == other.of or any(g.of is None and g.circumstance.whose is Whose.ACT for g in (one, other))


def _with_age(
    case: CaseInput, given: tuple[GivenCircumstance, ...]
) -> tuple[tuple[GivenCircumstance, ...], tuple[Reason, ...]]:
    birth = case.day(BIRTH)
    if birth is None:
        return given, ()
    if case.act_date is None:
        raise FactsMissing(
            (MissingFact("行为日期", ("如 2026-05-01",)),), "有了行为日期才能计算行为时的年龄。"
        )
    if birth > case.act_date:
        raise FactRefused(BIRTH, f"{BIRTH} {birth} 晚于行为日期 {case.act_date}：请核对两个日期。")
    age = full_years(birth, case.act_date)
    shown = f"当事人{birth.isoformat()}出生，行为时（{case.act_date.isoformat()}）年满{max(age, 0)}周岁"
    fits = _OF_AGE[:1] if age < NO_PENALTY_BELOW else _OF_AGE[1:] if age < LIGHTER_BELOW else ()
    said = [g for g in given if g.circumstance.code in _OF_AGE]
    for one in said:
        if one.circumstance.code not in fits:
            raise FactsContradict(
                "情节", f"{shown}，与情节“{one.circumstance.text}”不符：请核对出生日期和情节。"
            )
    reason = Reason(
        f"{shown}（周岁自生日的次日起算，口径未核实）。", "《中华人民共和国民法典》第二百条、第二百零一条"
    )
    if not fits or said:
        return given, (reason,)
    if age < NO_PENALTY_BELOW:
        return (*given, GivenCircumstance(LEGAL[_OF_AGE[0]])), (reason,)
    choice = MissingFact("情节", tuple(f"{code} {LEGAL[code].text}" for code in fits))
    raise FactsMissing((choice,), f"{shown}，应当从轻或者减轻处罚，请选定其中一种。")


def _with_limitation(
    standard: Standard, case: CaseInput, given: tuple[GivenCircumstance, ...]
) -> tuple[tuple[GivenCircumstance, ...], tuple[Reason, ...]]:
    findings = frozenset(g.circumstance.code for g in given)
    found = limitation_of(standard, case, findings)
    if found is None:
        return given, ()
    expired = LEGAL[EXPIRED]
    if found.expired:
        return tuple(dict.fromkeys((*given, GivenCircumstance(expired)))), (found.reason,)
    if EXPIRED in findings:
        raise FactsContradict("情节", f"{found.reason.text}与情节“{expired.text}”不符：请核对日期。")
    return given, (found.reason,)

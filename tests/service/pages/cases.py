"""Cases for the desk, one of each model and outcome: the address, and the same question as the API takes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote

Pairs = tuple[tuple[str, str], ...]

_DAYS: Pairs = (("act_date", "2026-09-01"), ("decision_date", "2026-11-20"))
_ACT = {"act_date": "2026-09-01", "decision_date": "2026-11-20"}


@dataclass(frozen=True)
class DeskCase:
    """One case."""

    standard: str
    entered: Pairs
    asked: dict[str, object] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The desk of its standard."""
        return f"/desk/{quote(self.standard, safe='')}"

    @property
    def pairs(self) -> Pairs:
        """All parameters of the address."""
        return (*self.entered, *_DAYS)

    @property
    def document(self) -> dict[str, object]:
        """The body for POST /api/v1/assessments."""
        return {"standard": self.standard, **_ACT, **self.asked}


_LEVEL, _HARM = "违法程度（超标倍数）", "危害后果（超标废水日排放量）"
_TIME, _PEOPLE, _TIMES = "没有投保的时间", "从业人数", "近三年同类违法行为受处罚次数（不含本次）"
_COST = "恢复植被和林业生产条件所需费用"

MATRIX = DeskCase(
    "环水局!1-1",
    ((f"number.{_LEVEL}", "2.5"), (f"number.{_HARM}", "50"), ("party", "单位")),
    {"facts": {_LEVEL: "2.5倍", _HARM: "50吨"}, "party": "单位"},
)
MITIGATED = DeskCase(
    "环水局!1-1",
    (
        (f"number.{_LEVEL}", "0.5"),
        (f"fact.{_HARM}", "不足50吨"),
        ("party", "单位"),
        ("circumstance", "disclosed_mitigated"),
    ),
    {
        "facts": {_LEVEL: "0.5倍", _HARM: "不足50吨"},
        "party": "单位",
        "circumstances": ["disclosed_mitigated"],
    },
)
HEAVIER = DeskCase(
    "环水局!1-1",
    ((f"number.{_LEVEL}", "6"), (f"number.{_HARM}", "300吨"), ("circumstance", "repeatedly_punished")),
    {"facts": {_LEVEL: "6倍", _HARM: "300吨"}, "circumstances": ["repeatedly_punished"]},
)
WEIGHTS = DeskCase(
    "安监局!AJ-13",
    (
        (f"number.{_TIME}", "8"),
        (f"number.{_PEOPLE}", "60"),
        (f"number.{_TIMES}", "1"),
        ("situation.0", "逾期未改正"),
    ),
    {"facts": {_TIME: "8个月", _PEOPLE: "60人", _TIMES: "1次", "适用情形": "逾期未改正"}},
)
GRADES = DeskCase(
    "城管局!1",
    (("number.适用条件", "10"),),
    {"facts": {"适用条件": "10平方米"}},
)
MULTIPLE = DeskCase(
    "城管局!13",
    (("number.适用条件", "500"), (f"base.{_COST}", "8万元")),
    {"facts": {"适用条件": "500平方米"}, "bases": {_COST: "8万元"}},
)
FOR_EACH_UNIT = DeskCase(
    "城管局!19",
    (("number.适用条件", "12"), ("quantity.平方米", "12")),
    {"facts": {"适用条件": "12平方米"}, "quantities": {"平方米": "12"}},
)
SUBJECTS = DeskCase(
    "安监局!AJ-04",
    (("number.违法程度（投入生产或者使用的时间）", "2"), ("fact.整改情况", "限期内改正")),
    {"facts": {"违法程度（投入生产或者使用的时间）": "2个月", "整改情况": "限期内改正"}},
)
_MACHINES, _SINCE, _USE = "没有维护、保养、检测的设备台数", "没有维护、保养、检测的时间", "设备用途"
GROUPS = DeskCase(
    "安监局!AJ-06",
    (
        (f"number.{_MACHINES}", "5"),
        (f"number.{_SINCE}", "13"),
        (f"fact.{_USE}", "一般安全设备"),
        (f"number.{_TIMES}", "0"),
        ("situation.0", "限期内改正的单位"),
    ),
    {
        "facts": {
            _MACHINES: "5台",
            _SINCE: "13个月",
            _USE: "一般安全设备",
            _TIMES: "0次",
            "适用情形": "限期内改正的单位",
        }
    },
)
NO_FINE = DeskCase(
    "人力局!人-03",
    (("fact.违法程度", "限期内改正，但是已经依照该规章制度处理劳动者的"),),
    {"facts": {"违法程度": "限期内改正，但是已经依照该规章制度处理劳动者的"}},
)
NOT_COMPUTED = DeskCase(
    "城管局!13",
    (("number.适用条件", "500"),),
    {"facts": {"适用条件": "500平方米"}},
)
"""A multiple of what is not known: no amount in yuan."""
CASES = {
    "matrix": MATRIX,
    "mitigated": MITIGATED,
    "heavier": HEAVIER,
    "weights": WEIGHTS,
    "grades": GRADES,
    "multiple": MULTIPLE,
    "for each unit": FOR_EACH_UNIT,
    "several subjects": SUBJECTS,
    "groups of weights": GROUPS,
    "no fine": NO_FINE,
}

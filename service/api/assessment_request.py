"""What a program sends to have a case assessed: typed, bounded, strict."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic.config import JsonDict

from rules.case_input import DATE_NAMES, CaseInput, Party

# Controls, overrides of the direction of writing, halves of characters: nothing that a table prints.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIRST_YEAR, _LAST_YEAR = 1900, 2200

DateName = Literal["出生日期", "发现日期", "责令改正送达日期", "复查日期"]
if get_args(DateName) != DATE_NAMES:
    raise TypeError("DateName must list DATE_NAMES")


def _printable(text: str) -> str:
    if _UNPRINTABLE.search(text):
        raise ValueError("含有不能显示的字符")
    return text


def _day(value: object) -> date:
    """A day as 2026-05-01 and in no other form."""
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("日期应写成 2026-05-01")
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise ValueError("没有这一天") from error
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError(f"年份应在 {_FIRST_YEAR} 到 {_LAST_YEAR} 之间")
    return day


Name = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_printable)]
Value = Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(_printable)]
Code = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_printable)]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]

_EXAMPLE: JsonDict = {
    "standard": "环水局!1-1",
    "facts": {"违法程度（超标倍数）": "2.5倍", "危害后果（超标废水日排放量）": "50吨"},
    "circumstances": ["disclosed_lighter"],
    "party": "单位",
    "act_date": "2026-08-20",
    "decision_date": "2026-09-01",
}


class AssessmentRequest(BaseModel):
    """The facts of a case and the standard that it falls under."""

    model_config = ConfigDict(
        extra="forbid", strict=True, frozen=True, json_schema_extra={"example": _EXAMPLE}
    )

    standard: Name = Field(description="基准的名称：编号，需要时写明部门或者工作表，如 环水局!1-1")
    facts: Annotated[dict[Name, Value], Field(max_length=100)] = Field(
        default_factory=dict, description="裁量因素和它的值：表中的选项，或者数量和单位（2.5倍、50吨）"
    )
    bases: Annotated[dict[Name, Value], Field(max_length=20)] = Field(
        default_factory=dict, description="罚款的基数和金额：违法所得 80000"
    )
    quantities: Annotated[dict[Name, Value], Field(max_length=20)] = Field(
        default_factory=dict, description="单位和数量：平方米 4.5"
    )
    circumstances: Annotated[list[Code], Field(max_length=60)] = Field(
        default_factory=list, description="情节代码，见 /api/v1/circumstances；代码@责任人员 只对责任人员"
    )
    party: Annotated[Party | None, Field(strict=False)] = Field(default=None, description="当事人")
    act_date: Day | None = Field(default=None, description="行为日期（行为终了之日）")
    decision_date: Day | None = Field(default=None, description="决定日期；不填则为今天（北京时间）")
    dates: dict[DateName, Day] = Field(default_factory=dict, description="其他日期")

    keep: bool = Field(default=False, description="true：保存为裁量记录，回答 201 和它的地址")

    def case(self, today: date) -> CaseInput:
        """The case; a decision that has no date is of today."""
        return CaseInput(
            facts=tuple(self.facts.items()),
            bases=tuple(self.bases.items()),
            quantities=tuple(self.quantities.items()),
            act_date=self.act_date,
            decision_date=self.decision_date or today,
            party=self.party,
            circumstances=tuple(self.circumstances),
            dates=tuple(self.dates.items()),
        )

"""Settings beside a workbook: X.toml says for X.xlsx what its 说明 leaves out (or says otherwise).

Every key may be left out; an unknown key is refused, so that a slip of the pen is not taken for silence. What
a file may say, with the clauses of the 裁量规定:

    heavier_wins = "《…规定》第十四条"         # 同时符合几档的取较重的一档
    lowest_when_unknown = "《…规定》第五条"    # 查不清的因素按最低的一档
    weight_cap = "《…规定》第六条"             # 权重合计超过 100% 的按 100%

    [convention]
    "以上" = "含"
    "以下" = "不含"
    source = "《…规定》第二十三条"

    [repeat]
    window_months = 24
    anchor = "act_date"
    counts = "act"                # act 违法行为, penalty 处罚
    includes_current = true
    citation = "《…规定》第二十二条"

    [point]
    citation = "《…规定》第十二条"
    range_share = "1/2"
    only_high_share = "1/2"
    only_low_times = "2"
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from fractions import Fraction
from pathlib import Path  # noqa: TC003 - read by people who look up the signature
from typing import Annotated, Literal, Self

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, ValidationError

from importers.errors import ImportRefused
from standards_1023.values import Convention, Instrument, PointRule, RepeatRule

_LARGEST_FILE = 1_000_000
_MOST_FIGURES = 12


class SettingsRefused(ImportRefused):
    """A file of settings that cannot be read as such; its message is for people."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}：{reason}")
        self.name, self.reason = name, reason


def _included(value: object) -> object:
    """含 and 不含 as a yes or no."""
    return (
        {"含": True, "包括": True, "不含": False, "不包括": False}.get(value, value)
        if isinstance(value, str)
        else value
    )


def _fraction(value: object) -> Fraction:
    """An exact positive number: "1/2", "0.5", 2. A float of TOML is not exact and is refused."""
    if isinstance(value, bool) or not isinstance(value, str | int) or len(str(value)) > _MOST_FIGURES:
        raise ValueError('应写成 "1/2" 这样的数')
    try:
        number = Fraction(str(value).replace(" ", ""))
    except (ValueError, ZeroDivisionError) as error:
        raise ValueError('应写成 "1/2" 这样的数') from error
    if number <= 0:
        raise ValueError("应当大于零")
    return number


Included = Annotated[bool, BeforeValidator(_included)]
Exact = Annotated[Fraction, BeforeValidator(_fraction)]
Clause = Annotated[str, Field(min_length=1, max_length=500)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)


class ConventionSettings(_Section):
    """Whether 以上 and 以下 include the number itself."""

    above: Included | None = Field(default=None, validation_alias=AliasChoices("above", "以上"))
    below: Included | None = Field(default=None, validation_alias=AliasChoices("below", "以下"))
    source: Clause | None = Field(default=None, validation_alias=AliasChoices("source", "依据"))


class RepeatSettings(_Section):
    """How earlier acts or penalties are counted."""

    window_months: Annotated[int, Field(ge=1, le=1200)] | None = None
    anchor: Literal["act_date"] | None = None
    counts: Literal["act", "penalty"] | None = None
    includes_current: bool | None = None
    citation: str | None = Field(default=None, min_length=1, max_length=200)


class PointSettings(_Section):
    """Which point of a band is recommended."""

    citation: Clause
    range_share: Annotated[Exact, Field(le=1)] | None = None
    only_high_share: Annotated[Exact, Field(le=1)] | None = None
    only_low_times: Annotated[Exact, Field(ge=1)] | None = None

    def rule(self) -> PointRule:
        """The rule as a value."""
        return PointRule(self.citation, self.range_share, self.only_high_share, self.only_low_times)


class InstrumentSettings(_Section):
    """What the file says, None where it is silent; its name is the source of a convention without one."""

    convention: ConventionSettings | None = None
    repeat: RepeatSettings | None = None
    heavier_wins: Clause | None = None
    lowest_when_unknown: Clause | None = None
    weight_cap: Clause | None = None
    point: PointSettings | None = None
    _file: str = PrivateAttr(default="")

    @classmethod
    def from_document(cls, document: dict[str, object], file: str) -> Self:
        """The settings of a TOML document; raises pydantic's ValidationError."""
        settings = cls.model_validate(document)
        settings._file = file  # noqa: SLF001 - our own
        return settings

    def overlay(self, instrument: Instrument) -> Instrument:
        """The instrument with what the file says put in place of what it had."""
        return replace(
            instrument,
            convention=self._convention(instrument.convention),
            repeat=self._repeat(instrument.repeat),
            heavier_wins=self.heavier_wins or instrument.heavier_wins,
            lowest_when_unknown=self.lowest_when_unknown or instrument.lowest_when_unknown,
            weight_cap=self.weight_cap or instrument.weight_cap,
            point=instrument.point if self.point is None else self.point.rule(),
        )

    def _convention(self, before: Convention) -> Convention:
        said = self.convention
        if said is None or (said.above is None and said.below is None):
            return before
        above = before.above_included if said.above is None else said.above
        below = before.below_included if said.below is None else said.below
        return Convention(above, below, said.source or self._file)

    def _repeat(self, before: RepeatRule) -> RepeatRule:
        if self.repeat is None:
            return before
        return replace(before, **self.repeat.model_dump(exclude_none=True))


def read_settings(path: Path) -> InstrumentSettings:
    """The settings of a TOML file; raises SettingsRefused with the first thing that is wrong."""
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise SettingsRefused(path.name, "设置文件太大，不像是手写的设置。")
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsRefused(path.name, "设置文件打不开，或者不是 UTF-8 文本。") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsRefused(path.name, f"设置文件不是有效的 TOML（{error}）。") from error
    try:
        return InstrumentSettings.from_document(document, path.name)
    except ValidationError as error:
        raise SettingsRefused(path.name, _sentence(error)) from error


def _sentence(error: ValidationError) -> str:
    """The first mistake in Chinese: which setting, and what it may be."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return f"设置“{where}”不认识：请核对拼写。"
    if first["type"] == "missing":
        return f"缺少设置“{where}”。"
    if first["type"] == "literal_error":
        return f"设置“{where}”的值不对，只能是 {first['ctx']['expected'].replace(' or ', ' 或者 ')}。"
    if first["type"] == "value_error":
        return f"设置“{where}”的值不对：{first['ctx']['error']}。"
    return f"设置“{where}”的值不对：请对照说明文件填写。"

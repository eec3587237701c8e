"""Settings beside a workbook: X.toml says for X.xlsx what its 说明 leaves out (or says otherwise).

Every key may be left out; an unknown key is refused, so that a slip of the pen is not taken for silence. What
a file may say, with the clauses of the 裁量规定:

    name = "《…规定》"
    valid_from = 2022-01-01                   # 施行之日
    valid_to = 2026-12-31                     # 有效期的最后一日
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

    [point.lighter]               # 从轻；[point.heavier] 从重
    range_from = "0"              # 0 是下限，1 是上限；两个数相等就是一个点
    range_to = "1/2"
    to_included = false
    only_high_share = "1/5"

    [[findings]]                  # 裁量规定自己用到的事实
    code = "own_area"
    text = "位于本规定所列区域"
    clause = "《…规定》第三条"
    needs = ["坐标和区划图"]

    [[grounds]]                   # 裁量规定自己的情节
    code = "apology"
    text = "公开道歉承诺"
    clause = "《…规定》第十四条"
    effect = "lighter"            # no_penalty, may_waive, lighter, heavier
    requires = []                 # 全部具备才适用；requires_any 具备其一
    excluded = ["own_area", "any_heavier", "fixed_fine", "minimum_fine"]
    standards = ["§1.3"]          # 只用于这些基准
    lowers = ["3/10", "1/2"]      # 降低 30% 至 50%，不低于法定最低额
    # raises = true               # 升一档（effect 为 heavier）；at_top = true 已是最高档的按法定最高额
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path  # noqa: TC003 - read by people who look up the signature
from typing import Annotated, Literal, Self

from pydantic import (
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
    model_validator,
)

from importers.errors import ImportRefused
from importers.file_bytes import read_file
from standards_1023.instrument_grounds import InstrumentFinding, InstrumentGround, Position
from standards_1023.values import Convention, Effect, Instrument, PointRule, RepeatRule

_LARGEST_FILE = 200 * 1024  # bytes; written by hand they have some 10 kB
_LONGEST_NAME = 60
# Keys of very many parts (a.a.a…) cost tomllib the square of their number.
_LONGEST_LINE = 1000
_MOST_FIGURES = 12
# Fraction itself would take 1e99999999 as well, and work it out.
_EXACT = re.compile(rf"-?[0-9]{{1,{_MOST_FIGURES}}}(?:[./][0-9]{{1,{_MOST_FIGURES}}})?")


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
    try:
        if isinstance(value, int) and not isinstance(value, bool):
            number = Fraction(value if abs(value) < 10**_MOST_FIGURES else "")
        else:
            written = _EXACT.fullmatch(value.replace(" ", "")) if isinstance(value, str) else None
            number = Fraction(written[0] if written else "")
    except (ValueError, ZeroDivisionError) as error:
        raise ValueError('应写成 "1/2" 这样的数') from error
    if number <= 0:
        raise ValueError("应当大于零")
    return number


def _share(value: object) -> Fraction:
    """An exact number from 0 to 1."""
    nought = isinstance(value, str | int) and not isinstance(value, bool) and value in {"0", 0}
    return Fraction(0) if nought else _fraction(value)


def _effect(value: object) -> object:
    """减轻 is for the law alone: no instrument may go below the statutory minimum."""
    if value == Effect.MITIGATED:
        raise ValueError("裁量规定不能自行减轻处罚，低于法定最低额须有法律规定的情节")
    return Effect(value) if isinstance(value, str) and value in set(Effect) else value


Included = Annotated[bool, BeforeValidator(_included)]
Exact = Annotated[Fraction, BeforeValidator(_fraction)]
Share = Annotated[Fraction, BeforeValidator(_share), Field(le=1)]
Clause = Annotated[str, Field(min_length=1, max_length=500)]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,59}$")]
Codes = Annotated[list[Code], Field(max_length=50)]
Texts = Annotated[list[Clause], Field(max_length=50)]
Decree = Annotated[Effect, BeforeValidator(_effect)]


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


class PositionSettings(_Section):
    """Where in a band 从轻 or 从重 lies."""

    range_from: Share | None = None
    range_to: Share | None = None
    to_included: bool = True
    only_high_share: Annotated[Exact, Field(le=1)] | None = None
    only_low_times: Annotated[Exact, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _both_ends(self) -> Self:
        if (self.range_from is None) != (self.range_to is None):
            raise ValueError("range_from 和 range_to 要么都写，要么都不写")
        if self.range_from is not None and self.range_to is not None and self.range_from > self.range_to:
            raise ValueError("range_from 不能大于 range_to")
        return self

    def position(self) -> Position:
        """The position as a value."""
        return Position(
            self.range_from, self.range_to, self.to_included, self.only_high_share, self.only_low_times
        )


class PointSettings(_Section):
    """Which point of a band is recommended."""

    citation: Clause
    range_share: Annotated[Exact, Field(le=1)] | None = None
    only_high_share: Annotated[Exact, Field(le=1)] | None = None
    only_low_times: Annotated[Exact, Field(ge=1)] | None = None
    lighter: PositionSettings | None = None
    heavier: PositionSettings | None = None

    def rule(self) -> PointRule:
        """The rule as a value."""
        return PointRule(
            self.citation,
            self.range_share,
            self.only_high_share,
            self.only_low_times,
            None if self.lighter is None else self.lighter.position(),
            None if self.heavier is None else self.heavier.position(),
        )


class FindingSettings(_Section):
    """A finding that the instrument's own grounds ask for."""

    code: Code
    text: Clause
    clause: Clause
    needs: Texts = []

    def finding(self) -> InstrumentFinding:
        """The finding as a value."""
        return InstrumentFinding(self.code, self.text, self.clause, tuple(self.needs))


class GroundSettings(_Section):
    """A ground of the instrument itself."""

    code: Code
    text: Clause
    clause: Clause
    effect: Decree
    needs: Texts = []
    requires: Codes = []
    requires_any: Codes = []
    excluded: Codes = []
    standards: Texts = []
    lowers: Annotated[list[Share], Field(min_length=2, max_length=2)] | None = None
    raises: bool = False
    at_top: bool = False

    def ground(self) -> InstrumentGround:
        """The ground as a value."""
        return InstrumentGround(
            self.code,
            self.text,
            self.clause,
            self.effect,
            tuple(self.needs),
            tuple(self.requires),
            tuple(self.requires_any),
            tuple(self.excluded),
            tuple(self.standards),
            None if self.lowers is None else (min(self.lowers), max(self.lowers)),
            self.raises,
            self.at_top,
        )


class InstrumentSettings(_Section):
    """What the file says, None where it is silent; its name is the source of a convention without one."""

    convention: ConventionSettings | None = None
    repeat: RepeatSettings | None = None
    heavier_wins: Clause | None = None
    lowest_when_unknown: Clause | None = None
    weight_cap: Clause | None = None
    point: PointSettings | None = None
    name: Clause | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    findings: Annotated[list[FindingSettings], Field(max_length=200)] = []
    grounds: Annotated[list[GroundSettings], Field(max_length=200)] = []
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
            name=self.name or instrument.name,
            valid_from=self.valid_from or instrument.valid_from,
            valid_to=self.valid_to or instrument.valid_to,
            findings=tuple(f.finding() for f in self.findings) or instrument.findings,
            grounds=tuple(g.ground() for g in self.grounds) or instrument.grounds,
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
        written = read_file(path, largest=_LARGEST_FILE).decode("utf-8-sig")
        if max(map(len, written.splitlines()), default=0) > _LONGEST_LINE:
            raise SettingsRefused(path.name, f"设置文件有一行超过 {_LONGEST_LINE} 字，请分成几行后再试。")
        document = tomllib.loads(written)
    except UnicodeDecodeError as error:
        raise SettingsRefused(path.name, "设置文件不是 UTF-8 文本，请另存为 UTF-8 后再试。") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsRefused(path.name, f"设置文件不是有效的 TOML（{error}）。") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of figures; brackets nested deep
        raise SettingsRefused(path.name, "设置文件不像是手写的设置，请对照说明填写。") from error
    try:
        return InstrumentSettings.from_document(document, path.name)
    except ValidationError as error:
        raise SettingsRefused(path.name, _sentence(error)) from error


def _sentence(error: ValidationError) -> str:
    """The first mistake in Chinese: which setting, and what it may be."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])[:_LONGEST_NAME]
    if first["type"] == "extra_forbidden":
        return f"设置“{where}”不认识：请核对拼写。"
    if first["type"] == "missing":
        return f"缺少设置“{where}”。"
    if first["type"] == "literal_error":
        return f"设置“{where}”的值不对，只能是 {first['ctx']['expected'].replace(' or ', ' 或者 ')}。"
    if first["type"] == "value_error":
        return f"设置“{where}”的值不对：{first['ctx']['error']}。"
    return f"设置“{where}”的值不对：请对照说明文件填写。"

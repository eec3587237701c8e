"""The values of a table of discretion standards, as frozen dataclasses.

Money is whole 分 (1 元 = 100 分); multiples and percentages are exact fractions; no float anywhere.
Every value that stands in a workbook carries the cell it was read from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from fractions import Fraction

    from standards_1023.instrument_grounds import InstrumentFinding, InstrumentGround, Position

FEN_PER_YUAN = 100


class MeasureKind(StrEnum):
    """处罚种类 (行政处罚法 第九条), the orders that tables print beside them, and 不予处罚."""

    FINE = "fine"
    CONFISCATE = "confiscate"
    WARNING = "warning"
    CRITICISM = "criticism"
    NO_PENALTY = "no_penalty"
    SUSPEND_PRODUCTION = "suspend_production"
    CLOSE = "close"
    SUSPEND_LICENCE = "suspend_licence"
    REVOKE_LICENCE = "revoke_licence"
    DOWNGRADE = "downgrade"
    BAR = "bar"
    DETENTION = "detention"
    ORDER = "order"
    OTHER = "other"


class Effect(StrEnum):
    """不予处罚, 可以不予处罚, 减轻, 从轻, 从重 (行政处罚法 第三十条至第三十三条、第四十九条)."""

    NO_PENALTY = "no_penalty"
    MAY_WAIVE = "may_waive"
    MITIGATED = "mitigated"
    LIGHTER = "lighter"
    HEAVIER = "heavier"


class Subject(StrEnum):
    """Whom a measure is for."""

    UNIT = "unit"
    RESPONSIBLE_PERSON = "responsible_person"
    INDIVIDUAL = "individual"


class AmountUnit(StrEnum):
    """What the bounds of an amount count: 分, a multiple of a base, % of a base, 分 for each unit."""

    YUAN = "yuan"
    TIMES = "times"
    PERCENT = "percent"
    YUAN_PER = "yuan_per"

    @property
    def is_money(self) -> bool:
        """Whether the bounds are 分."""
        return self in {AmountUnit.YUAN, AmountUnit.YUAN_PER}

    @property
    def needs_base(self) -> bool:
        """Whether the amount is a share or multiple of a named base."""
        return self in {AmountUnit.TIMES, AmountUnit.PERCENT}


class Model(StrEnum):
    """How a standard finds its band."""

    GRADES = "grades"
    MATRIX = "matrix"
    WEIGHTS = "weights"


class Axis(StrEnum):
    """The two axes of a matrix."""

    SEVERITY = "severity"
    CONSEQUENCE = "consequence"


class FactorKind(StrEnum):
    """What an officer enters for a factor."""

    OPTION = "option"
    NUMBER = "number"
    COUNT = "count"
    YES_NO = "yes_no"


class ProblemSeverity(StrEnum):
    """An error stops the cell it names from being applied; a warning asks a person to look."""

    ERROR = "error"
    WARNING = "warning"


class ProblemReach(StrEnum):
    """What a problem is of: its cell, all of its sheet, or the whole workbook."""

    CELL = "cell"
    SHEET = "sheet"
    WORKBOOK = "workbook"


@dataclass(frozen=True, slots=True)
class Range:
    """An interval of exact numbers; None is a limit that is not named."""

    low: Fraction | None
    high: Fraction | None
    low_included: bool = True
    high_included: bool = True

    def contains(self, number: Fraction) -> bool:
        """Whether the number lies in the interval."""
        if self.low is not None and (number < self.low or (number == self.low and not self.low_included)):
            return False
        return self.high is None or number < self.high or (number == self.high and self.high_included)

    def lies_within(self, outer: Range) -> bool:
        """Whether every number of this interval lies in the outer one (an unnamed limit is no limit)."""
        if outer.low is not None:
            if self.low is None or self.low < outer.low:
                return False
            if self.low == outer.low and self.low_included and not outer.low_included:
                return False
        if outer.high is not None:
            if self.high is None or self.high > outer.high:
                return False
            if self.high == outer.high and self.high_included and not outer.high_included:
                return False
        return True

    @property
    def is_point(self) -> bool:
        """Whether the interval is one number."""
        return self.low is not None and self.low == self.high

    @property
    def is_empty(self) -> bool:
        """Whether no number lies in it: limits the wrong way round, or equal and not both included."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (
            self.low == self.high and not (self.low_included and self.high_included)
        )


@dataclass(frozen=True, slots=True)
class Quantity:
    """An interval of a measured thing: 超标 3 倍以上 8 倍以下, 两年内被处罚 2 次.

    `range` is in `unit` as printed (元 for money); `measured` is the printed words before the number
    or None; `period` is the printed period in which occurrences are counted, or None.
    """

    range: Range
    unit: str
    measured: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of the ways in which a condition is met: its words, and the quantity when they can be read."""

    text: str
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a factor, in the words of the table, with what of it can be computed.

    `alternatives` is empty for a plain option (chosen as printed), has one entry for a single quantity and
    several where any one of them suffices. `spanning` marks a condition that stretches over several factors.
    """

    text: str
    cell: str
    alternatives: tuple[Alternative, ...] = ()
    spanning: bool = False

    @property
    def quantity(self) -> Quantity | None:
        """The quantity of a condition that is one quantity and nothing else."""
        return self.alternatives[0].quantity if len(self.alternatives) == 1 else None


@dataclass(frozen=True, slots=True)
class Factor:
    """裁量因素: a column of conditions, in the order in which the table prints them."""

    name: str
    kind: FactorKind
    conditions: tuple[Condition, ...]
    axis: Axis | None = None
    cell: str = ""

    def condition(self, text: str) -> Condition:
        """The condition with these printed words; KeyError if the factor has none."""
        for condition in self.conditions:
            if condition.text == text:
                return condition
        raise KeyError(text)


@dataclass(frozen=True, slots=True)
class Measure:
    """One penalty or order of a clause.

    `amount` is in 分 when `unit.is_money`, else the multiple or the number before %. `optional` is 可以
    or 可以并处; `trigger` is the printed condition inside the clause (逾期不改正的); `computed` is False
    where the clause carries a formula that the program does not work out; `applies` is the trigger as a
    quantity where it measures money (违法所得不足一万元的). `base_min` is in 分: a smaller base counts as
    this much (违法所得不足一万元的，按一万元计算).
    """

    kind: MeasureKind
    text: str
    subject: Subject | None = None
    unit: AmountUnit | None = None
    amount: Range | None = None
    base: str | None = None
    per: str | None = None
    optional: bool = False
    trigger: str | None = None
    computed: bool = True
    applies: Quantity | None = None
    base_min: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row (grades, long matrix) or one cell (crossed matrix) of bands.

    `when` has (factor name, condition text as printed) pairs; a factor that is not asked is left out.
    """

    row: int
    cell: str
    when: tuple[tuple[str, str], ...]
    text: str
    measures: tuple[Measure, ...]
    grade: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class WeightOption:
    """One weighted option of a weighted sum; `percent` is the number before %."""

    factor: str
    option: str
    percent: Fraction
    row: int
    cell: str


@dataclass(frozen=True, slots=True)
class WeightMaximum:
    """What the sum of weights is multiplied with: 分 (yuan), a multiple or a percentage of a named base.

    `base_min` is in 分: a smaller base counts as this much.
    """

    amount: Fraction
    unit: AmountUnit
    base: str | None = None
    base_min: Fraction | None = None


@dataclass(frozen=True, slots=True)
class WeightGroup:
    """One weighted sum of a standard; percents are the numbers before %, None where not printed."""

    group: str | None
    subject: Subject | None
    start_percent: Fraction | None
    floor_percent: Fraction | None
    cap_percent: Fraction | None
    options: tuple[WeightOption, ...]
    maximum: WeightMaximum | None
    start_cell: str = ""


@dataclass(frozen=True, slots=True)
class Standard:
    """裁量基准 of one violation."""

    sheet: str
    cell: str
    code: str
    violation: str
    model: Model
    basis: tuple[str, ...] = ()
    violated: tuple[str, ...] = ()
    statutory: tuple[Measure, ...] = ()
    statutory_cell: str | None = None
    factors: tuple[Factor, ...] = ()
    rows: tuple[Row, ...] = ()
    weights: tuple[WeightGroup, ...] = ()
    notes: str = ""

    def factor(self, name: str) -> Factor:
        """The factor of this name; KeyError if there is none."""
        for factor in self.factors:
            if factor.name == name:
                return factor
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a workbook that a person must know of, at its cell."""

    sheet: str
    cell: str
    severity: ProblemSeverity
    message: str
    reach: ProblemReach = ProblemReach.CELL

    def is_at(self, sheet: str, cell: str) -> bool:
        """Whether it is a problem of what stands in a cell."""
        if self.reach is ProblemReach.WORKBOOK:
            return True
        return self.sheet == sheet and (self.reach is ProblemReach.SHEET or self.cell == cell)


@dataclass(frozen=True, slots=True)
class Convention:
    """Whether 以上 and 以下 include the number itself, and where that is said.

    Default: both do (民法典 第一千二百五十九条).
    """

    above_included: bool = True
    below_included: bool = True
    source: str = "default"


@dataclass(frozen=True, slots=True)
class RepeatRule:
    """How earlier acts or penalties are counted.

    `window_months` back from `anchor` ("act_date": the day of this act); `counts` is "act" or "penalty";
    `includes_current` says whether this act is itself one of them; `citation` is where that is said.
    """

    window_months: int | None = None
    anchor: str = "act_date"
    counts: str | None = None
    includes_current: bool | None = None
    citation: str = ""


@dataclass(frozen=True, slots=True)
class PointRule:
    """Which point of the band is recommended, with its clause.

    Where no circumstance moves it: `range_share` is the place between low and high (1/2 is the middle);
    `only_high_share` multiplies an upper limit that stands alone, `only_low_times` a lower one; None where
    the instrument has no such rule. `lighter` and `heavier` are the places for 从轻 and 从重.
    """

    citation: str
    range_share: Fraction | None = None
    only_high_share: Fraction | None = None
    only_low_times: Fraction | None = None
    lighter: Position | None = None
    heavier: Position | None = None


@dataclass(frozen=True, slots=True)
class Instrument:
    """裁量规定: the settings under which a workbook's tables are to be read and applied.

    `valid_from` and `valid_to` are the first and the last day on which decisions may rest on it.
    """

    convention: Convention = field(default_factory=Convention)
    repeat: RepeatRule = field(default_factory=RepeatRule)
    heavier_wins: str | None = None
    """The clause by which a value that falls into two grades is assessed in the heavier; None: refused."""
    lowest_when_unknown: str | None = None
    """The clause by which a factor that cannot be found out takes its lowest grade; None: refused."""
    weight_cap: str | None = None
    """The clause by which a sum of weights counts as 100 % at most; None: only where a table says so."""
    point: PointRule | None = None
    name: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    findings: tuple[InstrumentFinding, ...] = ()
    grounds: tuple[InstrumentGround, ...] = ()


@dataclass(frozen=True, slots=True)
class RecognisedColumn:
    """What a column of a table was taken for, and how sure that is (0–100)."""

    sheet: str
    header_row: int
    column: int
    heading: str
    role: str
    score: int


@dataclass(frozen=True, slots=True)
class Settled:
    """A cell that was read by a settlement: what it prints, what it was read as, who settled that and when.

    For a column it is the cell of its heading, `printed` the headings and `meaning` the role's word.
    """

    sheet: str
    cell: str
    printed: str
    meaning: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class StandardsWorkbook:
    """What a workbook of standards says, whole."""

    name: str
    sha256: str
    instrument: Instrument
    standards: tuple[Standard, ...]
    problems: tuple[Problem, ...]
    columns: tuple[RecognisedColumn, ...] = ()
    settled: tuple[Settled, ...] = ()

    @property
    def edition(self) -> str:
        """The name under which an assessment straight from this workbook cites it."""
        return f"workbook:{self.sha256[:12]}"

    def errors_at(self, sheet: str, cell: str) -> Iterator[Problem]:
        """The errors named at a cell: nothing may be decided from it."""
        for problem in self.problems:
            if problem.severity is ProblemSeverity.ERROR and problem.is_at(sheet, cell):
                yield problem

"""The answers of the API as types: they document what `service/*_json.py` builds; tests compare."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

Number = int | float | str | None
"""Yuan, a multiple or a percentage; a number without a finite decimal is a fraction string ("100/3")."""


class Answer(BaseModel):
    """An answer has these members and no others."""

    model_config = ConfigDict(extra="forbid")


class Measure(Answer):
    """处罚措施: one penalty or order."""

    kind: str = Field(description="fine、confiscate、warning、no_penalty……")
    subject: str | None = Field(description="unit、responsible_person、individual")
    min: Number
    max: Number
    min_included: bool | None
    max_included: bool | None
    unit: str | None = Field(description="yuan、times、percent、yuan_per")
    base: str | None
    per: str | None
    optional: bool
    trigger: str | None
    text: str
    base_min: Number = Field(default=None, description="元：基数不足此数的，按此数计算")
    computed: bool = Field(default=True, description="false：文字里另有公式或限额没有计算，须人工核定")


class Recommended(Answer):
    """A point, or a part of the band, that the instrument recommends."""

    measure: int = Field(description="measures 中的第几个，从 0 起")
    point: Number = None
    min: Number = None
    max: Number = None
    min_included: bool | None = None
    max_included: bool | None = None
    rule: str


class Reason(Answer):
    """One step of the reasoning with its article or cell."""

    text: str
    citation: str


class Duty(Answer):
    """A duty of procedure; `verified` is false where its source could not be read."""

    code: str
    text: str
    citation: str
    verified: bool


class Considered(Answer):
    """What became of a circumstance."""

    code: str
    of: str | None
    outcome: str
    because: list[str]


class Step(Answer):
    """One step of the amount; replayed in order the steps give `measures`."""

    action: str
    before: Measure | None
    after: Measure | None
    cause: str
    citation: str


class ComparedEdition(Answer):
    """One of two editions with the band of its table; empty lists where the table gives none."""

    edition: str
    edition_number: int
    in_force_from: date | None
    name: str = Field(description="基准在这一版中的名称")
    measures: list[Measure]
    words: list[str] = Field(description="measures 写成文字")
    cells: list[str] = Field(description="幅度所在的单元格")


class Compared(Answer):
    """Act and decision fall under different editions: both, and what decided."""

    decided_by: str = Field(description="law：适用哪一部法律决定了版本；bands：比较两版的幅度")
    taken: ComparedEdition
    other: ComparedEdition


class AssessmentAnswer(Answer):
    """裁量结果: the band, the edition that it rests on, and why."""

    name: str = Field(description="在版本中唯一的名称")
    department: str
    violation: str
    edition_in_force_from: date | None
    edition_in_force_until: date | None = Field(description="不含这一天；null 为现行")
    other_edition: str | None = Field(description="比较过而没有采用的版本")
    compared: Compared | None = Field(default=None, description="只问一个版本的为 null")
    standard: str
    edition: str
    severity: str | None
    consequence: str | None
    grade: str | None
    group: str | None
    measures: list[Measure]
    statutory: list[Measure]
    recommended: list[Recommended]
    reasons: list[Reason]
    duties: list[Duty]
    trace: list[str] = Field(description="规则编号，按触发的顺序")
    considered: list[Considered]
    steps: list[Step]


class Quantity(Answer):
    """Limits of a condition, null where it is an option chosen as printed."""

    option: str
    min: Number
    max: Number
    min_included: bool | None
    max_included: bool | None
    unit: str | None
    measured: str | None
    period: str | None


class Condition(Quantity):
    """A condition at its cell; several ways to meet it stand under `any_of`."""

    any_of: list[Quantity]
    cell: str


class Factor(Answer):
    """裁量因素."""

    name: str
    axis: str | None
    kind: str
    conditions: list[Condition]


class Row(Answer):
    """One row, or one cell of a matrix."""

    row: int
    cell: str
    when: dict[str, str]
    grade: str | None
    group: str | None
    text: str
    measures: list[Measure]


class WeightOption(Answer):
    """One weighted option; `percent` is the number before %."""

    factor: str
    option: str
    percent: Number
    row: int


class WeightMaximum(Answer):
    """What the sum of weights is multiplied with."""

    min: Number
    max: Number
    unit: str
    base: str | None
    base_min: Number


class Weights(Answer):
    """One weighted sum."""

    group: str | None
    subject: str | None
    start_percent: Number
    floor_percent: Number
    cap_percent: Number
    options: list[WeightOption]
    maximum: WeightMaximum | None


class StandardAnswer(Answer):
    """裁量基准 whole, with the file and the cell that it was read from."""

    name: str
    edition: str
    department: str
    workbook: str
    sha256: str
    cell: str
    sheet: str
    code: str
    violation: str
    basis: list[str]
    violated: list[str]
    statutory: list[Measure]
    model: str
    factors: list[Factor]
    rows: list[Row]
    weights: list[Weights] | None
    notes: str


class Found(Answer):
    """Where in a standard the search hit, beside code, violation and basis."""

    of: str = Field(description="条件、处罚、法定幅度……")
    cell: str | None
    text: str


class StandardListed(Answer):
    """裁量基准 as a list shows it."""

    name: str
    department: str
    code: str
    violation: str
    model: str
    basis: list[str]
    factors: list[str]
    sheet: str
    cell: str
    highest_fine: Number = Field(description="元：幅度和法定幅度里最高的一个；null 为没有以元写明的上限")
    found: list[Found]


class Paged(Answer):
    """One page of a list; `total` counts all."""

    page: int
    size: int
    total: int


class StandardList(Paged):
    """Standards of one edition."""

    edition: str
    standards: list[StandardListed]


class DepartmentAnswer(Answer):
    """A department's workbook in an edition."""

    department: str
    file: str
    sha256: str
    standards: int
    errors: int
    warnings: int


class EditionAnswer(Answer):
    """A published edition; its end is exclusive."""

    number: int
    edition: str
    state: str
    digest: str | None
    in_force_from: date | None
    in_force_until: date | None
    standards: int
    departments: list[DepartmentAnswer]


class EditionList(Paged):
    """Published editions, the newest first."""

    editions: list[EditionAnswer]


class ChangeAnswer(Answer):
    """One difference between two editions."""

    department: str
    standard: str
    what: str
    before: str | None
    after: str | None
    cells: list[str | None]


class DiffAnswer(Paged):
    """What changed from one edition to another."""

    before: str
    after: str
    changes: list[ChangeAnswer]


class CircumstanceArticle(Answer):
    """An article that a circumstance rests on; `until` is exclusive."""

    citation: str
    since: date | None
    until: date | None
    verified: bool


class Lead(Answer):
    """What several circumstances together are."""

    all_of: list[str]
    to: str


class CircumstanceAnswer(Answer):
    """情节: what it does, where it stands, and what has to be proved."""

    code: str
    text: str
    effect: str | None
    article: str | None
    verified: bool
    articles: list[CircumstanceArticle]
    needs: list[str]
    leads_to: list[Lead]
    excluded_by: list[str]
    whose: str
    environment_only: bool


class CircumstanceList(Answer):
    """The circumstances of the law, and those of a standard's instrument."""

    circumstances: list[CircumstanceAnswer]


class Readiness(Answer):
    """Whether this process can answer."""

    ready: bool
    edition: str | None = Field(description="今天施行的版本")
    publication: int | None = Field(description="读到第几次发布")
    database: str = Field(description="ok，或者现在读不到数据库的原因")
    detail: str


class ProblemKind(Answer):
    """What a problem's code means."""

    code: str
    status: int
    title: str
    next_step: str

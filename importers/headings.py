"""What a column is, by what its heading means and by what its cells look like, with a score."""

# ruff: noqa: PLR2004 - shares and lengths that a look is judged by stand where they are used

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from importers.clauses import subject_of
from importers.intervals import find_interval
from standards_1023.numerals import read_percent
from standards_1023.text import normalised
from standards_1023.values import Convention

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from standards_1023.values import Subject


class Role(StrEnum):
    """What a column of a table of standards holds, in the words that people use for it."""

    CODE = "序号"
    LAW = "法规名称"
    VIOLATION = "违法行为"
    VIOLATED = "违反条款"
    BASIS = "处罚依据"
    STATUTORY = "法定幅度"
    GRADE = "裁量阶次"
    FACTOR = "裁量因素"
    PENALTY = "处罚标准"
    LOW = "下限"
    HIGH = "上限"
    ELEMENT = "裁量要素"
    WEIGHT = "权重"
    SUBJECT = "处罚对象"
    AUTHORITY = "执法主体"
    KINDS = "处罚种类"
    NOTE = "备注"


# 对单位, 对直接负责的主管人员和其他直接责任人员的处罚: a penalty column named by whom it is for.
_WHO = (
    r"(?:(?:违法|违规|责任|生产经营|建设|施工|监理|设计|排污|经营|主要|直接|直接负责的|相关|其他|有关|从业|主管|负有责任的|当事)*"
    r"(?:单位|个人|企业|公民|机构|组织|法人|个体工商户|人员|负责人|责任人|当事人|经营者))"
)
_AGAINST = rf"^对{_WHO}(?:(?:和|及其?|、|或者?){_WHO})*的?(?:处罚|罚款|处理)?(?:标准|幅度|金额)?$"
# A heading that names one kind of penalty: only below or beside other headings, for body cells say the same.
_KIND_HEADING = re.compile(
    r"^(?:(?:给予|并处|处以?|责令)?(?:警告|没收.{0,12}|吊销.{0,8}|暂扣.{0,8}|责令.{0,8}|通报批评|停产停业|拘留)|其他(?:行政)?(?:处罚|措施|处理)?(?:种类)?|(?:单位|个人|企业))$"
)
_HEADINGS: tuple[tuple[Role, str, float], ...] = (
    (
        Role.CODE,
        r"^(?:序|项号|No\.?|条目|号|(?:项目|事项|职权|权责|权力|权责清单|行政权力|处罚事项|违法行为|裁量|基准|标准|案由|行为|职权事项|权力事项)?(?:序号|编号|编码|代码))$",
        1.0,
    ),
    (Role.NOTE, r"^(?:备注|说明|附注|注|注释|其他说明|适用说明|有关说明|备注说明)$", 1.0),
    (
        Role.AUTHORITY,
        r"执法主体|实施主体|执法部门|承办|责任单位|执法层级|实施机构|行使层级|处罚机关|实施机关|执法机关|主管部门|^部门$|权限",
        0.9,
    ),
    (
        Role.VIOLATED,
        r"违反(?:的)?(?:条款|规定|法条|依据|法律|条文)|违法依据|禁止性|义务性?条款|定性依据|违反的法律|义务规定|违则",
        1.0,
    ),
    (
        Role.LAW,
        r"^(?:法规规章|法律法规|法规名称|法律名称|适用法律|法律法规名称|法规|法律|规章名称|依据名称|法律法规规章(?:名称)?|法律、法规、规章(?:名称)?)$",
        0.9,
    ),
    (Role.KINDS, r"^(?:行政)?处罚(?:的)?(?:种类|类别|类型)$", 0.9),
    (
        Role.STATUTORY,
        r"法定(?:处罚|罚款)?(?:的)?(?:种类|幅度|罚则|标准|额度|范围|处罚)|处罚(?:的)?种类(?:及|和|、|与)?(?:处罚)?幅度|处罚内容|法律责任|处罚规定|法律规定",
        1.0,
    ),
    (
        Role.BASIS,
        r"(?:处罚|设定|法律|法定|实施|执法|法规|职权|行政处罚|裁量|适用|违法行为及)(?:的)?(?:依据|条款|条文|法条|法律)|罚则|^依据$|法律条款",
        1.0,
    ),
    (
        Role.VIOLATION,
        r"^(?:具体)?违法(?:违规)?(?:行为|事项|种类|事实)(?:种类|名称|类型|内容|描述|事项|表现形式)?$|处罚事项|^案由$|事项名称|处罚项目|项目名称|^行为$|^事项$|^项目$|违法行为事项|处罚案由|行政处罚行为",
        1.0,
    ),
    (Role.WEIGHT, r"权重|百分值|分值|裁量百分|^比例$|^系数$|加权", 1.0),
    (Role.ELEMENT, r"裁量要素|裁量因子|考量因素|评价指标|裁量指标", 0.9),
    (Role.LOW, r"下限|最低(?:限|额|值|罚款)?$", 0.9),
    (Role.HIGH, r"上限|最高(?:限|额|值|罚款)?$", 0.9),
    (
        Role.PENALTY,
        (
            r"处罚标准|裁量标准|裁量幅度|处罚幅度|罚款|处罚基准|裁量基准|具体标准|^处罚$|处罚结果|裁量结果|自由裁量|量罚|裁量额度|处罚措施|裁量范围|处理标准|"
            r"处罚裁量|处罚额度|罚金|处罚档次及标准|其他处罚|处罚决定|执行标准|裁量处罚|建议处罚|处罚意见|适用处罚|处罚方式|^数额$"
        ),
        0.9,
    ),
    (Role.PENALTY, _AGAINST, 0.9),
    (Role.SUBJECT, r"处罚对象|违法主体|当事人|适用对象|^主体$|^对象$|被处罚人", 0.9),
    (
        Role.GRADE,
        r"阶次|等级|档次|^档$|层级|^情节$|情节程度|情节轻重|违法程度|违法情节|轻重程度|程度$|^类别$|裁量档|情节分类|情节类别|级别|违法后果等级",
        0.8,
    ),
    (
        Role.FACTOR,
        r"适用条件|情节|情形|表现|认定标准|判断标准|条件$|裁量因素|后果|危害|影响|情况|程度|区域|数量|时间|类型|类别|规模|面积|次数|金额|因素",
        0.7,
    ),
)
_UNIT = re.compile(r"[(（\[]?(?:单位[:：为]?)?(?P<unit>万元|元|倍|%|百分比)[)）\]]?$")
_GRADE_WORDS = re.compile(
    r"^(?:违法)?(?:情节|行为|程度|后果|危害)?(?:属于?|为)?(?:不予处罚|不予行政处罚|免予处罚|免罚|从轻|减轻|从重|首违不罚|轻微不罚|首违免罚|(?:特别|非常|极其|较为|比较)?"
    r"(?:轻微|较轻|轻|一般|中等|普通|较重|重|严重|较大|重大|特大|恶劣|较严重|特别严重))"
    r"(?:情节|情形|违法(?:行为)?|处罚|档次?|级|程度|后果|危害|行为|的)*$"
    r"|^第?[一二三四五六七八九十\d]+(?:档次?|级|阶|阶次|等|挡|类)(?:次)?$|^[A-EＡ-Ｅ](?:档|级|类)?$|^[ⅠⅡⅢⅣⅤIV]+(?:级|档|类)?$"
    r"|^情节.{0,8}(?:轻微|较轻|一般|较重|严重)(?:情节|的)?$"
)
_CITATION = re.compile(r"《[^》]+》|第[一二三四五六七八九十百零〇\d]+条")
_PENALTY_WORDS = re.compile(
    r"罚款|警告|没收|吊销|责令|不予处罚|不予行政处罚|暂扣|通报批评|停产|拘留|免予处罚|降低资质"
)
_CODE_LOOK = re.compile(r"^[A-Za-z§]*[-\dA-Za-z.()一二三四五六七八九十、§]{1,14}$")
_ANY = Convention()
_LONGEST = 45


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its headings from top to bottom, what it holds, and how sure that is (0–100)."""

    index: int
    headings: tuple[str, ...]
    role: Role
    score: int
    unit: str | None = None
    subject: Subject | None = None

    @property
    def name(self) -> str:
        """The lowest heading: the name under which facts are asked."""
        return self.headings[-1] if self.headings else f"第{self.index}列"


def heading_role(text: str) -> tuple[Role, float] | None:
    """What a heading means by its words alone, with a strength up to 1, or None."""
    plain = bare_heading(text)
    if not plain or len(plain) > _LONGEST or re.search(r"[。=]", plain):
        return None
    for role, pattern, strength in _HEADINGS:
        if re.search(pattern, plain):
            return role, strength if len(plain) <= 14 else strength - 0.2
    return None


def bare_heading(text: str) -> str:
    """A heading without its unit in brackets and its colon."""
    plain = normalised(text).rstrip(":")
    return re.sub(r"\((?:单位[:为]?)?(?:万元|元|人民币|倍|%)+\)|单位[:为](?:万元|元)", "", plain)


def heading_unit(texts: Sequence[str]) -> str | None:
    """The unit that a heading gives its column: 罚款（万元）."""
    for text in reversed(texts):
        found = re.search(
            r"\((?:单位[:为]?)?(?:人民币)?(万元|元|倍|%)\)|单位[:为](万元|元)|^(?:罚款|金额)?(万元)$",
            normalised(text),
        )
        if found:
            return found[1] or found[2] or found[3]
    return None


def is_grade_word(text: str) -> bool:
    """Whether a text is a bare grade such as 情节较轻, 第二档, 严重."""
    return _GRADE_WORDS.match(normalised(text).strip("。:;,")) is not None


def looks_like_penalty(text: str) -> bool:
    """Whether a cell's text prints penalties or an amount of money and nothing else."""
    plain = normalised(text)
    if _PENALTY_WORDS.search(plain):
        return True
    interval = find_interval(plain, _ANY)
    if interval is None or interval.unit not in {"元", "倍", None}:
        return False
    return interval.unit == "元" and interval.end - interval.start >= len(plain) - 4


def looks(role: Role, texts: Sequence[str], unit: str | None = None) -> float:
    """The share (0–1) of a column's distinct cell texts that look like what the role holds.

    Under a heading with a `unit` a bare number is an amount.
    """
    filled = [t for t in texts if t.strip() and not re.fullmatch(r"[-—/〃″\"]+|同上|同左", normalised(t))]
    if not filled:
        return 0.0
    bare = unit is not None and role is Role.PENALTY
    return sum(_looks_one(role, t) or (bare and _is_bare_amount(t)) for t in filled) / len(filled)


def _looks_one(role: Role, text: str) -> bool:  # noqa: PLR0911 - one return a role
    plain = normalised(text)
    if role is Role.CODE:
        return _CODE_LOOK.match(plain) is not None
    if role in {Role.BASIS, Role.VIOLATED, Role.LAW}:
        return _CITATION.search(plain) is not None
    if role is Role.STATUTORY:
        return _PENALTY_WORDS.search(plain) is not None
    if role is Role.PENALTY:
        return (
            looks_like_penalty(text)
            or re.search(r"(?:倍|%)(?:以[上下])?的?(?:\(含本数\))?$", plain) is not None
        )
    if role is Role.GRADE:
        return is_grade_word(text)
    if role is Role.WEIGHT:
        return read_percent(plain) is not None or re.fullmatch(r"\d+(?:\.\d+)?", plain) is not None
    if role in {Role.LOW, Role.HIGH}:
        return re.search(r"\d|[一二三四五六七八九十]", plain) is not None and len(plain) <= 16
    if role is Role.VIOLATION:
        return len(plain) >= 6 and _PENALTY_WORDS.search(plain) is None
    if role is Role.FACTOR:
        return _PENALTY_WORDS.search(plain) is None
    return True


def judge_column(index: int, headings: tuple[str, ...], texts: Sequence[str]) -> Column:
    """The column's role: what its headings mean, weighed with what its cells look like.

    `texts` are the distinct cell texts below the heading. A heading that means nothing known makes a factor,
    unless the cells speak clearly for something else.
    """
    candidates: dict[Role, float] = {}
    for text in headings:
        meant = heading_role(text)
        if meant is not None:
            candidates[meant[0]] = max(candidates.get(meant[0], 0), meant[1])
    unit = heading_unit(headings)
    scored = {role: 0.6 * strength + 0.4 * looks(role, texts, unit) for role, strength in candidates.items()}
    lowest = heading_role(headings[-1]) if headings else None
    if lowest is not None and lowest[0] in {Role.LOW, Role.HIGH}:
        scored.pop(Role.PENALTY, None)  # 罚款幅度 above 下限 and 上限
    _settle_ambiguous(scored, texts)
    if not scored or max(scored.values()) < 0.55:
        for role in (Role.PENALTY, Role.GRADE, Role.WEIGHT):
            if (share := looks(role, texts)) >= 0.6:
                scored[role] = max(scored.get(role, 0), 0.3 + 0.4 * share)
    if not scored:
        scored[Role.FACTOR] = 0.4 + 0.2 * looks(Role.FACTOR, texts)
    role = max(scored, key=lambda r: scored[r])
    return _column(index, headings, role, round(100 * scored[role]))


def _column(index: int, headings: tuple[str, ...], role: Role, score: int) -> Column:
    subject = next((s for s in (subject_of(bare_heading(h)) for h in reversed(headings)) if s), None)
    in_penalty = role in {Role.PENALTY, Role.LOW, Role.HIGH}
    return Column(index, headings, role, score, heading_unit(headings), subject if in_penalty else None)


def names_kind(text: str) -> bool:
    """Whether a heading names one kind of penalty or one subject only: 警告, 没收, 其他处罚, 单位."""
    return _KIND_HEADING.match(bare_heading(text)) is not None


def reconcile(
    columns: Sequence[Column], texts: Mapping[int, Sequence[str]], *, kinds_vary: bool
) -> list[Column]:
    """The columns judged together: what a column is depends on what its neighbours are.

    `texts` are the distinct texts by column; `kinds_vary` says whether 处罚种类 differs from row to row.
    """
    result = list(columns)
    outcome = [c for c in result if c.role in {Role.PENALTY, Role.LOW, Role.HIGH, Role.WEIGHT}]
    for n, column in enumerate(result):
        if column.role is Role.KINDS and (not outcome or kinds_vary):
            result[n] = _column(column.index, column.headings, Role.PENALTY, 70)
        elif column.role is not Role.PENALTY and _is_kind_column(column, outcome, texts[column.index]):
            result[n] = _column(column.index, column.headings, Role.PENALTY, 80)
    result = [_below_one_heading(c, result, texts) for c in result]
    result = [_second_violation(c, result, texts) for c in result]
    if not outcome:
        result = [_amounts(c, texts[c.index]) for c in result]
    conditions = [c for c in result if c.role in {Role.FACTOR, Role.GRADE, Role.ELEMENT}]
    if len(conditions) > 1:
        result = [_consequence(c) for c in result]
    return result


def _second_violation(
    column: Column, columns: Sequence[Column], texts: Mapping[int, Sequence[str]]
) -> Column:
    """违法行为 merged over two columns: the second says which of its forms."""
    left = next((c for c in columns if c.index == column.index - 1), None)
    own = set(texts[column.index]) - set(texts.get(column.index - 1, ()))
    if own and column.role is Role.VIOLATION and left is not None and left.headings == column.headings:
        return _column(column.index, column.headings, Role.FACTOR, column.score)
    return column


def _below_one_heading(
    column: Column, columns: Sequence[Column], texts: Mapping[int, Sequence[str]]
) -> Column:
    """裁量标准 merged over grade, condition and penalty: the column that prints penalties is the penalty."""
    if column.role is not Role.PENALTY or looks(Role.PENALTY, texts[column.index], column.unit) >= 0.2:
        return column
    twins = [c for c in columns if c.headings == column.headings and c.index != column.index]
    if not any(looks(Role.PENALTY, texts[c.index], c.unit) >= 0.8 for c in twins):
        return column
    role = Role.GRADE if looks(Role.GRADE, texts[column.index]) >= 0.6 else Role.FACTOR
    return _column(column.index, column.headings, role, 65)


def _is_kind_column(column: Column, outcome: Sequence[Column], texts: Sequence[str]) -> bool:
    """警告 | 罚款 | 其他 below 处罚种类, or beside a column of penalties, with penalties or ticks below."""
    if not column.headings or not names_kind(column.name):
        return False
    filled = [t for t in texts if not re.fullmatch(r"[-/无]+|同上|同左", normalised(t))]
    fits = all(is_tick(t) or looks_like_penalty(t) or _is_bare_amount(t) for t in filled)
    under = any((heading_role(h) or (None,))[0] in {Role.PENALTY, Role.KINDS} for h in column.headings[:-1])
    return under or (bool(filled) and fits and any(c.index != column.index for c in outcome))


def is_tick(text: str) -> bool:
    """√ in a column of one kind of penalty: it is given."""
    return re.fullmatch(r"[√✓✔☑●■★]|是|有|给予|并处", normalised(text)) is not None


def _amounts(column: Column, texts: Sequence[str]) -> Column:
    """Where no heading speaks of penalties, a column of amounts is one: it is headed by a level."""
    filled = [t for t in texts if not re.fullmatch(r"[-/无]+|同上|同左", normalised(t))]
    penalties = sum(looks_like_penalty(t) for t in filled)
    if column.role not in {Role.FACTOR, Role.GRADE} or not filled or penalties < 0.8 * len(filled):
        return column
    return _column(column.index, column.headings, Role.PENALTY, 75)


def _consequence(column: Column) -> Column:
    """危害后果 with levels 轻微, 严重 beside other conditions is a factor, not the grade."""
    if column.role is Role.GRADE and re.search(r"后果|危害|影响", column.name) and "等级" not in column.name:
        return _column(column.index, column.headings, Role.FACTOR, column.score)
    return column


def _is_bare_amount(text: str) -> bool:
    """1-3, 0.5, 500以上1000以下 under a heading that gives the unit."""
    return (
        re.fullmatch(r"[\d.,]+(?:以[上下])?(?:[-至到][\d.,]+|[\d.,]+以下)?(?:\(含\))?", normalised(text))
        is not None
    )


def _settle_ambiguous(scored: dict[Role, float], texts: Sequence[str]) -> None:
    """违法程度, 情节, 类别 head grades or factors, 裁量标准 heads penalties or grades: the cells decide."""
    grade_share = looks(Role.GRADE, texts)
    if Role.GRADE in scored and grade_share < 0.6:
        scored.pop(Role.GRADE)
        scored[Role.FACTOR] = max(scored.get(Role.FACTOR, 0), 0.75)
    if Role.FACTOR in scored and grade_share >= 0.8:
        scored[Role.GRADE] = 0.9
    if Role.FACTOR in scored and looks(Role.PENALTY, texts) >= 0.8 and looks(Role.FACTOR, texts) < 0.3:
        scored[Role.PENALTY] = 0.7
        scored.pop(Role.FACTOR)
    if (
        Role.PENALTY in scored
        and texts
        and looks(Role.PENALTY, texts) < 0.2
        and looks(Role.WEIGHT, texts) >= 0.6
    ):
        scored[Role.WEIGHT] = 0.8
    if Role.STATUTORY in scored and Role.PENALTY in scored:
        scored[Role.STATUTORY] += 0.1
    if Role.VIOLATION in scored and Role.BASIS in scored and looks(Role.BASIS, texts) >= 0.6:
        scored.pop(Role.VIOLATION)

"""What a heading of a table of past decisions means by its words alone, with how sure that is."""

from __future__ import annotations

import re
from functools import lru_cache

from casework.audit_rows import DecisionRole
from importers.headings import bare_heading
from standards_1023.text import normalised

SURE = 70
"""From this score on a column is used without being asked for."""
CERTAIN, _WITHIN = 100, 80
_LONGEST = 30

_PERSONS = r"(?:责任|主管|负责)人员?|责任者|负责人"
"""A unit's responsible persons, as the tables of standards name them (subject_of)."""
_ONE = rf"(?:其他)?(?:直接)?(?:负责的?)?(?:{_PERSONS})"

# Each: the headings that mean it and nothing else; and, less surely, words within longer headings.
_WORDS: tuple[tuple[DecisionRole, str, str | None], ...] = (
    (
        DecisionRole.NUMBER,
        r"(?:行政)?(?:处罚)?(?:决定书?)?(?:文号|文书号|书号|案号)|案件编号|决定书编号",
        r"文号$|案号$",
    ),
    (
        DecisionRole.DEPARTMENT,
        r"部门|(?:执法|处罚|承办)部门|(?:处罚|执法)机关|(?:办案|承办|执法)单位",
        r"执法(?:主体|机构)|处罚(?:机关|部门|单位)",
    ),
    (
        DecisionRole.STANDARD,
        r"(?:裁量)?基准(?:编号|编码|序号|代码)|(?:裁量)?标准编号|(?:裁量)?基准",
        r"基准.{0,4}(?:号|码)$",
    ),
    (
        DecisionRole.VIOLATION,
        r"(?:具体)?违法行为(?:名称|种类)?|案由|违法事项|处罚事项",
        r"违法行为(?!.*(?:日|时间|次数|地点))|案由",
    ),
    (DecisionRole.FACTS, r"(?:违法|案件|案情)?事实(?:要素)?|裁量因素|裁量事实|裁量要素", r"事实"),
    (
        DecisionRole.ACT_DATE,
        r"(?:违法)?行为(?:发生|终了|结束)?(?:日期|日|时间|之日)|违法(?:日期|时间)",
        r"行为.{0,8}(?:日|时间)",
    ),
    (
        DecisionRole.DECISION_DATE,
        r"(?:行政)?(?:处罚)?决定(?:作出)?(?:日期|日|时间|之日)|(?:处罚|作出)(?:决定)?日期|处罚时间",
        r"决定.{0,6}(?:日|时间)|处罚日期",
    ),
    (
        DecisionRole.FINE,
        r"(?:实际)?罚款(?:金额|数额|额|数)?|处罚金额",
        rf"^(?!.*(?:{_PERSONS})).*罚款.{{0,4}}(?:金额|数额|额)",
    ),
    (
        DecisionRole.PERSON_FINE,
        rf"对?(?:单位)?{_ONE}(?:[和及、]{_ONE})?的?(?:实际)?(?:罚款|处罚)(?:金额|数额|额|数)?",
        rf"(?:{_PERSONS}).{{0,6}}罚款|罚款.{{0,6}}(?:{_PERSONS})",
    ),
    (
        DecisionRole.PARTY,
        r"(?:当事人|处罚对象|主体|相对人)(?:类型|类别|性质)",
        r"(?:当事人|相对人|主体).{0,3}(?:类型|类别|性质)",
    ),
    (
        DecisionRole.CIRCUMSTANCES,
        r"情节|(?:裁量|从轻|从重|减轻|量罚)情节|从轻减轻从重情节|情节代码",
        r"情节",
    ),
    (DecisionRole.GRADE, r"(?:裁量|违法|处罚)?(?:档次|阶次|等级|档)|裁量档", r"档次|阶次"),
    (DecisionRole.KINDS, r"(?:行政)?处罚(?:的)?(?:种类|类别|内容)", r"处罚种类"),
    (DecisionRole.EDITION, r"(?:适用|依据|基准|裁量基准)(?:的)?版本|版本", r"版本"),
    (DecisionRole.REASON, r"裁量(?:的)?(?:理由|说理|说明)|处罚理由|理由", r"说理|理由"),
)
_UNIT = re.compile(r"\((?:单位[:为]?)?([^()]{1,12})\)$|单位[:为](\S{1,8})$")
_BASE = re.compile(r"基数[:\-](.{1,30})")
_QUANTITY = re.compile(r"数量[:\-](.{1,12})|数量\((.{1,12})\)")
_FACT = re.compile(r"要素[:\-](.{1,60})")


@lru_cache(maxsize=4096)
def decision_roles(heading: str) -> tuple[tuple[DecisionRole, int], ...]:
    """Every role that a heading may mean, each with its score, the surest first."""
    plain = without_unit(heading)
    if not plain or len(plain) > _LONGEST:
        return ()
    found = []
    for role, exact, within in _WORDS:
        if re.fullmatch(exact, plain):
            found.append((role, CERTAIN))
        elif within is not None and re.search(within, plain):
            found.append(
                (role, _WITHIN if len(plain) <= len(role) + 6 else _WITHIN - 20)
            )  # a longer heading says more
    return tuple(sorted(found, key=lambda one: -one[1]))


def named_column(heading: str) -> tuple[DecisionRole, str] | None:
    """「基数：违法所得」, 「数量：平方米」, 「要素：违法程度」: what such a heading names, or None."""
    plain = normalised(heading)
    for role, pattern in (
        (DecisionRole.BASE, _BASE),
        (DecisionRole.QUANTITY, _QUANTITY),
        (DecisionRole.FACT, _FACT),
    ):
        if found := pattern.fullmatch(plain):
            return role, next(name for name in found.groups() if name)
    return None


def without_unit(heading: str) -> str:
    """A heading without its unit in brackets and its colon, in the form in which headings are compared."""
    return _UNIT.sub("", bare_heading(heading))


def unit_of_heading(heading: str) -> str | None:
    """The unit in brackets behind a heading: 占地面积（平方米）."""
    found = _UNIT.search(normalised(heading).rstrip(":"))
    return None if found is None else found[1] or found[2]

"""What a heading means by its words alone: what its column holds, its unit, its kind of penalty."""

# ruff: noqa: PLR2004 - the length of a heading stands where it is judged

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from importers.columns import CONDITION_ROLES, OUTCOME_ROLES, Role
from standards_1023.text import normalised

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    (
        Role.NOTE,
        r"^(?:备注|说明|附注|注|注释|其他说明|适用说明|有关说明|备注说明|(?:法条|条文|文本)?(?:核实|核对)(?:情况|结果|状态)?)$",
        1.0,
    ),
    (
        Role.AUTHORITY,
        r"执法主体|实施主体|执法部门|承办|责任单位|执法层级|实施机构|行使层级|处罚机关|实施机关|执法机关|主管部门|^部门$|权限|(?:职权|权力|执法权)来源",
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
_LONGEST = 45


@lru_cache(maxsize=65_536)
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


def is_level_of_factor(headings: tuple[str, ...]) -> bool:
    """其他医疗机构 below 危害后果（买受人） is a level: it says nothing of whom the penalty is for."""
    roles = [(heading_role(h) or (None,))[0] for h in headings[-2:]]
    return len(roles) > 1 and roles[0] in CONDITION_ROLES and roles[1] not in OUTCOME_ROLES


def names_kind(text: str) -> bool:
    """Whether a heading names one kind of penalty or one subject only: 警告, 没收, 其他处罚, 单位."""
    return _KIND_HEADING.match(bare_heading(text)) is not None

"""An example table for each layout that is read: invented for teaching, marked as such in its first row.

A row is a tuple: UP merges a place with the one above it, LEFT with the one to its left, "" is blank.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

UP: Final = "\0up"
LEFT: Final = "\0left"
MARK = "示例，请改成本部门的内容"
CONVENTION = "说明：本表所称“以上”“以下”包括本数，“不足”“超过”不包括本数。"

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout: `slug` in addresses, `name` for people and files, `when` it is used, and its example.

    `above` are the lines over the table; `heads` are those of `rows`, counted from 0, that are headers;
    `widths` are those of the columns, in characters.
    """

    slug: str
    name: str
    when: str
    widths: tuple[int, ...]
    rows: tuple[Row, ...]
    heads: tuple[int, ...] = (0,)
    above: tuple[str, ...] = (MARK, CONVENTION)

    @property
    def all_rows(self) -> tuple[Row, ...]:
        """The lines above, and the table."""
        return (*(_across(line, len(self.widths)) for line in self.above), *self.rows)

    @property
    def head_rows(self) -> tuple[int, ...]:
        """The rows of the sheet, from 1, that are headers."""
        return tuple(len(self.above) + 1 + head for head in self.heads)


def _across(text: str, columns: int) -> Row:
    return (text, *[LEFT] * (columns - 1))


_NOTICE = "《示例条例》第十条：未按照规定公示收费标准的，处一万元以上五万元以下罚款。"
_RECORD = "《示例条例》第十一条：未按照规定建立台账的，给予警告；情节严重的，并处一万元以下罚款。"
_WASTE = "《示例条例》第十二条：超过标准排放废水的，处十万元以上一百万元以下罚款。"
_GOODS = "《示例条例》第十三条：经营不合格产品的，没收违法所得，并处违法所得一倍以上五倍以下罚款。"
_BUILD = "《示例条例》第十四条：擅自占用公共场地堆放物料的，处每平方米一百元以上五百元以下罚款。"
_TRAIN = (
    "《示例条例》第十五条：未按照规定培训从业人员的，对单位处二万元以上十万元以下罚款，"
    "对直接负责的主管人员处二千元以上一万元以下罚款。"
)

GRADE_LIST = Layout(
    "grade-list",
    "档次表",
    "最常用。一个违法行为分成几档，每档一行，左边写什么情形，右边写怎么罚。",
    (6, 22, 34, 10, 30, 32),
    (
        ("序号", "违法行为", "处罚依据", "违法程度", "裁量情节", "处罚标准"),
        ("1", "未按照规定公示收费标准", _NOTICE, "轻微", "公示内容不全的", "处1万元以上2万元以下罚款"),
        (UP, UP, UP, "一般", "没有公示，逾期不足10日改正的", "处2万元以上3万元以下罚款"),
        (UP, UP, UP, "严重", "没有公示，逾期10日以上未改正的", "处3万元以上5万元以下罚款"),
        ("2", "未按照规定建立台账", _RECORD, "一般", "台账缺项的", "警告"),
        (UP, UP, UP, "严重", "没有台账的", "警告，并处5000元以上1万元以下罚款"),
    ),
)

TWO_FACTORS = Layout(
    "two-factors",
    "两因素矩阵",
    "看两件事定罚款：竖着一件（如违法程度），横着一件（如危害后果），交叉的一格写罚多少。",
    (26, 30, 30, 30),
    (
        ("一、超过标准排放废水", LEFT, LEFT, LEFT),
        ("处罚依据", _WASTE, LEFT, LEFT),
        ("违法程度（超标倍数）", "危害后果（日排放量）", LEFT, LEFT),
        (UP, "不足50吨", "50吨以上不足200吨", "200吨以上"),
        ("不足1倍", "处10万元以上20万元以下罚款", "处20万元以上30万元以下罚款", "处30万元以上40万元以下罚款"),
        (
            "1倍以上不足3倍",
            "处30万元以上40万元以下罚款",
            "处40万元以上50万元以下罚款",
            "处50万元以上60万元以下罚款",
        ),
        (
            "3倍以上",
            "处60万元以上70万元以下罚款",
            "处70万元以上80万元以下罚款",
            "处80万元以上100万元以下罚款",
        ),
    ),
    (2, 3),
)

MORE_FACTORS = Layout(
    "more-factors",
    "三因素以上",
    "要看三件或者更多的事：每件事一列，每种组合一行。组合要写全，漏了的组合给不出幅度。",
    (6, 22, 34, 18, 14, 14, 30),
    (
        ("序号", "违法行为", "处罚依据", "违法程度（超标倍数）", "区域", "配合情况", "处罚标准"),
        ("1", "超过标准排放废水", _WASTE, "不足1倍", "一般区域", "配合", "处10万元以上20万元以下罚款"),
        (UP, UP, UP, UP, UP, "不配合", "处20万元以上30万元以下罚款"),
        (UP, UP, UP, UP, "保护区", "配合", "处30万元以上40万元以下罚款"),
        (UP, UP, UP, UP, UP, "不配合", "处40万元以上50万元以下罚款"),
        (UP, UP, UP, "1倍以上", "一般区域", "配合", "处50万元以上60万元以下罚款"),
        (UP, UP, UP, UP, UP, "不配合", "处60万元以上70万元以下罚款"),
        (UP, UP, UP, UP, "保护区", "配合", "处70万元以上80万元以下罚款"),
        (UP, UP, UP, UP, UP, "不配合", "处80万元以上100万元以下罚款"),
    ),
)

WEIGHTS = Layout(
    "weights",
    "权重表",
    "从一个起点开始，每件事按选项加百分之几，加起来再乘以最高罚款。公式一定要写在备注里。",
    (26, 40, 16),
    (
        ("一、超过标准排放废水", LEFT, LEFT),
        ("处罚依据", _WASTE, LEFT),
        ("裁量要素", "违法程度", "裁量权重"),
        ("裁量起点", LEFT, "10%"),
        ("超标倍数", "不足1倍", "5%"),
        (UP, "1倍以上不足3倍", "15%"),
        (UP, "3倍以上", "30%"),
        ("日排放量", "不足50吨", "0%"),
        (UP, "50吨以上", "20%"),
        ("配合情况", "配合", "0%"),
        (UP, "不配合", "10%"),
        ("备注", "罚款金额＝裁量百分值总和×100万元。裁量百分值总和超过100%的，按100%计。", LEFT),
    ),
    (2,),
)

LIMITS = Layout(
    "limits",
    "上下限分列",
    "罚款的下限和上限各占一列，每格只填一个数，单位写在表头里。",
    (6, 22, 34, 28, 16, 16),
    (
        ("序号", "违法行为", "处罚依据", "裁量情节", "罚款（万元）", LEFT),
        (UP, UP, UP, UP, "下限（万元）", "上限（万元）"),
        ("1", "未按照规定公示收费标准", _NOTICE, "公示内容不全的", "1", "2"),
        (UP, UP, UP, "没有公示的", "2", "4"),
        (UP, UP, UP, "没有公示，责令改正后仍不改正的", "4", "5"),
    ),
    (0, 1),
)

SUBJECTS = Layout(
    "subjects",
    "单位和责任人员分列",
    "同一个违法行为既罚单位又罚责任人员：各占一列，表头写明对谁。",
    (6, 22, 36, 24, 30, 30),
    (
        ("序号", "违法行为", "处罚依据", "没有培训的人数", "处罚标准", LEFT),
        (UP, UP, UP, UP, "对单位", "对直接负责的主管人员"),
        (
            "1",
            "未按照规定培训从业人员",
            _TRAIN,
            "不足3人",
            "处2万元以上4万元以下罚款",
            "处2000元以上4000元以下罚款",
        ),
        (UP, UP, UP, "3人以上不足10人", "处4万元以上7万元以下罚款", "处4000元以上7000元以下罚款"),
        (UP, UP, UP, "10人以上", "处7万元以上10万元以下罚款", "处7000元以上1万元以下罚款"),
    ),
    (0, 1),
)

CARDS = Layout(
    "cards",
    "卡片式",
    "一个违法行为一张卡片：上面几行写行为和依据，下面是它的档次。一张接一张，中间空一行。",
    (16, 46, 40),
    (
        ("编号", "1", LEFT),
        ("违法行为", "未按照规定公示收费标准", LEFT),
        ("处罚依据", _NOTICE, LEFT),
        ("违法程度", "裁量情节", "处罚标准"),
        ("轻微", "公示内容不全的", "处1万元以上2万元以下罚款"),
        ("严重", "没有公示的", "处2万元以上5万元以下罚款"),
        ("", "", ""),
        ("编号", "2", LEFT),
        ("违法行为", "未按照规定建立台账", LEFT),
        ("处罚依据", _RECORD, LEFT),
        ("违法程度", "裁量情节", "处罚标准"),
        ("一般", "台账缺项的", "警告"),
        ("严重", "没有台账的", "警告，并处5000元以上1万元以下罚款"),
    ),
    (3, 10),
)

MULTIPLES = Layout(
    "multiples",
    "倍数或比例",
    "罚款是违法所得、货值金额的几倍或者百分之几：每一格都写明是什么的几倍。",
    (6, 20, 36, 30, 40),
    (
        ("序号", "违法行为", "处罚依据", "裁量情节", "处罚标准"),
        ("1", "经营不合格产品", _GOODS, "主动召回的", "没收违法所得，并处违法所得1倍以上2倍以下罚款"),
        (UP, UP, UP, "没有召回的", "没收违法所得，并处违法所得2倍以上4倍以下罚款"),
        (UP, UP, UP, "责令召回后仍不召回的", "没收违法所得，并处违法所得4倍以上5倍以下罚款"),
    ),
)

PER_UNIT = Layout(
    "per-unit",
    "按数量计",
    "罚款按每平方米、每件、每人计算：写明每一个什么罚多少元。",
    (6, 26, 36, 28, 38),
    (
        ("序号", "违法行为", "处罚依据", "占用时间", "处罚标准"),
        ("1", "擅自占用公共场地堆放物料", _BUILD, "不足3日", "处每平方米100元以上200元以下罚款"),
        (UP, UP, UP, "3日以上不足10日", "处每平方米200元以上300元以下罚款"),
        (UP, UP, UP, "10日以上", "处每平方米300元以上500元以下罚款"),
    ),
)

LAYOUTS = (
    GRADE_LIST,
    TWO_FACTORS,
    MORE_FACTORS,
    WEIGHTS,
    LIMITS,
    SUBJECTS,
    CARDS,
    MULTIPLES,
    PER_UNIT,
)
"""In the order in which the help page shows them: the commonest first."""

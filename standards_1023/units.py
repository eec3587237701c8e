"""Units of measured things: which belong together, and their whole-number scale for the engine."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

SCALE = 10_000
"""Engine numbers are ten-thousandths of the smallest unit of a dimension: four decimals, exact."""


class NotRepresentable(ValueError):
    """A number with more decimals, or larger, than the engine takes."""

    def __init__(self, number: Fraction, unit: str) -> None:
        """Keep what was asked."""
        super().__init__(f"数值 {number} {unit} 位数过多：请最多保留四位小数，且不超过十万亿。")
        self.number, self.unit = number, unit


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with its dimension and its size in the dimension's smallest unit."""

    name: str
    dimension: str
    size: int = 1


_TABLE: tuple[tuple[str, int, str], ...] = (
    # dimension, size, names
    ("months", 1, "月 个月"),
    ("months", 3, "季度 个季度"),
    ("months", 12, "年 周年 年度 个年度 个自然年度"),
    ("minutes", 1, "分钟"),
    ("minutes", 60, "小时 个小时"),
    ("minutes", 1440, "日 天 自然日 个自然日"),
    ("minutes", 10080, "周 星期 个星期"),
    ("working days", 1, "工作日 个工作日"),
    ("grams", 1, "克 g"),
    ("grams", 1000, "千克 公斤 kg"),
    ("grams", 1_000_000, "吨 t"),
    ("milligrams", 1, "毫克 mg"),
    ("square metres", 1, "平方米 平方 平米 m2"),
    ("square metres", 10_000, "公顷"),
    ("square metres", 1_000_000, "平方公里 平方千米"),
    ("mu", 1, "亩"),
    ("litres", 1, "升 L"),
    ("litres", 1000, "立方米 立方 方 m3"),
    ("millilitres", 1, "毫升"),
    ("millimetres", 1, "毫米 mm"),
    ("millimetres", 10, "厘米 cm"),
    ("millimetres", 1000, "米 m 延米"),
    ("millimetres", 1_000_000, "公里 千米 km"),
    ("yuan", 1, "元 元人民币 元钱"),
    ("multiple", 1, "倍"),
    ("percent", 1, "%"),
    ("decibels", 1, "分贝 dB"),
    ("steam tonnes", 1, "蒸吨"),
    ("kilowatts", 1, "千瓦 kW"),
    ("degrees", 1, "度 ℃ 摄氏度"),
)
# Things that are counted: each is a dimension of its own.
_COUNTED = (
    "次 人 人次 名 个 处 件 项 台 套 辆 车 车次 架次 头 只 羽 株 棵 家 户 户次 份 批 批次 起 条 张 座 间 "
    "艘 宗 枚 瓶 箱 盏 块 部 具 本 "
    "种 类 幅 副 根 盒 袋 桶 支 册 卷 层 栋 幢 门 期 场 篇 页 款 例 桩 班 所 口 孔 台次 个人 台套 宗次 匹 尾 "
    "标段 项目 房间 床位 床 平方米次 单 笔 枝 吊 组 位 架 颗 趟 航次 班次"
)
_WHOLE = frozenset(_COUNTED.split())

UNITS: dict[str, Unit] = (
    {
        name: Unit(names.split()[0] if dimension not in {"minutes", "months"} else name, dimension, size)
        for dimension, size, names in _TABLE
        for name in names.split()
    }
    | {name: Unit(name, name) for name in _COUNTED.split()}
    | {"人民币元": Unit("元", "yuan")}
)
_SHOWN = {
    "个月": "月",
    "个季度": "季度",
    "个年度": "年",
    "年度": "年",
    "周年": "年",
    "个自然年度": "年",
    "个小时": "小时",
    "自然日": "日",
    "个自然日": "日",
    "个星期": "周",
    "星期": "周",
}

UNIT = "(?:" + "|".join(re.escape(name) for name in sorted(UNITS, key=len, reverse=True)) + ")"
"""A regular expression for one unit in normalised text."""


def counts_things(unit: str) -> bool:
    """Whether numbers in this unit are whole by nature, such as 次, 人, 个, 处."""
    return unit in _WHOLE


def find_unit(name: str) -> Unit | None:
    """The unit of this name in normalised text (个月 → 月), or None."""
    unit = UNITS.get(name)
    return None if unit is None else Unit(_SHOWN.get(name, unit.name), unit.dimension, unit.size)


def scaled(number: Fraction, unit: str) -> int:
    """The number as the engine holds it: whole ten-thousandths of the dimension's smallest unit.

    Raises NotRepresentable when it has more decimals or lies beyond 10^15, KeyError for an unknown unit.
    """
    value, rest = divmod(number.numerator * UNITS[unit].size * SCALE, number.denominator)
    if rest or abs(value) > 10**15:
        raise NotRepresentable(number, unit)
    return value

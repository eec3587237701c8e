"""Discharge above a standard: 水污染防治法 83, 大气污染防治法 99, 噪声污染防治法 75 → 法典 1107."""

from __future__ import annotations

from rules.law_changes.pairs import Pair, Place, Variant, wan

_CODE = Place("生态环境法典", "第一千一百零七条")

PAIRS = (
    Pair(
        Place("水污染防治法", "第八十三条", items=("第二项",)), _CODE,
        (Variant(wan(10, 100), wan(10, 100)),), field="水",
    ),
    Pair(
        Place("大气污染防治法", "第九十九条", items=("第二项",)), _CODE,
        (Variant(wan(10, 100), wan(10, 100)),), field="气",
    ),
    Pair(
        Place("噪声污染防治法", "第七十五条"), _CODE, (Variant(wan(2, 20), wan(2, 20)),), field="噪声",
    ),
)  # fmt: skip

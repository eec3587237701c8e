"""Monitoring and public information: → 生态环境法典 1086, 1088, 1093, 1110."""

from __future__ import annotations

from rules.law_changes.pairs import Pair, Place, Variant, limits_in_wan, unchanged, wan

_WATER, _AIR, _NOISE, _SOIL, _WASTE = (
    "水污染防治法",
    "大气污染防治法",
    "噪声污染防治法",
    "土壤污染防治法",
    "固体废物污染环境防治法",
)
_OWN_MONITORING = Place("生态环境法典", "第一千零八十六条", ("第一款",), ("第一项",))
_AUTOMATIC = Place("生态环境法典", "第一千零八十六条", ("第一款",), ("第二项",))
_FALSIFIED = Place("生态环境法典", "第一千零八十八条")
_DEVICES = Place("生态环境法典", "第一千零九十三条")
_PUBLISHED = Place("生态环境法典", "第一千一百一十条")
_PERSONS = limits_in_wan(5, 20)

PAIRS = (
    Pair(Place(_WATER, "第八十二条", items=("第二项",)), _AUTOMATIC, unchanged(wan(2, 20)), field="水"),
    Pair(Place(_AIR, "第一百条", items=("第三项",)), _AUTOMATIC, unchanged(wan(2, 20)), field="大气"),
    Pair(Place(_AIR, "第一百条", items=("第二项",)), _OWN_MONITORING, unchanged(wan(2, 20)), field="废气"),
    Pair(
        Place(_NOISE, "第七十六条", items=("第一项",)), _OWN_MONITORING, unchanged(wan(2, 20)), field="噪声",
    ),
    Pair(
        Place(_SOIL, "第八十六条", items=("第二项",)), _FALSIFIED,
        (
            Variant(wan(20, 200), wan(10, 100), finding="serious_consequence", persons=_PERSONS),
            Variant(wan(2, 20), wan(10, 100), persons=_PERSONS),
        ),
        field="土壤",
    ),
    Pair(Place(_AIR, "第一百条", items=("第一项",)), _DEVICES, unchanged(wan(2, 20)), field="大气"),
    Pair(Place(_AIR, "第一百条", items=("第四项",)), _PUBLISHED, unchanged(wan(2, 20)), field="大气"),
    Pair(
        Place(_WASTE, "第一百零二条", items=("第一项",)), _PUBLISHED,
        (Variant(wan(5, 20), wan(2, 20)),), field="固体废物",
    ),
)  # fmt: skip

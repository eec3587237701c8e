"""Soil, solid waste besides art. 112, noise and radiation → 生态环境法典 1159–1202."""

from __future__ import annotations

from rules.law_changes.pairs import Pair, Place, Variant, times, unchanged, wan

_SOIL, _WASTE, _NOISE, _RADIATION, _CODE = (
    "土壤污染防治法",
    "固体废物污染环境防治法",
    "噪声污染防治法",
    "放射性污染防治法",
    "生态环境法典",
)
_OF_102 = times("所需处置费用", 1, 3, least_wan=10)

_LAND = (
    Pair(
        Place(_SOIL, "第八十六条", items=("第三项",)),
        Place(_CODE, "第一千一百五十九条", ("第一款",), ("第一项",)),
        unchanged(wan(2, 20)), field="隐患排查",
    ),
    Pair(
        Place(_SOIL, "第八十六条", items=("第四项",)),
        Place(_CODE, "第一千一百五十九条", ("第一款",), ("第三项",)),
        (
            Variant(wan(20, 200), wan(20, 200), finding="serious_consequence"),
            Variant(wan(2, 20), wan(2, 20)),
        ),
    ),
    Pair(
        Place(_SOIL, "第九十四条", items=("第一项",)),
        Place(_CODE, "第一千一百六十五条", ("第一款",), ("第一项",)),
        (
            Variant(wan(20, 100), wan(20, 100), finding="refused_correction"),
            Variant(wan(2, 20), wan(2, 20)),
        ),
    ),
    # The Code fines only who refuses to report: lighter still where the report was made in time.
    Pair(
        Place(_SOIL, "第八十六条", items=("第三项",)), Place(_CODE, "第一千一百六十六条", items=("第一项",)),
        (Variant(wan(2, 20), wan(2, 10)),), field="年度",
    ),
)  # fmt: skip

_SOLID_WASTE = (
    Pair(
        Place(_WASTE, "第一百零二条", items=("第七项",)), Place(_CODE, "第一千一百六十九条", ("第一款",)),
        (Variant(_OF_102, wan(10, 100)),), field="倾倒",
    ),
    Pair(
        Place(_WASTE, "第一百零二条", items=("第七项",)), Place(_CODE, "第一千一百七十条"),
        (Variant(_OF_102, wan(10, 100)),), field="扬散",
    ),
    Pair(
        Place(_WASTE, "第一百零二条", items=("第九项",)),
        Place(_CODE, "第一千一百七十一条", ("第一款",), ("第四项",)),
        unchanged(wan(10, 100)),
    ),
    Pair(
        Place(_WASTE, "第一百零二条", items=("第十项",)),
        Place(_CODE, "第一千一百七十一条", ("第一款",), ("第五项",)),
        unchanged(wan(10, 100)),
    ),
    Pair(
        Place(_WASTE, "第一百一十四条", ("第一款",)), Place(_CODE, "第一千一百七十八条", ("第一款",)),
        (Variant(wan(100, 500), wan(20, 100)),), field="收集、贮存",
    ),
)  # fmt: skip

PAIRS = (
    *_LAND,
    *_SOLID_WASTE,
    Pair(
        Place(_NOISE, "第七十四条", ("第一款",)), Place(_CODE, "第一千一百八十四条", ("第一款",)),
        unchanged(wan(10, 50)),
    ),
    Pair(
        Place(_RADIATION, "第五十五条", items=("第一项",)),
        Place(_CODE, "第一千一百九十六条", items=("第一项",)),
        (Variant(wan(2, 10), wan(2, 20)),),
    ),
    Pair(
        Place(_RADIATION, "第五十四条", items=("第四项",)),
        Place(_CODE, "第一千二百零一条", ("第一款",), ("第三项",)),
        (Variant(wan(1, 10), wan(5, 50)),),
    ),
)  # fmt: skip

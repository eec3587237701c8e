"""固体废物污染环境防治法 art. 112 → 法典 arts. 1169, 1175: dumping, signs, plans, records, transfer."""

from __future__ import annotations

from rules.law_changes.pairs import Pair, Place, Variant, limits_in_wan, times, wan

_LAW, _ARTICLE = "固体废物污染环境防治法", "第一百一十二条"
_COSTS = times("所需处置费用", 3, 5, least_wan=20)
_PERSONS = limits_in_wan(2, 10)

# item of art. 112 → item of art. 1175
_ORDERLY = {
    "第一项": "第一项",
    "第二项": "第二项",
    "第六项": "第四项",
    "第七项": "第六项",
    "第八项": "第九项",
    "第九项": "第十项",
    "第十二项": "第十一项",
    "第十三项": "第三项",
}
_MILD = (
    Variant(wan(10, 100), wan(20, 100), finding="refused_correction"),
    Variant(wan(10, 100), wan(5, 20)),
)


def _of_1175(*items: str) -> Place:
    return Place("生态环境法典", "第一千一百七十五条", items=items)


PAIRS = (
    *(Pair(Place(_LAW, _ARTICLE, items=(old,)), _of_1175(new), _MILD) for old, new in _ORDERLY.items()),
    Pair(
        Place(_LAW, _ARTICLE, items=("第五项",)), _of_1175("第八项"),
        (Variant(wan(10, 100), wan(20, 200), word="擅自转移"),), field="擅自转移",
    ),
    Pair(Place(_LAW, _ARTICLE, items=("第五项",)), _of_1175("第七项"), _MILD, field="联单"),
    Pair(
        Place(_LAW, _ARTICLE, items=("第四项",)), _of_1175("第五项"), (Variant(_COSTS, wan(20, 200)),)
    ),
    Pair(
        Place(_LAW, _ARTICLE, items=("第三项", "第十一项")),
        Place("生态环境法典", "第一千一百六十九条", ("第二款",)),
        (
            Variant(_COSTS, wan(200, 500), finding="serious_consequence", persons=_PERSONS),
            Variant(_COSTS, wan(20, 200), persons=_PERSONS),
        ),
    ),
)  # fmt: skip

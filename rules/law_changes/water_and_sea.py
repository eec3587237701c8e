"""水污染防治法 arts. 83–85, 91–93, 海洋环境保护法 arts. 93–99 → 生态环境法典 1108–1235."""

from __future__ import annotations

from rules.law_changes.pairs import Pair, Place, Variant, unchanged, wan, yuan

_LAW, _SEA, _CODE = "水污染防治法", "海洋环境保护法", "生态环境法典"


def _old(article: str, item: str) -> Place:
    return Place(_LAW, article, items=(item,))


def _into_water(item: str) -> Place:
    return Place(_CODE, "第一千一百三十六条", ("第一款",), (item,))


def _underground(item: str) -> Place:
    return Place(_CODE, "第一千一百三十七条", ("第一款",), (item,))


_OUTLETS = (
    Pair(
        Place(_LAW, "第八十四条", ("第二款",)), Place(_CODE, "第一千一百零九条", ("第一款",)),
        (
            Variant(wan(2, 10), wan(10, 50), finding="serious"),
            Variant(wan(10, 50), wan(2, 10), finding="not_removed_in_time"),
            Variant(wan(2, 10), wan(2, 10)),
        ),
    ),
    Pair(
        Place(_LAW, "第八十四条", ("第一款",)), Place(_CODE, "第一千一百零九条", ("第二款",)),
        (
            Variant(wan(10, 50), wan(50, 100), finding="serious"),
            Variant(wan(50, 100), wan(10, 50), finding="not_removed_in_time"),
            Variant(wan(10, 50), wan(10, 50)),
        ),
    ),
    Pair(
        Place(_SEA, "第九十九条", ("第二款",)), Place(_CODE, "第一千一百零九条", ("第三款",)),
        unchanged(wan(2, 10)),
    ),
)  # fmt: skip

_SOURCES = (
    Pair(
        _old("第九十一条", "第二项"), Place(_CODE, "第一千一百四十五条", ("第一款",), ("第二项",)),
        unchanged(wan(10, 50)),
    ),
    Pair(
        Place(_LAW, "第九十一条", ("第二款",)), Place(_CODE, "第一千一百四十五条", ("第二款",)),
        unchanged(wan(2, 10)), field="网箱养殖",
    ),
    Pair(
        Place(_LAW, "第九十一条", ("第二款",)), Place(_CODE, "第一千一百四十五条", ("第二款",)),
        unchanged(yuan(None, 500, optional=True)), field="个人",
    ),
    Pair(
        Place(_LAW, "第九十二条"), Place(_CODE, "第一千一百四十五条", ("第三款",)), unchanged(wan(2, 20)),
    ),
)  # fmt: skip

_AT_SEA = (
    Pair(
        Place(_SEA, "第九十三条", items=("第一项",)),
        Place(_CODE, "第一千一百四十七条", ("第一款",), ("第一项",)),
        (Variant(wan(20, 100), wan(10, 100)),),
    ),
    Pair(
        Place(_SEA, "第九十八条", items=("第三项",)), Place(_CODE, "第一千一百四十八条", items=("第二项",)),
        (
            Variant(wan(2, 20), wan(5, 20), finding="serious"),
            Variant(wan(2, 20), yuan(5_000, 50_000)),
        ),
    ),
    Pair(
        Place(_SEA, "第九十七条", items=("第一项",)),
        Place(_CODE, "第一千二百一十七条", ("第一款",), ("第一项",)),
        unchanged(yuan(500, 10_000)),
    ),
)  # fmt: skip

PAIRS = (
    Pair(
        _old("第八十三条", "第三项"), Place(_CODE, "第一千一百零八条"), unchanged(wan(10, 100)), field="水",
    ),
    Pair(_old("第八十三条", "第四项"), Place(_CODE, "第一千一百四十条"), unchanged(wan(10, 100))),
    *_OUTLETS,
    Pair(_old("第八十五条", "第一项"), _into_water("第一项"), unchanged(wan(10, 100))),
    Pair(_old("第八十五条", "第二项"), _into_water("第二项"), (Variant(wan(10, 100), wan(20, 200)),)),
    Pair(_old("第八十五条", "第三项"), _into_water("第三项"), unchanged(wan(2, 20))),
    Pair(_old("第八十五条", "第四项"), _into_water("第五项"), (Variant(wan(2, 20), wan(10, 100)),)),
    Pair(_old("第八十五条", "第六项"), _into_water("第四项"), unchanged(wan(2, 20))),
    Pair(_old("第八十五条", "第七项"), _underground("第一项"), unchanged(wan(2, 20))),
    Pair(_old("第八十五条", "第八项"), _underground("第二项"), unchanged(wan(2, 20))),
    *_SOURCES,
    Pair(
        _old("第九十三条", "第一项"), Place(_CODE, "第一千二百三十五条", items=("第一项",)),
        (Variant(wan(2, 10), wan(1, 5)),),
    ),
    *_AT_SEA,
)  # fmt: skip

"""大气污染防治法 arts. 99, 105, 107, 108, 114, 117, 120 → 生态环境法典 1108, 1117–1133."""

from __future__ import annotations

from rules.law_changes.pairs import Pair, Place, Variant, times, unchanged, wan, yuan

_LAW = "大气污染防治法"

# item of art. 108 → item of art. 1120; of art. 117 → of art. 1130
_VOLATILE = {
    "第一项": "第二项",
    "第二项": "第一项",
    "第三项": "第三项",
    "第四项": "第四项",
    "第五项": "第五项",
}
_DUST = {
    "第一项": "第二项",
    "第二项": "第三项",
    "第三项": "第一项",
    "第五项": "第五项",
    "第八项": "第八项",
}


def _code(article: str, *, paragraph: str | None = None, item: str | None = None) -> Place:
    paragraphs = () if paragraph is None else (paragraph,)
    return Place("生态环境法典", article, paragraphs, () if item is None else (item,))


PAIRS = (
    Pair(
        Place(_LAW, "第九十九条", items=("第三项",)), _code("第一千一百零八条"),
        unchanged(wan(10, 100)), field="气",
    ),
    Pair(
        Place(_LAW, "第一百零五条"), _code("第一千一百一十七条"),
        (Variant(times("货值金额", 1, 3), times("货值金额", 1, 5)),),
    ),
    Pair(
        Place(_LAW, "第一百零七条", ("第一款",)), _code("第一千一百一十九条", paragraph="第一款"),
        unchanged(wan(2, 20)),
    ),
    Pair(
        Place(_LAW, "第一百零七条", ("第二款",)), _code("第一千一百一十九条", paragraph="第二款"),
        unchanged(wan(2, 20)),
    ),
    *(
        Pair(
            Place(_LAW, "第一百零八条", items=(old,)),
            _code("第一千一百二十条", paragraph="第一款", item=new), unchanged(wan(2, 20)),
        )
        for old, new in _VOLATILE.items()
    ),
    Pair(
        Place(_LAW, "第一百一十四条", ("第一款",)), _code("第一千一百二十七条", paragraph="第一款"),
        unchanged(yuan(5_000, 5_000)),
    ),
    *(
        Pair(
            Place(_LAW, "第一百一十七条", items=(old,)), _code("第一千一百三十条", item=new),
            unchanged(wan(1, 10)),
        )
        for old, new in _DUST.items()
    ),
    Pair(Place(_LAW, "第一百二十条"), _code("第一千一百三十三条"), unchanged(yuan(2_000, 20_000))),
)  # fmt: skip

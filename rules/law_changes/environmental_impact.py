"""环境影响评价法 art. 31 → 生态环境法典 art. 1095: building before approval, registration forms."""

from __future__ import annotations

from rules.law_changes.pairs import Pair, Place, Variant, percent_of, wan

_INVESTMENT = percent_of("建设项目总投资额", 1, 5)

PAIRS = (
    Pair(
        Place("环境影响评价法", "第三十一条", ("第一款", "第二款")),
        Place("生态环境法典", "第一千零九十五条", ("第一款",)),
        (
            Variant(_INVESTMENT, wan(100, 1000), "报告书", "serious"),
            Variant(_INVESTMENT, wan(20, 100), "报告书"),
            Variant(_INVESTMENT, wan(50, 500), "报告表", "serious"),
            Variant(_INVESTMENT, wan(10, 50), "报告表"),
        ),
    ),
    Pair(
        Place("环境影响评价法", "第三十一条", ("第三款",)),
        Place("生态环境法典", "第一千零九十五条", ("第三款",)),
        (Variant(wan(None, 5), wan(None, 5, optional=True)),),
    ),
)

"""Whether a violation stands under environment law: some grounds and periods hold only there."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from standards_1023.values import Standard

_NAMES = re.compile(
    r"生态环境|环境保护|环境影响评价|污染防治|污染环境防治|排污许可|清洁生产|医疗废物|消耗臭氧层|危险废物"
)
_NOT_THEIRS = re.compile(r"气象探测环境|营商环境|环境卫生|无障碍环境")


def under_environment_law(standard: Standard) -> bool:
    """Whether an article that punishes the violation belongs to environment law, by the law's name."""
    return _any_named(standard.basis)


@lru_cache(maxsize=8192)
def _any_named(basis: tuple[str, ...]) -> bool:
    return any(_NAMES.search(citation) and not _NOT_THEIRS.search(citation) for citation in basis)

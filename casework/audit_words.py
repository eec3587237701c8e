"""Words in a table of decisions that name a party, kinds of penalty, or an edition → what they name."""

from __future__ import annotations

import re
from functools import lru_cache

from rules.case_input import Party
from standards_1023.names_for_people import KINDS
from standards_1023.text import matched, normalised
from standards_1023.values import MeasureKind

_PARTIES = {
    **dict.fromkeys(
        ("单位", "企业", "公司", "法人", "组织", "法人或其他组织", "法人或者其他组织", "机构"), Party.UNIT
    ),
    **dict.fromkeys(("公民", "个人", "自然人"), Party.CITIZEN),
    **dict.fromkeys(("个体工商户", "个体户", "个体"), Party.SELF_EMPLOYED),
}
_KIND_WORDS = {
    **{words: kind for kind, words in KINDS.items() if kind not in {MeasureKind.ORDER, MeasureKind.OTHER}},
    **dict.fromkeys(("没收违法所得", "没收非法财物", "没收违法所得、没收非法财物"), MeasureKind.CONFISCATE),
    **dict.fromkeys(
        ("责令停产", "责令停业", "停产停业", "责令停产整顿", "责令停业整顿"), MeasureKind.SUSPEND_PRODUCTION
    ),
    **dict.fromkeys(("不予行政处罚", "不罚", "免予处罚", "免罚"), MeasureKind.NO_PENALTY),
    **dict.fromkeys(("暂扣许可证", "暂扣执照"), MeasureKind.SUSPEND_LICENCE),
    **dict.fromkeys(("吊销许可证", "吊销执照", "吊销营业执照", "吊销许可证照"), MeasureKind.REVOKE_LICENCE),
    **dict.fromkeys(("责令改正", "责令限期改正"), MeasureKind.ORDER),
}
_SEPARATORS = re.compile(r"[、,;+和并及/|]+")
_EDITION = re.compile(r"(?:第)?([0-9]{1,6})(?:版)?(?:\(.*\))?|edition:([0-9]{1,6})(?:@[0-9a-f]+)?")


def read_party(written: str) -> Party | None:
    """The kind of party that words name, or None."""
    return _PARTIES.get(matched(written))


@lru_cache(maxsize=65_536)
def read_kinds(written: str) -> frozenset[MeasureKind] | None:
    """The kinds of penalty that a cell names, or None where a word is not known; 并处 counts as 和."""
    found = set()
    for part in _SEPARATORS.split(normalised(written)):
        word = matched(part.removeprefix("处").removeprefix("给予"))
        if not word:
            continue
        kind = _KIND_WORDS.get(word)
        if kind is None:
            return None
        found.add(kind)
    return frozenset(found)


@lru_cache(maxsize=4096)
def read_edition(written: str) -> int | None:
    """The number of the edition that a cell names (第2版, 2, edition:2@…), or None."""
    found = _EDITION.fullmatch(normalised(written))
    return None if found is None else int(found[1] or found[2])

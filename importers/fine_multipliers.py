"""What the amount of a fine is a multiple of, or for each of, by the words around its number."""

from __future__ import annotations

import re

from importers.limits import per_name
from standards_1023.units import UNIT
from standards_1023.values import Range

FORMULA = re.compile(
    r"每增加|每增|每超|每多|每减|递增|依次增加|相应增加|每(?:再)?[^,]{0,12}(?:增加|加罚|加处)"
    r"|加[一二三四五\d]+倍|[×*+]|[xX]\s*\d|(?<=\d)[xX]|(?<=元)[xX]|乘以(?![\d一二两三四五六七八九十])"
    r"|减半|加倍|翻倍|减按|乘积|以(?![上下])[^,;以]{1,12}元为(?:起点|基数|底数|基准)|在[^,;]{0,14}的?基础上"
)
"""Words by which a fine grows: 每增加一个因子增加一万元."""

_SUBUNIT = rf"(?:(?P<verb>[\u4e00-\u9fff]{{0,4}}?)(?:一|1|壹))?(?P<unit>{UNIT})"
_EACH = re.compile(rf"每{_SUBUNIT}|(?P<daily>按日|逐日|按天)")
_EACH_THING = re.compile(
    r"每(?:一|1)?(?P<noun>[^\d,一二两三四五六七八九十百千万每]{1,12}?)"
    r"(?:处以|处|罚款?|按|以|给予|并处|可处|的标准)*+$"
)
_FINE_WORD = r"罚款(?=幅度|数额|总额|金额|最高|最低|上限|下限|标准|额的?[百\d一二三四五六七八九十])"
_LAST_VERB = re.compile(
    r"^.*(?:处以|处(?![置理分于]|罚(?!款))|罚款(?:的)?(?:数额|金额|总额|幅度"
    r"|额)?(?:应当?)?(?=[为按是:]))"
)
_ACCORDING = re.compile(r"^.*?(?:按照|按(?!揭|期|时|量)|(?<![可予所])以(?![上下内外]))")
_BASE_HEAD = re.compile(
    rf"^(?:对[^,]*?处以?|罚款(?:的)?(?:数额|金额|额)?(?:按照?|[为以是:])|按照?|(?!{_FINE_WORD})罚款"
    r"|的|以|为|是|:|并|其(?!他))++"
)
_BASE_BOUND = re.compile(
    r"^(?:(?P<high>(?:最高|最多|至多)?(?:不得?(?:超过|高于|多于))|最高|最多)"
    r"|(?P<low>(?:最低|最少|至少)?不得?(?:低于|少于)|至少)|(?P<open>超过|高于))"
)
_NO_BASE = re.compile(r"^(?:罚款|的|以|为|:|上述|其|相应|人民币|[(),、])*$")


def per_before(before: str) -> str | None:
    """What the amount is for each of: 平方米, 处, 人, 人/月, 车次, 日; None for a plain amount."""
    names = [found["unit"] or "日" for found in _EACH.finditer(before)]
    if names:
        return "/".join("月" if name == "个月" else name for name in names)
    at = before.rfind("每")
    found = _EACH_THING.match(before[at:]) if at >= 0 else None
    return found["noun"] if found else None


def per_behind(behind: str) -> str | None:
    """处500元罚款/平方米, 500元罚款每人."""
    found = re.match(rf"(?:的?罚款)?\(?(?P<per>(?:/|每){UNIT}(?:[/·.]{UNIT})?)(?:\)|$|,)", behind)
    return per_name(found["per"]) if found else None


def per_of_clause(plain: str) -> str | None:
    """每逾期一日, 按每平方米: a clause without an amount that says what the next one is for each of."""
    if FORMULA.search(plain):
        return None
    whole = re.match(r"(?:按照?)?(?:每|逐日|按日|按天)", plain) or re.search(rf"每(?:一|1)?{UNIT}$", plain)
    return per_before(plain) if whole else None


def base_before(before: str) -> str | None:
    """What a multiple or percentage is of: the words between the verb and the number, or before the verb."""
    words = _base_words(_LAST_VERB.sub("", before))
    if words is None and (verb := re.search(r"(?:处以|处|罚款)$", before)):
        words = _base_words(before[: verb.start()]) if not _LAST_VERB.match(before[: verb.start()]) else None
    return words


def _base_words(words: str) -> str | None:
    words = re.sub(r"\([^()]*\)$", "", _ACCORDING.sub("", words))
    words = _BASE_HEAD.sub("", words)
    words = words.rstrip("的").removesuffix("总额的").strip()
    words = _BASE_BOUND.sub("", words)
    words = re.sub(r"^(?:在(?=本)|相当于?其?|等值于?)|(?:[为按是]|相当于|乘以)$", "", words)
    return None if not words or _NO_BASE.match(words) else words


def bound_before_base(before: str, bounds: Range) -> Range:
    """处不超过违法所得三倍的罚款: the limit word stands before the base, not at the number."""
    words = _BASE_HEAD.sub("", _ACCORDING.sub("", _LAST_VERB.sub("", before)))
    found = _BASE_BOUND.match(words)
    if found is None or not bounds.is_point:
        return bounds
    if found["high"]:
        return Range(None, bounds.high)
    return Range(bounds.low, None, low_included=found["open"] is None)


def base_behind(after: str) -> str | None:
    """处三倍以下违法所得的罚款: the base behind the number."""
    found = re.match(r"的?(?P<base>[\u4e00-\u9fff]{2,16}?)的?罚款", after)
    return None if found is None or _NO_BASE.match(found["base"]) else found["base"]

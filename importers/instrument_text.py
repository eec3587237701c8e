"""The settings that a workbook states in its 说明: 以上/以下, repeat offences, the heavier grade."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from standards_1023.numerals import read_number
from standards_1023.text import normalised
from standards_1023.values import Convention, Instrument, RepeatRule

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = r"(?<![\d%元倍月日次吨个年米人天时项])[“\"「『‘']?{}[”\"」』’']?(?!的)"
_ABOVE = re.compile(_WORD.format("以上"))
_BELOW = re.compile(_WORD.format("以下"))
_INCLUDES = re.compile(
    r"(?:(?P<no>不|均不|都不)(?:包括|包含|含)|(?P<yes>(?:均|都|皆)?(?:包括|包含|含)))(?:其?本数|本级|该数|本身)"
)
_HEAVIER = re.compile(
    r"(?:同时|两个|两种|多个|几个|不同|重叠|竞合|重合|落入|符合)[^。]{0,40}(?:较重|从重|最重|重的)[^。]{0,16}(?:档|阶次|等级|情节|标准|处罚|幅度|裁量|确定)"
)
_UNKNOWN = re.compile(
    r"(?:查不清|无法查清|不能查清|无法查明|难以查明|不能查明|无法认定|难以认定|查证不清|无法确定)[^。]{0,40}(?:最低|最轻|较轻)"
)
_CAP = re.compile(r"(?:超过|大于)(?:100%|百分之百)的?,?(?:均|一律)?(?:按|以)(?:照)?(?:100%|百分之百)")
_WINDOW = re.compile(
    r"(?:近|最近)?(?P<number>[一二两三四五\d]+)(?P<unit>个?周年|个?自然年|年|个月)(?:之?内|以内|期间)?"
)
_REPEAT = re.compile(r"次数|第一次|第二次|再次|累计|重复|同类违法|相同违法|累犯|处罚记录")

_SHORTEST_STATEMENT = 12


def read_instrument(texts: Iterable[tuple[str, str]]) -> Instrument:
    """The settings stated in (place, text) pairs; place is sheet!cell and becomes the source.

    What is not stated keeps its default; nothing is inferred from the tables.
    """
    instrument = Instrument()
    for place, text in texts:
        plain = normalised(text)
        if instrument.convention.source == "default":
            instrument = replace(instrument, convention=_convention(plain, place))
        if len(plain) < _SHORTEST_STATEMENT:
            continue
        for sentence in re.split(r"[。\n]|(?<=[;；])", plain):
            instrument = _one_sentence(instrument, sentence, place)
    return instrument


def _one_sentence(instrument: Instrument, sentence: str, place: str) -> Instrument:
    if (
        instrument.heavier_wins is None
        and _HEAVIER.search(sentence)
        and not re.search(r"元|罚款\d", sentence)
    ):
        instrument = replace(instrument, heavier_wins=place)
    if instrument.lowest_when_unknown is None and _UNKNOWN.search(sentence):
        instrument = replace(instrument, lowest_when_unknown=place)
    if instrument.weight_cap is None and _CAP.search(sentence) and "总和" not in sentence[:4]:
        instrument = (
            replace(instrument, weight_cap=place)
            if re.search(r"各表|本表|裁量表|均按|一律", sentence)
            else instrument
        )
    if instrument.repeat == RepeatRule() and _REPEAT.search(sentence):
        repeat = _repeat(sentence, place)
        if repeat is not None:
            instrument = replace(instrument, repeat=repeat)
    return instrument


def _convention(plain: str, place: str) -> Convention:
    """“以上”包括本数，“以下”不包括本数: each word takes what is said at or behind it."""
    if "本数" not in plain and "本级" not in plain and "该数" not in plain:
        return Convention()
    above: bool | None = None
    below: bool | None = None
    for sentence in re.split(r"[。\n]", plain):
        start = 0
        for said in _INCLUDES.finditer(sentence):
            part = sentence[start : said.start()]
            included = said["no"] is None
            if above is None and _ABOVE.search(part):
                above = included
            if below is None and _BELOW.search(part):
                below = included
            start = said.end()
    if above is None and below is None:
        return Convention()
    return Convention(above is not False, below is not False, place)


def _repeat(sentence: str, place: str) -> RepeatRule | None:
    """一周年内（以本次违法行为发生之日往前推算）被处罚的次数，含本次."""
    window = _WINDOW.search(sentence)
    if window is None:
        return None
    number = read_number(window["number"])
    if number is None:
        return None
    months = int(number) if "月" in window["unit"] else int(number) * 12
    includes: bool | None = None
    if re.search(r"不(?:含|包括|计)本次|本次(?:违法行为)?不(?:计|算)", sentence):
        includes = False
    elif re.search(r"(?:含|包括|计入)本次|本次(?:违法行为)?(?:计入|计算在内|算)", sentence):
        includes = True
    counts = (
        "penalty"
        if re.search(r"处罚(?:记录|次数|决定)|被处罚|受过.{0,6}处罚|受到.{0,6}处罚", sentence)
        else "act"
    )
    return RepeatRule(months, "act_date", counts, includes, place)

"""Grounds of law and of an instrument → one rulebook, in which circumstances lead to one another.

Every circumstance is a property of its code, 1 where it holds. Rules, each behind the test of its block:
`E_code` the circumstance moves the band; `L_code_n` others together lead to it; `X_code_other` the other
excludes it. A ground that can be excluded moves the band only once `free_code` says that nothing excludes it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from engine.language import Operator, Rule, Rulebook, Test
from rules.all_grounds import GROUNDS, LEGAL
from rules.circumstances import Article, Circumstance, Leads
from rules.errors import TableUnusable
from standards_1023.values import Effect

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engine.language import PropertyType
    from standards_1023.instrument_grounds import InstrumentGround
    from standards_1023.values import Instrument

_RULES_A_BLOCK = 40

FIXED_FINE = Circumstance("fixed_fine", "本档是定额罚款", None, (), (), given=False)
MINIMUM_FINE = Circumstance("minimum_fine", "本档是法定最低罚款", None, (), (), given=False)
ANY_HEAVIER = Circumstance("any_heavier", "具有从重情节", None, (), (), given=False)
FOUND_OUT = (FIXED_FINE, MINIMUM_FINE, ANY_HEAVIER)
"""What only the program finds out of a band, for instruments that exclude it from a ground."""


@dataclass(frozen=True, slots=True)
class GroundRules:
    """The rulebook, and what each of its rules says.

    `own` are the instrument's grounds by code, `place` the order of all circumstances.
    """

    rulebook: Rulebook
    fingerprint: str
    circumstances: Mapping[str, Circumstance]
    own: Mapping[str, InstrumentGround]
    leads: Mapping[str, Leads]
    moves: Mapping[str, Circumstance]
    excludes: Mapping[str, tuple[str, str]]
    blocks: tuple[str, ...]
    place: Mapping[str, int]


def compile_grounds(instrument: Instrument) -> GroundRules:
    """The rulebook of the law's grounds and the instrument's; raises TableUnusable for an unknown code."""
    circumstances = LEGAL | {c.code: c for c in FOUND_OUT} | dict(_own_circumstances(instrument))
    own = {ground.code: ground for ground in instrument.grounds}
    _refuse_unknown(instrument, circumstances)
    leads = dict(_leads(instrument))
    excludes = {f"X_{g.code}_{other}": (g.code, other) for g in own.values() for other in g.excluded}
    moves = {f"E_{code}": c for code, c in circumstances.items() if c.effect is not None}
    when: dict[str, tuple[str, ...]] = {id_: lead.all_of for id_, lead in leads.items()}
    when |= {id_: (code, other) for id_, (code, other) in excludes.items()}
    for id_, circumstance in moves.items():
        ground = own.get(circumstance.code)
        free = (free_property(ground.code),) if ground is not None and ground.excluded else ()
        when[id_] = (circumstance.code, *free)
    place = {code: n for n, code in enumerate(circumstances)}
    return _with_rulebook(
        GroundRules(_EMPTY, "", circumstances, own, leads, moves, excludes, (), place), when
    )


_EMPTY = Rulebook("", {}, ())


def _with_rulebook(rules: GroundRules, when: Mapping[str, tuple[str, ...]]) -> GroundRules:
    blocks = tuple(f"b{n}" for n in range(-(-len(when) // _RULES_A_BLOCK)))
    written = tuple(
        Rule(id_, tuple(Test(name, Operator.EQ, 1) for name in (blocks[n // _RULES_A_BLOCK], *codes)))
        for n, (id_, codes) in enumerate(when.items())
    )
    names = {*blocks, *rules.circumstances, *(name for codes in when.values() for name in codes)}
    properties: dict[str, PropertyType] = dict.fromkeys(sorted(names), int)
    rulebook = Rulebook("法定情节和裁量规定的情节", properties, written)
    return replace(rules, rulebook=rulebook, fingerprint=rulebook.fingerprint, blocks=blocks)


def free_property(code: str) -> str:
    """The property that says that nothing excludes a ground."""
    return f"free_{code}"


def _own_circumstances(instrument: Instrument) -> Iterator[tuple[str, Circumstance]]:
    until = None if instrument.valid_to is None else instrument.valid_to + timedelta(days=1)
    for finding in instrument.findings:
        article = Article(finding.clause, instrument.valid_from, until)
        yield finding.code, Circumstance(finding.code, finding.text, None, (article,), finding.needs)
    for ground in instrument.grounds:
        article = Article(ground.clause, instrument.valid_from, until)
        yield ground.code, Circumstance(ground.code, ground.text, ground.effect, (article,), ground.needs)


def _leads(instrument: Instrument) -> Iterator[tuple[str, Leads]]:
    legal = [lead for ground in GROUNDS for lead in ground.leads]
    own = []
    for ground in instrument.grounds:
        if ground.requires_any:
            own += [Leads((*ground.requires, code), ground.code) for code in ground.requires_any]
        elif ground.requires:
            own.append(Leads(ground.requires, ground.code))
    for n, lead in enumerate((*legal, *own)):
        yield f"L_{lead.to}_{n}", lead


def _refuse_unknown(instrument: Instrument, circumstances: Mapping[str, Circumstance]) -> None:
    for fault in _faults(instrument, circumstances):
        name = instrument.name or "裁量规定的设置"
        raise TableUnusable(name, f"{name}：{fault}")


def _faults(instrument: Instrument, circumstances: Mapping[str, Circumstance]) -> Iterator[str]:
    codes = [*(f.code for f in instrument.findings), *(g.code for g in instrument.grounds)]
    known = {*LEGAL, *(c.code for c in FOUND_OUT)}
    for code in codes:
        if code in known or codes.count(code) > 1:
            yield f"情节代码“{code}”用了两次，或者与法律规定的情节同名，请改用别的代码。"
    for ground in instrument.grounds:
        for code in (*ground.requires, *ground.requires_any, *ground.excluded):
            if code not in circumstances:
                yield f"情节“{ground.code}”引用的代码“{code}”没有定义，请核对拼写。"
        if ground.raises and ground.effect is not Effect.HEAVIER:
            yield f"情节“{ground.code}”升档，effect 应当是 heavier。"
        if ground.lowers is not None and ground.effect is not Effect.LIGHTER:
            yield f"情节“{ground.code}”按比例降低，effect 应当是 lighter。"

"""What words of a penalty text no measure took: exceptions and conditions, and clauses not understood."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from importers.clauses import amounts_of, is_trigger, subject_of
from importers.fine_multipliers import FORMULA, per_of_clause
from importers.penalty_kinds import NO_PENALTY, kinds_in
from standards_1023.text import normalised
from standards_1023.values import Measure, MeasureKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from importers.clauses import Clause

LEFT_TO_JUDGEMENT = re.compile(r"可以?(?:根据|视|按照|依据|结合)[^,]*$")
"""Words that leave what follows to the officer: 可以根据情节轻重, 处…."""

_EXCEPTION = re.compile(
    r"除外(?=$|[)的])|不在此限|不受此限|不适用|另有规定|从其规定|(?:不再?|免)罚|除非|前提"
    r"|(?:可以?|应当)不(?![足满少低超])|(?:可以?|则|即|应当)免(?![予除于费])"
)
_ONLY_FOR = re.compile(r"(?:仅|只)(?:限|对|适用)")
_ALL_BUT = re.compile(r"^除(?![^,]*(?:处|罚|责令|没收|给予|警告|改正))[^,]+外$")
_BUT = re.compile(r"^但")
_LEADS_ON = re.compile(
    r"^(?:并且?|且|同时|可以?|应当)*"
    r"(?:按照?|依照|依据|依法|根据|比照|参照|结合|视|以|由|对|经|在|自|从|违反|符合|属于?)"
)
_BY_THE_DAY = re.compile(r"^并?(?:按日|逐日|每日|按天)(?:连续)?(?:处罚|计罚)$")
_FINE_WORD = re.compile(r"罚款|罚金")
_FINE_VERB = re.compile(
    r"(?:可以?|应当|一律|分别|单处或者?|或者?|另)*(?:并|单|各|再)?(?:处(?:以|罚)?|罚)(?![理置分于])"
)
_BRACKETS = re.compile(r"\((?P<words>[^()]*)\)")
_SAYS_ENDS = re.compile(r".*(?:含|本数|以上|以下|人民币|大写).*|[^,]*元|\d+|[一二三四五六七八九十]+")
_WHOM = re.compile(r"(?:对|适用于|针对)?(?P<who>[^,]{1,16})")
_EMPTY = re.compile(
    r"(?:[\W_]|并处?|或者?|以及|且|同时|的|等|人民币|整|罚款|处罚|幅度|标准|数额|执行|计算|计罚?)*"
)
_OF_BASE = re.compile(r"(?:的|为|是|总额|金额|数额)*")
_OF_EACH = re.compile(r"^(?:的|标准)*[每/]")


@dataclass(slots=True)
class LeftOver:
    """Gathers, clause by clause, what is left: `exceptions` as printed, `measures` with their places."""

    clauses: list[Clause]
    exceptions: list[str] = field(default_factory=list)
    measures: list[tuple[int, Measure]] = field(default_factory=list)
    _sentence_begins: int = 0

    def condition(self, at: int, measures: int) -> None:
        """A clause that is only a condition, behind so many measures: something has to follow it."""
        self._note_sentence(at, measures)
        before = 0 if at + 1 == len(self.clauses) else self._sentence_begins
        if self._ends_sentence(at) and measures > before:
            self.exceptions.append(self.clauses[at].text)

    def clause(self, at: int, measures: int, new: Sequence[Measure], *, is_read: bool) -> None:
        """Any other clause, behind so many measures, with those read from it."""
        self._note_sentence(at, measures)
        one = self.clauses[at]
        if _limits(one, new) or self._frees(measures, new):
            self.exceptions.append(one.text)
            return
        words = None if is_read else self._not_understood(at, new, first=measures == self._sentence_begins)
        if words is not None:
            measure = Measure(MeasureKind.OTHER, words, one.subject, trigger=one.trigger, computed=False)
            self.measures.append((measures + len(new), measure))

    def _frees(self, measures: int, new: Sequence[Measure]) -> bool:
        """不满十四周岁不予处罚 behind another measure: a case that did not become a condition."""
        return measures > 0 and any(
            one.kind is MeasureKind.NO_PENALTY
            and not one.optional
            and one.trigger is None
            and "罚款" not in one.text
            for one in new
        )

    def untaken(self, measures: Sequence[Measure]) -> list[tuple[int, Measure]]:
        """The measures that stay: what became the condition of another is none (一般：未改正，处…)."""
        triggers = [measure.trigger for measure in measures if measure.trigger]
        return [
            (at, one) for at, one in self.measures if not any(normalised(one.text) in t for t in triggers)
        ]

    def _note_sentence(self, at: int, measures: int) -> None:
        if self.clauses[at].starts_sentence:
            self._sentence_begins = measures

    def _not_understood(self, at: int, new: Sequence[Measure], *, first: bool) -> str | None:
        """The words that were not read and carry nothing on; `first`: no measure in the sentence yet."""
        clause = self.clauses[at]
        plain = clause.plain
        if new:
            return _beside_the_fine(plain, new)
        if self.is_by_the_day(at):
            return clause.text
        if _EMPTY.fullmatch(plain) or LEFT_TO_JUDGEMENT.search(plain) or amounts_of(plain):
            return None  # an amount that is no fine is an error of its own
        if per_of_clause(plain) is not None or FORMULA.search(plain):
            return None
        if not self._ends_sentence(at) and (
            _LEADS_ON.match(plain) or (first and is_trigger(self.clauses[at + 1]))
        ):
            return None
        return clause.text

    def is_by_the_day(self, at: int) -> bool:
        """按日连续处罚 at the end of a sentence: a penalty of its own, and no unit of the next amount."""
        return self._ends_sentence(at) and _BY_THE_DAY.match(self.clauses[at].plain) is not None

    def _ends_sentence(self, at: int) -> bool:
        return at + 1 == len(self.clauses) or self.clauses[at + 1].starts_sentence


def _limits(clause: Clause, new: Sequence[Measure]) -> bool:
    """Whether a clause limits when a measure applies, and none of its measures took that as its condition."""
    words = clause.plain
    if not new and (_BUT.match(words) or _ALL_BUT.match(words)):
        return True
    if _ONLY_FOR.search(words) and all(measure.subject is None for measure in new):
        return True
    for condition in (part for measure in new for part in (measure.trigger or "").split("，") if part):
        words = words.replace(condition, "")
    if any(measure.kind is MeasureKind.NO_PENALTY for measure in new):
        words = re.sub(rf"(?:可以?|应当)?(?:{NO_PENALTY})", "", words)
    return _EXCEPTION.search(words) is not None or _has_case_ahead(words, new)


def _has_case_ahead(words: str, new: Sequence[Measure]) -> bool:
    """在三日内缴清的处1万元罚款: a case before the verb that did not become the fine's condition."""
    fines = [measure for measure in new if measure.kind is MeasureKind.FINE and measure.computed]
    return any(len(head) > 1 and head.endswith("的") for head in _ahead(words, fines)) if fines else False


def _beside_the_fine(plain: str, new: Sequence[Measure]) -> str | None:
    """What of a clause with a fine is in none of its measures: 处1万元罚款并张贴告示, 占用盲道处1万元罚款."""
    fines = [measure for measure in new if measure.kind is MeasureKind.FINE]
    if not fines or not all(fine.computed for fine in fines):
        return None
    named = {measure.kind for measure in new}
    heads = [head for head in _ahead(plain, fines) if not _LEADS_ON.match(head) and subject_of(head) is None]
    for words in (*heads, *_behind(plain, fines)):
        kinds = {kind for kind, _, _ in kinds_in(words)}
        if not _EMPTY.fullmatch(words) and not _OF_EACH.match(words) and (not kinds or not kinds <= named):
            return words
    return None


def _ahead(plain: str, fines: Sequence[Measure]) -> Iterator[str]:
    """The words before the verb of the fine without its base; no heading."""
    amounts = amounts_of(plain)
    verb = _FINE_VERB.search(plain, 0, amounts[0].start) if amounts else None
    head = plain[: verb.start()] if verb is not None else ""
    for fine in fines:
        head = _OF_BASE.sub("", head.replace(fine.base or "", "")) if fine.base else head
    if not head.endswith(":"):
        yield head


def _behind(plain: str, fines: Sequence[Measure]) -> Iterator[str]:
    """The words behind the amount and the word 罚款, and in brackets there."""
    ends = [found.end() for found in _FINE_WORD.finditer(plain)] + [one.end for one in amounts_of(plain)]
    tail = plain[max(ends, default=len(plain)) :]
    yield _BRACKETS.sub("", tail)
    yield from (found["words"] for found in _BRACKETS.finditer(tail) if not _is_read(found["words"], fines))


def _is_read(words: str, fines: Sequence[Measure]) -> bool:
    """Whether brackets behind a fine say whether its ends are included, its case, or whom it is for."""
    if _SAYS_ENDS.fullmatch(words) or _OF_EACH.match(words):
        return True
    whom = _WHOM.fullmatch(words)
    subject = subject_of(whom["who"]) if whom else None
    return any(words in (fine.trigger or "") or fine.subject is subject is not None for fine in fines)

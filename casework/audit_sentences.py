"""Why a past decision got its verdict, in one or a few sentences that name the figures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from casework.audit_verdicts import DEPARTURES, Side, Verdict

_WAN_FEN = 1_000_000
"""一万元 in 分."""
_OFF_THE_BAND = (
    Verdict.ABOVE_STATUTORY,
    Verdict.ABOVE_BAND,
    Verdict.BELOW_STATUTORY,
    Verdict.BELOW_BAND,
)


@dataclass(frozen=True, slots=True)
class Due:
    """What should have been, in words."""

    band: str
    grade: str
    edition: str


def reason(flags: int, fine_fen: int, departure_fen: int, due: Due) -> str:
    """The sentences for all departures that are flagged (1 << Verdict); empty where there is none."""
    fine = yuan_of(fine_fen)
    return "".join([_sentence(verdict, fine, departure_fen, due) for verdict in _flagged(flags)])


@lru_cache(maxsize=1024)
def _flagged(flags: int) -> tuple[Verdict, ...]:
    return tuple(verdict for verdict in DEPARTURES if flags & (1 << verdict))


def _sentence(verdict: Verdict, fine: str, departure_fen: int, due: Due) -> str:
    if verdict in _OFF_THE_BAND:
        much = _how_much(abs(departure_fen), due.band, is_above=verdict.side is Side.ABOVE)
        return f"罚款{fine}，{verdict.words}：按事实应为{due.band}，{much}。"
    sentences = {
        Verdict.NOT_FINED: f"没有罚款，按事实应为{due.band}。",
        Verdict.FINED_THOUGH_EXEMPT: f"按事实应当不予处罚，却罚款{fine}。",
        Verdict.PERSONS_BEYOND_LAW: "",  # told beside it, with its own figures
        Verdict.PERSONS_OFF_BAND: "",
        Verdict.WRONG_KINDS: f"处罚种类不符：按事实应为{due.band}。",
        Verdict.WRONG_GRADE: f"档次与事实不符：按事实应为“{due.grade}”。",
        Verdict.WRONG_EDITION: f"适用的版本不对：应当适用{due.edition}。",
    }
    return sentences.get(verdict, f"{verdict.words}。")


def _how_much(apart_fen: int, band: str, *, is_above: bool) -> str:
    """How far a fine lies outside; that a limit is not included is read from the band's words."""
    limit = "上限" if is_above else "下限"
    if apart_fen == 0:
        return f"正好是{limit}，{limit}不含本数"
    if limit_is_left_out(band, is_above=is_above):
        return f"{'超出' if is_above else '少'} {yuan_of(apart_fen)}（{limit}不含本数）"
    return f"{'多' if is_above else '少'} {yuan_of(apart_fen)}"


def limit_is_left_out(band: str, *, is_above: bool) -> bool:
    """Whether the words of a band (`rules.amounts.money_range`) leave its upper or lower limit out."""
    return f"{'以下' if is_above else '以上'}（不含本数）" in band


def off_the_persons_band(fen: int, limits: tuple[int, int], band: str, *, is_above: bool) -> str:
    """The sentence for a fine of responsible persons outside the printed limits of its band in 分."""
    low, high = limits
    much = _how_much(fen - high if is_above else low - fen, band, is_above=is_above)
    side = "高于" if is_above else "低于"
    return f"对责任人员罚款{yuan_of(fen)}，{side}裁量幅度：按事实应为{band}，{much}。"


def yuan_of(fen: int) -> str:
    """分 in words, not below nought, as `rules.amounts.yuan` has them: 4.5万元, 12345.5元."""
    hundredths, rest = divmod(fen, _WAN_FEN // 100)
    if fen < _WAN_FEN or rest:
        return f"{yuan_figures(fen)}元"
    return f"{yuan_figures(hundredths)}万元"


def yuan_figures(fen: int) -> str:
    """分 as a plain number of yuan: 12345.5, -20000."""
    sign, whole, rest = "-" if fen < 0 else "", abs(fen) // 100, abs(fen) % 100
    return f"{sign}{whole}" + (f".{rest:02}".rstrip("0") if rest else "")

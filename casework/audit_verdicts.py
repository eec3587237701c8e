"""The verdicts of an audit: how a past decision stands to the band that its facts had.

The kinds follow the supervisor's list of departures (偏离标记). A decision may depart in several ways; the
verdict is the gravest, in the order in which they are declared, and the others are told beside it.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Side(StrEnum):
    """Where a decision stands: what the figures count."""

    INSIDE = "幅度之内"
    BELOW = "低于幅度"
    ABOVE = "高于幅度"
    OTHER = "其他不符"
    NOT_JUDGED = "未能判断"


class Verdict(IntEnum):
    """Each kind of departure, the gravest first; INSIDE and NOT_JUDGED are none.  Numbers stand in journals.

    ABOVE_STATUTORY: the fine is above the most that the law itself allows.
    FINED_THOUGH_EXEMPT: 不予处罚 is prescribed, and there is a fine.
    BELOW_STATUTORY: below the least that the law allows, and no circumstance of 减轻 stands in the table.
    NOT_FINED: the band prescribes a fine, 不予处罚 is not even allowed, and there is none.
    ABOVE_BAND, BELOW_BAND: outside the band of the facts, within the law.
    PERSONS_BEYOND_LAW, PERSONS_OFF_BAND: the fine of the responsible persons is beyond the law's limits, or
    within them outside its own band.
    WRONG_KINDS: a penalty that must be imposed is missing, or one is imposed that neither band nor law has.
    WRONG_GRADE: the grade in the table is one of the standard's, but not that of the facts.
    UNGROUNDED_MITIGATION: the table says 减轻 without a circumstance for it; no fine below the law's least.
    WRONG_EDITION: the table names an edition of the standards that is not the one that applies.
    NO_REASON: the table has a column of reasons, and this decision has none.
    """

    ABOVE_STATUTORY = 1
    FINED_THOUGH_EXEMPT = 2
    BELOW_STATUTORY = 3
    NOT_FINED = 4
    ABOVE_BAND = 5
    BELOW_BAND = 6
    PERSONS_BEYOND_LAW = 12
    PERSONS_OFF_BAND = 13
    WRONG_KINDS = 7
    WRONG_GRADE = 8
    UNGROUNDED_MITIGATION = 9
    WRONG_EDITION = 10
    NO_REASON = 11
    INSIDE = 20
    NOT_JUDGED = 21

    @property
    def words(self) -> str:
        """The verdict as people read it."""
        return _WORDS[self]

    @property
    def side(self) -> Side:
        """Where it is counted."""
        return _SIDES.get(self, Side.OTHER)

    @property
    def is_departure(self) -> bool:
        """Whether the decision departs."""
        return self < Verdict.INSIDE

    @property
    def code(self) -> str:
        """The name by which programs know it: above_band."""
        return self.name.lower()


_WORDS = {
    Verdict.ABOVE_STATUTORY: "高于法定最高罚款",
    Verdict.FINED_THOUGH_EXEMPT: "应当不予处罚而罚款",
    Verdict.BELOW_STATUTORY: "低于法定最低罚款而无减轻情节",
    Verdict.NOT_FINED: "应当罚款而未罚款",
    Verdict.ABOVE_BAND: "高于裁量幅度",
    Verdict.BELOW_BAND: "低于裁量幅度",
    Verdict.PERSONS_BEYOND_LAW: "对责任人员的罚款超出法定幅度",
    Verdict.PERSONS_OFF_BAND: "对责任人员的罚款不在裁量幅度内",
    Verdict.WRONG_KINDS: "处罚种类不符",
    Verdict.WRONG_GRADE: "档次与事实不符",
    Verdict.UNGROUNDED_MITIGATION: "写明减轻而无减轻情节",
    Verdict.WRONG_EDITION: "适用版本不对",
    Verdict.NO_REASON: "没有裁量理由",
    Verdict.INSIDE: "幅度之内",
    Verdict.NOT_JUDGED: "未能判断",
}
_SIDES = {
    Verdict.ABOVE_STATUTORY: Side.ABOVE,
    Verdict.FINED_THOUGH_EXEMPT: Side.ABOVE,
    Verdict.ABOVE_BAND: Side.ABOVE,
    Verdict.BELOW_STATUTORY: Side.BELOW,
    Verdict.NOT_FINED: Side.BELOW,
    Verdict.BELOW_BAND: Side.BELOW,
    Verdict.INSIDE: Side.INSIDE,
    Verdict.NOT_JUDGED: Side.NOT_JUDGED,
}
DEPARTURES = tuple(verdict for verdict in Verdict if verdict.is_departure)

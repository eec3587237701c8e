"""/compare: two addresses of the desk side by side, with what differs marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated
from urllib.parse import parse_qsl, unquote, urlsplit

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from service.api.in_use import in_use
from service.api.problems import ProblemRaised
from service.guarded_route import GuardedRoute
from service.pages.desk_answer import ask
from service.pages.desk_form import entered_words
from service.pages.rendering import page
from service.pages.result_view import result_of

if TYPE_CHECKING:
    from service.pages.desk_answer import DeskAnswer

router = APIRouter(route_class=GuardedRoute)

_DESK = "/desk/"

Address = Annotated[str, Query(max_length=4000)]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: the question, or why its address cannot be taken."""

    address: str
    asked: DeskAnswer | None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """One line: what is compared, and what each side says."""

    label: str
    one: tuple[str, ...]
    other: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether the two say different things."""
        return self.one != self.other


@router.get("/compare")
async def compare_page(request: Request, one: Address = "", other: Address = "") -> Response:
    """Both are asked anew; an address that is missing is asked for."""
    in_use(request)
    sides = (_side(request, one), _side(request, other))
    lines: tuple[Compared, ...] = ()
    if sides[0].asked is not None and sides[1].asked is not None:
        left, right = _lines(sides[0].asked), _lines(sides[1].asked)
        lines = tuple(Compared(label, left[label], right[label]) for label in left)
    return page(request, "compare.html", sides=sides, lines=lines)


def _side(request: Request, address: str) -> Side:
    """What an address asks; only its path and its parameters are looked at."""
    if not address.strip():
        return Side("", None)
    try:
        parts = urlsplit(address.strip())
        pairs = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=300)
    except ValueError:
        return Side(address, None, "这不是网页地址：请从试算页的地址栏复制。")
    if not parts.path.startswith(_DESK):
        return Side(address, None, "这不是试算的地址：请从试算页的地址栏复制。")
    try:
        return Side(address, ask(request, unquote(parts.path.removeprefix(_DESK)), pairs))
    except ProblemRaised as refused:
        return Side(address, None, refused.detail)


def _lines(asked: DeskAnswer) -> dict[str, tuple[str, ...]]:
    entered = tuple(f"{name}：{value}" for name, value in entered_words(asked.query.case))
    said = {"违法行为": (asked.question.standard.violation,), "所填": entered}
    if asked.answer is None:
        why = asked.refusal.summary if asked.refusal else "还没有填写事实。"
        return {
            **said,
            "结果": (why,),
            **dict.fromkeys(("档次", "罚款", "建议", "其他处罚", "怎样得出", "程序要求"), ()),
        }
    result = result_of(asked.answer)
    return {
        **said,
        "结果": (result.level.word, result.level.remark),
        "档次": tuple(filter(None, (result.group, result.grade, *(text for _, text, _ in result.met)))),
        "罚款": tuple(fine.words for fine in result.fines) or ("没有罚款",),
        "建议": tuple(fine.recommended for fine in result.fines if fine.recommended),
        "其他处罚": result.others,
        "怎样得出": tuple(f"{step.action}：{step.after or '去掉'}" for step in result.steps),
        "程序要求": tuple(duty.text for duty in result.duties),
    }

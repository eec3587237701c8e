"""Who may enter: one line for every route.  A route that is not listed admits nobody."""

from __future__ import annotations

from dataclasses import dataclass

from service.people.roles import Permission as Needs
from service.rates import Rate


@dataclass(frozen=True, slots=True)
class Entry:
    """What a route asks of whoever comes, and how often one person or address may come."""

    needs: Needs
    rate: Rate | None = None


_ANYBODY = Entry(Needs.PUBLIC)
_SEARCHING = Entry(Needs.PUBLIC, Rate.SEARCH)
_SIGNED_IN = Entry(Needs.SIGNED_IN)

ADMISSION: dict[str, Entry] = {
    # for programs
    "GET /health/live": _ANYBODY,
    "GET /health/ready": _ANYBODY,
    "GET /metrics": _ANYBODY,
    "GET /problems/{code}": _ANYBODY,
    "POST /api/v1/assessments": _ANYBODY,  # keeping one needs a signed-in person: the handler asks
    "GET /api/v1/assessments/{number}": _SIGNED_IN,
    "GET /api/v1/circumstances": _ANYBODY,
    "GET /api/v1/standards": _SEARCHING,
    "GET /api/v1/standards/{name:path}": _ANYBODY,
    "GET /api/v1/editions": _ANYBODY,
    "GET /api/v1/editions/{number}": _ANYBODY,
    "GET /api/v1/editions/{number}/diff/{other}": _ANYBODY,
    # the standards, for everybody (行政处罚法 art. 34: 裁量基准应当向社会公布)
    "GET /": _ANYBODY,
    "GET /standards": _SEARCHING,
    "GET /standards/print": _ANYBODY,
    "GET /standards/{name:path}": _ANYBODY,
    "GET /desk/{name:path}": _ANYBODY,
    "GET /compare": _ANYBODY,
    "GET /help": _ANYBODY,
    "GET /help/problems": _ANYBODY,
    "GET /help/templates/{file}": _ANYBODY,
    "GET /help/words": _ANYBODY,
    "GET /editions/{number}/departments/{department:path}/sheets": _ANYBODY,
    # what is kept of a case
    "POST /desk/{name:path}": _SIGNED_IN,
    "GET /assessments/{number}": _SIGNED_IN,
    "GET /audit": Entry(Needs.AUDIT),
    "POST /audit": Entry(Needs.AUDIT),
    "GET /audit/{number}": Entry(Needs.AUDIT),
    "POST /audit/{number}/start": Entry(Needs.AUDIT),
    "POST /audit/{number}/delete": Entry(Needs.AUDIT),
    "GET /audit/{number}/file": Entry(Needs.AUDIT),
    "GET /audit/{number}/rows": Entry(Needs.AUDIT),
    # the life of an edition; what is published may be seen by everybody, drafts by whoever may read them
    "GET /editions": _ANYBODY,
    "GET /editions/{number}": _ANYBODY,
    "GET /editions/{number}/diff": _ANYBODY,
    "GET /editions/{number}/diff/{other}": _SEARCHING,
    "GET /editions/{number}/export.{kind}": Entry(Needs.SIGNED_IN),
    "GET /editions/{number}/departments/{department:path}/file": _ANYBODY,
    "GET /editions/{number}/departments/{department:path}/marked": Entry(Needs.READ_DRAFTS),
    "GET /editions/{number}/impact": Entry(Needs.READ_DRAFTS),
    "POST /editions/{number}/impact": Entry(Needs.READ_DRAFTS),
    "POST /editions/{number}/submit": Entry(Needs.SUBMIT),
    "POST /editions/{number}/return": Entry(Needs.SUBMIT),
    "POST /editions/{number}/withdraw": Entry(Needs.SUBMIT),
    "POST /editions/{number}/rebase": Entry(Needs.IMPORT),
    "POST /editions/{number}/publish": Entry(Needs.PUBLISH),
    "POST /editions/{number}/again": Entry(Needs.PUBLISH),
    # the standards on their way into an edition
    "GET /imports": Entry(Needs.IMPORT),
    "POST /imports": Entry(Needs.IMPORT),
    "GET /imports/{number}": Entry(Needs.IMPORT),
    "POST /imports/{number}": Entry(Needs.IMPORT),
    "POST /imports/{number}/delete": Entry(Needs.IMPORT),
    "GET /editions/{number}/departments/{department:path}/sheets/{index}": _ANYBODY,
    "GET /editions/{number}/departments/{department:path}/first-error": _ANYBODY,
    "GET /editions/{number}/departments/{department:path}/sheets/{index}/settle": Entry(Needs.IMPORT),
    "POST /editions/{number}/departments/{department:path}/sheets/{index}/settle": Entry(Needs.IMPORT),
    "POST /editions/{number}/departments/{department:path}/sheets/{index}/settle/take-back": Entry(
        Needs.IMPORT
    ),
    # people
    "GET /sign-in": _ANYBODY,
    "POST /sign-in": _ANYBODY,  # how often one may fail: the handler asks
    "POST /sign-out": _SIGNED_IN,
    "GET /account": _SIGNED_IN,
    "POST /account/password": Entry(Needs.SIGNED_IN, Rate.PASSWORD),
    "POST /account/sessions/{number}/end": _SIGNED_IN,
    "GET /people": Entry(Needs.PEOPLE),
    "POST /people": Entry(Needs.PEOPLE),
    "GET /people/{name}": Entry(Needs.PEOPLE),
    "POST /people/{name}/roles": Entry(Needs.PEOPLE),
    "POST /people/{name}/roles/take": Entry(Needs.PEOPLE),
    "POST /people/{name}/password": Entry(Needs.PEOPLE),
    "POST /people/{name}/disable": Entry(Needs.PEOPLE),
    "POST /people/{name}/enable": Entry(Needs.PEOPLE),
    "POST /people/{name}/sessions/{number}/end": Entry(Needs.PEOPLE),
    "GET /log": Entry(Needs.READ_LOG),
}

WITH_A_FIRST_PASSWORD = frozenset({"GET /account", "POST /account/password", "POST /sign-out"})
"""Where somebody may go before he has changed his first password."""

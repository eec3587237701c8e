"""`cailiang standards submit … publish … withdraw …`: the steps of an edition, each in the log."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from casework.acts import Act
from service.acting import Acting, acting, at_the_command_line
from service.command_errors import CommandRefused
from service.database_in_use import checked_engine, reading_session
from service.evaluate_arguments import read_date
from service.moments import now
from service.proving import prove
from service.publication_terms import terms_of
from standards_1023 import store
from standards_1023.drafting import draft_again
from standards_1023.editions import EditionState
from standards_1023.errors import EditionRefused
from standards_1023.publication import check_publishable
from standards_1023.publication import publish as publish_edition
from standards_1023.rebasing import rebase as rebase_edition
from standards_1023.returning import return_to_draft
from standards_1023.submission import submit as submit_edition
from standards_1023.withdrawal import withdraw as withdraw_edition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import Session

app = typer.Typer()

_NUMBER = typer.Argument(help="第几版")
_DRAFT = typer.Argument(help="第几版；不填则为现在的草稿")


@app.command(help="提交草稿：没有错误的才能提交，提交后内容不再改动。")
def submit(edition: Annotated[int | None, _DRAFT] = None) -> None:
    """Close the draft."""
    with _acts() as acts:
        number = number_of(acts.session, edition, EditionState.DRAFT)
        digest = submit_edition(acts.session, number, now(), by=acts.actor.name).digest or ""
        acts.record(Act.EDITION_SUBMITTED, f"edition:{number}", after={"digest": digest})
    typer.echo(
        f"第{number}版已提交（{digest[:12]}）。发布：cailiang standards publish {number} --from 施行日期"
    )


@app.command(help="核对两套计算后发布已提交的一版，自施行日期起使用。")
def publish(
    edition: Annotated[int | None, typer.Argument(help="第几版；不填则为最近提交的")] = None,
    *,
    in_force_from: Annotated[str, typer.Option("--from", help="施行日期，如 2026-08-15")],
    backdated: Annotated[bool, typer.Option("--backdated", help="施行日期早于今天，确实要追溯")] = False,
) -> None:
    """Prove, then publish in one transaction."""
    day = read_date("--from", in_force_from)
    if day is None:
        raise CommandRefused("--from 要写施行日期，如 2026-08-15。")
    with reading_session() as session:
        number = number_of(session, edition, EditionState.SUBMITTED)
        by = at_the_command_line().name
        terms = terms_of(session, day, by, seen_digest=None, backdated=backdated)
        submitted = store.load_edition(session, check_publishable(session, number, terms))
    proofs = prove(submitted.workbooks)
    with _acts() as acts:
        proved = submitted.digest
        terms = terms_of(acts.session, day, acts.actor.name, seen_digest=proved, backdated=backdated)
        publish_edition(acts.session, number, proofs, terms)
        after = {"in_force_from": day.isoformat(), "digest": submitted.digest, "backdated": backdated}
        acts.record(Act.EDITION_PUBLISHED, f"edition:{number}", after=after)
    standards, cases = (sum(getattr(p, n) for p in proofs.values()) for n in ("standards", "cases"))
    typer.echo(
        f"第{number}版已发布，自{day}起施行：{standards} 项基准，两套计算在 {cases} 个边界情形上结果相同。"
    )


@app.command("return", help="把已提交的一版退回草稿，写明理由；自己提交的可以不写。")
def return_(
    edition: Annotated[int, _NUMBER],
    reason: Annotated[str, typer.Option(help="退回的理由")] = "",
) -> None:
    """Open a submitted edition again."""
    with _acts() as acts:
        return_to_draft(acts.session, edition, by=acts.actor.name, at=now(), reason=reason)
        acts.record(Act.EDITION_RETURNED, f"edition:{edition}", after={"reason": reason})
    typer.echo(f"第{edition}版已退回草稿：改好表格再导入后，用 cailiang standards submit 提交。")


@app.command(help="放弃草稿或已提交的一版，或者在施行前撤回已发布的一版。")
def withdraw(
    edition: Annotated[int, _NUMBER],
    *,
    reason: Annotated[str, typer.Option(help="撤回的理由")],
) -> None:
    """The edition stays in the list as 已撤回."""
    with _acts() as acts:
        was = withdraw_edition(acts.session, edition, by=acts.actor.name, at=now(), reason=reason)
        subject = f"edition:{edition}"
        acts.record(Act.EDITION_WITHDRAWN, subject, before={"state": was.value}, after={"reason": reason})
    typer.echo(f"第{edition}版（{was.words}）已撤回。")


@app.command(help="用以前一版的全部表格起草新的一版（回退）；再提交、发布。")
def again(edition: Annotated[int, _NUMBER]) -> None:
    """Roll back by publishing an earlier edition anew."""
    with _acts() as acts:
        number = draft_again(acts.session, edition, by=acts.actor.name, at=now()).number
        acts.record(Act.EDITION_DRAFTED, f"edition:{number}", after={"again_of": edition})
    typer.echo(f"第{number}版草稿与第{edition}版的表格相同。提交：cailiang standards submit {number}")


@app.command(help="起草以后又发布了新的一版时，把草稿接到新版上。")
def rebase(edition: Annotated[int | None, _DRAFT] = None) -> None:
    """Take over what was published since, for the departments that the draft did not change."""
    with _acts() as acts:
        number = number_of(acts.session, edition, EditionState.DRAFT)
        taken = rebase_edition(acts.session, number, by=acts.actor.name, at=now())
        acts.record(Act.EDITION_REBASED, f"edition:{number}", after={"taken": list(taken)})
    took = f"换成新版的表格：{'、'.join(taken)}。" if taken else "没有要换的表格。"
    typer.echo(f"第{number}版草稿已接到新版上，{took}")


def number_of(session: Session, number: int | None, state: EditionState) -> int:
    """The number that was given, else the last edition of this state."""
    if number is not None:
        return number
    row = store.find_last(session, state)
    if row is None:
        raise EditionRefused(f"没有“{state.words}”的版本：请用 cailiang standards list 查看。")
    return row.number


@contextmanager
def _acts() -> Iterator[Acting]:
    """A transaction of whoever is at the command line, on the checked database."""
    with checked_engine() as engine, acting(engine, at_the_command_line()) as acts:
        yield acts

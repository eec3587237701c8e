"""Acts: all that was changed through the program, as one chain in which each act knows the one before.

A link is the SM3 (GB/T 32905) of the act written canonically, with the link before it; whoever changes,
removes or inserts an act breaks the chain from there on.  What a chain cannot show by itself is that its end
was cut off: for that its head (number and link) is noted elsewhere from time to time and held against it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.hashes import SM3, Hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

FIRST_LINK = "0" * 64
"""What stands before the first act."""


class Act(StrEnum):
    """What can be done; the value is kept in the log and never changes its meaning."""

    ACCOUNT_CREATED = "account.created"
    ACCOUNT_DISABLED = "account.disabled"
    ACCOUNT_ENABLED = "account.enabled"
    ACCOUNT_LOCKED = "account.locked"
    PASSWORD_RESET = "password.reset"  # noqa: S105 - the name of an act
    PASSWORD_CHANGED = "password.changed"  # noqa: S105 - the name of an act
    ROLE_GRANTED = "role.granted"
    ROLE_REVOKED = "role.revoked"
    SIGNED_IN = "session.began"
    SIGN_IN_FAILED = "session.refused"
    BROWSER_LOCKED = "browser.locked"
    BROWSER_FORGOTTEN = "browser.forgotten"
    SIGNED_OUT = "session.ended"
    SESSION_REVOKED = "session.revoked"
    WORKBOOKS_IMPORTED = "edition.imported"
    SETTLED = "edition.settled"
    EDITION_SUBMITTED = "edition.submitted"
    EDITION_RETURNED = "edition.returned"
    EDITION_PUBLISHED = "edition.published"
    EDITION_WITHDRAWN = "edition.withdrawn"
    EDITION_DRAFTED = "edition.drafted"
    EDITION_REBASED = "edition.rebased"
    ARTICLES_IMPORTED = "articles.imported"
    ASSESSMENT_KEPT = "assessment.kept"
    AUDIT_BEGAN = "audit.began"
    AUDIT_DELETED = "audit.deleted"
    IMPACT_CALCULATED = "impact.calculated"

    @property
    def words(self) -> str:
        """The act as people call it."""
        return _WORDS[self]


_WORDS = {
    Act.ACCOUNT_CREATED: "开立账号",
    Act.ACCOUNT_DISABLED: "停用账号",
    Act.ACCOUNT_ENABLED: "恢复账号",
    Act.ACCOUNT_LOCKED: "锁定账号",
    Act.PASSWORD_RESET: "重置口令",
    Act.PASSWORD_CHANGED: "修改口令",
    Act.ROLE_GRANTED: "授予角色",
    Act.ROLE_REVOKED: "收回角色",
    Act.SIGNED_IN: "登录",
    Act.SIGN_IN_FAILED: "登录失败",
    Act.BROWSER_LOCKED: "锁定浏览器",
    Act.BROWSER_FORGOTTEN: "不再认得浏览器",
    Act.SIGNED_OUT: "退出",
    Act.SESSION_REVOKED: "下线登录",
    Act.WORKBOOKS_IMPORTED: "导入表格",
    Act.SETTLED: "确认读法",
    Act.EDITION_SUBMITTED: "提交版本",
    Act.EDITION_RETURNED: "退回版本",
    Act.EDITION_PUBLISHED: "发布版本",
    Act.EDITION_WITHDRAWN: "撤回版本",
    Act.EDITION_DRAFTED: "建立草稿",
    Act.EDITION_REBASED: "换草稿底版",
    Act.ARTICLES_IMPORTED: "导入条文",
    Act.ASSESSMENT_KEPT: "保存裁量记录",
    Act.AUDIT_BEGAN: "开始复核",
    Act.AUDIT_DELETED: "删除复核",
    Act.IMPACT_CALCULATED: "计算影响",
}


@dataclass(frozen=True, slots=True)
class Done:
    """An act as it happened: when, by whom, from which address, what, on what; and what changed by it.

    `by` is a sign-in name, `命令行:user` or `访客`; `before` and `after` hold no secrets.
    """

    at: datetime
    by: str
    address: str
    act: str
    subject: str
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None


@dataclass(frozen=True, slots=True)
class Link:
    """An act in its place in the chain: numbers begin with 1 and leave none out."""

    number: int
    done: Done
    previous: str
    link: str


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The first place where a chain does not hold."""

    number: int
    why: str


def link_of(number: int, done: Done, previous: str) -> str:
    """SM3 (hex) of an act in its place; equal acts give equal links on every machine."""
    written = [
        number,
        done.at.astimezone(UTC).isoformat(timespec="microseconds"),
        done.by,
        done.address,
        done.act,
        done.subject,
        document_of(done.before),
        document_of(done.after),
        previous,
    ]
    digest = Hash(SM3())
    digest.update(json.dumps(written, ensure_ascii=False, separators=(",", ":")).encode())
    return digest.finalize().hex()


def document_of(content: Mapping[str, object] | None) -> str | None:
    """What an act changed, as canonical JSON."""
    if content is None:
        return None
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def first_broken(chain: Iterable[Link]) -> BrokenLink | None:
    """The first act that is not as it was appended, or does not follow the one before; None if all hold."""
    previous = FIRST_LINK
    for number, link in enumerate(chain, start=1):
        if link.number != number:
            return BrokenLink(number, f"第 {number} 条不见了，后面是第 {link.number} 条")
        if link.previous != previous:
            return BrokenLink(number, f"第 {number} 条接的不是第 {number - 1} 条")
        if link.link != link_of(number, link.done, previous):
            return BrokenLink(number, f"第 {number} 条的内容被改动过")
        previous = link.link
    return None

"""Roles, and what each may do (domain: the roles of a penalty case, and those who keep the standards)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is in the service; the value is kept in the database."""

    KEEPER = "keeper"
    LEGAL_AFFAIRS = "legal_affairs"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    HANDLER = "handler"
    DEPT_HEAD = "dept_head"
    LEGAL_REVIEWER = "legal_reviewer"
    AGENCY_HEAD = "agency_head"
    COLLECTIVE = "collective"
    HEARING_HOST = "hearing_host"
    ARCHIVIST = "archivist"
    PUBLISHER = "publisher"
    RECONSIDERATION = "reconsideration"

    @property
    def words(self) -> str:
        """The role as people call it."""
        return _WORDS[self]

    @property
    def duty(self) -> str:
        """What the role does here, in one sentence."""
        return _DUTIES[self]


class Permission(StrEnum):
    """What a route or an act asks for."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    AUDIT = "audit"
    SEE_AUDITS = "see_audits"
    READ_DRAFTS = "read_drafts"
    IMPORT = "import"
    SUBMIT = "submit"
    PUBLISH = "publish"
    PEOPLE = "people"
    READ_LOG = "read_log"


_WORDS = {
    Role.KEEPER: "数据管理员",
    Role.LEGAL_AFFAIRS: "法制办",
    Role.SUPERVISOR: "执法监督",
    Role.ADMINISTRATOR: "系统管理员",
    Role.HANDLER: "承办人",
    Role.DEPT_HEAD: "承办机构负责人",
    Role.LEGAL_REVIEWER: "法制审核人",
    Role.AGENCY_HEAD: "机关负责人",
    Role.COLLECTIVE: "集体讨论成员",
    Role.HEARING_HOST: "听证主持人",
    Role.ARCHIVIST: "档案管理员",
    Role.PUBLISHER: "公示员",
    Role.RECONSIDERATION: "复议机构",
}
_DUTIES = {
    Role.KEEPER: "上传本部门的裁量表格，确认读法，提交草稿",
    Role.LEGAL_AFFAIRS: "上传、核对、提交、发布和撤回各版裁量基准",
    Role.SUPERVISOR: "查看草稿、复核决定、查看操作记录",
    Role.ADMINISTRATOR: "开立账号、授予角色、停用账号，不经手裁量基准",
    Role.HANDLER: "查基准、试算、保存裁量记录、复核决定",
    Role.DEPT_HEAD: "查基准、试算、保存裁量记录、复核决定",
    Role.LEGAL_REVIEWER: "查基准、试算、保存裁量记录、复核决定",
    Role.AGENCY_HEAD: "查基准、试算、保存裁量记录、复核决定",
    Role.COLLECTIVE: "查基准、试算、查看裁量记录",
    Role.HEARING_HOST: "查基准、试算、查看裁量记录",
    Role.ARCHIVIST: "查基准、试算、查看裁量记录",
    Role.PUBLISHER: "查基准、试算、查看裁量记录",
    Role.RECONSIDERATION: "查基准、试算、查看裁量记录",
}

DISTRICT_WIDE = frozenset({Role.LEGAL_AFFAIRS, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.RECONSIDERATION})
"""Roles that are held for the whole district; a keeper may be, all others belong to a department."""
FOR_EITHER = frozenset({Role.KEEPER})

_EVERYBODY = frozenset({Permission.PUBLIC, Permission.SIGNED_IN})
_CASES = _EVERYBODY | {Permission.AUDIT}
MAY: dict[Role, frozenset[Permission]] = {
    Role.KEEPER: _CASES | {Permission.READ_DRAFTS, Permission.IMPORT, Permission.SUBMIT},
    Role.LEGAL_AFFAIRS: _CASES
    | {
        Permission.READ_DRAFTS,
        Permission.IMPORT,
        Permission.SUBMIT,
        Permission.PUBLISH,
        Permission.READ_LOG,
        Permission.SEE_AUDITS,
    },
    Role.SUPERVISOR: _CASES | {Permission.READ_DRAFTS, Permission.READ_LOG, Permission.SEE_AUDITS},
    Role.ADMINISTRATOR: _EVERYBODY | {Permission.PEOPLE, Permission.READ_LOG},
    Role.HANDLER: _CASES,
    Role.DEPT_HEAD: _CASES,
    Role.LEGAL_REVIEWER: _CASES,
    Role.AGENCY_HEAD: _CASES,
    Role.COLLECTIVE: _EVERYBODY,
    Role.HEARING_HOST: _EVERYBODY,
    Role.ARCHIVIST: _EVERYBODY,
    Role.PUBLISHER: _EVERYBODY,
    Role.RECONSIDERATION: _EVERYBODY,
}


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that somebody holds: in a department, or (None) in the whole district."""

    role: Role
    department: str | None = None

    @property
    def words(self) -> str:
        """The grant as people say it: 数据管理员（环水局）."""
        return f"{self.role.words}（{self.department or '全区'}）"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose request this is; without a name it is the public."""

    name: str = ""
    shown: str = ""
    grants: tuple[Grant, ...] = ()
    session: str = ""
    must_change_password: bool = False

    @property
    def is_signed_in(self) -> bool:
        """Whether this is anybody in particular."""
        return bool(self.name)

    def may(self, permission: Permission) -> bool:
        """Whether it is allowed at all, in whatever department."""
        if permission is Permission.PUBLIC:
            return True
        if permission is Permission.SIGNED_IN:
            return self.is_signed_in
        return any(permission in MAY[grant.role] for grant in self.grants)

    def may_for(self, permission: Permission, department: str) -> bool:
        """Whether it is allowed for a department's things: by a role there, or one for the whole district."""
        return any(
            permission in MAY[grant.role] and grant.department in {None, department} for grant in self.grants
        )


THE_PUBLIC = Person()

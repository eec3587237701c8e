"""The log's names of subjects and of what was changed, as people call them; the log itself is not touched."""

from __future__ import annotations

from service.people.roles import Role
from standards_1023.editions import EditionState

_SUBJECTS = {"account": "账号 {}", "edition": "第{}版", "assessment": "裁量记录 {}", "audit": "复核 {}"}
_NAMES = {
    "again_of": "取自版本",
    "assessments": "裁量记录",
    "audits": "复核过的表格",
    "browser": "浏览器",
    "brought": "随导出包带入",
    "changed": "换了的部门",
    "department": "部门",
    "digest": "内容指纹",
    "edition": "版本",
    "ended_sessions": "退出的登录",
    "failures": "连续输错",
    "file": "文件",
    "in_force_from": "施行日期",
    "minutes": "锁定分钟数",
    "name": "登录名",
    "package": "导出包",
    "package_sha256": "导出包指纹",
    "read_no_more": "不再按这些确认读",
    "reason": "理由",
    "role": "角色",
    "session": "登录",
    "settled_elsewhere": "其中不是在本系统确认的",
    "settlements": "读法的确认",
    "sha256": "文件指纹",
    "shown": "姓名",
    "standard": "基准",
    "state": "状态",
    "taken": "换用的部门",
    "unchanged": "没有变的部门",
}


def subject_words(subject: str) -> str:
    """“edition:3” as “第3版”; a kind that has no words stays as it is."""
    kind, _, name = subject.partition(":")
    return _SUBJECTS[kind].format(name) if kind in _SUBJECTS and name else subject


def changed_words(name: str, value: object) -> tuple[str, str]:
    """What was changed and what it is now; lists as people write them, nothing as an empty place."""
    if isinstance(value, list):
        said = "、".join(_item(one) for one in value) or "没有"
    elif name == "role" and isinstance(value, str) and value in {*Role}:
        said = Role(value).words
    elif name == "state" and isinstance(value, str) and value in {*EditionState}:
        said = EditionState(value).words
    elif name == "department" and value is None:
        said = "全区"
    else:
        said = "" if value is None else str(value)
    return _NAMES.get(name, name), said


def _item(one: object) -> str:
    if isinstance(one, dict):
        return "（" + "，".join(f"{_NAMES.get(name, name)} {value}" for name, value in one.items()) + "）"
    return str(one)

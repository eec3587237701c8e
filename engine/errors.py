"""What can go wrong in the engine, each with its facts as attributes and a next step in its message."""

from __future__ import annotations

INSTALL_COMMAND = (
    "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject pip install --no-cache-dir durable-rules==2.0.28"
)

_SHOWN = 60
"""Characters of a name that a message shows: names from outside may be of any length."""


class EngineError(Exception):
    """Base of this room's errors.  All arguments stay in `args`, so that an error survives pickling."""


class EngineUnavailable(EngineError):
    """The C module of durable-rules is not installed, or was built in a way that cannot be loaded."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause

    def __str__(self) -> str:
        return (
            f"规则引擎无法载入（{self.cause}）：请先装好 C 编译器和 Python 头文件，再执行 {INSTALL_COMMAND}"
        )


class RulebookRefused(EngineError):
    """A rulebook that the engine would not carry out as written."""

    def __init__(self, rulebook: str, reason: str) -> None:
        super().__init__(rulebook, reason)
        self.rulebook = rulebook
        self.reason = reason

    def __str__(self) -> str:
        return f"规则集「{self.rulebook}」不能使用：{self.reason}"


class PropertyRefused(RulebookRefused):
    """A property's name or type is outside what the engine keeps apart safely."""

    def __init__(self, rulebook: str, name: str, reason: str) -> None:
        super().__init__(rulebook, reason)
        self.args = (rulebook, name, reason)
        self.name = name

    def __str__(self) -> str:
        return f"规则集「{self.rulebook}」的事实名 {self.name!r} 不能使用：{self.reason}"


class RuleRefused(RulebookRefused):
    """One rule is malformed: its id, the number of its tests, or one test."""

    def __init__(self, rulebook: str, rule: str, reason: str) -> None:
        super().__init__(rulebook, reason)
        self.args = (rulebook, rule, reason)
        self.rule = rule

    def __str__(self) -> str:
        return f"规则集「{self.rulebook}」的规则 {self.rule!r} 不能使用：{self.reason}"


class LimitExceeded(RulebookRefused):
    """The rulebook is larger than the engine carries safely; `what` is counted, `count` is over `limit`."""

    def __init__(self, rulebook: str, what: str, count: int, limit: int) -> None:
        super().__init__(rulebook, what)
        self.args = (rulebook, what, count, limit)
        self.what = what
        self.count = count
        self.limit = limit

    def __str__(self) -> str:
        return (
            f"规则集「{self.rulebook}」太大：{self.what} {self.count}，最多 {self.limit}。"
            "请把它拆成几个规则集，或把共同的条件写在前面。"
        )


class FactRefused(EngineError):
    """A fact that must not enter: unknown, of the wrong type, or beyond what is compared exactly."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name = name
        self.reason = reason

    def __str__(self) -> str:
        return f"事实 {self.name[:_SHOWN]!r} 不能使用：{self.reason}"


class FactsMissing(EngineError):
    """Facts that the rulebook needs were not given; a test on an absent fact would be false in silence."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(names)
        self.names = names

    def __str__(self) -> str:
        return f"还缺少事实：{'、'.join(self.names)}。请补齐后再算。"


class TooManyFacts(EngineError):
    """More facts than one case may carry."""

    def __init__(self, count: int, limit: int) -> None:
        super().__init__(count, limit)
        self.count = count
        self.limit = limit

    def __str__(self) -> str:
        return f"一个案件给了 {self.count} 项事实，最多 {self.limit} 项。请只给规则集用到的事实。"


class DriverClosed(EngineError):
    """The driver was closed; its rulebook may have been replaced by a newer one."""

    def __init__(self, rulebook: str) -> None:
        super().__init__(rulebook)
        self.rulebook = rulebook

    def __str__(self) -> str:
        return f"规则集「{self.rulebook}」已经关闭。请重新载入后再算。"


class DriverBusy(EngineError):
    """A driver was called by code that interrupts its own evaluation: a signal's handler, a finaliser."""

    def __init__(self, rulebook: str) -> None:
        super().__init__(rulebook)
        self.rulebook = rulebook

    def __str__(self) -> str:
        return (
            f"规则集「{self.rulebook}」的上一次计算还没有结束，不能在它的中途再次调用。请等这次算完再调用。"
        )


class EngineFault(EngineError):
    """The C module answered what a checked rulebook and checked facts rule out; no result is given."""

    def __init__(self, rulebook: str, detail: str) -> None:
        super().__init__(rulebook, detail)
        self.rulebook = rulebook
        self.detail = detail

    def __str__(self) -> str:
        return (
            f"规则引擎计算规则集「{self.rulebook}」时出错（{self.detail}），没有得出结果。"
            "请重试；再次出错时请把这一行交给维护人员。"
        )

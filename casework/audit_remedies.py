"""What to write into a table of decisions where a refusal names an option of the command line."""

from __future__ import annotations

import re

_SAID = (
    (re.compile(r"请用“--fact ([^”]*?)=…”补填"), r"请在“\1”一列写明（没有这一列的，加一列）"),
    (re.compile(r"请用“--base ([^”]*?)=元”填写"), r"请在“\1”一列写明多少元（没有这一列的，加一列）"),
    (
        re.compile(r"请用“--quantity ([^” ]*?)=数”填写"),
        r"请在“数量（\1）”一列写明（没有这一列的，加一列）",
    ),
    (re.compile(r"请用“适用情形=…”选定一组"), "请在“适用情形”一列写明是哪一组（没有这一列的，加一列）"),
    (
        re.compile(r"全部代码见“cailiang circumstances”"),
        "请在“情节”一列写法律的用语或者情节代码，试算页的“情节”列出全部",
    ),
)


def for_a_table(why: str) -> str:
    """The sentence with the column and what to write in it, in place of the option."""
    for option, column in _SAID:
        why = option.sub(column, why)
    return why

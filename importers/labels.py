"""Labels at the side of a block or card: 违反条款, 处罚依据, 备注 … and the values beside them."""

# ruff: noqa: PLR2004 - the length of a label stands where it is used

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from importers.columns import Role
from standards_1023.text import normalised

if TYPE_CHECKING:
    from importers.workbook import Cell

_LABELS: tuple[tuple[Role, str], ...] = (
    (
        Role.CODE,
        r"^(?:序号|编号|编码|项目编[号码]|事项编[号码]|职权编[号码]|基准编[号码]|标准编[号码]|代码)$",
    ),
    (Role.NOTE, r"^(?:备注|说明|附注|注|注释|适用说明|备注说明|计算方法|计算公式|裁量说明|核[实对]情况)$"),
    (
        Role.VIOLATED,
        r"^(?:违反(?:的)?(?:条款|规定|法条|依据|法律|条文|法律规定)|违法依据|定性依据|禁止性规定|义务条款|违则)$",
    ),
    (
        Role.STATUTORY,
        r"^(?:法定(?:处罚|罚款)?(?:的)?(?:种类|幅度|罚则|标准|额度|范围|种类[及和]幅度)|处罚种类(?:及|和|、|与)幅度|法定处罚|法律责任|处罚内容)$",
    ),
    (
        Role.BASIS,
        r"^(?:(?:处罚|设定|法律|法定|实施|执法|行政处罚|适用)(?:的)?(?:依据|条款|条文|法条)|罚则|依据|法律依据)$",
    ),
    (
        Role.VIOLATION,
        r"^(?:违法行为|违法事项|处罚事项|案由|事项名称|违法行为名称|违法事实|违法种类|项目名称|行为名称)$",
    ),
    (Role.AUTHORITY, r"^(?:执法主体|实施主体|实施机关|执法部门|处罚机关|责任单位|(?:职权|权力|执法权)来源)$"),
    (Role.LAW, r"^(?:法规名称|法律名称|法律法规)$"),
)


def label_role(text: str) -> Role | None:
    """What a side label announces, or None when the text is no label."""
    plain = re.sub(r"\s+", "", normalised(text)).rstrip(":")
    if len(plain) > 12:
        return None
    for role, pattern in _LABELS:
        if re.match(pattern, plain):
            return role
    return None


def label_pairs(cells: list[Cell]) -> list[tuple[Role, Cell]]:
    """Labels with their values: two or more side by side, or one with its value behind a colon."""
    if len(cells) == 1:
        head, colon, value = cells[0].text.replace(":", "：", 1).partition("：")
        role = label_role(head)
        if role is None or not colon or not value.strip():
            return []
        return [(role, replace(cells[0], text=value.strip()))]
    if len(cells) < 4 or len(cells) % 2:
        return []
    roles = [label_role(cell.text) for cell in cells[::2]]
    if any(label_role(cell.text) for cell in cells[1::2]):
        return []
    pairs = [(role, value) for role, value in zip(roles, cells[1::2], strict=True) if role is not None]
    return pairs if len(pairs) == len(roles) else []


@dataclass(slots=True)
class Context:
    """What stands around a table: the title rows above it and the labelled values beside or below."""

    titles: list[Cell] = field(default_factory=list)
    labelled: dict[Role, list[Cell]] = field(default_factory=dict)

    def add(self, role: Role, cell: Cell) -> None:
        """Keep a labelled value; several under one label stay in order."""
        self.labelled.setdefault(role, []).append(cell)

    def text(self, role: Role) -> str:
        """The text under a label, pieces cut by page breaks joined."""
        return "".join(cell.text.strip("\n") for cell in self.labelled.get(role, []))

    def cell(self, role: Role) -> Cell | None:
        """The first cell under a label."""
        cells = self.labelled.get(role)
        return cells[0] if cells else None

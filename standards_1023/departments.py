"""The bodies that keep standards: 17 bureaus, 4 sub-districts, 中英街管理局, with their codes.

Codes and names as in the district's list before the reform of its bodies; a body that is not in the list can
keep standards as well, under the name that is given for it.
"""

from __future__ import annotations

import unicodedata

DEPARTMENTS: dict[str, str] = {
    "001": "发改局(统计局)",
    "002": "经促局",
    "003": "教育局",
    "004": "民政局",
    "005": "财政局",
    "006": "人力局",
    "007": "住建局",
    "008": "卫计局",
    "009": "审计局",
    "010": "环水局",
    "011": "城管局",
    "012": "安监局",
    "013": "规划土地监察局",
    "014": "档案局",
    "015": "民宗局",
    "016": "出租屋管理办",
    "017": "民防办",
    "101": "海山街道",
    "102": "沙头角街道",
    "103": "盐田街道",
    "104": "梅沙街道",
    "201": "中英街管理局",
}
"""Code → name, in the order in which they are listed everywhere."""

_ORDER = {name: place for place, name in enumerate(DEPARTMENTS.values())}


def department_named_in(text: str) -> str | None:
    """The department whose name stands in a text (a file's name), or None; the longest name wins."""
    plain = unicodedata.normalize("NFKC", text)
    found = [name for name in DEPARTMENTS.values() if name in plain or name.partition("(")[0] in plain]
    return max(found, key=len, default=None)


def place_of(department: str) -> tuple[int, str]:
    """Where a department stands in lists: by the district's list, others behind it by name."""
    return _ORDER.get(department, len(_ORDER)), department

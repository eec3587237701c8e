"""The settings of the environment and what the README says of them."""

from __future__ import annotations

import re
from pathlib import Path

from service.settings import Settings

_README = Path(__file__).resolve().parent.parent.parent / "README.md"


def test_the_readme_lists_every_setting_with_its_default() -> None:
    rows = re.findall(
        r"^\| `CAILIANG_(\w+)` \| `([^`]*)` \|", _README.read_text(encoding="utf-8"), re.MULTILINE
    )
    defaults = {name.upper(): str(field.default) for name, field in Settings.model_fields.items()}
    assert dict(rows) == defaults

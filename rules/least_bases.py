"""A base that counts as at least some amount (处置费用不足二十万元的，按二十万元计算; discretion.md §3(3)).

Known for the articles in law_changes; a table that prints such a floor itself has it in its weights.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.amounts import same_base, yuan
from rules.applicable_law import cited
from rules.law_changes.repealed import rests_on
from rules.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.amounts import Multipliers
    from standards_1023.values import Standard


def raise_to_least(standard: Standard, multipliers: Multipliers) -> Iterator[Reason]:
    """Raise the bases of a case that the law under the table counts as more, and say so."""
    if not multipliers.bases:
        return
    rests = rests_on(standard.basis, standard.violation)
    for pair in rests.pairs if rests.on_repealed else ():
        for base in dict.fromkeys(variant.old.of for variant in pair.variants):
            if base is None or base.least is None:
                continue
            for name, given in multipliers.bases.items():
                if same_base(name, base.name) and given < base.least:
                    multipliers.bases[name] = base.least
                    least = yuan(base.least)
                    yield Reason(f"{name}{yuan(given)}，不足{least}，按{least}计算。", cited(pair.old))

"""The fact by which the engine learns that a condition was chosen in words: a property and its number.

A condition that is one interval, apart from every other, is entered as a number that lies in it: what holds
that number is this condition and nothing else. Any other condition has a property of its own, which is 1.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from engine.language import Operator
from standards_1023.text import matched

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.language import Rule, Test
    from standards_1023.values import Condition

LARGEST = 10**15
"""The largest number that the engine compares exactly, and the opposite of its smallest."""

Fact = tuple[str, int]


def facts_in_words(
    factor: int, conditions: Sequence[Condition], rules: Sequence[tuple[Rule, ...]]
) -> Iterator[Fact]:
    """The fact for each condition of a factor, of which `rules` are the intervals."""
    owners = Counter(words for condition in conditions for words in _words(condition))
    for j, condition in enumerate(conditions):
        others = [rule for n, of_other in enumerate(rules) if n != j for rule in of_other]
        alone = len(condition.alternatives) == len(rules[j]) == 1 and all(
            owners[words] == 1 for words in _words(condition)
        )
        number = _number_only_in(rules[j][0], others) if alone else None
        yield option_fact(factor, j) if number is None else (rules[j][0].when[0].name, number)


def option_fact(factor: int, condition: int) -> Fact:
    """The fact of a condition that has a property of its own."""
    return f"f{factor}c{condition}", 1


def _words(condition: Condition) -> set[str]:
    """What an officer may write to choose the condition: words of two conditions choose both."""
    return {matched(condition.text), *(matched(alternative.text) for alternative in condition.alternatives)}


def _number_only_in(rule: Rule, others: Sequence[Rule]) -> int | None:
    """A number in the interval of a rule, if that meets no other interval of the same thing."""
    name, numbers = rule.when[0].name, _numbers(rule.when)
    for other in others:
        theirs = _numbers(other.when)
        apart = max(numbers.start, theirs.start) >= min(numbers.stop, theirs.stop)
        if other.when[0].name == name and not apart:
            return None
    if not numbers:
        return None
    return numbers[0] if numbers[0] > -LARGEST else numbers[-1]


def _numbers(tests: Sequence[Test]) -> range:
    """The whole numbers that satisfy the tests of an interval, as the engine takes them."""
    low, high = -LARGEST, LARGEST
    for test in tests:
        limit = int(test.value)
        if test.operator in {Operator.GE, Operator.GT}:
            low = max(low, limit + (test.operator is Operator.GT))
        else:
            high = min(high, limit - (test.operator is Operator.LT))
    return range(low, high + 1)

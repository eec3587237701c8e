"""Rulebooks are values: equal, frozen, portable, with a fingerprint that says when two differ."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from engine.language import Operator, Rulebook, Test
from tests.engine.children import output_of_child
from tests.engine.toy_law import LIBRARY, rule, rulebook


def test_the_fingerprint_of_the_toy_law_never_changes() -> None:
    assert LIBRARY.fingerprint == "027da0bcdeb4d6c637dec1435cd8f5058f77962cc87d6ea2f8fea582e114012f"


def test_the_fingerprint_is_the_same_in_another_process() -> None:
    assert output_of_child("print(LIBRARY.fingerprint)") == LIBRARY.fingerprint


def test_the_order_of_properties_does_not_change_the_fingerprint() -> None:
    turned = {name: LIBRARY.properties[name] for name in reversed(list(LIBRARY.properties))}
    assert dataclasses.replace(LIBRARY, properties=turned).fingerprint == LIBRARY.fingerprint


@pytest.mark.parametrize(
    "other",
    [
        dataclasses.replace(LIBRARY, name="另一个"),
        dataclasses.replace(LIBRARY, rules=LIBRARY.rules[::-1]),
        dataclasses.replace(LIBRARY, rules=LIBRARY.rules[1:]),
        dataclasses.replace(LIBRARY, required=frozenset({"kind"})),
        dataclasses.replace(LIBRARY, properties={**LIBRARY.properties, "extra": int}),
    ],
)
def test_any_other_change_changes_the_fingerprint(other: Rulebook) -> None:
    assert other.fingerprint != LIBRARY.fingerprint


def test_one_true_and_the_text_one_have_three_fingerprints() -> None:
    books = [rulebook(rule("r", ("n", "==", value))) for value in (1, True, "1")]
    assert len({book.fingerprint for book in books}) == 3


def test_a_rulebook_can_be_copied_and_sent_to_another_process() -> None:
    assert copy.deepcopy(LIBRARY) == LIBRARY
    assert pickle.loads(pickle.dumps(LIBRARY)) == LIBRARY  # noqa: S301 - our own bytes


def test_a_rulebook_does_not_follow_later_changes_of_the_mapping_it_was_made_from() -> None:
    properties = {"n": int}
    book = Rulebook("试验", properties, ())
    properties["m"] = int
    assert dict(book.properties) == {"n": int}
    with pytest.raises(TypeError):
        book.properties["m"] = int  # type: ignore[index]


def test_a_rulebook_does_not_follow_later_changes_of_its_rules_or_its_required_facts() -> None:
    rules, required = [rule("r", ("n", "==", 1))], {"n"}
    book = Rulebook("试验", {"n": int}, rules, required)  # type: ignore[arg-type]
    rules.clear()
    required.clear()
    assert [each.id for each in book.rules] == ["r"]
    assert book.required == {"n"}


def test_equal_tests_are_one_key() -> None:
    assert len({Test("n", Operator.LT, 1), Test("n", Operator("<"), 1)}) == 1

"""Words of a browser and of the log, as people call them."""

from __future__ import annotations

import pytest

from service.pages.browser_words import browser_words
from service.pages.log_words import changed_words, subject_words

_BEGIN = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "


@pytest.mark.parametrize(
    ("called", "words"),
    [
        (_BEGIN + "Chrome/120.0.0.0 Safari/537.36", "Chrome 120，Windows"),
        (_BEGIN + "Chrome/120.0.0.0 Safari/537.36 Edg/120.0.2210.91", "Edge 120，Windows"),
        (_BEGIN + "Chrome/86.0.4240.198 Safari/537.36 QIHU 360ENT", "360 浏览器，Windows"),
        (
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                "Version/17.2 Mobile/15E148 Safari/604.1"
            ),
            "Safari 17，iPhone",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0", "Firefox 121，Linux"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", "没有写明"),
    ],
)
def test_a_browser_is_named_in_short_and_an_unknown_one_as_it_names_itself(called: str, words: str) -> None:
    assert browser_words(called) == words


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("edition:3", "第3版"),
        ("account:zhang.wei", "账号 zhang.wei"),
        ("elsewhere:3", "elsewhere:3"),
        ("edition:", "edition:"),
        ("", ""),
    ],
)
def test_a_subject_is_named_as_people_do_and_an_unknown_kind_as_it_is(subject: str, words: str) -> None:
    assert subject_words(subject) == words


def test_what_was_changed_is_named_and_lists_are_written_out() -> None:
    assert changed_words("taken", ["环水局", "城管局"]) == ("换用的部门", "环水局、城管局")
    assert changed_words("unchanged", []) == ("没有变的部门", "没有")
    assert changed_words("department", None) == ("部门", "全区")
    assert changed_words("role", "legal_affairs") == ("角色", "法制办")
    assert changed_words("role", "of old") == ("角色", "of old")
    assert changed_words("state", "draft") == ("状态", "草稿")
    assert changed_words("reason", None) == ("理由", "")
    assert changed_words("一之一!C12", 3) == ("一之一!C12", "3")

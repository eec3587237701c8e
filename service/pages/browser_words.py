"""What a browser calls itself, in words by which somebody knows his own: “Chrome 120，Windows”."""

from __future__ import annotations

import re

# The first that fits: Edge and the browsers of this country also call themselves Chrome, and Chrome, Safari.
_BROWSERS = (
    ("Edge", re.compile(r"\bEdg/(\d+)")),
    ("360 浏览器", re.compile(r"\b(?:QIHU 360[A-Z]+|360SE)()")),
    ("QQ 浏览器", re.compile(r"\bM?QQBrowser/(\d+)")),
    ("奇安信浏览器", re.compile(r"\bQaxbrowser()", re.IGNORECASE)),
    ("微信", re.compile(r"\bMicroMessenger/(\d+)")),
    ("Firefox", re.compile(r"\bFirefox/(\d+)")),
    ("Chrome", re.compile(r"Chrome/(\d+)")),
    ("Safari", re.compile(r"\bVersion/(\d+)[.\d]* .*Safari/")),
)
_SYSTEMS = (
    ("鸿蒙", "HarmonyOS"),
    ("安卓", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("macOS", "Mac OS X"),
    ("Linux", "Linux"),
)


def browser_words(called: str) -> str:
    """In short; what is not known stays as it was sent, nothing is “没有写明”."""
    found = next(((name, fit) for name, sign in _BROWSERS if (fit := sign.search(called))), None)
    if found is None:
        return called or "没有写明"
    name, fit = found
    system = next((f"，{words}" for words, sign in _SYSTEMS if sign in called), "")
    return f"{name} {fit[1]}".strip() + system

"""A document as the bytes of an answer."""

from __future__ import annotations

import json

import orjson


def json_bytes(document: object) -> bytes:
    """UTF-8 JSON; a whole number of any size stays exact."""
    try:
        return orjson.dumps(document)
    except orjson.JSONEncodeError:  # orjson knows whole numbers of 64 bits
        return json.dumps(document, ensure_ascii=False).encode()

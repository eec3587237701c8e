"""A peer that cannot take part on this machine."""

from __future__ import annotations


class PeerMissing(Exception):
    """Why: one line, shown in the peer's row."""

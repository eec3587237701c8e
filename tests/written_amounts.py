"""Sums of money as tables write them: in Chinese, in figures, mixed, full-width, with spaces in between."""

from __future__ import annotations

from hypothesis import strategies as st

DIGITS = "零一二三四五六七八九"
_FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
_GROUPS = ((10**8, "亿"), (10**4, "万"))


def chinese(number: int) -> str:
    """235000 → 二十三万五千; noughts in between are one 零."""
    for size, name in _GROUPS:
        if number >= size:
            above, below = divmod(number, size)
            gap = "零" if 0 < below < size // 10 else ""
            return chinese(above) + name + gap + (chinese(below) if below else "")
    return _below_ten_thousand(number)


def _below_ten_thousand(number: int) -> str:
    written, nought = "", False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            one_ten = name == "十" and digit == 1 and not written
            written += ("零" if nought and written else "") + ("" if one_ten else DIGITS[digit]) + name
            nought = False
        else:
            nought = True
    return written


def in_ten_thousands(number: int) -> str:
    """235000 → 23.5万."""
    whole, rest = divmod(number, 10_000)
    return f"{whole}.{rest:04d}".rstrip("0").rstrip(".") + "万"


def split_at_ten_thousand(number: int) -> str:
    """235000 → 23万5000."""
    whole, rest = divmod(number, 10_000)
    return f"{whole}万" + (f"{rest:04d}" if rest else "")


def ways(number: int) -> list[str]:
    """The ways in which a table may write a whole sum of yuan, without 元."""
    written = [chinese(number), chinese(number).translate(_FORMAL), str(number), f"{number:,}"]
    if number >= 10_000:
        written += [in_ten_thousands(number), split_at_ten_thousand(number)]
    return [*written, *(way.translate(_FULL_WIDTH) for way in written[2:])]


SUMS = st.one_of(
    st.integers(1, 9_999),
    st.integers(1, 99).map(lambda n: n * 10_000),
    st.integers(1, 9_999).map(lambda n: n * 500),
    st.integers(10_000, 99_999_999),
    st.sampled_from(
        [
            10,
            15,
            100,
            101,
            110,
            1_001,
            1_010,
            10_500,
            20_050,
            100_000,
            1_000_500,
            10_000_000,
            235_000,
            100_000_000,
        ]
    ),
)


@st.composite
def written_sums(draw: st.DrawFn) -> tuple[int, str]:
    """A sum of yuan and one way of writing it, perhaps broken by spaces."""
    number = draw(SUMS)
    written = draw(st.sampled_from(ways(number)))
    if draw(st.booleans()):
        gaps = draw(
            st.lists(
                st.sampled_from(["", " ", "\u3000", "\u00a0"]), min_size=len(written), max_size=len(written)
            )
        )
        written = "".join(
            char + (gap if may_be_parted(char, behind) else "")
            for char, behind, gap in zip(written, [*written[1:], ""], gaps, strict=True)
        )
    return number, written


def may_be_parted(char: str, behind: str) -> bool:
    """Whether a space or a line break between two characters of a sum leaves it one number to every reader.

    1 000 is one; 1000 2000 may be two, so it is not read.
    """
    return not (char.isdecimal() and behind.isdecimal() and int(behind))

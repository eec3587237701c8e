"""Which kinds of penalties and orders besides fines a clause names, and where."""

from __future__ import annotations

import re

from standards_1023.values import MeasureKind

NO_PENALTY = r"不予(?:行政)?处罚|免予(?:行政)?处罚|免除(?:行政)?处罚|免于(?:行政)?处罚|不处罚|不予罚款"
"""Words of 不予处罚."""

_KINDS: tuple[tuple[MeasureKind, str], ...] = (
    (MeasureKind.NO_PENALTY, NO_PENALTY),
    (MeasureKind.DETENTION, r"拘留"),
    (MeasureKind.REVOKE_LICENCE, r"吊销|撤销[^,]*(?:许可|资质|资格|登记|执照|证书|备案|核准)"),
    (MeasureKind.SUSPEND_LICENCE, r"暂扣|扣留[^,]*证"),
    (MeasureKind.DOWNGRADE, r"降低[^,]*(?:资质|等级)|降级"),
    (MeasureKind.CLOSE, r"(?:责令|予以|报经[^,]*)?(?:停业、)?关闭(?!日)"),
    (
        MeasureKind.SUSPEND_PRODUCTION,
        (
            r"停产停业|停产整治|停产整顿|停业整顿|停业整治|停工整顿|停产|停业|限制生产|限产"
            r"|停止(?:生产|经营|营业|建设|使用|施工|供货)|暂停[^,]*(?:业务|生产|经营|营业|服务|供应)"
        ),
    ),
    (
        MeasureKind.BAR,
        (
            r"禁止[^,]*(?:从事|参加|参与|进入|担任|执业|申请|采购|开展)|停止[^,]{0,4}执业(?!活动)"
            r"|不得[^,]*(?:从事|担任|申请|参加|参与|执业|聘用|承担)|限制[^,]*从业|终身不得"
            r"|不得[^,]*成为|禁业|禁止从业|(?:市场|行业)禁入|暂停[^,]*(?:执业|资格)|取消[^,]*资格|不受理[^,]*申请"
        ),
    ),
    (MeasureKind.CRITICISM, r"通报批评|予以通报|公开通报"),
    (MeasureKind.WARNING, r"警告(?!标志|标识|标记|牌|说明|标语|灯)"),
    (MeasureKind.CONFISCATE, r"没收|收缴|追缴"),
    (
        MeasureKind.ORDER,
        (
            r"责令|责成|限期|恢复[^,]{0,8}原状|采取补救措施|追回|改正|拆除|补办|退还|清理|补种|取缔|停止违法|消除|公开道歉|整改"
            r"|予以公告|代为|补缴|车辆不得上道路"
        ),
    ),
    (
        MeasureKind.OTHER,
        (
            r"移[送交](?=[^,]*(?:机关|部门|公安|司法|监察|检察))|公安机关(?:依法|依照[^,]*)?(?:处理|查处)"
            r"|(?:列入|纳入|记入|计入|录入|载入)[^,]*(?:名单|名录|信用|诚信|失信|档案)|(?:失信|信用)[^,]*惩戒"
            r"|[扣记计][^,]{0,12}?[\d一二两三四五六七八九十]+分(?![之钟])|记分|扣分"
            r"|(?:说服|批评|警示|口头)教育|约谈|训诫|具结悔过"
            r"|(?:中止|停止)供[水电气热]|暂停[^,]*(?:拨付|执行)|宣布[^,]*无效|核减[^,]*科目|改组[^,]*组织"
        ),
    ),
)
_SHUTS_DOWN = re.compile(r"停业、关闭|停业或者?关闭")
_STOPS_WORK = re.compile(r"停止(?:建设|使用|施工)|停止违法|责令(?:其)?停止(?!生产|经营|营业)")
_SUFFERED = re.compile(r"(?:(?:被|受到?|受过)(?:依法)?(?:责令|处以|予以|给予)?|不|未|拒绝)$")
_DESCRIBES = re.compile(
    r"^(?:在[^,]*(?:停产|停业)[^,]*(?:时|期间|过程中)|经[^,由]*责令[^,]*$|经[^,]*(?:警告|通报)后"
    r"|[自从][^,]*之日起$)"
)


def kinds_in(plain: str) -> list[tuple[MeasureKind, int, int]]:
    """The measures other than fines in a clause with their places; an order only where nothing else is."""
    found: list[tuple[MeasureKind, int, int]] = []
    if _DESCRIBES.match(plain):
        return found
    for kind, pattern in _KINDS:
        match = _first_match(kind, pattern, plain)
        if match is None:
            continue
        if kind is MeasureKind.SUSPEND_PRODUCTION and _STOPS_WORK.search(match[0]):
            kind = MeasureKind.ORDER  # noqa: PLW2901 - 责令停止建设 orders the act to stop, it is no 停产停业
        if kind is MeasureKind.ORDER and (found or ("罚款" in plain and not match[0].startswith("责"))):
            continue
        if any(kind == other for other, _, _ in found):
            continue
        closes = any(other is MeasureKind.CLOSE for other, _, _ in found)
        if closes and kind is MeasureKind.SUSPEND_PRODUCTION and _SHUTS_DOWN.search(plain):
            continue
        found.append((kind, match.start(), match.end()))
    return found


def _first_match(kind: MeasureKind, pattern: str, plain: str) -> re.Match[str] | None:
    """Where a kind is named; 停产停业 behind 停止建设或者 is that penalty, and no mere order to stop."""
    matches = [m for m in re.finditer(pattern, plain) if not _SUFFERED.search(plain[: m.start()])]
    if kind is MeasureKind.SUSPEND_PRODUCTION:
        matches.sort(key=lambda m: _STOPS_WORK.search(m[0]) is not None)
    return matches[0] if matches else None

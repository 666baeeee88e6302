"""Parts of a year as a question, a heading or a title names them: months, quarters, halves."""

from __future__ import annotations

from assistant import asking

_HALVES = ("上半年", "下半年")
_QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")
_MONTHS = tuple(f"{n}月" for n in range(1, 13))


def parts_of_year(folded: str) -> tuple[str, ...]:
    """Months as "11月", quarters and halves as they stand, in order.

    Example:
        >>> parts_of_year("2002年十一月份与上半年")
        ('11月', '上半年')
    """
    found = []
    for m in asking.PART_OF_YEAR.finditer(folded):
        month = m["month"]
        if month and not month.isdigit():
            month = str("一二三四五六七八九十".find(month[-1]) + 1 + 10 * (len(month) > 1))
        found.append(f"{month}月" if month else m[0])
    return tuple(dict.fromkeys(found))


def part_before(part: str) -> tuple[str, int]:
    """The part of its kind right before one, with the years to go back: 0 or 1.

    Example:
        >>> part_before("12月"), part_before("上半年"), part_before("第一季度")
        (('11月', 0), ('下半年', 1), ('第四季度', 1))
    """
    kind = next(k for k in (_HALVES, _QUARTERS, _MONTHS) if part in k)
    at = kind.index(part)
    return kind[at - 1], int(at == 0)


def parts_inside(part: str) -> tuple[str, ...]:
    """The quarters and months of a half, the months of a quarter; a month has none.

    Example:
        >>> parts_inside("第二季度")
        ('4月', '5月', '6月')
    """
    if part in _HALVES:
        at = _HALVES.index(part)
        return (*_QUARTERS[2 * at : 2 * at + 2], *_MONTHS[6 * at : 6 * at + 6])
    if part in _QUARTERS:
        at = _QUARTERS.index(part)
        return _MONTHS[3 * at : 3 * at + 3]
    return ()

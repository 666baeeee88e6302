"""Members of series that a text names (第6期特别预算, 第十四届全国人大)."""

from __future__ import annotations

import re

from assistant.figures import chinese_value

# the sixth of a series is not the fifth (第6期特别预算)
_ORDINAL = re.compile(r"第 ?(?P<n>\d+|[一二三四五六七八九十]+) ?(?P<of>[期届批次轮季号])")


def ordinals(folded: str) -> frozenset[tuple[str, int]]:
    """The members of series that a text names, as (what of, which).

    Example:
        >>> sorted(ordinals("第6期特别预算、第十四届全国人大"))
        [('届', 14), ('期', 6)]
    """
    return frozenset(
        (m["of"], int(m["n"]) if m["n"].isdecimal() else int(chinese_value(m["n"])))
        for m in _ORDINAL.finditer(folded)
    )


def names_other(text: str, wanted: frozenset[tuple[str, int]]) -> bool:
    """Whether a text names members of the same series, and not the one that is asked about."""
    named = ordinals(text)
    series = {of for of, _ in wanted}
    return any(of in series for of, _ in named) and not named & wanted

"""Example questions that a library can answer, made from its own headings and organisations."""

from __future__ import annotations

import re
from collections import Counter

from assistant.generation import Generation
from assistant.names import label_of
from assistant.records import Role

_PRACTICES = (
    ("义诊", "哪些单位开展了义诊？"),
    ("走访慰问", "各单位走访慰问了多少户？"),
    ("志愿服务", "哪些单位开展了志愿服务？"),
    ("宣讲", "哪些单位开展了宣讲？"),
    ("读书班", "哪些单位办了读书班？"),
    ("学习强国", "哪些单位用“学习强国”平台开展学习？"),
    ("主题党日", "哪些单位开展了主题党日活动？"),
    ("乡村振兴", "哪些单位写到了乡村振兴？"),
    ("营商环境", "哪些单位写到了优化营商环境？"),
    ("就业", "哪些单位写到了稳就业？"),
)
_PLAIN = re.compile(r"^[\u4e00-\u9fff]{2,14}$")


def example_questions(generation: Generation, count: int) -> list[str]:
    """Up to `count` questions, of different kinds, the same for the same library."""
    problems = _organisations_with(generation, Role.PROBLEMS)
    plans = _organisations_with(generation, Role.PLANS)
    holders: Counter[str] = Counter()
    for word, _ in _PRACTICES:
        holders[word] = len({label_of(r) for r in generation.rows if word in r.chunk.text})
    total = len({label_of(r) for r in generation.rows})
    # a listing is worth asking where some organisations have the practice and some have not
    telling = [q for w, q in _PRACTICES if holders[w] > 1 and (holders[w] < total or total < 3)]
    questions = [
        *telling[:2],
        *(f"{name}存在哪些问题？" for name in problems[:1]),
        *(f"{name}下一步有什么打算？" for name in plans[-1:]),
        *telling[2:],
    ]
    return list(dict.fromkeys(questions))[:count]


def _organisations_with(generation: Generation, role: Role) -> list[str]:
    """Plainly named organisations that have a section of the role, by name."""
    names = {label_of(r) for r in generation.rows if r.role is role}
    return sorted(n for n in names if _PLAIN.match(n))

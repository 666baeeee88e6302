"""Further pairs made by rule, most of them in the register of work summaries.

Read are the official paragraphs of `plain.jsonl.gz` (departments' documents, work reports,
policies) and, for some plain encyclopaedic prose, the articles of CMRC's training part.
A clause or a run-in heading is taken out of its paragraph and paired with what remains; a figure
becomes "多少"; place names stand before both sides, so that names weigh what they must; parts of
a sentence that stays are paired with the whole, so that equal words count.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from embeddings.training.pairs import MAX_A, MAX_B, Pair, read_pairs, read_paragraphs

SOURCES = ("hebei_gov", "gwr_wikisource", "policies_xlsx")
ARTICLES = "cmrc2018"  # begin of the shards with encyclopaedic articles
Found = tuple[str, str, str]  # a, b, kind
Maker = Callable[[list[str], random.Random], Iterator[Found]]

_SENTENCE = re.compile(r"[^。；！？]+[。；！？]?")
_NUMBERING = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百零\d]+[条章节]|[（(][一二三四五六七八九十\d]+[）)]"
    r"|[一二三四五六七八九十]{1,3}(?:是|要|、|，)|\d{1,2}[.．、]|[①-⑳]|——)\s*"
)
_RUN_IN = re.compile(r"^(.{4,40}?)[。:：]")
_FIGURE = re.compile(
    r"\d[\d,.]*(?:[万亿千百]{1,2})?[余多]?(?=[户人次个件家所座篇场名条项吨亩元台套处块公千平立])"
)
_YEAR = re.compile(r"(?<!\d)[12]\d{3}年")
_HERE = re.compile(r"[我全本][省市县区国]")
_ENDS = "。；！？ \u3000"
_PROVINCES = tuple(
    (short, short + kind)
    for kind, names in (
        ("市", "北京 天津 上海 重庆"),
        (
            "省",
            "河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 "
            "四川 贵州 云南 陕西 甘肃 青海",
        ),
        ("自治区", "内蒙古 西藏"),
        ("壮族自治区", "广西"),
        ("回族自治区", "宁夏"),
        ("维吾尔自治区", "新疆"),
    )
    for short in names.split()
)
_ACTION = re.compile(
    "(?:进一步|全面|扎实|深入|积极|大力|持续|着力|切实|认真|充分|有效|不断|继续|统筹|严格|稳步|加速"
    "|推进|推动|开展|落实|组织|建立|建设|完善|强化|加强|加快|加大|做好|做实|实施|支持|鼓励|优化|健全"
    "|提升|提高|坚持|促进|深化|发展|构建|打造|培育|规范|扩大|解决|改善|保障|抓好|抓紧|举办|引导|创新|发挥)"
)
_PROBLEM = re.compile("问题|不足|困难|短板|薄弱|不够|不强|不高|滞后")
_PLAN = re.compile("下一步|今后|要进一步|力争|到20[23]\\d年|计划")
_ASKED = (
    "哪些单位{}", "怎么{}", "如何{}", "谁在{}", "在{}方面做了哪些工作", "有没有{}的做法",
    "{}情况怎么样", "{}有哪些做法", "{}的经验", "{}取得了什么成效",
)  # fmt: skip
_MISSING = ("{}存在哪些问题", "{}方面有什么不足", "{}还有哪些困难", "{}的短板是什么")
_AHEAD = ("下一步怎么{}", "{}下一步有什么打算", "今后{}的计划", "关于{}的工作打算")


def generated_pairs(folder: Path, seed: int) -> Iterator[Pair]:
    """All further pairs, in the order of the texts.

    Args:
        folder: `encoder-data`, of which `plain.jsonl.gz` and CMRC's pairs are read.
        seed: Seed of the choices of clause, template and place.
    """
    rng = random.Random(seed)
    for text, source in read_paragraphs(folder):
        if source in SOURCES:
            yield from _made(text, source, _MAKERS, rng)
    for pair in read_pairs(folder, ARTICLES):
        source, kind = pair.group.split("/")
        if kind == "heading_body":
            yield from _made(pair.b, source, (_kept_pairs,) * 4, rng)


def _made(text: str, source: str, makers: Sequence[Maker], rng: random.Random) -> Iterator[Pair]:
    """The pairs that the makers find in one text of at least two sentences."""
    sentences = [s for s in _SENTENCE.findall(_NUMBERING.sub("", text)) if s.strip()]
    for maker in makers if len(sentences) > 1 else ():
        for a, b, kind in maker(sentences, rng):
            yield Pair(a[:MAX_A], b[:MAX_B], f"{source}/{kind}")


def _sentence_pairs(sentences: list[str], rng: random.Random) -> Iterator[Found]:
    """Up to three sentences → the rest of their paragraph."""
    for place in rng.sample(range(len(sentences)), min(3, len(sentences))):
        sentence, rest = _bare(sentences[place]), _around(sentences, place)
        if len(sentence) >= 8 and len(rest) >= 20:
            yield sentence, rest, "generated_sentence"


def _clause_pairs(sentences: list[str], rng: random.Random) -> Iterator[Found]:
    """Up to three first clauses → the paragraph without them, the first sentence's always."""
    clauses = _clauses(sentences)
    chosen = clauses[:1] + rng.sample(clauses[1:], min(2, max(0, len(clauses) - 1)))
    for place, clause, after in chosen:
        rest = _around(sentences, place, after)
        if len(rest) >= 20:
            yield clause, rest, "generated_clause"


def _heading_pairs(sentences: list[str], _: random.Random) -> Iterator[Found]:
    """A run-in heading → the body behind it."""
    match = _RUN_IN.match(sentences[0])
    if match:
        body = sentences[0][match.end() :] + "".join(sentences[1:])
        if len(body) >= 20:
            yield match.group(1), body, "generated_heading"


def _placed_pairs(sentences: list[str], rng: random.Random) -> Iterator[Found]:
    """Place + clause → the paragraph told of that place."""
    for place, clause, after in rng.sample(clauses := _clauses(sentences)[:3], bool(clauses)):
        rest = _around(sentences, place, after)
        if len(rest) < 20:
            continue
        names = rng.choice(_PROVINCES)
        told, count = _HERE.subn(rng.choice(names), rest)
        if not count or rng.random() < 0.5:
            told = rng.choice(names) + told
        yield names[0] + _HERE.sub("", clause), told, "generated_placed"


def _question_pairs(sentences: list[str], rng: random.Random) -> Iterator[Found]:
    """A question about what is done → its paragraph, the clause taken out half of the time."""
    acts = [found for found in _clauses(sentences) if _ACTION.match(found[1])]
    for place, clause, after in rng.sample(acts, min(2, len(acts))):
        rest = _around(sentences, place, rng.choice((sentences[place], after)))
        if len(rest) >= 20:
            template = rng.choice(_templates("".join(sentences)))
            yield template.format(clause), rest, "generated_question"


def _templates(paragraph: str) -> tuple[str, ...]:
    """The questions that fit what a paragraph is about."""
    if _PROBLEM.search(paragraph):
        return _MISSING + _ASKED
    if _PLAN.search(paragraph):
        return _AHEAD + _ASKED
    return _ASKED


def _figure_pairs(sentences: list[str], rng: random.Random) -> Iterator[Found]:
    """A clause whose figure is asked for → its paragraph."""
    found = [
        clause
        for sentence in sentences
        for clause in re.split("[，、：；]", _bare(sentence))
        if 6 <= len(clause) <= 40 and _FIGURE.search(clause)
    ]
    if found:
        asked = _FIGURE.sub("多少", rng.choice(found), count=1)
        yield asked + rng.choice(("？", "")), "".join(sentences), "generated_figure"


def _kept_pairs(sentences: list[str], rng: random.Random) -> Iterator[Found]:
    """One or two clauses of some sentence, its figures asked for → the paragraph with them."""
    place = rng.randrange(len(sentences))
    clauses = re.split("[，、：；]", _bare(sentences[place]))
    first = rng.randrange(len(clauses))
    part = "，".join(clauses[first : first + rng.randint(1, 2)])
    part = _YEAR.sub("哪一年", part) if rng.random() < 0.5 else part
    part = _FIGURE.sub("多少", part) if rng.random() < 0.5 else part
    passage = _around(sentences, place, sentences[place])
    if 6 <= len(part) <= 60 and len(passage) >= 3 * len(part):
        yield part, passage, "generated_kept"


_MAKERS: tuple[Maker, ...] = (
    _sentence_pairs, _clause_pairs, _heading_pairs, _placed_pairs, _question_pairs, _figure_pairs,
    _kept_pairs,
)  # fmt: skip


def _bare(sentence: str) -> str:
    """A sentence without numbering and closing mark."""
    return _NUMBERING.sub("", sentence).strip(_ENDS)


def _clauses(sentences: list[str]) -> list[tuple[int, str, str]]:
    """(place, first clause of 6 to 30 characters, what follows it in its sentence)."""
    found = []
    for place, sentence in enumerate(sentences):
        clause, _, after = _NUMBERING.sub("", sentence).partition("，")
        clause = clause.strip(_ENDS)
        if 6 <= len(clause) <= 30:
            found.append((place, clause, after))
    return found


def _around(sentences: list[str], place: int, kept: str = "") -> str:
    """The paragraph around one sentence, of which only `kept` stays; at most `MAX_B` characters."""
    before, after = "".join(sentences[:place]), "".join(sentences[place + 1 :])
    room = max(0, MAX_B - len(kept))
    back = min(len(before), max(room // 2, room - len(after)))
    return before[len(before) - back :] + kept + after[: room - back]

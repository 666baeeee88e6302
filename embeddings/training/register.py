"""Further pairs in the register of work summaries, made by rule from the official paragraphs.

Only `plain.jsonl.gz` is read, and of it only departments' documents, work reports and policies.
A clause or a run-in heading is taken out of its paragraph and paired with what remains; numbers
become "多少"; place names are set before both sides, so that names weigh what they must.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from embeddings.training.pairs import MAX_A, MAX_B, Pair, read_paragraphs

SOURCES = ("hebei_gov", "gwr_wikisource", "policies_xlsx")
_SENTENCE = re.compile(r"[^。；！？]+[。；！？]?")
_NUMBERING = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百零\d]+[条章节]|[（(][一二三四五六七八九十\d]+[）)]"
    r"|[一二三四五六七八九十]{1,3}(?:是|要|、|，)|\d{1,2}[.．、]|[①-⑳]|——)\s*"
)
_RUN_IN = re.compile(r"^(.{4,40}?)[。:：]")
_FIGURE = re.compile(r"\d[\d,.]*(?:万|亿|千|百)?(?:余|多)?(?=[\u4e00-\u9fff%])")
_HERE = re.compile(r"[我全本][省市县区国]")
_PROVINCES = (
    "北京市 天津市 河北省 山西省 内蒙古自治区 辽宁省 吉林省 黑龙江省 上海市 江苏省 浙江省 安徽省 福建省 江西省 "
    "山东省 河南省 湖北省 湖南省 广东省 广西壮族自治区 海南省 重庆市 四川省 贵州省 云南省 西藏自治区 陕西省 "
    "甘肃省 青海省 宁夏回族自治区 新疆维吾尔自治区"
).split()
_SHORT = re.compile(r"(?:省|市|(?:壮族|回族|维吾尔)?自治区)$")
_PROBLEM = re.compile("问题|不足|困难|短板|薄弱|不够|不强|不高|滞后")
_PLAN = re.compile("下一步|今后|将进一步|要进一步|力争|到20[23]\\d年|计划")
_HOW = ("{}有哪些做法", "怎么{}", "在{}方面做了哪些工作", "哪些单位{}", "{}情况怎么样", "{}的经验", "如何{}")
_WHY = ("{}存在哪些问题", "{}方面有什么不足", "{}还有哪些困难", "{}的短板是什么")
_NEXT = ("下一步怎么{}", "{}下一步有什么打算", "今后{}的计划", "关于{}的工作打算")


def generated_pairs(folder: Path, seed: int) -> Iterator[Pair]:
    """All further pairs, in the order of the paragraphs.

    Args:
        folder: `encoder-data`, of which `plain.jsonl.gz` is read.
        seed: Seed of the choices of clause, template and place.
    """
    rng = random.Random(seed)
    makers: tuple[Callable[[list[str], random.Random], Iterator[tuple[str, str, str]]], ...] = (
        _sentence_pairs, _clause_pairs, _heading_pairs, _placed_pairs, _question_pairs,
        _figure_pairs,
    )  # fmt: skip
    for text, source in read_paragraphs(folder):
        if source not in SOURCES:
            continue
        sentences = [s for s in _SENTENCE.findall(_NUMBERING.sub("", text)) if s.strip()]
        if len(sentences) < 2:
            continue
        for maker in makers:
            for a, b, kind in maker(sentences, rng):
                yield Pair(a[:MAX_A], b[:MAX_B], f"{source}/{kind}")


def _without(sentences: list[str], place: int, kept: str = "") -> str:
    """The paragraph around one sentence, of which only `kept` stays; at most `MAX_B` characters."""
    before, after = "".join(sentences[:place]), "".join(sentences[place + 1 :])
    room = MAX_B - len(kept)
    back = min(len(before), max(room // 2, room - len(after)))
    return before[len(before) - back :] + kept + after[: room - back]


def _bare(sentence: str) -> str:
    """A sentence without numbering and closing mark."""
    return _NUMBERING.sub("", sentence).strip("。；！？ \u3000")


def _sentence_pairs(
    sentences: list[str], rng: random.Random
) -> Iterator[tuple[str, str, str]]:
    """Up to three sentences → the rest of their paragraph."""
    for place in rng.sample(range(len(sentences)), min(3, len(sentences))):
        sentence, rest = _bare(sentences[place]), _without(sentences, place)
        if len(sentence) >= 8 and len(rest) >= 20:
            yield sentence, rest, "generated_sentence"


def _clauses(sentences: list[str]) -> list[tuple[int, str, str]]:
    """(place, first clause, what follows it in the sentence) of 6 to 30 characters."""
    found = []
    for place, sentence in enumerate(sentences):
        clause, comma, rest = _NUMBERING.sub("", sentence).partition("，")
        clause = clause.strip("。；！？ \u3000")
        if 6 <= len(clause) <= 30:
            found.append((place, clause, rest if comma else ""))
    return found


def _clause_pairs(sentences: list[str], rng: random.Random) -> Iterator[tuple[str, str, str]]:
    """Up to three first clauses → the paragraph without them, the first sentence's always."""
    clauses = _clauses(sentences)
    chosen = clauses[:1] + rng.sample(clauses[1:], min(2, max(0, len(clauses) - 1)))
    for place, clause, after in chosen:
        rest = _without(sentences, place, after)
        if len(rest) >= 20:
            yield clause, rest, "generated_clause"


def _heading_pairs(sentences: list[str], _: random.Random) -> Iterator[tuple[str, str, str]]:
    """A run-in heading → the body behind it."""
    match = _RUN_IN.match(sentences[0])
    body = (sentences[0][match.end() :] if match else "") + "".join(sentences[1:])
    if match and len(body) >= 20:
        yield match.group(1), body[:MAX_B], "generated_heading"


def _placed_pairs(sentences: list[str], rng: random.Random) -> Iterator[tuple[str, str, str]]:
    """Place + clause → the paragraph told of that place."""
    clauses = _clauses(sentences)
    if not clauses:
        return
    place, clause, after = rng.choice(clauses[:3])
    rest = _without(sentences, place, after)
    if len(rest) < 20:
        return
    name = rng.choice(_PROVINCES)
    short = _SHORT.sub("", name)
    told, count = _HERE.subn(rng.choice((name, short)), rest)
    if not count or rng.random() < 0.5:
        told = rng.choice((name, short)) + told
    yield short + _HERE.sub("", clause), told, "generated_placed"


def _question_pairs(sentences: list[str], rng: random.Random) -> Iterator[tuple[str, str, str]]:
    """A question about a clause → its paragraph, the clause taken out half of the time."""
    clauses = _clauses(sentences)
    if not clauses:
        return
    place, clause, after = rng.choice(clauses[:2])
    paragraph = "".join(sentences)
    templates = _HOW
    if _PROBLEM.search(paragraph):
        templates = _WHY
    elif _PLAN.search(paragraph):
        templates = _NEXT
    kept = sentences[place] if rng.random() < 0.5 else after
    rest = _without(sentences, place, kept)
    if len(rest) >= 20:
        yield rng.choice(templates).format(clause), rest, "generated_question"


def _figure_pairs(sentences: list[str], rng: random.Random) -> Iterator[tuple[str, str, str]]:
    """A clause whose figure is asked for → its paragraph."""
    found = [
        clause
        for sentence in sentences
        for clause in re.split("[，、：；]", _bare(sentence))
        if 8 <= len(clause) <= 40 and _FIGURE.search(clause)
    ]
    if found:
        asked = _FIGURE.sub("多少", rng.choice(found), count=1)
        yield asked + rng.choice(("？", "")), "".join(sentences)[:MAX_B], "generated_figure"

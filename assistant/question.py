"""What one question asks: kind of answer, organisations, years, roles, and the words to search.

The record says what was understood, so that the answer can show it; `assistant.conversation`
completes it from the questions before and limits it by filters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant import asking
from assistant.names import Directory, Mention
from assistant.parts_of_year import parts_of_year
from assistant.records import Kind, Role
from assistant.text import fold

FEW = 4  # characters of topic below which little is asked
LEAST = 2  # below which nothing is


class Wants(StrEnum):
    """What must stand in a sentence for it to answer."""

    ANYTHING = "anything"
    NUMBER = "number"
    PERSON = "person"
    SOMEBODY = "somebody"
    SPEAKER = "speaker"
    DEFINITION = "definition"
    ORGANISATION = "organisation"
    STEPS = "steps"
    REASON = "reason"
    NUMBER_OF_DOCUMENT = "number of document"
    DATE_OF_DOCUMENT = "date of document"
    LARGEST = "largest"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood.

    Attributes:
        text: The question with what its history adds, for ranking chunks.
        topic: What is left of it without names, years and the words of asking.
        measures: Measure words asked for (套, 人次), in order; empty where any number will do.
        organisations: Those that the answer is limited to, by name.
        excluded: Those it must not come from (other organisations than …).
        unknown: Names of organisations that the library does not hold.
        endings: Kinds of organisation that may answer (镇, 乡, 街道); empty allows all.
        years: Years that the answer is about.
        title_years: Years in the title of the summary that is asked about (2025年政府工作报告).
        parts_of_year: Months, quarters or halves (11月, 第三季度) of the summary asked about.
        planned_parts: The same, where they are those that plans are asked for.
        quoted: Names of things that the question puts in quotation marks.
        aspect: What is asked of the topic (主题 in 年会的主题是什么); empty where nothing is named.
        outer: What the question speaks of before it comes to the point (15件实事里，…).
        ahead: Whether it asks of what is still to be done.
        intends: Whether it says so plainly (今年要修完, not 今年).
        sort: The sort of practice asked for (宣讲 in 类似的宣讲做法); empty where none is named.
        thing: Of what a follow-up asks the same; its words must stand together in a text.
        documents: Ids of the documents that it names by title; empty where it names none.
        also: Further questions asked in the same breath, with the same limits.
        fallback: A follow-up joined to the question before it, where it may stand by itself.
    """

    text: str
    kind: Kind
    topic: str
    wants: Wants = Wants.ANYTHING
    measures: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    title_years: tuple[int, ...] = ()
    parts_of_year: tuple[str, ...] = ()
    planned_parts: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    endings: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    aspect: str = ""
    outer: str = ""
    ahead: bool = False
    intends: bool = False
    sort: str = ""
    thing: str = ""
    documents: tuple[str, ...] = ()
    also: tuple[Question, ...] = ()
    fallback: Question | None = None

    def scope(self) -> tuple[tuple[str, str], ...]:
        """What the question was read as, in the words a user sees."""
        pairs = [
            ("单位", "、".join(self.organisations)),
            ("不含", "、".join(self.excluded)),
            ("年份", "、".join(str(y) for y in (*self.years, *self.title_years))),
            ("时段", "、".join((*self.parts_of_year, *self.planned_parts))),
            ("章节", "、".join(r.value for r in self.roles)),
            ("主题", self.topic),
        ]
        return tuple((name, value) for name, value in pairs if value)


_STATED_WANTS = (
    (asking.SPEAKER, Wants.SPEAKER),
    (asking.NUMBER_OF_DOCUMENT, Wants.NUMBER_OF_DOCUMENT),
    (asking.DATE_OF_DOCUMENT, Wants.DATE_OF_DOCUMENT),
    (asking.REASON, Wants.REASON),
)


def read_question(text: str, directory: Directory) -> Question:
    """One question by itself."""
    folded = fold(text)
    mentions = directory.find(text)
    mentions = mentions if asking.SIMILAR.search(folded) else _side_by_side(folded, mentions)
    kind = _kind(folded, mentions)
    excluded = ()
    organisations = tuple(dict.fromkeys(m.organisation for m in mentions))
    if kind is Kind.SIMILAR or (kind is Kind.LISTING and asking.OTHERS.search(folded)):
        organisations, excluded = (), organisations
    years = tuple(int(y) for y in dict.fromkeys(asking.YEAR.findall(folded)))
    titled = bool(years) and bool(asking.TITLED.search(folded))
    roles = _roles(folded) if kind is Kind.SECTION else ()
    ahead = Role.PLANS in roles and not asking.TITLED.search(folded)
    parts = parts_of_year(folded)
    return Question(
        text=text,
        kind=kind,
        topic=_topic(text, folded, mentions, _TOPIC_WORDS.get(kind, ())),
        wants=_wants(folded, kind),
        measures=_measures(folded),
        organisations=organisations,
        excluded=excluded,
        unknown=tuple(directory.unknown(text, mentions)),
        years=() if titled else years,
        title_years=years if titled else (),
        parts_of_year=() if ahead else parts,
        planned_parts=parts if ahead else (),  # 下半年有什么打算: not its title
        roles=roles,
        endings=_endings(folded),
        quoted=tuple(asking.QUOTED.findall(text)),
        aspect=m["aspect"] if (m := asking.ASPECT.search(folded)) else "",
        outer=m["outer"] if (m := asking.WITHIN.search(folded)) else "",
        ahead=bool(asking.AHEAD.search(folded) or asking.INTENDS.search(folded)),
        intends=bool(asking.INTENDS.search(folded)),
        sort=_sort(folded),
    )


def _sort(folded: str) -> str:
    """The sort of practice asked for, where the practice itself does not say it already."""
    found = asking.OF_SORT.search(folded)
    return found["sort"] if found and folded.count(found["sort"]) == 1 else ""


def _side_by_side(folded: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The first organisation named and those joined to one before (和柳林街道).

    Others are part of what is asked (国务院批复设立贵州的新区).
    """
    kept: list[Mention] = []
    for m in mentions:
        again = any(m.organisation == k.organisation or m.start == k.start for k in kept)
        if not kept or again or asking.JOINS.search(folded[kept[-1].end : m.start]):
            kept.append(m)
    return kept


def _kind(folded: str, mentions: Sequence[Mention]) -> Kind:
    """The kind of answer that the words of asking ask for."""
    several = len({m.organisation for m in mentions}) > 1
    rules = (
        (asking.CORPUS.search(folded) and not mentions, Kind.CORPUS),
        (asking.SIMILAR.search(folded) or _like_another(folded, mentions), Kind.SIMILAR),
        (asking.COMMON.search(folded) and not mentions, Kind.SECTION),
        (_compares(folded) or several or _separately(folded), Kind.COMPARISON),
        (asking.LISTING.search(folded) and not asking.OBJECT.search(folded), Kind.LISTING),
        (_roles(folded), Kind.SECTION),
        (asking.NUMBER.search(folded), Kind.FIGURE),
    )
    return next((kind for found, kind in rules if found), Kind.FACT)


def _compares(folded: str) -> bool:
    """Whether each one is asked about, and not who among them (各省报告里有谁…)."""
    each = asking.EACH.search(folded)
    among = asking.LISTING.search(folded) and not asking.NUMBER.search(folded)
    return each is not None and not (among and asking.EVERY.fullmatch(each[0]))


def _like_another(folded: str, mentions: Sequence[Mention]) -> bool:
    """Whether others are asked for after one organisation's practice (山西搞…，还有哪些省…)."""
    others = asking.OTHERS.search(folded)
    return bool(others and mentions and mentions[0].start < others.start())


def _separately(folded: str) -> bool:
    """Whether the same is asked of several years (2023、2024年分别是多少)."""
    return len(set(asking.YEAR.findall(folded))) > 1 and bool(asking.SEPARATELY.search(folded))


def _roles(folded: str) -> tuple[Role, ...]:
    """The roles of the sections that a question asks to see; results where it asks no more."""
    problems, plans = asking.PROBLEMS.search(folded), asking.PLANS.search(folded)
    asked = ((Role.PROBLEMS, problems), (Role.PLANS, plans))
    roles = tuple(role for role, found in asked if found)
    return roles or ((Role.RESULTS,) if asking.RESULTS.search(folded) else ())


def _wants(folded: str, kind: Kind) -> Wants:
    """What a sentence must hold to answer."""
    if kind is Kind.SIMILAR:
        return Wants.ANYTHING
    for pattern, wants in _STATED_WANTS:
        if pattern.search(folded):
            return wants
    if asking.LARGEST.search(folded) and kind is Kind.COMPARISON:
        return Wants.LARGEST
    if asking.PERSON.search(folded):
        return Wants.PERSON
    if asking.SOMEBODY.search(folded) and kind is Kind.FACT:
        return Wants.SOMEBODY
    if asking.DEFINITION.search(folded) and kind is Kind.FACT:
        return Wants.DEFINITION
    counted = asking.NUMBER.search(folded) or asking.CHANGED.search(folded)
    if counted and kind is not Kind.LISTING:
        return Wants.NUMBER
    if asking.WHICH_ORGANISATION.search(folded) and kind is Kind.FACT:
        return Wants.ORGANISATION
    return Wants.STEPS if asking.HOW.search(folded) else Wants.ANYTHING


def _measures(folded: str) -> tuple[str, ...]:
    """The measure words asked for (多少吨 … 多少箱, 志愿服务人次), in order."""
    asked = [m["m"] for m in asking.MEASURE.finditer(folded)]
    if not asked and (counted := asking.COUNTED.search(folded.strip("？?。 "))):
        asked = (
            [counted["m"] or "元"]
            if asking.NUMBER.search(folded) or asking.LARGEST.search(folded)
            else []
        )
    return tuple(dict.fromkeys(asked))


def _endings(folded: str) -> tuple[str, ...]:
    """Endings of names that "其他乡镇" and the like allow."""
    found = asking.ENDING.search(folded)
    if not found:
        return ()
    return asking.ENDINGS.get(found["kind"], (found["kind"],))


# what else says nothing of the topic in a question of this kind (哪些单位举办过…)
_TOPIC_WORDS = {Kind.LISTING: (asking.DOING,)}


def _topic(
    text: str, folded: str, mentions: Sequence[Mention], further: Sequence[re.Pattern[str]] = ()
) -> str:
    """The question without names, years and words of asking, in its own characters.

    The word for the kind of document (政府工作报告里) goes too, and what `further` match, unless
    little is left without them.
    """
    bare = list(folded)
    for m in mentions:
        bare[m.start : m.end] = " " * (m.end - m.start)
    asked = _blanked("".join(bare), (asking.MASKED, asking.ASKING, asking.YEAR_WORDS))
    plain = _blanked(asked, (asking.DOCUMENT_WORDS,))
    words = _content_words(text, plain)
    if len("".join(words)) < LEAST:
        plain, words = asked, _content_words(text, asked)
    words = _content_words(text, _blanked(plain, further)) or words
    return " ".join(words).strip("、 ")


def _blanked(folded: str, patterns: Sequence[re.Pattern[str]]) -> str:
    """The text with blanks in place of what the patterns match."""
    for pattern in patterns:
        folded = pattern.sub(lambda m: " " * len(m[0]), folded)
    return folded


# function words at either end of a word; 存在 is a word of its own
_EDGES = re.compile(
    r"^(?:[的在了是有都也又还再]|要(?![点求素闻务案道害件领])|把(?![手关握脉])|将(?![军士领帅]))+"
    r"|(?:[的了是有都也又还再从]|(?<!存)在)+$"
)


def _content_words(text: str, bare: str) -> list[str]:
    """What is left between the blanks, in its own characters, without mere function words."""
    letters = "".join(t if b != " " else " " for t, b in zip(text, bare, strict=True))
    words = (_EDGES.sub("", w) for w in letters.split())
    return [w for w in words if any(c.isalnum() for c in w) and not set(fold(w)) <= asking.FUNCTION]

"""A request as one question: follow-ups completed from what was asked before, filters applied.

What a follow-up leaves out (organisation, topic, measure) is taken from the question before it,
deterministically; a follow-up that may stand by itself is tried by itself first.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant import asking
from assistant.names import Directory
from assistant.question import FEW, Question, Wants, read_question
from assistant.records import Filters, Kind, Request
from assistant.text import fold

# only the subject is taken from before: what is asked of it is new (他们还请了谁当顾问)
_SUBJECT = re.compile(r"^(?:那么?)?(?:它们?|他们|该单位|上述单位|这家|那家)")
WHOLE = 10  # characters of topic above which a question that refers to nothing is a new one
ASKED = 3  # characters of topic with which a follow-up about the same subject stands by itself

# another thing of the same kind, of which the same is asked (那城镇新增就业呢)
_INSTEAD = re.compile(r"^(?:那么?|那)?(?P<of>[^，,。？?它他她这其]{2,16}?)(?:方面|情况)?呢[？?]?$")

_PARTS = re.compile(r"[？?；;]")
_CLAUSES = re.compile(r"[，,？?；;]")
_PAUSES = re.compile(r"[，,、？?；;]")  # 打什么针、筛查什么病

_FOLLOWS = re.compile(
    r"^(?:那么?|还有|另外|其中|它们?|他们|这些?|那些?|该单位|上述|又|再|只看|换成|第[一二三四五六七八九十\d]+[条个项点])"
    r"|呢[？?]?$|^(?:是)?(?:分|共|一共|总共|具体|什么时候|多少|几)|有没有(?:类似|同样|别的)"
)

# refers to what was just answered, whatever else it says
_REFERS = re.compile(r"^(?:那么?(?!些)|哪[家个]|其中|它们?|他们|这些?|那些|该单位|上述|谁)")


def understand(request: Request, directory: Directory) -> Question:
    """The question of a request, completed from its history and limited by its filters.

    A history question that itself is incomplete is completed from those before it.
    """
    last: Question | None = None
    for text in request.history:
        current = read_question(text, directory)
        last = current if last is None else _completed(current, last, text, directory)
    current = read_question(request.question, directory)
    if last is not None:
        current = _completed(current, last, request.question, directory)
    current = _limited(current, request.filters, directory)
    return replace(current, also=_further(request.question, current, directory))


def _further(text: str, whole: Question, directory: Directory) -> tuple[Question, ...]:
    """The parts of a question that asks several things, each with the limits of the whole."""
    over_years = len({*whole.years, *whole.title_years}) > 1 and whole.kind is Kind.COMPARISON
    if whole.kind not in (Kind.FACT, Kind.FIGURE) and not over_years:
        return ()
    if several := _enumerated(whole):
        return several
    parts = [p for p in _parts(text) if len(p.strip()) > 3]
    if len(parts) < 2:
        return ()
    read = [read_question(p, directory) for p in parts]
    alone = (Kind.FACT, Kind.FIGURE, Kind.COMPARISON) if over_years else (Kind.FACT, Kind.FIGURE)
    if not all(len(q.topic) > 1 and q.kind in alone for q in read):
        return ()
    return tuple(
        replace(
            q,
            organisations=whole.organisations,
            years=whole.years,
            title_years=whole.title_years,
            parts_of_year=whole.parts_of_year,
            topic=f"{read[0].topic} {q.topic}" if n and _is_short(q.topic) else q.topic,
        )
        for n, q in enumerate(read)
    )


def _is_short(topic: str) -> bool:
    """Whether a topic says too little to be looked for by itself."""
    return len(topic.replace(" ", "")) < FEW


def _parts(text: str) -> list[str]:
    """The questions of a text: by their marks, else its clauses where each asks something.

    Numbers asked for between pauses (计划多少、完成多少) are of one thing and stay together.
    """
    parts = _PARTS.split(text)
    bare = text.strip("？?。 ")
    marks = _CLAUSES if asking.NUMBER.search(fold(text)) else _PAUSES
    for clauses in (_CLAUSES.split(bare), marks.split(bare)):
        if len(clauses) > 1 and all(asking.ASKS.search(fold(c)) for c in clauses):
            return clauses
    return parts


def _enumerated(whole: Question) -> tuple[Question, ...]:
    """One question per thing of which the same is asked (GDP、投资和社零总额的增速是多少)."""
    found = asking.ENUMERATED.search(fold(whole.text))
    topic = fold(whole.topic)
    if not found or found["last"] not in topic:
        return ()
    items = [i for i in (*found["first"].split("、"), found["last"]) if i]
    items[0] = next((items[0][n:] for n in range(len(items[0])) if items[0][n:] in topic), "")
    if len(items) < 2 or not all(i and i in topic for i in items):
        return ()
    rest = topic
    for item in items:
        rest = rest.replace(item, " ")
    rest = " ".join(w for w in re.split(r"[、和与及以的\s]+", rest) if len(w) > 1)
    return tuple(replace(whole, topic=f"{i} {rest}".strip(), also=()) for i in items)


def _completed(current: Question, last: Question, text: str, directory: Directory) -> Question:
    """A later question with what it leaves out taken from the one before."""
    folded = fold(text)
    current = _without_subject(current)
    named = bool(current.organisations or current.excluded)
    timed = bool(current.years or current.title_years or current.parts_of_year)
    instead = None if named or timed else _INSTEAD.match(folded)
    if instead and current.topic and _asks_nothing_new(folded, current):
        return _of_another(current, last, instead["of"], directory)
    short = len(current.topic.replace(" ", "")) < FEW or bool(_REFERS.search(folded))
    follows = bool(_FOLLOWS.search(folded)) or short
    if not follows and named:
        return current
    if current.kind in (Kind.SIMILAR, Kind.LISTING):
        excluded = current.excluded or (last.organisations if asking.OTHERS.search(folded) else ())
        current = replace(current, excluded=excluded)
    elif not named:
        current = replace(current, organisations=last.organisations, excluded=last.excluded)
    current = _same_time(current, last)
    if short and _SUBJECT.match(folded) and len(current.topic.replace(" ", "")) >= ASKED:
        return replace(current, fallback=_joined(current, last, folded))
    if not short:
        whole = named or (not follows and len(current.topic.replace(" ", "")) > WHOLE)
        return replace(current, fallback=None if whole else _joined(current, last, folded))
    return _joined(current, last, folded)


def _of_another(current: Question, last: Question, thing: str, directory: Directory) -> Question:
    """The question before, asked of another thing (乡镇卫生院看病的有多少人次 … 村卫生室呢).

    What it takes the place of is the stretch of the topic nearest to it in meaning. Its words must
    stand together in a text; where those that were asked about do not say it, all others are asked.
    """
    before = fold(last.topic)
    sizes = range(max(2, len(thing) - 2), len(thing) + 3)
    pieces = [before[i : i + n] for n in sizes for i in range(len(before) - n + 1)]
    rest = before.replace(directory.nearest(thing, pieces), " ", 1) if pieces else ""
    topic = " ".join([thing, *(w for w in rest.split() if len(w) > 1)])
    asked = _same_time(replace(last, also=(), fallback=None), current)
    text = f"{last.topic} {current.text}"
    joined = replace(asked, text=text, topic=topic, quoted=(), thing=thing)
    if not joined.organisations:
        return joined
    return replace(joined, fallback=replace(joined, organisations=()))


def _without_subject(current: Question) -> Question:
    """A follow-up whose topic leaves out the word for whom it is about (他们)."""
    subject = _SUBJECT.match(fold(current.topic))
    return replace(current, topic=current.topic[subject.end() :].strip()) if subject else current


def _same_time(current: Question, last: Question) -> Question:
    """A follow-up that names no time, with that of the question before it."""
    if current.years or current.title_years or current.parts_of_year:
        return current
    return replace(
        current, years=last.years, title_years=last.title_years, parts_of_year=last.parts_of_year
    )


def _joined(current: Question, last: Question, folded: str) -> Question:
    """A follow-up with the topic of the question before it in front of its own."""
    kind = last.kind if _asks_nothing_new(folded, current) else current.kind
    asks_anew = current.wants is Wants.NUMBER and len(current.topic) >= ASKED
    return replace(
        current,
        text=f"{last.topic} {current.text}",
        topic=f"{last.topic} {current.topic}".strip(),
        kind=Kind.COMPARISON if len(current.organisations) > 1 else kind,
        wants=current.wants if current.wants is not Wants.ANYTHING else last.wants,
        measures=current.measures or (() if asks_anew else last.measures),
        roles=current.roles or (last.roles if kind is Kind.SECTION else ()),
        years=current.years or last.years,
    )


def _asks_nothing_new(folded: str, current: Question) -> bool:
    """Whether a follow-up only names something (那柳林街道呢, 只看2021年)."""
    return current.kind is Kind.FACT and current.wants is Wants.ANYTHING


def _limited(question: Question, filters: Filters, directory: Directory) -> Question:
    """The question within the filters that the user set."""
    if filters.organisations:
        names = [n for f in filters.organisations for n in directory.resolve(f)]
        question = replace(question, organisations=tuple(dict.fromkeys(names)))
    fallback = question.fallback and _limited(question.fallback, filters, directory)
    return replace(
        question,
        years=filters.years or question.years,
        roles=filters.roles or question.roles,
        fallback=fallback,
    )

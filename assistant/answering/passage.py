"""Facts, figures and how-to: the sentences that answer, with what they need around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import asking
from assistant.answering import about_document, words
from assistant.answering.bearing import bears
from assistant.answering.composed import Composed, NoEvidence, Task, strength_of
from assistant.answering.draft import Draft, quoted
from assistant.answering.figure import figures, follows
from assistant.answering.openers import with_what_it_heads, with_what_it_opens
from assistant.answering.spans import answering_span, clause_scores, clipped
from assistant.evidence import Evidence
from assistant.names import label_of
from assistant.question import Wants
from assistant.records import Role
from assistant.sentence_ends import split_sentences
from assistant.sentences import Sentence
from assistant.spelling import sound_alike
from assistant.text import fold
from assistant.tokenizer import unmask

CANDIDATES = 40  # chunks whose sentences are judged

RANK_SHARE = 0.25  # of a sentence's score that comes from its chunk's place in the ranking

ENOUGH = 0.42  # a lower score is no evidence

MISSING = 0.8  # share of the topic that no word of sentence or chunk carries, at most

ENOUGH_ANYWHERE, MISSING_ANYWHERE = 0.34, 0.86  # where the question names no organisation

MISSING_FIGURE = 0.58  # the same for a number or a name of one organisation: near misses abound

LACKS = 0.29  # share of a word of which nothing alike is there, for a number or a name

WITHOUT_REASON = 0.8  # of its score for a sentence that gives no reason where one is asked for

ASPECT = 0.75  # of its score for a sentence without the aspect that is asked for (主题, 地点)

DEFINES = 0.85  # of its score for a sentence that defines nothing where a meaning is asked for

OTHER_TIME = 0.88  # of its score for a plan where work done is asked for, and the reverse

NEAR_BEST = 0.72  # of the best sentence's score, for a sentence that holds the figure

STEPS_LENGTH = 700  # characters of a how-to answer at most

SHORT = 28  # characters below which a sentence is shown with the one before it

SPELT = 4  # characters of a name from which one may be wrong

UNQUOTED = 0.8  # of its score for a sentence without what is quoted, where another has it

AS_GOOD = 0.9  # of the best sentence's score, for one elsewhere that a how-to answer adds

NEW_SHARE = 0.22  # of the topic's weight that a second sentence must add

_BECAUSE = re.compile(r"原因|由于|因为|因[^此素]|主要是|为了|鉴于|所以|缘于|得益于")

_DEFINES = re.compile(
    r"是指|意指|指的是|所谓|意思是|(?<![立随当])即[^将使便日]|定义为|[）)]是|泛指|简称|就是"
)

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程"
    "苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚"
    "邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘"
    "祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)

_NO_NAME = re.compile("[组长任副主席记委员干部带头作为亲自持要求们]")

_TITLES = (
    "书记|主任|局长|镇长|乡长|院长|校长|主席|市长|省长|县长|区长|组长|处长|科长|经理|董事长"
    "|部长|所长|站长|会长|队长|同志|委员|总理|州长|旗长|司长|厅长|社长|总裁|理事长|秘书长|村长|班长"
)

_PERSON = re.compile(
    rf"(?:{_TITLES})、?(?P<a>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=同志|带领|率|主持|作|为|在|的|讲|[，。、；（(])"
    rf"|(?P<b>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=同志|{_TITLES})"
)

# whoever it is: a name behind any post or a mark (管理员何清, 组长：刘铭, 硬件组 | 刘铭 |)
_ANYBODY = re.compile(
    rf"(?:[员长任记师人]|[:：|])\s*(?:是|为)?[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}(?=[，,。、；;（(|\s]|$|同志|担任|等)"
)
_POST_AND_NAME = re.compile(
    rf"(?:{_TITLES})\s*[:：|]\s*[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}(?![\u4e00-\u9fff])"
)
NEAR_NAME = 0.8  # of the best sentence's score, for one that names somebody


def names_person(text: str) -> bool:
    """Whether a sentence names somebody beside a post (书记、主任陆某, 张某同志, 组长：刘某)."""
    if _POST_AND_NAME.search(fold(text)):
        return True
    return any(not _NO_NAME.search(m["a"] or m["b"]) for m in _PERSON.finditer(text))


def answer(task: Task) -> Composed | NoEvidence:
    """The best sentences for a fact, a figure or a how-to, or why there are none."""
    question = task.question
    if question.wants in about_document.WANTED:
        stated = about_document.answer(task)
        if question.wants is not Wants.SPEAKER or isinstance(stated, Composed):
            return stated
    if absent := _absent_names(task) or _absent_thing(task):
        return NoEvidence(words.NOTHING_NEAR.format(topic="”“".join(absent)))
    if any(q.wants is Wants.STEPS for q in (question, *question.also)):
        found = ranked_sentences(task)
        if not found or not answers(task, found[0]) or not bears(task, found[:1]):
            return NoEvidence(words.NOTHING_NEAR.format(topic=question.topic))
        return _steps(task, found)
    outcomes = [_bearing(replace(task, question=part)) for part in question.also or (question,)]
    rows = task.retriever.generation.rows
    whole = with_what_it_heads if asking.SEVERAL.search(question.text) else with_what_it_opens
    chosen = [e for o in outcomes if not isinstance(o, NoEvidence) for e in whole(rows, o)]
    if not chosen:
        return next(o for o in outcomes if isinstance(o, NoEvidence))
    once = {(e.sentence.chunk.row, e.sentence.start): e for e in chosen}
    return _compose(task, list(once.values()))


def _absent_names(task: Task) -> list[str]:
    """Names in quotation marks that stand nowhere within the question's limits."""
    quoted_names = [
        max(map(_letters, asking.MASKED.split(fold(q))), key=len) for q in task.question.quoted
    ]
    if not quoted_names:
        return []
    rows = task.retriever.generation.rows
    allowed = range(len(rows)) if task.allowed is None else task.allowed.nonzero()[0].tolist()
    texts = [_letters(rows[i].passage) for i in allowed]
    pairs = zip(task.question.quoted, quoted_names, strict=True)
    return [
        name
        for name, letters in pairs
        if not any(letters in t for t in texts) and not any(_misspelt(letters, t) for t in texts)
    ]


def _absent_thing(task: Task) -> list[str]:
    """What a follow-up asks about (机场旅客呢), where no passage has all words of it."""
    thing = task.question.thing
    if not thing:
        return []
    parts = task.retriever.models.tokenizer.words(thing) or [thing]
    rows = task.retriever.generation.rows
    allowed = range(len(rows)) if task.allowed is None else task.allowed.nonzero()[0].tolist()
    texts = (unmask(fold(rows[i].passage)) for i in allowed)
    return [] if any(all(p in text for p in parts) for text in texts) else [thing]


def _misspelt(name: str, text: str) -> bool:
    """Whether a text has a name but for one character, which sounds the same (拖管班)."""
    if len(name) < SPELT:
        return False
    for i, c in enumerate(name):
        before, after = re.escape(name[:i]), re.escape(name[i + 1 :])
        if any(sound_alike(c, m[1]) for m in re.finditer(f"{before}(.){after}", text)):
            return True
    return False


def _letters(text: str) -> str:
    return "".join(c for c in unmask(fold(text)) if c.isalnum())


def _bearing(task: Task) -> list[Evidence] | NoEvidence:
    """The sentences that answer one question, where one of them bears on it.

    A figure that stands behind the best sentence takes its subject from it, which then bears.
    """
    found = ranked_sentences(task)
    answering = chosen(task, found)
    if isinstance(answering, NoEvidence):
        return answering
    behind = any(follows(found[0].sentence, e.sentence) for e in answering)
    if bears(task, [*answering, *found[:1]] if behind else answering):
        return answering
    return NoEvidence(words.NOTHING_NEAR.format(topic=task.question.topic))


def chosen(task: Task, found: list[Evidence]) -> list[Evidence] | NoEvidence:
    """Of the judged sentences, best first, those that answer one question."""
    question = task.question
    if not found or not answers(task, found[0]):
        return NoEvidence(words.NOTHING_NEAR.format(topic=question.topic))
    if question.wants is Wants.NUMBER:
        near = [e for e in found if answers(task, e) and e.score >= NEAR_BEST * found[0].score]
        return figures(task, near, found)
    if question.wants in (Wants.PERSON, Wants.SPEAKER):
        named = [e for e in found if names_person(e.sentence.text) and answers(task, e)]
        return named[:1] or NoEvidence(words.NO_PERSON)
    if question.wants is Wants.SOMEBODY:
        near = [e for e in found if e.score >= NEAR_NAME * found[0].score]
        return [e for e in near if _ANYBODY.search(fold(e.sentence.text))][:1] or found[:1]
    return _complementary(task, found)


def answers(task: Task, e: Evidence) -> bool:
    """Whether a sentence is evidence at all: enough of the topic, and no large part missing."""
    question = task.question
    if not question.organisations:
        # in other words than the text's (凑钱相助 for 募捐); no organisation can be wronged
        return e.score >= ENOUGH_ANYWHERE and e.missing <= MISSING_ANYWHERE
    exact = question.wants in (Wants.NUMBER, Wants.PERSON)
    if exact and e.lacks >= LACKS:
        return False
    return e.score >= ENOUGH and e.missing <= (MISSING_FIGURE if exact else MISSING)


def ranked_sentences(task: Task) -> list[Evidence]:
    """Sentences of the first candidates, best first, their chunk's place counted in."""
    ranking, question = task.ranking, task.question
    rows = ranking.rows[:CANDIDATES].tolist()
    if not rows:
        return []
    top = float(ranking.scores[0]) or 1.0  # 0 where no chunk has anything of the topic
    share = {row: float(ranking.scores[i]) / top for i, row in enumerate(rows)}
    judged = task.judge.judge(rows, task.topic)
    mixed = [
        replace(
            e,
            score=(1 - RANK_SHARE) * e.score * _fits_time(task, e) * _fits_want(task, e)
            + RANK_SHARE * share[e.sentence.chunk.row],
        )
        for e in judged
    ]
    mixed = _with_quoted(question.quoted, mixed)
    return sorted(mixed, key=lambda e: (-e.score, e.sentence.chunk.row, e.sentence.start))


def _with_quoted(quoted_names: Sequence[str], judged: list[Evidence]) -> list[Evidence]:
    """The sentences, those without what the question quotes counting less, if any has it."""
    written = [fold(q) for q in quoted_names]
    held = [all(w in fold(e.sentence.text) for w in written) for e in judged]
    if not any(held):  # marks and blanks may stand between its letters
        names = [_letters(q) for q in quoted_names]
        held = [all(n in _letters(e.sentence.text) for n in names) for e in judged]
    if not quoted_names or not any(held):
        return judged
    return [
        e if h else replace(e, score=UNQUOTED * e.score) for e, h in zip(judged, held, strict=True)
    ]


def _fits_want(task: Task, e: Evidence) -> float:
    """What a sentence's score counts by whether it gives what is asked for: reason, meaning."""
    wants, text = task.question.wants, e.sentence.text
    if wants is Wants.REASON and not _BECAUSE.search(text):
        return WITHOUT_REASON
    if wants is Wants.DEFINITION and not _DEFINES.search(text):
        return DEFINES
    if task.question.aspect:
        held = task.judge.carried([text], task.judge.topic(task.question.aspect))[0]
        return ASPECT + (1 - ASPECT) * held
    return 1.0


def _fits_time(task: Task, e: Evidence) -> float:
    """What a sentence's score counts: plans less for what was done, the rest less for plans."""
    planned = e.sentence.chunk.role is Role.PLANS
    return 1.0 if planned == task.question.ahead else OTHER_TIME


def _complementary(task: Task, found: Sequence[Evidence]) -> list[Evidence]:
    """The best sentence and, where it leaves out much of the topic, one that adds it.

    Only sentences of the same organisation may add: facts are not mixed across organisations.
    """
    first = found[0]
    owner = label_of(first.sentence.chunk)
    same = [e for e in found[1:12] if label_of(e.sentence.chunk) == owner]
    texts = [f"{first.sentence.text}\n{e.sentence.text}" for e in same]
    together = clause_scores(task, texts)
    best = max(range(len(same)), key=lambda i: together[i], default=None)
    if best is not None and together[best] - first.score >= NEW_SHARE:
        return [first, same[best]]
    return [first]


def _steps(task: Task, found: Sequence[Evidence]) -> Composed:
    """The best sentence with those around it in its chunk, as long as they stay on the topic."""
    first = found[0]
    chunk = first.sentence.chunk
    inside = sorted(
        (e for e in found if e.sentence.chunk.row == chunk.row), key=lambda e: e.sentence.start
    )
    at = inside.index(first)
    low, high = at, at + 1
    while high < len(inside) and _length(inside[low : high + 1]) <= STEPS_LENGTH:
        high += 1
    while low and _length(inside[low - 1 : high]) <= STEPS_LENGTH:
        low -= 1
    draft = Draft(task.retriever.generation.store)
    lines = [
        f"{quoted(e.sentence.text)}"
        f"{draft.cite(e.sentence.chunk, e.sentence.start, e.sentence.end, e.score)}"
        for e in (*inside[low:high], *_elsewhere(found))
    ]
    text = words.NAMED.format(name=quoted(label_of(chunk)), text="".join(lines))
    return Composed(text, tuple(draft.citations), strength_of(first.score))


def _elsewhere(found: Sequence[Evidence]) -> list[Evidence]:
    """A sentence of another chunk that says nearly as much as the best, in the same document."""
    first = found[0]
    document = first.sentence.chunk.chunk.document_id
    others = (
        e
        for e in found
        if e.sentence.chunk.row != first.sentence.chunk.row
        and e.sentence.chunk.chunk.document_id == document
        and e.score >= AS_GOOD * first.score
    )
    return list(others)[:1]


def _length(evidence: Sequence[Evidence]) -> int:
    return sum(len(e.sentence.text) for e in evidence)


def _compose(task: Task, chosen: Sequence[Evidence]) -> Composed:
    """The chosen sentences, long ones cut to the clauses that answer, by organisation."""
    draft = Draft(task.retriever.generation.store)
    lines: dict[str, list[str]] = {}
    for e in map(_with_the_one_before, chosen):
        start, end = answering_span(task, e)
        at = e.sentence.start
        mark = draft.cite(e.sentence.chunk, at + start, at + end, e.score)
        text = clipped(e.sentence, start, end)
        lines.setdefault(_named(task, e), []).append(f"{text}{mark}")
    text = "\n\n".join(
        words.NAMED.format(name=quoted(name), text="".join(parts)) for name, parts in lines.items()
    )
    return Composed(text, tuple(draft.citations), strength_of(max(e.score for e in chosen)))


def _named(task: Task, e: Evidence) -> str:
    """Whose sentence it is, with the title of its document where that is asked for."""
    chunk = e.sentence.chunk
    asked = asking.WHICH_DOCUMENT.search(fold(task.question.text)) and chunk.title
    return (
        words.TITLED.format(name=label_of(chunk), title=chunk.title) if asked else label_of(chunk)
    )


def _with_the_one_before(e: Evidence) -> Evidence:
    """A very short sentence joined to the one before it, which says what it is about."""
    s = e.sentence
    if len(s.text) >= SHORT:
        return e
    at, passage = s.chunk.start, s.chunk.passage
    before = [a for a, b in split_sentences(passage) if at + b <= s.start]
    if not before:
        return e
    start = at + before[-1]
    return replace(e, sentence=Sentence(s.chunk, start, s.end, passage[start - at : s.end - at]))

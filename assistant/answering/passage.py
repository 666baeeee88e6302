"""Facts, figures and how-to: the sentences that answer, with what they need around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering import words
from assistant.answering.composed import Composed, NoEvidence, Task, strength_of
from assistant.answering.draft import Draft, quoted
from assistant.evidence import Evidence, Sentence, split_sentences
from assistant.figures import Figure, answers_measure, find_figures
from assistant.names import label_of
from assistant.question import Wants
from assistant.records import Role
from assistant.text import fold
from assistant.tokenizer import unmask

CANDIDATES = 40  # chunks whose sentences are judged
RANK_SHARE = 0.2  # of a sentence's score that comes from its chunk's place in the ranking
ENOUGH = 0.42  # a lower score is no evidence
MISSING = 0.8  # share of the topic that no word of sentence or chunk carries, at most
ENOUGH_ANYWHERE, MISSING_ANYWHERE = 0.34, 0.86  # where the question names no organisation
MISSING_FIGURE = 0.6  # the same for a number or a name of one organisation: near misses abound
OTHER_TIME = 0.94  # of its score for a plan where work done is asked for, and the reverse
NEAR_BEST = 0.72  # of the best sentence's score, for a sentence that holds the figure
LONG = 150  # characters above which a sentence is cut to the clauses that answer
STEPS_LENGTH = 700  # characters of a how-to answer at most
SHORT = 28  # characters below which a sentence is shown with the one before it
FOLLOWING = 3  # sentences behind the best one that may hold its figure
NEW_SHARE = 0.22  # of the topic's weight that a second sentence must add

_PIECE = re.compile(r"[^，,、：:；;]*[，,、：:；;]?")
_BEHIND = (1.0, 0.9, 0.8)
_CELL = re.compile(r"\| (\d[\d,]*(?:\.\d+)?)\b")
_CLAUSE = re.compile(r"[^，,：:]*[，,：:]?")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程"
    "苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚"
    "邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘"
    "祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
_NO_NAME = re.compile("[组长任副主席记委员干部带头作为亲自持要求们]")
_TITLES = (
    "书记|主任|局长|镇长|乡长|院长|校长|主席|市长|省长|县长|区长|组长|处长|科长|经理|董事长"
    "|部长|所长|站长|会长|队长|同志|委员"
)
_PERSON = re.compile(
    rf"(?:{_TITLES})、?(?P<a>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=同志|带领|率|主持|作|为|在|的|讲|[，。、；（(])"
    rf"|(?P<b>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?:同志|(?:{_TITLES}))"
)


def names_person(text: str) -> bool:
    """Whether a sentence names somebody beside a post (书记、主任陆某, 张某同志)."""
    return any(not _NO_NAME.search(m["a"] or m["b"]) for m in _PERSON.finditer(text))


def answer(task: Task) -> Composed | NoEvidence:
    """The best sentences for a fact, a figure or a how-to, or why there are none."""
    question = task.question
    if absent := _absent_names(task):
        return NoEvidence(words.NOTHING_NEAR.format(topic="”“".join(absent)))
    if any(q.wants is Wants.STEPS for q in (question, *question.also)):
        found = ranked_sentences(task)
        if not found or not _answers(task, found[0]):
            return NoEvidence(words.NOTHING_NEAR.format(topic=question.topic))
        return _steps(task, found)
    outcomes = [_chosen(replace(task, question=part)) for part in question.also or (question,)]
    chosen = [e for o in outcomes if not isinstance(o, NoEvidence) for e in o]
    if not chosen:
        return next(o for o in outcomes if isinstance(o, NoEvidence))
    once = {(e.sentence.chunk.row, e.sentence.start): e for e in chosen}
    return _compose(task, list(once.values()))


def _absent_names(task: Task) -> list[str]:
    """Names in quotation marks that stand nowhere within the question's limits."""
    quoted_names = [_letters(q) for q in task.question.quoted]
    if not quoted_names:
        return []
    rows = task.retriever.generation.rows
    allowed = range(len(rows)) if task.allowed is None else task.allowed.nonzero()[0].tolist()
    texts = [_letters(rows[i].passage) for i in allowed]
    pairs = zip(task.question.quoted, quoted_names, strict=True)
    return [name for name, letters in pairs if not any(letters in t for t in texts)]


def _letters(text: str) -> str:
    return "".join(c for c in unmask(fold(text)) if c.isalnum())


def _chosen(task: Task) -> list[Evidence] | NoEvidence:
    """The sentences that answer one question."""
    found = ranked_sentences(task)
    question = task.question
    if not found or not _answers(task, found[0]):
        return NoEvidence(words.NOTHING_NEAR.format(topic=question.topic))
    if question.wants is Wants.NUMBER:
        return _figures(task, found)
    if question.wants is Wants.PERSON:
        named = [e for e in found if names_person(e.sentence.text) and _answers(task, e)]
        return named[:1] or NoEvidence(words.NO_PERSON)
    return _complementary(task, found)


def _answers(task: Task, e: Evidence) -> bool:
    """Whether a sentence is evidence at all: enough of the topic, and no large part missing."""
    question = task.question
    if not question.organisations:
        # in other words than the text's (凑钱相助 for 募捐); no organisation can be wronged
        return e.score >= ENOUGH_ANYWHERE and e.missing <= MISSING_ANYWHERE
    exact = question.wants in (Wants.NUMBER, Wants.PERSON)
    return e.score >= ENOUGH and e.missing <= (MISSING_FIGURE if exact else MISSING)


def ranked_sentences(task: Task) -> list[Evidence]:
    """Sentences of the first candidates, best first, their chunk's place counted in."""
    ranking = task.ranking
    rows = ranking.rows[:CANDIDATES].tolist()
    if not rows:
        return []
    share = {row: float(ranking.scores[i] / ranking.scores[0]) for i, row in enumerate(rows)}
    judged = task.judge.judge(rows, task.judge.topic(task.question.topic))
    mixed = [
        replace(
            e,
            score=(1 - RANK_SHARE) * e.score * _fits_time(task, e)
            + RANK_SHARE * share[e.sentence.chunk.row],
        )
        for e in judged
    ]
    return sorted(mixed, key=lambda e: (-e.score, e.sentence.chunk.row, e.sentence.start))


def _fits_time(task: Task, e: Evidence) -> float:
    """What a sentence's score counts: plans less for what was done, the rest less for plans."""
    planned = e.sentence.chunk.role is Role.PLANS
    return 1.0 if planned == task.question.ahead else OTHER_TIME


# ---------------------------------------------------------------- figures


def _figures(task: Task, found: Sequence[Evidence]) -> list[Evidence] | NoEvidence:
    """One sentence for every figure asked for; a refusal where none is written or it is masked."""
    wanted: list[tuple[str, ...]] = [(m,) for m in task.question.measures] or [()]
    near = [e for e in found if _answers(task, e) and e.score >= NEAR_BEST * found[0].score]
    chosen: list[Evidence] = []
    masked: Figure | None = None
    for measures in wanted:
        for e in near:
            figure = _figure_of(task, e, measures)
            if figure is None:
                continue
            if figure.value is not None:
                chosen.append(e)
            else:
                masked = masked or figure
            break
        else:
            chosen += _figure_behind(task, found, measures)
    if chosen:
        return list(dict.fromkeys(chosen))
    if masked:
        return NoEvidence(words.MASKED_FIGURE.format(written=masked.written.upper()))
    return NoEvidence(words.NO_FIGURE)


def _figure_behind(
    task: Task, found: Sequence[Evidence], measures: tuple[str, ...]
) -> list[Evidence]:
    """The sentence with the figure, where it follows the best one and takes its subject from it.

    (设立读书专班，每周一学习。……截至年底，共学习23期。) Only the very measure asked for counts.
    """
    if not measures or not task.question.organisations:
        return []
    first = found[0].sentence
    behind = sorted(
        (e for e in found if _follows(first, e.sentence)), key=lambda e: e.sentence.start
    )
    for e in behind[:FOLLOWING]:
        figures = find_figures(e.sentence.text)
        if any(f.value is not None and f.measure.startswith(measures[0]) for f in figures):
            return [e]
    return []


def _follows(first: Sentence, other: Sentence) -> bool:
    same = first.chunk.chunk.document_id == other.chunk.chunk.document_id
    return same and first.chunk.path == other.chunk.path and other.start > first.start


def _figure_of(task: Task, e: Evidence, measures: tuple[str, ...]) -> Figure | None:
    """The figure of the clause that carries most of the topic, of the measure asked for.

    A table row's numbers count whatever the measure: it stands in the table's head.
    """
    text = e.sentence.text
    spans = clause_spans(text)
    figures = [
        [f for f in find_figures(text[a:b]) if answers_measure(f, measures)] for a, b in spans
    ]
    if not any(figures):
        return _cell_figure(text)
    scores = _clause_scores(task, [text[a:b] for a, b in spans])
    # a figure may stand one clause behind what it counts (学习累计开展，共23期)
    best = max(
        (i for i, found in enumerate(figures) if found),
        key=lambda i: max(scores[max(0, i - 1)] * 0.9, scores[i]),
    )
    return figures[best][0]


def nearest_figure(
    task: Task, e: Evidence, figures: Sequence[Figure], least: float = 0.0
) -> Figure | None:
    """Of a sentence's figures, the one in or right behind the clause that carries most.

    None where that clause carries less than `least` of the topic's weight, 0 to 1.
    """
    spans = [m.span() for m in _PIECE.finditer(e.sentence.text) if m[0]]
    scores = _clause_scores(task, [e.sentence.text[a:b] for a, b in spans])

    def carried(figure: Figure) -> float:
        at = next((i for i, (_, b) in enumerate(spans) if figure.start < b), len(spans) - 1)
        # what is counted may stand a piece or two before its number (慰问困难群众、老党员，共326户)
        return max(share * scores[at - k] for k, share in enumerate(_BEHIND) if at >= k)

    best = max(figures, key=lambda f: (carried(f), -f.start))
    return best if carried(best) >= least else None


def _cell_figure(text: str) -> Figure | None:
    """The first number in a cell of a table row."""
    if " | " not in text:
        return None
    cell = _CELL.search(text)
    return Figure(*cell.span(1), cell[1], "", float(cell[1].replace(",", ""))) if cell else None


# ---------------------------------------------------------------- several sentences


def _complementary(task: Task, found: Sequence[Evidence]) -> list[Evidence]:
    """The best sentence and, where it leaves out much of the topic, one that adds it.

    Only sentences of the same organisation may add: facts are not mixed across organisations.
    """
    first = found[0]
    owner = label_of(first.sentence.chunk)
    same = [e for e in found[1:12] if label_of(e.sentence.chunk) == owner]
    texts = [f"{first.sentence.text}\n{e.sentence.text}" for e in same]
    together = _clause_scores(task, texts)
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
        f"{quoted(e.sentence.text)}{draft.cite(chunk, e.sentence.start, e.sentence.end, e.score)}"
        for e in inside[low:high]
    ]
    text = words.NAMED.format(name=quoted(label_of(chunk)), text="".join(lines))
    return Composed(text, tuple(draft.citations), strength_of(first.score))


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
        lines.setdefault(label_of(e.sentence.chunk), []).append(f"{text}{mark}")
    text = "\n\n".join(
        words.NAMED.format(name=quoted(name), text="".join(parts)) for name, parts in lines.items()
    )
    return Composed(text, tuple(draft.citations), strength_of(max(e.score for e in chosen)))


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


def clipped(sentence: Sentence, start: int, end: int) -> str:
    """The span of a sentence as Markdown, with dots where something was left out."""
    before = words.ELLIPSIS if start else ""
    after = words.ELLIPSIS if end < len(sentence.text) else ""
    return f"{before}{quoted(sentence.text[start:end])}{after}"


def answering_span(task: Task, evidence: Evidence, limit: int = LONG) -> tuple[int, int]:
    """The clauses of a sentence that carry the topic, at most about `limit` characters.

    Offsets into the sentence, half-open. The best clause is widened on the side whose next
    clause carries more; for a figure it is the best clause that holds one.
    """
    text = evidence.sentence.text
    lead = _needless_lead(task, evidence.sentence)
    if len(text) - lead <= limit:
        return lead, len(text)
    spans = [(a, b) for a, b in clause_spans(text) if b > lead]
    scores = _clause_scores(task, [text[a:b] for a, b in spans])
    if task.question.wants is Wants.NUMBER:
        scores = [
            score + (1 / 3 if _holds_figure(text[a:b], task.question.measures) else 0.0)
            for score, (a, b) in zip(scores, spans, strict=True)
        ]
    best = max(range(len(spans)), key=lambda i: scores[i])
    low, high = _widened(spans, scores, best, limit)
    return spans[low][0], min(spans[high][1], spans[low][0] + 2 * limit)


def _needless_lead(task: Task, sentence: Sentence) -> int:
    """Length of the heading before a sentence, where the sentence says as much without it."""
    lead = max(0, sentence.chunk.chunk.start - sentence.start)
    if not lead:
        return 0
    whole, body = _clause_scores(task, [sentence.text, sentence.text[lead:]])
    return lead if body >= 0.9 * whole and len(sentence.text) > lead else 0


def _widened(
    spans: Sequence[tuple[int, int]], scores: Sequence[float], best: int, limit: int
) -> tuple[int, int]:
    """First and last clause around the best one, the better neighbour first, within a length."""
    low = high = best
    while True:
        left = scores[low - 1] if low else -1.0
        right = scores[high + 1] if high + 1 < len(spans) else -1.0
        if max(left, right) < 0:
            return low, high
        new_low, new_high = (low - 1, high) if left > right else (low, high + 1)
        if spans[new_high][1] - spans[new_low][0] > limit:
            return low, high
        low, high = new_low, new_high


def _holds_figure(clause: str, measures: Sequence[str]) -> bool:
    return any(f.value is not None and answers_measure(f, measures) for f in find_figures(clause))


def clause_spans(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the clauses of a sentence, their marks included."""
    return [m.span() for m in _CLAUSE.finditer(text) if m[0].strip()] or [(0, len(text))]


def _clause_scores(task: Task, clauses: Sequence[str]) -> list[float]:
    """Per clause or longer text, the share of the topic it carries."""
    ids, shares = task.judge.topic(task.question.topic).parts[0]
    tokens = task.retriever.models.tokens.token_ids([unmask(fold(c)) for c in clauses])
    return [float(x) for x in task.judge.best_matches(ids, tokens) @ shares]

"""Which organisations of the library a question names, however it writes them.

A name is found, in this order, as it stands (name, alias, title), as a short form whose
characters stand in the full name in the same order (太原医保中心 in 太原市医疗保险管理服务中心), by
the place name that only one organisation has (曹碑), with a homophone or a rare
character in place of one (宣成市城管局), or in Latin letters (Xuancheng). What looks like an
organisation and is none of the library's is reported as unknown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from assistant.latin_names import latin_names, latin_spans
from assistant.records import DocumentSummary
from assistant.short_names import abbreviates, runs
from assistant.spelling import is_common, sound_alike
from assistant.spelt import Spelt
from assistant.store import ChunkRow
from assistant.text import fold
from assistant.tokenizer import default_tokenizer

_SUFFIX = (
    "街道办事处|街道办|街道|办事处|委员会|管理局|中心|学校|中学|小学|大学|学院|医院|公司|集团|社区"
    "|镇|乡|村|局|委|办|院|所|站|处|部|厅|县|市|区|省|州|旗|馆|支队|总队|总队部|党组|党委|支部"
)
_ENDS = re.compile(_SUFFIX)
_SPAN = re.compile(r"[\u4e00-\u9fff]{2,16}")
_PLACE = re.compile(
    r"(?:[\u4e00-\u9fff]{2,4}?(?:自治区|自治州|自治县|街道|省|市|州|县|区|旗|镇|乡|村))"
)
_PLACE_END = re.compile(r"(自治区|自治州|自治县|街道|社区|省|市|州|县|区|旗|镇|乡|村)$")
# spans that end like an organisation and name none
_GENERIC = re.compile(
    r"^(?:那|这)|[城乡集]镇$|(?:哪|各|其他|其它|别的|全|本|我|你|该|这|那|几|两|多|所有|哪些|每|同|一)[个家类]?"
    r"(?:级|地)?(?:单位|乡镇|镇|乡|街道|局|县|市|区|省|村|社区|部门|中心|学校|医院|公司|支部|党委)$"
)


# a part of a name that was made unreadable
MASKED = re.compile(r"某+|(?<![a-z])[x×*○]{1,4}(?![a-z])")
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
_HAN_BEFORE = re.compile(r"[\u4e00-\u9fff]+$")

SEVERAL = 3  # organisations of one kind that make it the kind a library consists of


@dataclass(frozen=True, slots=True)
class Mention:
    """An organisation named in a question: the span there and what it was taken for."""

    start: int
    end: int
    text: str
    organisation: str


@dataclass(frozen=True)
class _Entry:
    """One organisation with every folded form that names it."""

    organisation: str
    forms: tuple[str, ...]
    stems: tuple[str, ...] = field(default=())


class Directory:
    """The organisations of one generation and the forms of their names."""

    def __init__(
        self,
        documents: Sequence[DocumentSummary],
        vocabulary: Iterable[str] = (),
        closest: Callable[[str, Sequence[str]], int] | None = None,
    ) -> None:
        """Collect the names.

        Args:
            documents: All documents; one without an organisation is known by its title.
            vocabulary: Every character that occurs in the library, folded.
            closest: Which of several names, by position, is nearest in meaning to a phrase of
                another language; without it a place name that several have names none.
        """
        self._closest = closest
        forms: dict[str, list[str]] = {}
        for d in documents:
            named = forms.setdefault(label(d), [])
            named += [_closed_up(fold(x))[0] for x in _forms_of(d)]
        self._characters = frozenset(vocabulary)
        self._entries = [
            _Entry(name, tuple(dict.fromkeys(f for f in fs if len(f) > 1)), _stems(fold(name)))
            for name, fs in forms.items()
        ]
        self.names = tuple(e.organisation for e in self._entries)
        endings = Counter(_ENDS.findall(fold(n))[-1] for n in self.names if _ENDS.search(fold(n)))
        self._kinds = tuple(ending for ending, count in endings.items() if count >= SEVERAL)

    def resolve(self, name: str) -> tuple[str, ...]:
        """The organisations that a filter's name or alias means; empty where there is none."""
        folded = _closed_up(fold(name.strip()))[0]
        exact = [e.organisation for e in self._entries if folded in e.forms]
        if exact:
            return tuple(exact)
        inside = [e.organisation for e in self._entries if any(folded in f for f in e.forms)]
        if inside and len(folded) > 1:
            return tuple(inside)
        return tuple(dict.fromkeys(m.organisation for m in self.find(name)))

    def nearest(self, phrase: str, pieces: Sequence[str]) -> str:
        """Of several pieces of text, not none, the one nearest in meaning to a phrase."""
        return pieces[self._closest(phrase, pieces) if self._closest else 0]

    def find(self, question: str) -> list[Mention]:
        """The organisations a question names, in order; spans do not overlap."""
        folded, places = _closed_up(fold(question))
        found = [
            replace(m, start=places[m.start], end=places[m.end - 1] + 1) for m in self._find(folded)
        ]
        return sorted(set(found), key=lambda m: (m.start, m.organisation))

    def _find(self, folded: str) -> list[Mention]:
        """The mentions in folded text without the blanks of "CnPack 开发组"."""
        exact, masked = list(self._exact(folded)), list(self._masked(folded))
        found = [m for m in exact if not any(_begins(m, name) for name in masked)]
        for stage in (
            lambda _: masked,
            self._short,
            self._by_prefix,
            self._by_stem,
            self._misspelt,
            self._latin,
        ):
            before = list(found)
            for m in stage(folded):
                if any(_overlap(m, f) for f in before):
                    continue  # 山西 as it stands is no slip for 陕西
                rivals = [f for f in found if _overlap(m, f)]
                if all((f.start, f.end) == (m.start, m.end) for f in rivals):
                    found.append(m)
        return found

    def is_missing(self, name: str) -> bool:
        """Whether a name is of a kind that the library holds several of (海南省 among provinces).

        Then the question is about that organisation, even where other texts mention it.
        """
        return fold(name).endswith(self._kinds) if self._kinds else False

    def unknown(self, question: str, mentions: Sequence[Mention]) -> list[str]:
        """Names that look like an organisation and belong to none of ours (福清市水利局).

        Only a place name at the beginning of the question, or after a mark or a conjunction,
        counts; whether the library's texts mention it is for the caller to see.
        """
        folded = fold(question)
        unknown = []
        for span in _PLACE_NAMES.finditer(folded):
            before = folded[: span.start()]
            begins = not before or before[-1] in '，。、；：“”"（(和与及跟比 '
            clear = not any(m.start < span.end() and span.start() < m.end for m in mentions)
            if begins and clear and not (_GENERIC.search(span[0]) or MASKED.search(span[0])):
                unknown.append(question[span.start() : span.end()])
        return unknown

    # ------------------------------------------------------------ ways of writing a name

    def _exact(self, folded: str) -> Iterator[Mention]:
        """Forms that stand in the question, longest first, without overlap."""
        taken: list[Mention] = []
        for form, organisation in self._longest_first:
            if form not in folded:
                continue  # which is almost all of them, in every question
            for at in _occurrences(folded, form):
                mention = Mention(at, at + len(form), form, organisation)
                rivals = [t for t in taken if _overlap(t, mention)]
                if all((t.start, t.end) == (mention.start, mention.end) for t in rivals):
                    taken.append(mention)
        yield from taken

    @cached_property
    def _longest_first(self) -> list[tuple[str, str]]:
        """Every form with its organisation."""
        pairs = [(form, e.organisation) for e in self._entries for form in e.forms]
        return sorted(pairs, key=lambda p: -len(p[0]))

    def _short(self, folded: str) -> Iterator[Mention]:
        """Spans that end like an organisation and are a short form of one of ours alone."""
        inner = [range(p.start() + 1, p.end()) for p in _PLACE_NAMES.finditer(folded)]
        for run in _SPAN.finditer(folded):
            for end in sorted({m.end() for m in _ENDS.finditer(run[0])}, reverse=True):
                for start in range(max(0, end - 14), end - 2):
                    if any(run.start() + start in r for r in inner):
                        continue  # the tail of a longer name: 水利局 in 福清市水利局
                    text = run[0][start:end]
                    owners = [e.organisation for e in self._entries if abbreviates(text, e.forms)]
                    if len(owners) == 1:
                        at = run.start() + start
                        yield Mention(at, at + len(text), text, owners[0])
                        break

    def _by_prefix(self, folded: str) -> Iterator[Mention]:
        """Beginnings of a form, four characters at least, that only one organisation has."""
        for e in self._entries:
            for form in e.forms:
                if form[:4] not in folded or not _SPAN.match(form):
                    continue  # or a title that begins with its year
                for size in range(len(form) - 1, 3, -1):
                    head = form[:size]
                    if head in folded and not self._others_say(head, e):
                        for at in _occurrences(folded, head):
                            yield Mention(at, at + size, head, e.organisation)
                        break

    def _others_say(self, head: str, entry: _Entry) -> bool:
        """Whether the beginning of a name stands in a name of another organisation."""
        return any(head in f for o in self._entries if o is not entry for f in o.forms)

    def _by_stem(self, folded: str) -> Iterator[Mention]:
        """Place names that only one organisation has, without their ending (曹碑, 惠东)."""
        for stem, organisation in self._unique_stems.items():
            if stem not in folded:
                continue
            for at in _occurrences(folded, stem):
                end = _name_end(folded, at + len(stem), fold(organisation))
                end += _is_last_letter(folded, end, stem, fold(organisation))
                yield Mention(at, end, folded[at:end], organisation)

    @cached_property
    def _unique_stems(self) -> dict[str, str]:
        owners: dict[str, set[str]] = {}
        for e in self._entries:
            for stem in e.stems:
                owners.setdefault(stem, set()).add(e.organisation)
        return {stem: next(iter(names)) for stem, names in owners.items() if len(names) == 1}

    def _misspelt(self, folded: str) -> Iterator[Mention]:
        """Windows that differ from a form in one character that sounds alike or is unknown here."""
        for form, organisation in self._spelt.almost_in(folded):
            for at in range(len(folded) - len(form) + 1):
                window = folded[at : at + len(form)]
                if self._is_slip(window, form):
                    end = _name_end(folded, at + len(form), fold(organisation))
                    yield Mention(at, end, folded[at:end], organisation)

    @cached_property
    def _spelt(self) -> Spelt:
        """The names in Han characters, with their organisations."""
        pairs = [(f, e.organisation) for e in self._entries for f in (*e.forms, *e.stems)]
        return Spelt([pair for pair in pairs if _SPAN.fullmatch(pair[0])])

    def _is_slip(self, window: str, form: str) -> bool:
        wrong = [(a, b) for a, b in zip(window, form, strict=True) if a != b]
        if len(wrong) != 1 or not _SPAN.fullmatch(window):
            return False
        written, meant = wrong[0]
        if sound_alike(written, meant):
            return True
        # 2 characters leave too little to recognise the name by; a common character that the
        # library has not seen is another place (青山镇), a rare one a slip of the input method
        return len(form) > 2 and not is_common(written) and written not in self._characters

    def _masked(self, folded: str) -> Iterator[Mention]:
        """Names whose place is masked (上海某某区委社会工作部), where only one of ours fits."""
        for mask in MASKED.finditer(folded):
            tail = _HAN_RUN.match(folded, mask.end())
            before = _HAN_BEFORE.search(folded[: mask.start()])
            if not tail:
                continue
            fits = {e.organisation: _common_end(tail[0], e.forms) for e in self._entries}
            longest = max(fits.values(), default=0)
            owners = [name for name, size in fits.items() if size == longest]
            head = before[0][-2:] if before else ""
            owners = [n for n in owners if head in fold(n)] or owners if len(head) > 1 else owners
            if longest > 1 and len(owners) == 1:
                start = mask.start() - (len(head) if head in fold(owners[0]) else 0)
                end = mask.end() + longest
                yield Mention(start, end, folded[start:end], owners[0])

    @cached_property
    def _latin_owners(self) -> dict[str, list[str]]:
        """Latin spelling → organisations."""
        owners: dict[str, list[str]] = {}
        for e in self._entries:
            for spelling in latin_names(e.forms, e.stems):
                owners.setdefault(spelling, []).append(e.organisation)
        return owners

    def _latin(self, folded: str) -> Iterator[Mention]:
        """Latin words that spell the place name of one organisation in pinyin."""
        for start, end, spelling, kind in latin_spans(folded, self._latin_owners):
            names = self._latin_owners[spelling]
            if len(names) > 1 and self._closest and kind:
                names = [names[self._closest(kind, names)]]
            if len(names) == 1:
                yield Mention(start, end, folded[start:end], names[0])


_PLACE_NAMES = re.compile(
    r"[\u4e00-\u9fff]{2,5}?(?:省|市|县|区|镇|乡|街道|村|州)"
    r"(?:(?:(?!怎[么样]|如何|什么|哪[些个]|多少)[\u4e00-\u9fff]){1,8}?"
    r"(?:局|委|办|中心|医院|学校|公司|街道|镇|乡|社区|村|厅|院|所))?"
)


_TAIL = re.compile(
    r"[\u4e00-\u9fff]{0,9}?(?:局|办事处|办|委员会|委|中心|医院|学校|公司|街道|镇|乡|社区|村|厅|县|市|区)"
)


def label(document: DocumentSummary) -> str:
    """What a document's organisation goes by: its name, else the document's title.

    A masked name that several files hold is followed by what tells them apart.
    """
    return document.label or document.organisation or document.title


def _forms_of(document: DocumentSummary) -> tuple[str, ...]:
    """Everything that names a document's organisation."""
    own = document.organisation or document.title
    return (label(document), own, *document.aliases, document.title)


def label_of(chunk: ChunkRow) -> str:
    """The same for a chunk."""
    return chunk.label or chunk.organisation or chunk.title


_JOINT = re.compile(r"(?<=[\u4e00-\u9fff]) +|(?<=[a-z0-9*]) +(?=[\u4e00-\u9fff])")


def _closed_up(folded: str) -> tuple[str, list[int]]:
    """The text without blanks beside Han characters, and where each of its characters stood."""
    gone = {i for m in _JOINT.finditer(folded) for i in range(*m.span())}
    places = [i for i in range(len(folded)) if i not in gone]
    return "".join(folded[i] for i in places), places


def _stems(name: str) -> tuple[str, ...]:
    """Place names inside an organisation's name, without their endings, at least 2 characters."""
    stems = []
    for place in _PLACE.finditer(name):
        stem = _PLACE_END.sub("", place[0])
        if len(stem) > 1:
            stems.append(stem)
    return tuple(dict.fromkeys(stems))


def _name_end(folded: str, at: int, name: str) -> int:
    """Where a name that begins with a place name ends: 宣城 | 市城管局 of 宣城市城市管理…局."""
    tail = _TAIL.match(folded, at)
    if tail and runs(tail[0][:-1], name) < 1_000:
        return tail.end()
    return at


def _is_last_letter(folded: str, at: int, stem: str, name: str) -> bool:
    """Whether the name's ending follows its stem in another character of its sound (浙江醒)."""
    ending = name[len(stem) : len(stem) + 1] if name.startswith(stem) else ""
    after = folded[at : at + 1]
    if not ending or after == ending or not "\u4e00" <= after <= "\u9fff":
        return False
    words = default_tokenizer().known_words(folded[at : at + 4])  # 浙江 | 新增, not a slip for 省
    return sound_alike(after, ending) and not folded.startswith(tuple(words[:1]), at)


def _occurrences(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _begins(a: Mention, b: Mention) -> bool:
    """Whether a name is but the beginning of another (上海 of 上海某某区委社会工作部)."""
    return a.start == b.start and a.end < b.end


def _overlap(a: Mention, b: Mention) -> bool:
    return a.start < b.end and b.start < a.end


def _common_end(tail: str, forms: Iterable[str]) -> int:
    """Length of the longest beginning of `tail` with which one of the names ends.

    Example:
        >>> _common_end("区委社会工作部决算", ["普陀区委社会工作部"])
        7
    """
    return max(
        (n for f in forms for n in range(1, min(len(tail) + 1, len(f))) if f.endswith(tail[:n])),
        default=0,
    )

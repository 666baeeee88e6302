"""What is asked: kind of answer, organisations, years, roles, and the words to search for.

A question is read by rules over its folded text; the rules know how people ask (哪些单位, 多少户,
存在哪些问题, 那柳林街道呢), never what a document says. What a follow-up leaves out (organisation,
topic) is taken from the questions before it. The record says what was understood, so that the
answer can show it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.figures import measure_words
from assistant.names import Directory, Mention
from assistant.records import Filters, Kind, Request, Role
from assistant.text import fold


class Wants(StrEnum):
    """What must stand in a sentence for it to answer."""

    ANYTHING = "anything"
    NUMBER = "number"
    PERSON = "person"
    ORGANISATION = "organisation"
    STEPS = "steps"
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
        quoted: Names of things that the question puts in quotation marks.
        ahead: Whether it asks of what is still to be done.
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
    roles: tuple[Role, ...] = ()
    endings: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    ahead: bool = False
    also: tuple[Question, ...] = ()
    fallback: Question | None = None

    def scope(self) -> tuple[tuple[str, str], ...]:
        """What the question was read as, in the words a user sees."""
        pairs = [
            ("单位", "、".join(self.organisations)),
            ("不含", "、".join(self.excluded)),
            ("年份", "、".join(str(y) for y in (*self.years, *self.title_years))),
            ("时段", "、".join(self.parts_of_year)),
            ("章节", "、".join(r.value for r in self.roles)),
            ("主题", self.topic),
        ]
        return tuple((name, value) for name, value in pairs if value)


# ---------------------------------------------------------------- how people ask

_UNIT = (
    r"(?:单位|部门|组织|机关|乡镇|镇街|镇|乡|街道|局|县区|区县|县|市|区|省份|省|地方|地区"
    r"|学校|医院|社区|村|公司|企业|材料|总结|家)"
)
_LISTING = re.compile(
    rf"哪些{_UNIT}|(?:单位|部门|乡镇|街道|地方|材料)(?:都)?(?:有|是)哪[些几]|哪几[个家]{_UNIT}|哪几家|有{_UNIT}?哪些家|都有谁|都有哪家|有几[个家]{_UNIT}|多少[个家]{_UNIT}|几[个家]单位"
    r"|which (?:units|organi[sz]ations|towns|bureaus|departments|offices)"
)
# "涉及到哪些乡镇": the places are what a document says, not who answers
_OBJECT = re.compile(
    r"(?:涉及|覆盖|包括|来自|走进|走遍|到|去|给|向|在|为|与|和|联合)(?:了|到|过)?哪(?:些|几个)[\u4e00-\u9fff]{1,4}[？?]?$"
)
_EACH = re.compile(
    rf"各{_UNIT}|每[个家]{_UNIT}|各[是有]?[\u4e00-\u9fff]{{0,3}}(?:多少|几)|各自|比一比|谁最|哪个[大多高长]|(?:跟|与|和|同|较).{{1,14}}(?:相比|比[，,]|比较)|横向比较|对比|比较|相比|谁多|哪[个家]{_UNIT}?.{{0,24}}(?:最|更)"
)
_LARGEST = re.compile(r"最[多少高低大小长早]|更[多少高]")
_SIMILAR = re.compile(
    r"类似|相似|差不多|相近|相仿|同样的?做法|一样的?做法|也是这样|也.{0,4}这么做|借鉴|similar"
    rf"|(?:其他|其它|别的|还有哪些|哪些){_UNIT}.{{0,3}}也|(?:其他|其它|别的){_UNIT}(?:有没有|有无|是否)"
)
_OTHERS = re.compile(rf"(?:其他|其它|别的|还有|另外).{{0,4}}{_UNIT}|除.{{1,20}}(?:以外|之外|外)")
_CORPUS = re.compile(
    r"(?:资料库|库里|库中|系统里).{0,6}(?:有什么|有哪些|多少)|(?:有|收录)[了]?(?:哪些|多少份?|几份)(?:材料|总结|文件|文档)(?:[？?。]|$)"
    r"|(?:哪些|多少)单位的(?:材料|总结)[？?]?$"
)
_PROBLEMS = re.compile(
    r"(?:存在|有|指出|点出|提到|列出|反映|查摆|碰到|遇到|面临).{0,8}(?:问题|不足|短板|差距|困难|薄弱|弱项|失误)"
    r"|(?:问题|不足|短板|差距|困难|薄弱环节)(?:是什么|有哪些|在哪|呢)"
    r"|(?:哪些|什么|哪几[个条点]?)(?:方面)?的?(?:问题|不足|短板|差距|困难|薄弱)"
    r"|problems|shortcomings|weakness"
)
_PLANS = re.compile(
    r"(?:下一?步|下一?阶段|接下来|今后|明年|来年|下半年|后续|next).{0,12}(?:打算|计划|安排|怎么|怎样|思路|举措|重点|方向|措施|做什么|干什么|工作|step)"
    r"|(?:打算|计划|准备)(?:怎么|做什么|干什么|有哪些|是什么|干哪些|做哪些|干些|做些)|(?:有什么|有哪些|有啥)(?:打算|计划)"
)
_HOW = re.compile(
    r"怎么|怎样|如何|(?:什么|哪些|啥)(?:样的)?(?:做法|措施|办法|举措|方式|方法|步骤|准备|工作)"
    r"|做法|how (?:does|did|do|is|was)"
)
_NUMBER = re.compile(
    r"多少|(?<![那这好十哪])几(?!种|个方面)[\u4e00-\u9fff]|多大|多高|多长|百分之几|比例"
    r"|how many|how much|number of"
)
_POST = (
    "书记|主任|局长|镇长|乡长|院长|校长|主席|市长|省长|县长|区长|组长|处长|科长|经理|董事长|部长"
    "|所长|站长|会长|队长|负责人|领导|同志|干部|医生|教师|老师|委员"
)
_PERSON = re.compile(
    rf"(?:{_POST})的?(?:叫什么|叫啥|名字|姓名|是谁|是哪位)|谁是.{{0,12}}(?:{_POST})|who (?:is|was)"
)
_WHICH_ORGANISATION = re.compile(
    rf"哪[一个家]{{1,2}}{_UNIT}?|谁|哪份|which (?:unit|organi[sz]ation|town|bureau|department)"
)
_MEASURE_WORDS = "|".join(sorted(measure_words(), key=len, reverse=True))
_MEASURE = re.compile(
    rf"(?:多少|(?<![那这好十哪])几)(?:万|亿|千)?(?P<m>{_MEASURE_WORDS})(?!单位|乡镇|街道|部门)"
)
# 志愿服务人次, 走访户数: what is counted, named by its measure
_COUNTED = re.compile(
    r"(?P<m>人次|户|人|次|场|件|例|场次)数?(?:谁|哪|最|多|排|分别|$)|(?P<n>金额|资金)"
)
# a year that belongs to the name of a document and not to what was done in it
_TITLED = re.compile(
    r"(?:19|20)\d\d年?[^，。？?]{0,14}"
    r"(?:工作报告|工作总结|年度总结|年报|年度报告|公报|的报告|的总结)"
)
_PART_OF_YEAR = re.compile(
    r"(?P<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?:份|底)?|第[一二三四]季度|[上下]半年"
)
_AHEAD = re.compile(
    r"今年|明年|来年|下一?步|今后|打算|计划|准备|将要?|目标|预期|安排|拟|要(?:建|办|做|完成|新增|达到|实现|增加)|还要"
)
_QUOTED = re.compile(r"[“「『\"‘]([^“”「」『』\"‘’]{3,24})[”」』\"’]")
_PARTS = re.compile(r"[？?；;]")
_YEAR = re.compile(r"(?<!\d)((?:19[4-9]|20[0-4])\d)(?=年|[、，,和至到?？.\s-]|$)")
_PROVINCES = ("省", "自治区", "市", "兵团")
_ENDING = re.compile(
    r"(?:其他|其它|别的|哪些|各|哪几个)(?P<kind>省份|省区市|省|乡镇|镇街|镇|乡|街道|局|学校|医院|社区|村)"
)
_ENDINGS = {
    "省份": _PROVINCES, "省区市": _PROVINCES, "省": _PROVINCES,
    "乡镇": ("乡", "镇"), "镇街": ("镇", "街道", "街道办事处"), "局": ("局",),
}  # fmt: skip
# what may be left between two words of asking and means nothing by itself
_FUNCTION = frozenset("是有在到为给和与及的了也又各就都把被让跟从对于里中上下去来过等")

# the words of asking, taken out of the topic; longest first within an alternative
_ASKING = re.compile(
    "|".join(
        [
            rf"(?:其他|其它|别的|还有|另外)?(?:有没有|有|是|都有)?哪(?:些|[一二两三四五六七八九十几]?[个家份座处所项条种类位次]|[里儿天年月]){_UNIT}?",
            rf"(?:各|每)[个家]?{_UNIT}(?:分别)?|(?:这|那)?几[个家]{_UNIT}的?",
            r"(?:放在?一起)?比一?比|谁?最[多少高低大小]|多了?多少|变化|写明|说明|坦承|承认",
            rf"(?:其他|其它|别的|还有|另外)(?:的)?{_UNIT}",
            r"有没有(?:哪份材料|哪份|人)?|是什么(?:地方|时候)?|什么(?:地方|时候|名字|样的|样)?|怎么样?|怎样|如何",
            r"叫什么(?:名字)?|姓名|是谁|哪位|谁|哪里|哪儿|哪天|何时|何地|为什么|为何",
            r"一共|总共|共计|分别|各是|各有|又各|各自|多少|(?<![那这好十])几(?=[\u4e00-\u9fff])|吗|呢|啥|一下|请问|请|帮我|我想知道|看看",
            r"类似的?(?:做法|活动|经验)?|相似的?(?:做法)?|差不多的?|这样的?|同样的?|写到了?|提到了?|讲到了?|材料里",
            r"\b(?:how many|how much|which|what|where|who|when|did|does|do|is|was|are|has|have)\b",
            r"\b(?:the|of|to|for|its|a|an|in|and|go|out|they|any|there)\b",
            r"[^，。？?]{0,6}的?也算|比如说?|例如|四家|[两三四五六]家(?=20|班|的|各)|各(?=[\u4e00-\u9fff]{0,3}(?:多少|几))|到底|究竟|是不是|咋样|咋|那[回天次]|整了?[点些]|整得|搞得|多不多|怎么样",
            r"[？?！!。，,；;：:]",
        ]
    )
)


_DOCUMENT_WORDS = re.compile(
    r"(?:的)?(?:政府工作报告|工作报告|工作总结|年度总结|年度报告|统计公报|总结报告)"
    r"(?:里面?|中|上|提到|提出|写到|说)?|(?:的)?(?:总结|报告|公报|材料)(?:里面?|中|上)"
)
_YEAR_WORDS = re.compile(
    r"(?<!\d)(?:19[4-9]|20[0-4])\d(?:年|(?=[、，,和至到?？.\s-]|$))(?:底|初|末|度|上半年|下半年|以来)?"
)


def understand(request: Request, directory: Directory) -> Question:
    """The question of a request, completed from its history and limited by its filters.

    A history question that itself is incomplete is completed from those before it.
    """
    last: Question | None = None
    for text in request.history:
        current = _read(text, directory)
        last = current if last is None else _completed(current, last, text)
    current = _read(request.question, directory)
    if last is not None:
        current = _completed(current, last, request.question)
    current = _limited(current, request.filters, directory)
    return replace(current, also=_further(request.question, current, directory))


def _further(text: str, whole: Question, directory: Directory) -> tuple[Question, ...]:
    """The parts of a question with several question marks, each with the limits of the whole."""
    parts = [p for p in _PARTS.split(text) if len(p.strip()) > 3]
    if len(parts) < 2 or whole.kind not in (Kind.FACT, Kind.FIGURE):
        return ()
    read = [_read(p, directory) for p in parts]
    if not all(len(q.topic) > 1 and q.kind in (Kind.FACT, Kind.FIGURE) for q in read):
        return ()
    return tuple(
        replace(
            q,
            organisations=whole.organisations,
            years=whole.years,
            topic=q.topic if len(q.topic) >= _FEW else f"{read[0].topic} {q.topic}",
        )
        for q in read
    )


def _read(text: str, directory: Directory) -> Question:
    """One question by itself."""
    folded = fold(text)
    mentions = directory.find(text)
    kind = _kind(folded, mentions)
    excluded = ()
    organisations = tuple(dict.fromkeys(m.organisation for m in mentions))
    if kind is Kind.SIMILAR or (kind is Kind.LISTING and _OTHERS.search(folded)):
        organisations, excluded = (), organisations
    years = tuple(int(y) for y in dict.fromkeys(_YEAR.findall(folded)))
    titled = bool(years) and bool(_TITLED.search(folded))
    return Question(
        text=text,
        kind=kind,
        topic=_topic(text, folded, mentions),
        wants=_wants(folded, kind),
        measures=_measures(folded),
        organisations=organisations,
        excluded=excluded,
        unknown=tuple(directory.unknown(text, mentions)),
        years=() if titled else years,
        title_years=years if titled else (),
        parts_of_year=parts_of_year(folded),
        roles=_roles(folded) if kind is Kind.SECTION else (),
        endings=_endings(folded),
        quoted=tuple(_QUOTED.findall(text)),
        ahead=bool(_AHEAD.search(folded)),
    )


def _kind(folded: str, mentions: Sequence[Mention]) -> Kind:
    """The kind of answer that the words of asking ask for."""
    several = len({m.organisation for m in mentions}) > 1
    rules = (
        (_CORPUS.search(folded) and not mentions, Kind.CORPUS),
        (_SIMILAR.search(folded), Kind.SIMILAR),
        (_EACH.search(folded) or several or _separately(folded), Kind.COMPARISON),
        (_LISTING.search(folded) and not _OBJECT.search(folded), Kind.LISTING),
        (_roles(folded), Kind.SECTION),
        (_NUMBER.search(folded), Kind.FIGURE),
    )
    return next((kind for found, kind in rules if found), Kind.FACT)


def _separately(folded: str) -> bool:
    """Whether the same is asked of several years (2023、2024年分别是多少)."""
    return "分别" in folded and len(set(_YEAR.findall(folded))) > 1


def parts_of_year(folded: str) -> tuple[str, ...]:
    """Months as "11月", quarters and halves as they stand, in order.

    Example:
        >>> parts_of_year("2002年十一月份与上半年")
        ('11月', '上半年')
    """
    found = []
    for m in _PART_OF_YEAR.finditer(folded):
        month = m["month"]
        if month and not month.isdigit():
            month = str("一二三四五六七八九十".find(month[-1]) + 1 + 10 * (len(month) > 1))
        found.append(f"{month}月" if month else m[0])
    return tuple(dict.fromkeys(found))


def _roles(folded: str) -> tuple[Role, ...]:
    """The roles of the sections that a question asks to see."""
    problems, plans = _PROBLEMS.search(folded), _PLANS.search(folded)
    return tuple(role for role, found in ((Role.PROBLEMS, problems), (Role.PLANS, plans)) if found)


def _wants(folded: str, kind: Kind) -> Wants:
    """What a sentence must hold to answer."""
    if kind is Kind.SIMILAR:
        return Wants.ANYTHING
    if _LARGEST.search(folded) and kind is Kind.COMPARISON:
        return Wants.LARGEST
    if _PERSON.search(folded):
        return Wants.PERSON
    if _NUMBER.search(folded) and kind is not Kind.LISTING:
        return Wants.NUMBER
    if _WHICH_ORGANISATION.search(folded) and kind is Kind.FACT:
        return Wants.ORGANISATION
    return Wants.STEPS if _HOW.search(folded) else Wants.ANYTHING


def _measures(folded: str) -> tuple[str, ...]:
    """The measure words asked for (多少吨 … 多少箱, 志愿服务人次), in order."""
    asked = [m["m"] for m in _MEASURE.finditer(folded)]
    if not asked and (counted := _COUNTED.search(folded.strip("？?。 "))):
        asked = [counted["m"] or "元"] if _NUMBER.search(folded) or _LARGEST.search(folded) else []
    return tuple(dict.fromkeys(asked))


def _endings(folded: str) -> tuple[str, ...]:
    """Endings of names that "其他乡镇" and the like allow."""
    found = _ENDING.search(folded)
    if not found:
        return ()
    return _ENDINGS.get(found["kind"], (found["kind"],))


def _topic(text: str, folded: str, mentions: Sequence[Mention]) -> str:
    """The question without names, years and words of asking, in its own characters.

    The word for the kind of document (政府工作报告里) goes too, unless little is left without it.
    """
    bare = list(folded)
    for m in mentions:
        bare[m.start : m.end] = " " * (m.end - m.start)
    asked = _blanked("".join(bare), (_ASKING, _YEAR_WORDS))
    words = _content_words(text, _blanked(asked, (_DOCUMENT_WORDS,)))
    if len("".join(words)) < _FEW:
        words = _content_words(text, asked)
    return " ".join(words).strip("、 ")


def _blanked(folded: str, patterns: Sequence[re.Pattern[str]]) -> str:
    """The text with blanks in place of what the patterns match."""
    for pattern in patterns:
        folded = pattern.sub(lambda m: " " * len(m[0]), folded)
    return folded


def _content_words(text: str, bare: str) -> list[str]:
    """What is left between the blanks, in its own characters, without mere function words."""
    letters = "".join(t if b != " " else " " for t, b in zip(text, bare, strict=True))
    words = (w.strip("的在了是有都也又还再") for w in letters.split())
    return [w for w in words if any(c.isalnum() for c in w) and not set(fold(w)) <= _FUNCTION]


# ---------------------------------------------------------------- follow-ups

_FOLLOWS = re.compile(
    r"^(?:那么?|还有|另外|其中|它们?|他们|这些?|那些?|该单位|上述|又|再|只看|换成|第[一二三四五六七八九十\d]+[条个项点])"
    r"|呢[？?]?$|^(?:是)?(?:分|共|一共|总共|具体|什么时候|多少|几)|有没有(?:类似|同样|别的)"
)
# refers to what was just answered, whatever else it says
_REFERS = re.compile(r"^(?:那么?(?!些)|哪[家个]|其中|它们?|他们|这些?|那些|该单位|上述|谁)")
_FEW = 4  # characters of topic below which a follow-up is taken to be about the last topic


def _completed(current: Question, last: Question, text: str) -> Question:
    """A later question with what it leaves out taken from the one before."""
    folded = fold(text)
    named = bool(current.organisations or current.excluded)
    short = len(current.topic.replace(" ", "")) < _FEW or bool(_REFERS.search(folded))
    follows = bool(_FOLLOWS.search(folded)) or short
    if not follows and named:
        return current
    if current.kind in (Kind.SIMILAR, Kind.LISTING):
        excluded = current.excluded or (last.organisations if _OTHERS.search(folded) else ())
        current = replace(current, excluded=excluded)
    elif not named:
        current = replace(current, organisations=last.organisations, excluded=last.excluded)
    if not short:
        return replace(current, fallback=None if named else _joined(current, last, folded))
    return _joined(current, last, folded)


def _joined(current: Question, last: Question, folded: str) -> Question:
    """A follow-up with the topic of the question before it in front of its own."""
    kind = last.kind if _asks_nothing_new(folded, current) else current.kind
    return replace(
        current,
        text=f"{last.topic} {current.text}",
        topic=f"{last.topic} {current.topic}".strip(),
        kind=Kind.COMPARISON if len(current.organisations) > 1 else kind,
        wants=current.wants if current.wants is not Wants.ANYTHING else last.wants,
        measures=current.measures or last.measures,
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

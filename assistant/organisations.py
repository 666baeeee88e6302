"""Which organisation wrote a document, and the other names it goes by.

In this order: the title, a line of its own under the title, the signature, the file's name, and
only then the text, where the organisation is the subject of the first sentences or shares its
ending with 我局/我镇/本中心. Never a news source, never one that merely leads or is mentioned
("在市水务局的领导下"). Masked names ("**市**局", "市XXX局") stay as they stand. All matching is
on folded text; names are cut from the original by the same span.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.organisation_names import (
    MASKED,
    canonical,
    is_generic,
    is_masked,
    lexicon,
    name_addressed,
    name_in_title,
    name_of_line,
    short_names,
    suffix_of,
)
from assistant.text import fold

_LED_BY = re.compile(
    r"^.{0,6}?(?:的|各级)?(?:统一|坚强|正确|大力|精心|亲切|有力|具体|关心|悉心|高度|领导|安排|部署|指导|支持|帮助|关怀|重视|要求|通知|文件|会议|方案|有关|系列|统一部署).{0,12}?(?:下|后|要求|精神|部署)"
)
_STOP = re.compile(
    r"(?:在|和|与|及|对|向|由|为|是|的|了|把|被|从|到|以|将|使|让|经|据|按照|结合|根据|关于|制定|安排|部署|研究|组织|我|本|各|等|以来|坚持|紧扣|推动|开展|参加|召开|邀请|获得|荣获|被|助力|建设|强化|围绕|下发|印发|成立|现将|切实|通过|创建|完善|进入|落实|配合|协助|联合|会同|要求|带领|引导|增强|加强|提升|推进|深入|服务|支持|帮助|到|赴|于|对|确保|依托|利用|走进|来自)+"
)
_BOUNDARY = re.compile(r"\d{4}年度?|[\s，。、；：！？“”\"'《》（）()〈〉【】\[\]—\-·,.;:!?|]")
_SELF = re.compile(
    r"(?:我|本)(中心|街道|公司|医院|学校|社区|集团|支部|局|镇|乡|县|市|区|省|厅|部|委|院|校|所|站|村|办|社|馆|行|队|处|科)"
)
_SUBJECT_AFTER = re.compile(
    r"^(?:党委|党组|党总支|党支部|党工委|领导班子|全体|始终|坚持|认真|高度|紧紧|紧扣|深入|积极|全面|严格|按照|围绕|以|切实|牢牢|立足|将|把|共|现有|机关|系统|局)"
)
_PLACE_END = re.compile(r"[省市县区州旗镇乡]$")
_SELF_SUFFIX = {"办": "街道", "支部": "党支部"}
_VERBISH = re.compile(
    r"[抓做搞选配管用开提]好|选优|配强|积极|认真|着力|督促|全面|努力|不断|持续|进一步|充分|广泛|严格|生动|活动|总体|聚焦|鼓励|建立|提出|号召|动员"
    r"|[次名个条项]|这|那|有的|一些|部分|其他|学习|群众|党员|问题|工作|统筹|融合|促进|打造|形成|实现|争创"
)
_WEAK_ENDINGS = "科组处所站馆部社队村"  # endings of too many other words
_BODY = 30_000
_INTRODUCED = re.compile(r"\((?:以下)?(?:统称|简称)为?:?([^()]{2,30})\)")


@dataclass(frozen=True, slots=True)
class Organisation:
    """A name as it stands, its aliases, and whether it is masked."""

    name: str
    aliases: tuple[str, ...]
    masked: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where an organisation may be named, strongest first."""

    title: str
    lines: Sequence[str]
    signature: Sequence[str]
    file_name: str
    text: str
    folder: str = ""


def find_organisation(evidence: Evidence) -> Organisation | None:
    """The organisation of a document with its aliases, or None."""
    named = _stated(evidence)
    introduced = _introduced(evidence.text)
    full = next((f for f, others in introduced.items() if named in others), None)
    if (
        full and named
    ):  # "医保中心" in the title, "太原市医疗保险管理服务中心（简称医保中心）" below
        return _organisation(full, evidence, (named, *introduced[full]))
    short = name_in_title(evidence.title) or name_in_title(evidence.file_name)
    if named is not None and not is_masked(named):
        return _organisation(named, evidence, (short,) if short and short in named else ())
    if named is not None:
        told = _from_text(evidence.text, suffix_of(named), lambda name: not is_masked(name))
    else:
        told = _from_text(evidence.text, "", bool)
    chosen = told or named or name_of_line(evidence.folder)
    if chosen is None:
        return None
    return _organisation(chosen, evidence, (named,) if named and named != chosen else ())


def _stated(evidence: Evidence) -> str | None:
    """The name in the title, a line of its own, the signature or the file's name."""
    name = name_in_title(evidence.title)
    if name:
        return _expanded(name, evidence.text)
    for line in (*evidence.lines, *evidence.signature):
        name = name_of_line(line)
        if name:
            return name
    name = name_in_title(evidence.file_name)
    return _expanded(name, evidence.text) if name else name_addressed(evidence.text)


def _expanded(name: str, text: str) -> str:
    """A place without its kind ("新疆") with it as the text has it ("新疆维吾尔自治区")."""
    if any(fold(name).endswith(suffix) for suffix in lexicon().suffixes):
        return name
    pattern = re.compile(re.escape(fold(name)) + r"[一-鿿]{0,6}?(?:自治区|省|市|县|区)")
    counts = Counter(m.group() for m in pattern.finditer(fold(text[:_BODY])))
    return counts.most_common(1)[0][0] if counts else name


# ---------------------------------------------------------------- from the text


def _from_text(text: str, suffix: str, fits: Callable[[str], bool]) -> str | None:
    """The organisation that speaks in a text: subject of its sentences, ending as 我… does.

    Args:
        text: Title and body.
        suffix: The ending it must have; empty where 我局, 本镇 … may tell.
        fits: What else a name must satisfy.
    """
    body = text[:_BODY]
    flat = fold(body)
    wanted = suffix or _own_suffix(flat)
    scores: Counter[str] = Counter()
    times: Counter[str] = Counter()
    first: dict[str, int] = {}
    for start, end, weight in _mentions(flat):
        name = body[start:end]
        if not fits(name) or (wanted and not _ends_alike(fold(name), wanted)):
            continue
        if not wanted and (weight < 3 or name[-1] in _WEAK_ENDINGS):
            continue  # without 我局 and the like only subjects of sentences count
        scores[_skeleton(name)] += weight
        times[name] += 1
        first.setdefault(name, start)
    if not scores:
        return None
    best = max(times, key=lambda name: (scores[_skeleton(name)], times[name], -first[name]))
    enough = 2 if wanted else 8
    return best if scores[_skeleton(best)] >= enough else None


def _skeleton(name: str) -> str:
    """A name with every mask as one sign: 市XX局 and 市XXX局 are one in the counting."""
    return MASKED.sub("×", fold(name))


def _own_suffix(flat: str) -> str:
    """How the text calls its organisation (我局 → 局); a bureau's 我市 tells only the place."""
    selves = Counter(_SELF_SUFFIX.get(m[1], m[1]) for m in _SELF.finditer(flat))
    own = [suffix for suffix, _ in selves.most_common() if suffix not in "省市县区"]
    return own[0] if own else next(iter(selves), "")


def _ends_alike(flat: str, wanted: str) -> bool:
    """Whether a folded name ends as wanted; a district's centre is no district."""
    return flat.endswith(wanted) or (wanted == "街道" and flat.endswith(("街道办", "街道办事处")))


def _mentions(flat: str) -> Iterator[tuple[int, int, int]]:
    """Spans of names in a folded text with a weight: subjects count more, leaders nothing."""
    for found in lexicon().ending.finditer(flat):
        end = found.end()
        start = _left_edge(flat, found.start())
        name = flat[start:end]
        if end - start < 3 or end - start > 20 or is_generic(name):
            continue
        if name.startswith(("我", "本", "各", "全", "该")) or not _has_core(name, found.group()):
            continue
        after = flat[end : end + 30]
        before = flat[max(0, start - 2) : start]
        if _LED_BY.match(after) and before[-1:] in set("在照据由"):
            continue
        if _VERBISH.search(name[: -len(found.group())]) or (before[-1:] in "和与及、" and before):
            continue
        sentence_start = start == 0 or flat[start - 1] in "。,\n;:"
        weight = 1 + (2 if sentence_start and _SUBJECT_AFTER.match(after) else 0)
        weight += 2 if start < 300 and sentence_start else 0
        yield start, end, weight


def _left_edge(flat: str, position: int) -> int:
    """Where a name that ends after `position` begins: after a boundary or a function word."""
    lowest = max(0, position - 16)
    start = lowest
    for found in _BOUNDARY.finditer(flat, lowest, position):
        start = found.end()
    for found in _STOP.finditer(flat, start, position):
        start = found.end()
    return start


def _has_core(name: str, ending: str) -> bool:
    """Whether something particular stands before the ending."""
    core = name[: -len(ending)]
    return len(core) >= 2 or bool(MASKED.search(core))


# ---------------------------------------------------------------- names and aliases


def _introduced(text: str) -> dict[str, tuple[str, ...]]:
    """Full names with the short ones given right behind: （以下简称“X”）, （简称X）."""
    body = text[:_BODY]
    flat = fold(body)
    given = {m.start(): m for m in _INTRODUCED.finditer(flat)}
    if not given:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for start, end, _ in _mentions(flat):
        if end in given:
            span = body[slice(*given[end].span(1))]
            names = re.split(r"[“”\"「」《》]+|[、,，或和]", span)
            short = tuple(n.strip() for n in names if n.strip() and not is_generic(fold(n.strip())))
            found.setdefault(body[start:end], short)
    return found


def _organisation(
    stated: str, evidence: Evidence, extra: Sequence[str | None] = ()
) -> Organisation:
    """The canonical name of a stated one, with its aliases."""
    stated = stated.strip()
    name = canonical(stated)
    masked = is_masked(name)
    introduced = _introduced(evidence.text)
    aliases = [stated, *(e for e in extra if e), *introduced.get(stated, introduced.get(name, ()))]
    if masked:
        aliases.extend(_masked_variants(name, evidence.text))
    else:
        aliases.extend(short_names(name))
        aliases.extend(short_names(canonical(stated)))
    place = _PLACE_END.search(fold(name)) and not masked
    if place and "政府工作报告" in fold(evidence.title + evidence.file_name):
        aliases.extend((f"{name}人民政府", f"{name}政府"))
    unique = dict.fromkeys(alias for alias in aliases if alias and alias != name)
    return Organisation(name, tuple(unique), masked)


def aliases_of(name: str) -> tuple[str, ...]:
    """The other names of an organisation that a user named: its canonical and short forms.

    Example:
        >>> aliases_of("惠东县水利局")
        ('惠东水利局',)
    """
    forms = (canonical(name), *short_names(canonical(name)), *short_names(name))
    return tuple(dict.fromkeys(form for form in forms if form and form != name))


def _masked_variants(name: str, text: str) -> Iterator[str]:
    """Other masked names of the text with the same ending (市XX局 beside 市XXX局)."""
    body = text[:_BODY]
    suffix = suffix_of(name)
    for start, end, _ in _mentions(fold(body)):
        other = body[start:end]
        if other != name and is_masked(other) and fold(other).endswith(suffix) and len(other) < 12:
            yield other

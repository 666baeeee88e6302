"""Names of organisations: what a name looks like, its canonical form, its short forms.

The word lists are in `lexicon/organisations.toml`. Matching is on folded text; names are cut from
the original by the same span, so a masked or traditional name stays as it stands.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from assistant.text import fold

_MASK = r"x{1,6}|×+|\*{2,}|[○〇●□]{2,}|某+|_{2,}|\.{3,}|…+"
MASKED = re.compile(rf"(?:{_MASK})", re.I)
_YEAR_HEAD = re.compile(
    r"^(?:关于)?(?:(?:19|20)\d\d|[〇○零一二三四五六七八九]{4})(?:[-—~至到](?:19|20)\d\d)?(?:年度?)?(?:上半年|下半年|第[一二三四1-4]季度|全年)?"
)
_AFTER_NAME = re.compile(
    r"$|[(（\d—\-·,，:：《“\"\s]|关于|在第?|第[一二三四五六七八九十\d]|[〇○零一二三四五六七八九]{4}年|年度|年终|半年|上半年|下半年|季度|全年|全面|党史|党建|党的|dangshi|dsxxjy|主题|学习|工作|政府|政务"
    r"|国民经济|统计|部门|预算|决算|开展|落实|贯彻|推进|深入|加强|述职|情况|总结|报告|汇报|小结|党风|廉政|意识形态|精神文明|乡村振兴|疫情|安全|生态|法治|平安|信访|教育|领导|机关"
    r"|创建|扶贫|脱贫|巩固|宣传|组织|纪检|人大|综治|网络|信息|环境|民生|今年|近年|召开|举办|积极|认真|切实|扎实|十[二三四五六]五|五年|整改|自查|督查|调研|“|基层|妇女|共青团|工会|团委|双拥|志愿|作风|巡察|政协|两会|争先"
)
_GOVERNMENT_REPORT = re.compile(r"^(.{2,12}?)(?:省|市|区|县)?(?:人民)?政府工作报告")
_OFFICE_HOLDER = re.compile(
    r"(?:党委|党组|党工委|党总支|党支部)?(?:副?书记|代?省长|代?市长|主席|总理|主任|局长|厅长|县长|区长|镇长|乡长|校长|院长|所长|站长|董事长|总经理|理事长|会长)"
    r"(?:[、兼，].{2,12})?\s*[一-鿿·]{2,12}(?:\s[一-鿿])?$"
)
_OPENING = 300  # characters in which a salutation may stand
_ADDRESSED = re.compile(
    r"(?:尊敬的|亲爱的)?([^，。：:！!]{2,20}?)(?:的?(?:全体|各位))?(?:干部职工|成员|同事|同仁|员工|职工|队员|会员|同志)们?"
    r"[，,：:！!]"
)
_BRACKET_PLACE = re.compile(r"^.{0,8}[省市县区镇乡](?:[(（][省市县区镇乡、/]{1,6}[)）])")
_PARTY_TAIL_PLACE = re.compile(r"[省市县区镇乡旗道村]$")
_PLACE = re.compile(r"[一-鿿]{2,9}?(?:自治区|自治州|自治县|省|市|州|县|区|旗|盟)")
_UPPER_PLACES = re.compile(
    r"^(?:[一-鿿]{1,10}?(?:自治区|自治州|自治县|省|市|州|县|区|旗))+(?=[一-鿿]{1,8}(?:镇|乡|街道|苏木)$)"
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists: endings, names of nobody in particular, short forms, dropped parts."""

    suffixes: tuple[str, ...]
    generic: frozenset[str]
    abbreviations: tuple[tuple[str, str], ...]
    middle: tuple[str, ...]
    party: tuple[str, ...]
    ending: re.Pattern[str]


@cache
def lexicon() -> Lexicon:
    """The word lists of `lexicon/organisations.toml`."""
    source = resources.files("assistant.lexicon").joinpath("organisations.toml")
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    suffixes = tuple(sorted(table["suffixes"], key=len, reverse=True))
    return Lexicon(
        suffixes,
        frozenset(table["generic"]),
        tuple(sorted(table["abbreviations"].items(), key=lambda pair: -len(pair[0]))),
        tuple(table["dropped"]["middle"]),
        tuple(sorted(table["dropped"]["party"], key=len, reverse=True)),
        re.compile("|".join(map(re.escape, suffixes))),
    )


def is_masked(name: str) -> bool:
    """Whether part of a name is hidden.

    Example:
        >>> is_masked("**市**局"), is_masked("市XXX局"), is_masked("市水务局")
        (True, True, False)
    """
    return bool(MASKED.search(fold(name))) or "（区）" in name or "(区)" in name


def name_in_title(title: str) -> str | None:
    """The organisation that a title begins with, or None.

    Example:
        >>> name_in_title("惠东县水利局2021年党史学习教育总结")
        '惠东县水利局'
    """
    tight = re.sub(r"\s+", "", title)
    flat = fold(tight)
    start = 0
    for pattern in (
        re.compile(r"^[\[【(（《“]+"),
        re.compile(r"^关于(?=..)"),
        _YEAR_HEAD,
        re.compile(r"^(?:中华人民共和国|第[一二三四五六七八九十]+届)"),
    ):
        found = pattern.match(flat[start:])
        start += found.end() if found else 0
    tight, flat = tight[start:], flat[start:]
    bracket = _BRACKET_PLACE.match(flat)
    if bracket and _AFTER_NAME.match(flat[bracket.end() :]):
        return tight[: bracket.end()]
    for end in _name_ends(flat):
        name = tight[:end]
        if _AFTER_NAME.match(flat[end:]) and may_be_name(flat[:end]):
            return name
    report = _GOVERNMENT_REPORT.match(flat)
    return tight[: report.end(1)] if report and may_be_name(report[1]) else None


def may_be_name(flat: str) -> bool:
    """Whether a folded text can be a name: letters and masks only, of somebody in particular."""
    if is_generic(flat) or flat[0] in "各本我此该每" or flat.startswith(("表", "图")):
        return False
    return bool(re.fullmatch(r"(?:[\w×○〇·、()]|(?<![*])[*]{2,}(?![*])|□{2,}|\.{3,})+", flat))


def name_of_line(line: str) -> str | None:
    """The organisation that a line consists of (its first, where it holds two), or None.

    Example:
        >>> name_of_line("太原市医疗保险管理服务中心党总支")
        '太原市医疗保险管理服务中心党总支'
    """
    text = re.sub(r"^(?:单位|报送单位|填报单位|发文机关|编制单位|署名)[：:]\s*", "", line.strip())
    text = _OFFICE_HOLDER.sub("", text)  # "南溪镇党委书记 张三"
    text = re.sub(r"(?<=[会府局委部厅办院])文件$", "", text)  # the letterhead of an official paper
    if re.search(r"[。；！？，,;]|来源|记者|通讯员|代表大会.{0,4}会议", text) or len(text) > 60:
        return None
    pieces = re.split(r"[ \u3000]{1,}", text)
    if any(1 < len(p) < 5 and pieces[0] != p and pieces[0].startswith(p) for p in pieces[1:]):
        return None  # "周劲羽工作室 周劲羽": somebody's own name, and no organisation's
    for candidate in (text.replace(" ", ""), *pieces) if _inner_blanks(pieces) else pieces:
        flat = fold(candidate)
        ends = [end for end in _name_ends(flat) if end == len(flat)]
        if ends and may_be_name(flat) and len(flat) >= 3:
            return re.sub(r"^中华人民共和国(?=.{3})", "", candidate)
    return None


def name_addressed(text: str) -> str | None:
    """The organisation whose members the opening of a text addresses, or None.

    Example:
        >>> name_addressed("青石县水务局全体干部职工，大家好！")
        '青石县水务局'
    """
    for line in text[:_OPENING].split("\n"):
        found = _ADDRESSED.match(line.strip())
        name = name_of_line(found[1]) if found else None
        if name:
            return name
    return None


def _inner_blanks(pieces: Sequence[str]) -> bool:
    """Whether the blanks of a line part single characters ("行 政 院") and not names."""
    return sum(len(piece) == 1 for piece in pieces) >= len(pieces) / 2


def _name_ends(flat: str) -> list[int]:
    """Where an organisation's ending stops in a folded text, furthest first."""
    ends = set()
    for found in lexicon().ending.finditer(flat[:60]):
        ends.add(found.end())
    for i in range(min(len(flat), 60)):  # endings that overlap a longer one
        found_at = lexicon().ending.match(flat, i)
        if found_at:
            ends.add(found_at.end())
    return sorted((end for end in ends if end >= 2), reverse=True)


def is_generic(flat: str) -> bool:
    """Whether a folded name names nobody in particular ("我局", "局党委", "市委")."""
    return flat in lexicon().generic or not re.search(r"[一-鿿a-z*×]", flat) or len(flat) < 2


def suffix_of(name: str) -> str:
    """The ending of a name."""
    flat = fold(name)
    return next((s for s in lexicon().suffixes if flat.endswith(s)), flat[-1:])


def canonical(name: str) -> str:
    """A name without party tail and, for towns, without the places above.

    Example:
        >>> canonical("中共彭水苗族土家族自治县桑柘镇委员会")
        '桑柘镇'
    """
    flat = fold(name)
    bare = name
    if flat.startswith("中共") and flat.endswith("工作委员会") and len(flat) > 9:
        bare = bare[2:-5]
    elif flat.startswith("中共") and flat.endswith("委员会") and len(flat) > 7:
        bare = bare[2:-3]
    elif flat.startswith("中国共产党") and flat.endswith("委员会") and len(flat) > 10:
        bare = bare[5:-3]
    for tail in lexicon().party:
        if fold(bare).endswith(tail) and len(bare) - len(tail) >= 3:
            shorter = bare[: -len(tail)]
            if not is_generic(fold(shorter)):
                bare = shorter
                break
    if fold(bare).endswith("人民政府") and _PARTY_TAIL_PLACE.search(fold(bare)[:-4]):
        bare = bare[:-4]
    if fold(bare).endswith("街道办事处"):
        bare = bare[:-3]
    upper = _UPPER_PLACES.match(fold(bare))
    return bare[upper.end() :] if upper and not is_masked(bare) else bare


def short_names(name: str) -> list[str]:
    """The short forms that people use of a name, by rule, longest first.

    Example:
        >>> "太原医保中心" in short_names("太原市医疗保险管理服务中心")
        True
    """
    flat = fold(name)
    if flat != name.lower() and flat != name:
        name = flat  # aliases of a traditional name are simplified too
    places: list[str] = []
    rest = name.removeprefix("中共")
    while (found := _PLACE.match(rest)) and found.end() < len(rest):
        places.append(found[0])
        rest = rest[found.end() :]
    forms = _rest_forms(rest)
    if not places:
        short = [form for form in forms if form != name and len(form) >= 3]
        bare = re.sub(r"(?:自治区|省|市|县|区|镇|乡|街道|社区|村)$", "", name)
        return short + ([bare] if 2 <= len(bare) < len(name) else [])
    heads = [places[-1], _bare_place(places[-1]), "".join(places)]
    if len(places) > 1:
        heads.extend((places[0], _bare_place(places[0])) if len(places[-1]) <= 2 else ())
    names = [head + form for head in heads for form in forms]
    return sorted({n for n in names if n != name}, key=lambda n: (-len(n), n))


def _rest_forms(rest: str) -> list[str]:
    """What follows the place, in full, abbreviated, and without the parts people drop."""
    forms = [rest]
    for full, short in lexicon().abbreviations:
        if full in forms[-1]:
            forms.append(forms[-1].replace(full, short))
    last = forms[-1]
    for middle in lexicon().middle:
        position = last.find(middle)
        if position > 0 and len(last) - len(middle) >= 3:
            last = last.replace(middle, "")
            forms.append(last)
    return list(dict.fromkeys(forms))


def _bare_place(place: str) -> str:
    """A place without its kind: 太原市 → 太原."""
    bare = re.sub(r"(?:自治区|自治州|自治县|省|市|州|县|区|旗|盟)$", "", place)
    return bare if len(bare) >= 2 else place

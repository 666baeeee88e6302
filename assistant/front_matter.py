"""The lines above and below the text: title, organisation, date, number, speaker, signature.

They stay in the document's text but belong to no section, so they never become a passage.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.numbering import Style, read_marker
from assistant.organisation_names import name_in_title, name_of_line
from assistant.periods import find_date, is_date_line
from assistant.readers.blocks import Block, BlockKind
from assistant.text import fold

_TITLE_END = re.compile(
    r"(?:总结|小结|报告|汇报|情况|讲话|发言|公报|决议|决定|决算|预算|计划|要点|方案|意见|通知|说明|材料|综述|纪要|述职|自查|简报|通报|年报|白皮书|总结讲话|回顾|启事|批复|函|工作|体会|交流|做法|概况|案例|台账|清单|打算|思路|安排|设想|展望)"
    r"(?:[(（][^()（）]{1,16}[)）])?[：:]?$"
)
_NUMBER = re.compile(
    r"[（(]?[一-鿿a-z×*]{0,14}[〔\[【(（]\s*(?:20\d\d|19\d\d|[x×*]{2,4})\s*[〕\]】)）]\s*(?:第)?\s*[\dx×*]{1,4}\s*号[)）]?",
    re.I,
)
_ORDER = re.compile(r"[（(]?(?:国令|主席令|人民政府令|[一-鿿]{2,16}令)?\s*第\s*\d{1,4}\s*号[)）]?")
_DELIVERY = re.compile(
    r"^(?:[-—–]{1,6}|[（(])?.{0,30}(?:会议|大会|全会).{0,24}(?:上|作|报告|讲话)|^[-—–]{2,6}\s?(?:19|20)\d\d"
)
_GIVEN = re.compile(r"在.{0,24}(?:会议|大会|全会)|^[-—–(（]{0,4}\d{4}年\d|(?<!工)作.{0,8}报告")
_SPEAKER = re.compile(
    r"(?:[一-鿿]{0,14}(?:代?省长|代?市长|主席|总理|书记|主任|局长|县长|区长|镇长|乡长|校长|院长|董事长|理事长))\s*[一-鿿·]{2,10}(?:\s[一-鿿])?[)）]?"
)
_SALUTATION = re.compile(
    r"(?:各位|同志们|尊敬的|亲爱的|开发成员们|.{0,16}(?:代表|委员|领导|同志|成员|同仁|朋友)(?:们)?).{0,24}[：:！!，,。]?(?:您好|你们好|大家好)?[：:！!]"
)
_STATED = re.compile(
    r"现(?:就|将|对|把)(.{2,40}?)(?:情况|工作)?(?:作|做)?(?:如下|简要)?(?:总结|汇报|报告|小结|通报)(?:如下|为)?[：:。]?"
)
_COLLECTION = re.compile(r"汇编|选编|集锦|合集|汇总|目录")
_MASTHEAD = re.compile(r".{0,14}(?:简报|专报|信息|动态|快报|参考|内参|通讯|月报|周报)")
_ISSUE = re.compile(
    r"[（(]?(?:\d{4}年)?(?:总)?第\s*[\d一二三四五六七八九十〇]{1,5}\s*期[）)]?(?:\s*[（(].{1,12}[）)])?"
)
_PART_NAME = re.compile(r"引\s?言|前\s?言|序\s?言|导\s?言|概\s?述|概\s?况|摘\s?要|结\s?语")
_LETTERHEAD = re.compile(r"^.{4,30}(?:委员会|政府|局|委|部|厅|办公室|院)文件$")
_LONGEST_TITLE = 70
_LONGEST_FRONT = 14
_SIGNATURE_LINES = 6


@dataclass(frozen=True, slots=True)
class Front:
    """What stands above the text, and where the text begins."""

    title: str
    lines: tuple[str, ...]  # lines of their own that may name the organisation
    date: str | None
    number: str | None
    body: int  # index of the first body block


@dataclass(frozen=True, slots=True)
class Signature:
    """The lines that sign a document: their blocks and what they say."""

    blocks: tuple[int, ...]
    lines: tuple[str, ...]
    date: str | None


def read_front(blocks: Sequence[Block]) -> Front:
    """The lines above the text of one document."""
    titles: list[str] = []
    lines: list[str] = []
    date = number = None
    body = 0
    bulletin = False
    for i, block in enumerate(blocks[:_LONGEST_FRONT]):
        text = block.text
        kind = _kind(block, titles)
        if kind == "body" and not titles and bulletin and _may_head(blocks, i):
            kind = "title"
        if kind == "line" and not titles and _is_title_torn(blocks, i):
            kind = "title"
        if _is_masthead(blocks, i):
            kind, bulletin = "line", True
        if kind == "body":
            break
        body = i + 1
        if kind == "title":
            titles.append(text)
        elif kind == "date":
            date = date or find_date(text)
        elif kind == "number":
            number = number or text.strip("（）()")
        else:
            lines.append(text)
            date = date or find_date(text)
    if not titles and not date and not number and body:
        return Front("", (), None, None, 0)
    return Front(_joined(titles), tuple(lines), date, number, body)


def _may_head(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line could be a title by its looks alone: short, no stop, no number, then text."""
    text = blocks[i].text
    plain = len(text) <= 40 and not re.search(r"[。；！？：:]", text) and read_marker(text) is None
    return plain and i + 1 < len(blocks) and len(blocks[i + 1].text) > len(text)


def _is_masthead(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line is the head of a bulletin (工作简报 / 第12期), above the title."""
    if _ISSUE.fullmatch(blocks[i].text):
        return True
    after = blocks[i + 1].text if i + 1 < len(blocks) else ""
    return bool(_MASTHEAD.fullmatch(blocks[i].text) and _ISSUE.match(after))


def _is_title_torn(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line with a name is the first of a title ("中共某区委 / 社会工作部 2024 年度")."""
    if i + 1 >= len(blocks) or not blocks[i].centred or not blocks[i + 1].centred:
        return False
    name = name_in_title(blocks[i].text + blocks[i + 1].text)
    return name is not None and len(name) > len(blocks[i].text.replace(" ", ""))


def _kind(block: Block, titles: Sequence[str]) -> str:
    """What one of the first blocks is: title, date, number, line, or body."""
    text = block.text
    if block.kind is BlockKind.ROW or len(text) > _LONGEST_TITLE or _SALUTATION.match(text):
        return "body"
    if is_date_line(text):
        return "date"
    if _NUMBER.fullmatch(text) or _ORDER.fullmatch(text):
        return "number"
    if _is_delivery(text) or (_SPEAKER.fullmatch(text) and not _TITLE_END.search(text)):
        return "line"
    marker = read_marker(text)
    if marker is not None and (titles or marker.style is not Style.ARABIC or marker.value > 9):
        return "body"
    if re.search(r"[。；！？]|[，,、]$", text):
        return "body"
    return _title_or_line(block, titles)


def _is_delivery(text: str) -> bool:
    """Whether a line says when and where a report was given; a title may name a congress too."""
    if not _DELIVERY.match(text):
        return False
    return not _TITLE_END.search(text) or bool(_GIVEN.search(text))


def _title_or_line(block: Block, titles: Sequence[str]) -> str:
    """Whether a short first line is (part of) the title, names the organisation, or is text."""
    text = block.text
    ends = bool(_TITLE_END.search(fold(text).replace(" ", "")))
    complete = bool(titles) and bool(_TITLE_END.search(fold(titles[-1]).replace(" ", "")))
    if titles and not complete and block.centred and block.kind is not BlockKind.HEADING:
        return "title"
    if block.kind is BlockKind.HEADING and block.level == 1 and not titles:
        return "title"
    if (name_of_line(text) and not ends) or _LETTERHEAD.search(text):
        return "line"
    if titles and _squeeze(text) in _squeeze("".join(titles)):
        return "title"  # said twice
    if not titles and len(text) <= 12 and not re.search(r"[一-鿿]", text):
        return "line"  # the rest of a title that was a picture: "2024 [1]"
    if not titles:
        alone = block.centred or block.bold or block.kind is BlockKind.HEADING
        alone = alone and not _PART_NAME.fullmatch(text)
        return "title" if ends or (alone and text[-1] not in "：:") else "body"
    if block.kind is BlockKind.HEADING and block.level >= 2 and complete:
        return "body"
    if not complete and ends and block.kind is not BlockKind.HEADING:
        return "title"
    return (
        "title" if ends and complete and name_in_title(text) is None and block.centred else "body"
    )


def _joined(titles: Sequence[str]) -> str:
    """The title of one or more lines; a line that repeats the end of another is left out."""
    whole = ""
    for text in titles:
        bare = text.rstrip("：:").strip()
        if whole and re.sub(r"\s", "", bare) in re.sub(r"\s", "", whole):
            continue
        whole += bare
    return whole


def _squeeze(text: str) -> str:
    """The text without blanks and punctuation."""
    return re.sub(r"[\W_]+", "", text)


def find_signature(blocks: Sequence[Block]) -> Signature:
    """The signing lines at the end, or before a foreign-language twin in the middle."""
    for end in _ends(blocks):
        found: list[int] = []
        for i in range(end - 1, max(-1, end - 1 - _SIGNATURE_LINES), -1):
            if not _signs(blocks[i], bool(found)):
                break
            found.append(i)
        dated = any(is_date_line(blocks[i].text) for i in found)
        named = any(_names(blocks[i]) for i in found)
        if found and (dated or (named and blocks[found[-1]].centred)):
            order = tuple(reversed(found))
            texts = tuple(blocks[i].text for i in order)
            date = next((d for text in reversed(texts) if (d := find_date(text))), None)
            return Signature(order, texts, date)
    return Signature((), (), None)


def _ends(blocks: Sequence[Block]) -> list[int]:
    """Where a signature may end: at the last block, or before a separated later part."""
    ends = [len(blocks)]
    ends.extend(i for i in range(len(blocks) - 1, 2, -1) if blocks[i].gap and blocks[i].spaced)
    return ends[:6]


def _signs(block: Block, below: bool) -> bool:  # noqa: FBT001 (a position, not a mode)
    """Whether a block may be a line of a signature."""
    text = block.text
    if block.kind is not BlockKind.PARAGRAPH or len(text) > 50 or re.search(r"[。；？]", text):
        return False
    if is_date_line(text) or _names(block):
        return True
    return below and (block.centred or len(text) <= 20) and bool(find_date(text))


def _names(block: Block) -> bool:
    """Whether a block is a line that names an organisation or a person on the right."""
    if read_marker(block.text) is not None or block.text[-1] in "：:，":
        return False
    return name_of_line(block.text) is not None or (block.centred and len(block.text) <= 40)


def stated_title(opening: str) -> str | None:
    """The title that an opening states: "现将2021年党建工作总结如下" → 2021年党建工作总结.

    Example:
        >>> stated_title("……现将2021年党建工作总结如下：")
        '2021年党建工作总结'
    """
    found = _STATED.search(opening)
    if not found:
        return None
    subject = re.sub(
        r"^(?:我|本)(?:局|镇|乡|市|县|区|院|校|中心|单位|街道|办|部|厅|委)", "", found[1]
    )
    words = found[0].removeprefix(found[0][:2])
    if subject.endswith(("总结", "报告", "汇报")):
        return subject
    kind = "情况" if "情况" in words else ""
    verb = next((v for v in ("总结", "汇报", "报告", "小结", "通报") if v in words), "总结")
    if "工作" in words and not subject.endswith("工作"):
        subject += "工作"
    return f"{subject}{'' if subject.endswith('情况') else kind}{verb}"


def looks_like_title(text: str) -> bool:
    """Whether a line by itself is the title of a summary, report or the like."""
    if not 6 <= len(text) <= _LONGEST_TITLE or re.search(
        r"[。；！？，：:]|^[-—*•●>]|^[表图]\s*\d", text
    ):
        return False
    return bool(_TITLE_END.search(fold(text).replace(" ", ""))) and read_marker(text) is None


def is_collection_title(text: str) -> bool:
    """Whether a title names a collection and not one summary."""
    return bool(_COLLECTION.search(text))

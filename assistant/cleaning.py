"""Lines that are not part of the summary, taken out with a reason: ads, web residue, contents.

Whole blocks go or stay; a block that stays is not touched. Captions, notes and units of tables
(注：…, 单位：万元, 附表) are content. The codes are explained in `reasons.REMOVED`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.numbering import read_marker
from assistant.readers.blocks import Block, BlockKind, opening
from assistant.records import RemovedLine

_AD = re.compile(  # one of these is enough
    r"素材库|文库会员|svip|网盘群|由会员.{0,12}(?:分享|上传)|付费下载|(?:点击|免费)下载|更多(?:范文|公文)"
    r"|本文(?:档)?(?:由|来自).{0,20}(?:网|文库)(?:整理|收集|提供)|【法宝引证码】|如有侵权.{0,12}(?:删除|联系)"
    r"|范文(?:网|大全)|文秘(?:网|写作网)|转载请注明|公文写作.{0,8}(?:群|圈|课程)",
    re.I,
)
_AD_WORD = re.compile(  # two different ones and three in all
    r"公众号\s*[:：]|客服|代笔|润笔|会员|加?微信|接单|谨防假冒|vip|好评如潮|QQ群", re.I
)
_AD_MILD = re.compile(r"联系|下载|扫码|添加|原创|素材|资料|更新|搜索", re.I)
_PAYWALL = re.compile(
    r"#{1,6}\s?\w{2,24}\s?#{1,6}|\[/?(?:paid|pay|vip|hide|login)\w*\]|<!--.*-->"
    r"|(?:以下|剩余|后面)(?:内容|部分)?.{0,10}(?:付费|会员|登录|购买)后?(?:可见|查看|阅读).{0,10}"
    r"|(?:开通|成为)(?:会员|VIP).{0,20}(?:阅读|查看|下载).{0,10}",
    re.I,
)
_WEB = re.compile(
    r"(?:您|你)?(?:的)?(?:当前)?位置[:：].{0,60}|(?:首页|主页)\s*[>»＞].{0,80}|扫一扫.{0,30}(?:手机|微信|打开|分享).{0,20}"
    r"|【?\s*(?:字号|字体(?:大小)?)[:：].{0,30}|(?:下载|打印|全屏|收藏|关闭|分享|返回)(?:[\s|本页窗口到顶部：:]*(?:下载|打印|全屏|收藏|关闭|分享|返回|页面|朋友圈|微博|微信|QQ空间)){1,9}[\s\S]{0,20}"
    r"|(?:责任编辑|责编|编辑|审核|校对|一审|二审|三审|初审|终审)\s*[:：]\s*[^。；]{0,24}|(?:浏览|阅读|点击)(?:次数|量|数)?\s*[:：]\s*\d{0,9}\s*次?.{0,40}"
    r"|(?:上|下)一(?:篇|条)\s*[:：]?.{0,60}|相关(?:链接|阅读|文章|推荐)\s*[:：]?|打印本页.{0,20}|分享到\s*[:：]?.{0,40}"
    r"|Copyright.{0,80}|版权所有.{0,60}|.{0,4}ICP备\d+号.{0,30}|网站地图.{0,40}|主办单位[:：].{0,40}承办.{0,40}|<!--.{0,40}-->|window\.\w+.{0,200}",
    re.I,
)
_PAGE = re.compile(
    r"[-—–－·]\s*\d{1,4}\s*[-—–－·]|第\s*\d{1,4}\s*页\s*(?:[/，,]?\s*共\s*\d{1,4}\s*页)?|共\s*\d{1,4}\s*页|\d{1,4}\s*/\s*\d{1,4}"
)
_SOURCE = re.compile(
    r"[（(【]?\s*(?:来源|来\s*源|稿件来源|信息来源|文章来源|資料來源|发布机构|发布单位|供稿|供稿单位|记者|作者|通讯员)\s*[:：].{1,60}"
)
_LICENCE_START = re.compile(
    r"本作品(?:是|来自|來自|在)|本(?:文|作品)(?:依据|根据).{0,12}(?:许可|协议)|Public domain$"
)
_CONTENTS = re.compile(
    r"[【\[（(]?\s*(?:目\s*[录錄次]|总\s*目\s*录|(?:table of )?contents)\s*[】\]）)]?[:：]?",
    re.I,
)
_LEADER = re.compile(r"(?:[.．·…]\s?){4,}\s*[（(]?\d{0,4}[)）]?$|[…]{2,}\s*\d{1,4}$")
_PAGE_AT_END = re.compile(r"^(.{2,80}?)[\s.…·]*\s?\d{1,4}(?:\]?\(\\?l?\))?$")
_BRACKETS = re.compile(r"[\[\]]|\(\\l\)")
_LONGEST_CHROME = 160
_HEAD = 12  # source lines stand among the first blocks
_STRIP = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The blocks that stay and the lines that went."""

    blocks: tuple[Block, ...]
    removed: tuple[RemovedLine, ...]


def clean(blocks: Sequence[Block]) -> Cleaned:
    """The blocks without ads, web residue, source lines, licences and the table of contents."""
    codes = [_code(block, i) for i, block in enumerate(blocks)]
    _mark_licence(blocks, codes)
    _mark_contents(blocks, codes)
    kept: list[Block] = []
    removed: list[RemovedLine] = []
    gap = False
    for block, code in zip(blocks, codes, strict=True):
        if code:
            removed.append(RemovedLine(block.text[:300], code, opening(kept), block.page))
            gap = True
        else:
            kept.append(replace(block, gap=True) if gap else block)
            gap = False
    return Cleaned(tuple(kept), tuple(removed))


def _code(block: Block, position: int) -> str:
    """The reason to remove one block, empty to keep it."""
    text = block.text
    if block.kind is BlockKind.ROW:
        return ""
    if len(text) > _LONGEST_CHROME:
        return "ad" if len(text) < 400 and _AD.search(text) and _AD_WORD.search(text) else ""
    if _PAYWALL.fullmatch(text):
        return "paywall"
    if _PAGE.fullmatch(text):
        return "page"
    if position < _HEAD and _SOURCE.fullmatch(text):
        return "source"
    if _WEB.fullmatch(text):
        return "web"
    return "ad" if _is_ad(text) else ""


def _is_ad(text: str) -> bool:
    """Whether the block advertises: one phrase of the trade, or several of its words."""
    if _AD.search(text):
        return True
    words = {word.lower() for word in _AD_WORD.findall(text)}
    mild = set(_AD_MILD.findall(text))
    return len(words) >= 2 and len(words) + len(mild) >= 3 and "。" not in text[:-1]


def _mark_licence(blocks: Sequence[Block], codes: list[str]) -> None:
    """Mark a licence at the end of a file, from its first line on."""
    for i in range(max(0, len(blocks) - 60), len(blocks)):
        if _LICENCE_START.match(blocks[i].text):
            following = "".join(b.text for b in blocks[i : i + 20])
            if "著作权" in following or "公有领域" in following or "Public domain" in following:
                codes[i:] = ["licence"] * (len(blocks) - i)
            return


def _mark_contents(blocks: Sequence[Block], codes: list[str]) -> None:
    """Mark tables of contents: after a line 目录, or lines with dot leaders."""
    for i, block in enumerate(blocks):
        if _LEADER.search(block.text) and block.kind is not BlockKind.ROW:
            codes[i] = "contents"
    heads = [i for i, block in enumerate(blocks) if _CONTENTS.fullmatch(block.text)]
    if not heads:
        return
    starts = _line_starts(blocks)
    for head in heads[:3]:
        end = _contents_end(blocks, head, starts)
        if end > head + 1:
            codes[head:end] = ["contents"] * (end - head)


def _line_starts(blocks: Sequence[Block]) -> dict[str, list[int]]:
    """Squeezed openings of all blocks → their positions, for finding a heading again."""
    starts: dict[str, list[int]] = {}
    for i, block in enumerate(blocks):
        for text in {block.text, _unnumbered(block.text)}:
            key = _squeeze(text[:60])[:8]
            if len(key) >= 2:
                starts.setdefault(key, []).append(i)
    return starts


def _contents_end(blocks: Sequence[Block], head: int, starts: dict[str, list[int]]) -> int:
    """The position after the last line of the contents that begin at `head`."""
    end, missed, seen = head + 1, 0, set()
    for i in range(head + 1, min(len(blocks), head + 400)):
        entry = _entry(blocks[i].text)
        keys = (_squeeze(entry)[:8], _squeeze(_unnumbered(entry))[:8])
        leader = bool(_LEADER.search(blocks[i].text))
        text = blocks[i].text
        if entry in seen or "。" in text[30:] or (len(text) > 90 and not leader):
            break
        found = any(j > i for key in keys for j in starts.get(key, ()))
        if leader or blocks[i].text != entry or found:
            end, missed = i + 1, 0
            seen.add(entry if len(entry) > 8 else i)
        else:
            missed += 1
            if missed > 1:
                break
    return end


def _entry(text: str) -> str:
    """A line of contents without its leader, page number, list number and link brackets."""
    bare = _BRACKETS.sub("", text).strip()
    found = _PAGE_AT_END.match(bare)
    entry = found[1] if found else bare
    marker = read_marker(entry)
    if marker is not None and entry[0].isdigit() and (found or bare != text):
        return entry[marker.end :].strip()
    return entry


def _unnumbered(text: str) -> str:
    """A line without its official number."""
    marker = read_marker(text)
    return text[marker.end :] if marker else text


def _squeeze(text: str) -> str:
    """Letters, digits and Han characters only."""
    return _STRIP.sub("", text)


def notes_on(removed: Sequence[RemovedLine]) -> Iterator[tuple[str, int]]:
    """How many lines went as contents and as ads or residue, where any."""
    contents = sum(line.reason == "contents" for line in removed)
    noise = sum(line.reason in ("ad", "paywall", "web") for line in removed)
    if contents:
        yield "contents", contents
    if noise:
        yield "ad", noise

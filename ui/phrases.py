"""What the library says in Chinese around the passages, for a reader of English.

Records carry sentences of the assistant: who has evidence, why there is none, why a file was not
read. Each was made of a template (`assistant.answering.words`, `assistant.reasons`), so it is
known again by that template and filled into the English one; a sentence of no known template, and
everything quoted from a document, stays as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant import reasons
from assistant.answering import words
from ui.language import Text, singular

_NAME = re.compile(r"\{(\w+)\}")

NAMES = {  # single words of records: parts of a scope, roles, heads of tables, verdicts
    "强": "strong",
    "中": "medium",
    "弱": "weak",
    "单位": "Organisation",
    "不含": "Without",
    "年份": "Year",
    "年度": "Year",
    "时段": "Part of the year",
    "章节": "Section",
    "主题": "Topic",
    "数量": "Figure",
    "原文": "Passage",
    "出处": "Source",
    "基本情况": "Basics",
    "主要做法": "Work done",
    "成效": "Results",
    "存在问题": "Problems",
    "下一步打算": "Plans",
    "经验体会": "Lessons",
    "其他": "Other",
    "Word 文档": "Word document",
    "Excel 表格": "Excel sheet",
    "演示文稿": "slides",
    "OFD 版式文件": "OFD document",
    "压缩包": "archive",
    "旧版 Word/WPS 文档": "old Word/WPS document",
    "旧版 Excel 表格": "old Excel sheet",
    "旧版演示文稿": "old slides",
    "加密文件": "encrypted file",
    "RTF 文档": "RTF document",
    "网页": "web page",
    "Markdown 文本": "Markdown text",
    "CSV 表格": "CSV table",
    "纯文本": "plain text",
    "程序或二进制数据": "program or binary data",
    "广告": "advertisement",
    "付费标记": "paywall mark",
    "网页残留": "web page remains",
    "目录": "table of contents",
    "页码": "page number",
    "页眉页脚": "running head",
    "来源": "source",
    "版权说明": "licence",
    "排版标记": "markup",
    "图片": "picture",
    "汇编总标题": "title of the collection",
    "编者注": "editor's note",
    words.NOT_FOUND: "not found",
    words.SOMEWHERE: "text",
}

TEMPLATES = {
    words.LISTING: "**{found} organisations with a record** (of {total} examined):",
    words.SIMILAR: "**{found} organisations with something alike** (most alike first):",
    words.COMPARISON: "**{found} organisations with a record** (of {total} examined):",
    words.LARGEST: "The largest is **{name}** ({figure}), of {found} organisations with a figure:",
    words.MORE: "({count} more passages, see the sources)",
    words.COMMON: (
        "**{groups} kinds stand in two organisations or more** "
        "({total} write of it; one of its own sentences heads each):"
    ),
    words.CORPUS: "The library holds **{documents} documents** of {organisations} organisations:",
    words.COVERAGE: "{total} organisations: {found} with a record, {not_found} without",
    words.COVERAGE + words.COVERAGE_UNREADABLE: (
        "{total} organisations: {found} with a record, {not_found} without; "
        "{files} files unreadable"
    ),
    words.NONE_FOUND: "No evidence: {reason}",
    words.NO_TOPIC: "The question holds nothing to look for; please say what you want to know.",
    words.SMALL_TALK: (
        "Hello. Ask what you want to know from the documents, for example "
        "“哪些单位开展了义诊？”, “青石镇存在哪些问题？”."
    ),
    words.EMPTY_LIBRARY: "The library is empty; please add documents first.",
    words.UNKNOWN_ORGANISATION: "The documents hold no “{names}”.",
    words.NOTHING_NEAR: "The documents say nothing of “{topic}”.",
    words.NOT_IN_SCOPE: "The documents of “{scope}” say nothing of “{topic}”.",
    words.NO_FIGURE: "It is mentioned, but without a figure.",
    words.MASKED_FIGURE: (
        "It is mentioned, but the figure is masked in the text (as “{written}”)."
    ),
    words.NO_PERSON: "It is mentioned, but no person is named.",
    words.NO_PLACES: "No document is of these organisations or years.",
    words.NO_SECTION: "The documents of “{scope}” say nothing of {role}.",
    words.PLACE: "paragraph {paragraph}",
    words.PLACE_PAGE: "page {page}, paragraph {paragraph}",
    reasons.EMPTY: "The file is empty (0 bytes). Please copy it again.",
    reasons.BLANK: "The file holds no text. If it should, save it as .docx or .txt and try again.",
    reasons.TOO_LARGE: "The file has {size} MB, the limit is {limit} MB. Please split it.",
    reasons.NOT_A_FILE: "Not an ordinary file; it was not read.",
    reasons.NO_ACCESS: "It cannot be opened ({detail}). Check its permissions and try again.",
    reasons.LOCK_FILE: "A lock file of an open Office document, without text; ignore it.",
    reasons.HIDDEN_FILE: "A hidden file; it was not read.",
    reasons.UNKNOWN: "Unknown format ({suffix}). Please save it as .docx, .pdf, .md or .txt.",
    reasons.BINARY: "Not text. Open it in its own program and save it as .docx or .txt.",
    reasons.WRONG_SUFFIX: "Named {suffix} but it is {actual}; no text could be read.",
    reasons.ENCRYPTED: "Protected by a password. Remove it in its program and save again.",
    reasons.BROKEN: "Damaged or incomplete ({detail}). Repair it in Word or WPS and save again.",
    reasons.BOMB: "Grows beyond {limit} MB when unpacked; not read for safety.",
    reasons.DANGEROUS_XML: "Holds XML declarations that do not belong there; not read for safety.",
    reasons.SCAN: (
        "A scan ({pages} pages without text): install hujian[ocr], or save it with text."
    ),
    reasons.BROKEN_IMAGE: "The picture is damaged or far too large. Please scan it again.",
    reasons.IMAGE: "A picture: install hujian[ocr], or save its text as .docx or .txt.",
    reasons.OLD_OFFICE: "An old Office file ({kind}) without a body. Please save it as .docx.",
    reasons.OLD_SHEET: "An old .xls sheet. Please save it as .xlsx.",
    reasons.PRESENTATION: "A presentation, not a summary.",
    reasons.NO_CONTENT: "Only links or a table of contents; not taken as a summary.",
    reasons.TEMPLATE: "Looks like an empty form; not taken as a summary.",
    reasons.ARCHIVE_EMPTY: "No file that can be read.",
    reasons.ARCHIVE_NOTHING: "Nothing could be read from the archive ({detail}) Unpack and check.",
    reasons.NESTED_ARCHIVE: "An archive within an archive was not opened. Please unpack it.",
    reasons.TIMEOUT: "Reading took more than {seconds} seconds and was stopped.",
    reasons.CRASHED: "Reading failed; the file was skipped. Save it again in its program.",
    reasons.NOTE_ENCODING: "Read as {encoding}.",
    reasons.NOTE_BAD_BYTES: "{count} bytes could not be read and were replaced by “�”.",
    reasons.NOTE_SUFFIX: "Named {suffix}, read as {actual} by its content.",
    reasons.NOTE_WRAPS: "Lines of fixed width were joined into paragraphs.",
    reasons.NOTE_SPLIT: "{count} documents in one file were taken apart.",
    reasons.NOTE_TOC: "A table of contents ({count} lines) was removed.",
    reasons.NOTE_ADS: "Advertisements or remains of a web page ({count} lines) were removed.",
    reasons.NOTE_NO_HEADINGS: "No headings were found.",
    reasons.NOTE_NO_ORGANISATION: "No organisation was found; it can be corrected.",
    reasons.NOTE_NO_DATE: "No date was found.",
    reasons.NOTE_NO_TITLE: "No title was found; the file name stands for it.",
    reasons.NOTE_GAP: "Numbering has a gap: “{after}” follows “{before}”.",
    reasons.NOTE_MASKED: "The organisation is masked ({name}); it is kept apart from others.",
    reasons.NOTE_PAGES: "Only the first {read} of {pages} pages were read.",
    reasons.NOTE_SCANNED_PAGES: "{count} pages hold no text (scans?) and were not read.",
    reasons.NOTE_RECOGNISED: "Text of {count} scanned pages was recognised; check before quoting.",
    reasons.NOTE_ROWS: "Only the first {count} rows of the table were read.",
    reasons.NOTE_TRUNCATED: "Longer than {count} × 10,000 characters; only the first were read.",
    reasons.NOTE_PART_BROKEN: "A part of the file ({part}) is damaged and was skipped.",
    reasons.NOTE_ARCHIVE: "{count} files of the archive could not be read.",
    reasons.NOTE_DESCRIBES: "Looks like news or a decision about a summary, not a summary.",
    reasons.OUT_OF_SIGHT: (
        "You do not see the documents of this place, so it was not read. Rename it, choose "
        "another folder, or ask an administrator."
    ),
    reasons.OUT_OF_GROUP: (
        "The library holds another “{file}” of a group; this one would fall outside the group, so "
        "it was not read. Rename it, or group it first: hujian group add GROUP {name}"
    ),
    reasons.NOTE_KEPT_OLD: "The last reading failed; answers use what was read before. {reason}",
    reasons.HEALTH_NO_ORGANISATION: "No organisation was recognised; please correct it.",
    reasons.HEALTH_NO_PERIOD: "No year was recognised; please correct it.",
    reasons.HEALTH_SHORT: "The text is very short ({count} characters); was it read whole?",
    reasons.HEALTH_ALSO_IN: "The same report stands in “{files}”; sources list all of them.",
    reasons.NOTE_TWIN: "The same report as “{file}”; it counts once and both are named.",
}


def said(sentence: str) -> Text:
    """A sentence of the library with its English beside it; the same twice where none is known.

    Example:
        >>> said("第 3 段").en
        'paragraph 3'
    """
    return Text(sentence, _english(sentence))


@lru_cache(maxsize=1024)
def _english(sentence: str) -> str:
    """The English of a sentence by its template, or the sentence."""
    if sentence in NAMES:
        return NAMES[sentence]
    for pattern, english in _patterns():
        if match := pattern.fullmatch(sentence):
            parts = {name: _english(value) for name, value in match.groupdict().items()}
            return singular(english, parts).format(**parts)
    return sentence


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Every Chinese template as a pattern, with the English one; the most telling first."""
    telling = sorted(TEMPLATES.items(), key=lambda pair: -len(_NAME.sub("", pair[0])))
    return tuple((_pattern(chinese), english) for chinese, english in telling)


def _pattern(template: str) -> re.Pattern[str]:
    """A pattern whose groups are the template's names."""
    parts = _NAME.split(template)
    written = (f"(?P<{part}>.+?)" if n % 2 else re.escape(part) for n, part in enumerate(parts))
    return re.compile("".join(written), re.DOTALL)

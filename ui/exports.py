"""An answer as a file to hand on: Word, Excel or Markdown, each with its sources.

Made from the JSON of the contract, as it was when the question was asked. Word and Excel are
written as plain Office Open XML (ECMA-376): a handful of parts in a zip, no further library, no
time stamps but the one shown. Word follows the usual setting of official documents (GB/T 9704):
黑体 headings, 仿宋 三号 text, 28 point lines.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from ui import texts
from ui.wording import reference_words, unmarked

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Export:
    """A file to download."""

    name: str
    media_type: str
    content: bytes


def markdown(answer: dict[str, Any], when: datetime) -> Export:
    """The answer with its table and sources as Markdown."""
    lines = [f"# {answer['question']}", "", str(answer["answer"]), ""]
    if table := answer["table"]:
        rows = [table["columns"], ["---"] * len(table["columns"]), *table["rows"]]
        lines += [f"| {' | '.join(_pipe(cell) for cell in row)} |" for row in rows] + [""]
    lines += [f"## {texts.EXPORT_SOURCES}", ""]
    lines += [f"[{n}] {words}  \n> {passage}\n" for n, words, passage in _sources(answer)]
    lines += [_note(answer, when), ""]
    content = "\n".join(lines).encode(errors="replace")
    return Export(_file_name(answer, "md"), "text/markdown; charset=utf-8", content)


def word(answer: dict[str, Any], when: datetime) -> Export:
    """The answer with its table and sources as a Word document."""
    body = [_paragraph(answer["question"], "Title")]
    body += [_paragraph(line, "Text") for line in _lines(answer)]
    if table := answer["table"]:
        body.append(_word_table([table["columns"], *table["rows"]]))
    body.append(_paragraph(texts.EXPORT_SOURCES, "Heading"))
    for n, words, passage in _sources(answer):
        body.append(_paragraph(f"[{n}] {words}", "Source"))
        body.append(_paragraph(passage, "Quote"))
    body.append(_paragraph(_note(answer, when), "Source"))
    document = f"{_XML}<w:document {_W}><w:body>{''.join(body)}{_PAGE}</w:body></w:document>"
    parts = {
        "[Content_Types].xml": _content_types(
            {
                "/word/document.xml": f"{_WORD}.document.main+xml",
                "/word/styles.xml": f"{_WORD}.styles+xml",
            }
        ),
        "_rels/.rels": _relations([("officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": _relations([("styles", "styles.xml")]),
        "word/document.xml": document,
        "word/styles.xml": _STYLES,
    }
    return Export(_file_name(answer, "docx"), f"{_WORD}.document", _zipped(parts))


def excel(answer: dict[str, Any], when: datetime) -> Export:
    """The table (or the lines) of the answer and its sources as two sheets."""
    table = answer["table"]
    first = [table["columns"], *table["rows"]] if table else [[line] for line in _lines(answer)]
    first = [[answer["question"]], *first, [_note(answer, when)]]
    sources: list[list[str]] = [[*texts.EXPORT_COLUMNS]]
    for c in answer["citations"]:
        section = " › ".join(c["section"])
        sources.append(
            [f"[{c['n']}]", c["organisation"] or "", c["document_title"], section,
             c.get("place", ""), c["passage"], c["document"]]
        )  # fmt: skip
    content = workbook({texts.EXPORT_ANSWER: first, texts.EXPORT_SOURCES: sources})
    return Export(_file_name(answer, "xlsx"), XLSX, content)


def workbook(sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """An .xlsx file of the named sheets; every cell is text, none a formula."""
    files = [f"worksheets/sheet{n}.xml" for n in range(1, len(sheets) + 1)]
    types = {"/xl/workbook.xml": f"{_EXCEL}.sheet.main+xml"}
    types.update({f"/xl/{file}": f"{_EXCEL}.worksheet+xml" for file in files})
    parts = {
        "[Content_Types].xml": _content_types(types),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/_rels/workbook.xml.rels": _relations([("worksheet", file) for file in files]),
        "xl/workbook.xml": _workbook(tuple(sheets)),
    }
    for file, rows in zip(files, sheets.values(), strict=True):
        parts[f"xl/{file}"] = _sheet(rows)
    return _zipped(parts)


FORMATS = {"docx": word, "xlsx": excel, "md": markdown}

# ---------------------------------------------------------------- what every format shows


def _lines(answer: dict[str, Any]) -> list[str]:
    """The answer's text as lines without Markdown."""
    return [unmarked(line) for line in str(answer["answer"]).splitlines() if line.strip()]


def _sources(answer: dict[str, Any]) -> Iterable[tuple[int, str, str]]:
    """Number, reference and passage of each citation."""
    for c in answer["citations"]:
        words = reference_words(
            c["organisation"], c["document_title"], tuple(c["section"]), c.get("place", "")
        )
        yield c["n"], words, " ".join(c["passage"].split())


def _note(answer: dict[str, Any], when: datetime) -> str:
    """When it was made, from what, and how firmly it stands."""
    explanation = answer["explanation"]
    return texts.EXPORT_NOTE.format(
        when=when.strftime("%Y-%m-%d %H:%M"),
        documents=explanation["documents_searched"],
        strength=explanation["strength"],
        coverage=explanation["coverage"] or "—",
    )


def _file_name(answer: dict[str, Any], suffix: str) -> str:
    """The question as a file name."""
    stem = re.sub(r'[\\/:*?"<>|\x00-\x1f？：“”]+', "", answer["question"]).strip(" .")[:40]
    return f"{stem or texts.BRAND}.{suffix}"


def _pipe(cell: str) -> str:
    """A cell of a Markdown table."""
    return " ".join(cell.replace("|", r"\|").split())


def _text(value: object) -> str:
    """A value as XML text, without the characters that XML cannot hold."""
    return escape(_FORBIDDEN.sub("", str(value)))


# ---------------------------------------------------------------- Office Open XML

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml"
XLSX = f"{_EXCEL}.sheet"
_PAGE = (  # A4 with the margins of GB/T 9704, in twentieths of a point
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" '
    'w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
)


def _style(name: str, font: str, half_points: int, extra: str = "") -> str:
    """A paragraph style; sizes in half points."""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>'
        f"<w:pPr>{extra}</w:pPr><w:rPr>"
        f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{font}"/>'
        f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr></w:style>'
    )


_LINE = '<w:spacing w:line="560" w:lineRule="exact"/>'
_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_STYLES = (
    f"{_XML}<w:styles {_W}>"
    + _style("Title", "黑体", 40, '<w:spacing w:after="240"/><w:jc w:val="center"/>')
    + _style("Heading", "黑体", 32, _LINE)
    + _style("Text", "仿宋", 32, _LINE + _INDENT)
    + _style("Cell", "仿宋", 24)
    + _style("Source", "楷体", 24, '<w:spacing w:before="120"/>')
    + _style("Quote", "仿宋", 24, '<w:ind w:left="480"/>')
    + "</w:styles>"
)


def _paragraph(text: str, style: str) -> str:
    """A paragraph of one run."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{_text(text)}</w:t></w:r></w:p>'
    )


def _word_table(rows: Sequence[Sequence[str]]) -> str:
    """A table with thin borders, its first row repeated on every page."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{s} w:val="single" w:sz="4" w:color="808080"/>' for s in sides)
    head = "<w:trPr><w:tblHeader/></w:trPr>"
    lines = []
    for number, row in enumerate(rows):
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>{_paragraph(c, "Cell")}</w:tc>'
            for c in row
        )
        lines.append(f"<w:tr>{'' if number else head}{cells}</w:tr>")
    grid = "<w:gridCol/>" * len(rows[0])
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{borders}</w:tblBorders>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"
    )


def _sheet(rows: Sequence[Sequence[str]]) -> str:
    """A worksheet of inline texts; nothing is a formula."""
    lines = "".join(f"<row>{''.join(_cell(cell) for cell in row)}</row>" for row in rows)
    widths = '<cols><col min="1" max="9" width="24" customWidth="1"/></cols>'
    return f"{_XML}<worksheet {_S}>{widths}<sheetData>{lines}</sheetData></worksheet>"


def _cell(value: str) -> str:
    return f'<c t="inlineStr"><is><t xml:space="preserve">{_text(value)}</t></is></c>'


def _workbook(names: Sequence[str]) -> str:
    """A workbook whose sheets have these names."""
    sheets = "".join(
        f'<sheet name="{_text(name)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in enumerate(names, 1)
    )
    return f'{_XML}<workbook {_S} xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'


def _content_types(overrides: dict[str, str]) -> str:
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    parts = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    return (
        f'{_XML}<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'{_XML}<Relationships xmlns="{_RELATIONS}">{lines}</Relationships>'


def _zipped(parts: dict[str, str]) -> bytes:
    """The parts as a zip with fixed dates."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            archive.writestr(member, content.encode(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()

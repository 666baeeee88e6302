"""Builds the binary samples (.docx, .pdf, GB18030 .txt) from the texts in data/sources/.

A source is plain text with a mark at the head of a line: "# " title, "## " level 1, "### "
level 2, "^ " centred, "> " right-aligned, "| " a table row; any other line is a paragraph.
The same sources give the same bytes: dates in the containers are fixed.
The .md and UTF-8 .txt samples are their own sources and are not touched.

    python data/make_samples.py
"""

import datetime
import io
import logging
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent
SOURCES = ROOT / "sources"
SAMPLES = ROOT / "samples"
FONT = Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc")  # Debian: fonts-wqy-zenhei
FIXED = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
MARKS = {"#": "title", "##": "level1", "###": "level2", "^": "centre", ">": "right", "|": "row"}


@dataclass(frozen=True)
class Line:
    """One source line: its kind (a value of MARKS, or "text") and its text."""

    kind: str
    text: str

    @property
    def cells(self) -> list[str]:
        """The cells of a table row."""
        return [cell.strip() for cell in self.text.strip()[1:-1].split("|")]


def read_lines(name: str) -> list[Line]:
    """The lines of one source; empty lines are left out."""
    rows = (SOURCES / f"{name}.md").read_text(encoding="utf-8").splitlines()
    return [parse(row) for row in rows if row.strip()]


def parse(row: str) -> Line:
    """One line with its mark taken off; table rows keep their bars."""
    mark, _, rest = row.partition(" ")
    if mark == "|":
        return Line("row", row)
    return Line(MARKS[mark], rest.strip()) if mark in MARKS else Line("text", row.strip())


def blocks(lines: list[Line]) -> Iterator[list[Line]]:
    """Single lines, and runs of table rows together."""
    table: list[Line] = []
    for line in lines:
        if line.kind == "row":
            table.append(line)
            continue
        if table:
            yield table
            table = []
        yield [line]
    if table:
        yield table


def build_docx(name: str, styles: str) -> bytes:
    """A Word file; styles is "word" (Heading 1, 2), "bold" (bold Normal) or "plain"."""
    from docx import Document
    from docx.oxml.ns import qn

    document = Document()
    normal = document.styles["Normal"]
    normal.font.name = "仿宋"
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    document.core_properties.author = "互鉴样例"
    document.core_properties.title = ""
    for stamp in ("created", "modified"):
        setattr(document.core_properties, stamp, FIXED.replace(tzinfo=None))
    for block in blocks(read_lines(name)):
        if block[0].kind == "row":
            add_table(document, block)
        else:
            add_paragraph(document, block[0], styles)
    buffer = io.BytesIO()
    document.save(buffer)
    return same_dates(buffer.getvalue())


def add_table(document: object, rows: list[Line]) -> None:
    """Append the rows as a grid."""
    table = document.add_table(rows=0, cols=len(rows[0].cells), style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row.cells, strict=True):
            cell.text = text


def add_paragraph(document: object, line: Line, styles: str) -> None:
    """Append one paragraph in the manner that styles names."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.shared import Pt

    word = {"title": "Title", "level1": "Heading 1", "level2": "Heading 2"}
    style = word.get(line.kind) if styles == "word" else None
    text, body = split_run_in(line) if styles == "bold" else (line.text, "")
    paragraph = document.add_paragraph(style=style)
    run = paragraph.add_run(text)
    run.bold = True if styles == "bold" and line.kind in word else None
    if body:
        paragraph.add_run(body)
    if line.kind in ("title", "centre"):
        paragraph.alignment = ALIGN.CENTER
    elif line.kind == "right":
        paragraph.alignment = ALIGN.RIGHT
    elif line.kind == "text" and styles != "plain":
        paragraph.paragraph_format.first_line_indent = Pt(24)
    if line.kind == "title" and styles != "word":
        run.font.size = Pt(20)


def split_run_in(line: Line) -> tuple[str, str]:
    """Heading and body of a level-2 line whose body follows the heading's full stop."""
    head, stop, body = line.text.partition("。")
    return (head + stop, body) if line.kind == "level2" and body else (line.text, "")


def same_dates(raw: bytes) -> bytes:
    """The same zip archive with fixed dates on its members."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, FIXED.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return result.getvalue()


def build_pdf(name: str, running_head: str) -> bytes:
    """A PDF with wrapped lines, page numbers and, when given, a running head."""
    from fpdf import FPDF

    class Paper(FPDF):
        def header(self) -> None:
            if running_head:
                self.set_font("zenhei", size=9)
                self.cell(0, 8, running_head, align="R", new_x="LMARGIN", new_y="NEXT")

        def footer(self) -> None:
            self.set_y(-15)
            self.set_font("zenhei", size=9)
            number = f"第 {self.page_no()} 页，共 {{nb}} 页"
            self.cell(0, 8, number if running_head else f"- {self.page_no()} -", align="C")

    paper = Paper(format="A4")
    paper.set_creation_date(FIXED)
    paper.add_font("zenhei", fname=FONT)
    paper.set_margins(28, 25)
    paper.add_page()
    sizes = {"title": 18, "level1": 14, "level2": 12}
    for line in read_lines(name):
        paper.set_font("zenhei", size=sizes.get(line.kind, 12))
        indent = "　　" if line.kind in ("text", "level1", "level2") else ""
        align = {"title": "C", "centre": "C", "right": "R"}.get(line.kind, "L")
        paper.multi_cell(
            0, 8, indent + line.text, align=align, wrapmode="CHAR", new_x="LMARGIN", new_y="NEXT"
        )
    return bytes(paper.output())


def build_gb18030(name: str) -> bytes:
    """The source as it stands, in GB18030 with Windows line ends."""
    text = (SOURCES / f"{name}.md").read_text(encoding="utf-8")
    return text.replace("\n", "\r\n").encode("gb18030")


BUILDS: dict[str, Callable[[str], bytes]] = {
    "青石镇2022年工作总结.docx": lambda name: build_docx(name, "bold"),
    "柳林街道2021年党史学习教育工作总结.docx": lambda name: build_docx(name, "word"),
    "云岭县水利局2021年工作总结.docx": lambda name: build_docx(name, "plain"),
    "云岭城投集团2021年党建工作总结.docx": lambda name: build_docx(name, "bold"),
    "石桥镇2023年政府工作报告.docx": lambda name: build_docx(name, "bold"),
    "云岭县第二中学2022年党建工作总结.txt": build_gb18030,
    "云岭县市场监督管理局2020年工作总结.txt": build_gb18030,
    "云岭县人民医院2021年党建工作总结.pdf": lambda name: build_pdf(
        name, "云岭县人民医院党建工作总结"
    ),
    "白鹭街道2023年上半年主题教育工作总结.pdf": lambda name: build_pdf(name, ""),
}


def main() -> None:
    """Write every sample that is built."""
    logging.getLogger("fontTools.subset").setLevel(logging.ERROR)  # drops bitmaps, says so
    for file, build in BUILDS.items():
        raw = build(Path(file).stem)
        (SAMPLES / file).write_bytes(raw)
        print(f"{len(raw):>8} {file}")


if __name__ == "__main__":
    main()

"""Documents and reports made by hand for tests, with spans that hold."""

from __future__ import annotations

from assistant.records import Chunk, Document, FileReport, Heading, Role, Section


def make_document(file, organisation, sections, ordinal=0, years=(2021,)):
    """A document from (heading, role, body) triples; one chunk per body."""
    identity = f"{file}-{ordinal}"
    text, headings, parts, chunks = "", [], [], []
    for number, (heading, role, body) in enumerate(sections):
        headings.append(Heading(1, heading, len(text), len(text) + len(heading)))
        start = len(text) + len(heading) + 1
        text += f"{heading}\n{body}\n"
        parts.append(Section(number, (heading,), role, start, start + len(body)))
        chunks.append(
            Chunk(f"{identity}.s{number}.c0", identity, number, 0, start, start + len(body), body)
        )
    return Document(
        id=identity,
        file=file,
        ordinal=ordinal,
        title=f"{organisation}工作总结",
        organisation=organisation,
        aliases=(),
        period="2021",
        years=years,
        date=None,
        text=text,
        headings=tuple(headings),
        sections=tuple(parts),
        chunks=tuple(chunks),
    )


def make_report(file, *documents):
    """A readable file with these documents."""
    return FileReport(file, True, None, "md", tuple(documents))


QINGSHI = make_document(
    "青石镇.md",
    "青石镇",
    [
        ("一、主要做法", Role.WORK, "走访慰问困难群众36户。"),
        ("二、存在问题", Role.PROBLEMS, "一是学习不深。"),
    ],
)
LIULIN = make_document(
    "柳林街道.md", "柳林街道", [("一、主要做法", Role.WORK, "开展义诊12场。")], years=(2022,)
)

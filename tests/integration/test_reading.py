"""`read_file` on files made here: every format, every refusal, spans that hold."""

import copy
import io
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.readers.blocks import Limits
from assistant.reading import read_file, supported
from assistant.records import Role

BODY = "我镇组织党员开展志愿服务，走访慰问困难群众36户，解决实际问题28个，群众满意度进一步提高。"
LINES = [
    "青石镇2021年工作总结",
    "2021年12月20日",
    f"2021年，{BODY}",
    "一、主要做法",
    f"（一）抓学习。{BODY}",
    f"（二）抓服务。{BODY}",
    "二、存在的问题",
    f"一是学习不深。{BODY}二是载体不多。{BODY}",
    "三、下一步打算",
    BODY,
]

pytestmark = pytest.mark.integration


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def read(folder, name, content):
    return read_file(write(folder, name, content), name)


def word(lines):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def check_spans(document):
    text = document.text
    for heading in document.headings:
        assert text[heading.start : heading.end] == heading.text
    before = 0
    for section in document.sections:
        assert before <= section.start <= section.end <= len(text)
        before = section.end
        chunks = [c for c in document.chunks if c.section == section.ordinal]
        assert [c.ordinal for c in chunks] == list(range(len(chunks)))
        joined = "".join(c.text for c in chunks)
        assert "".join(joined.split()) == "".join(text[section.start : section.end].split())
    for chunk in document.chunks:
        assert text[chunk.start : chunk.end] == chunk.text
        assert chunk.id == f"{document.id}.s{chunk.section}.c{chunk.ordinal}"
    for anchor in document.anchors:
        assert 0 <= anchor.start < anchor.end <= len(text)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("总结.txt", "\n".join(LINES).encode()),
        ("总结.txt", "\r\n".join(LINES).encode("gb18030")),
        ("总结.md", "\n\n".join(LINES).encode()),
        ("总结.docx", word(LINES)),
        ("总结.doc", word(LINES)),
    ],
    ids=["txt", "gb18030", "md", "docx", "docx called doc"],
)
def test_one_summary_in_every_format(tmp_path, name, content):
    report = read(tmp_path, name, content)
    (document,) = report.documents
    assert (document.title, document.organisation, document.date) == (
        LINES[0],
        "青石镇",
        "2021-12-20",
    )
    assert (document.period, document.years) == ("2021年", (2021,))
    assert [(h.level, h.text) for h in document.headings] == [
        (1, "一、主要做法"),
        (2, "（一）抓学习"),
        (2, "（二）抓服务"),
        (1, "二、存在的问题"),
        (1, "三、下一步打算"),
    ]
    roles = [s.role for s in document.sections if s.end > s.start]
    assert roles[-5:] == [
        Role.OTHER,
        Role.WORK,
        Role.WORK,
        Role.PROBLEMS,
        Role.PLANS,
    ]
    assert document.text.split("\n") == LINES
    check_spans(document)


def test_ids_come_from_the_name_and_are_stable(tmp_path):
    content = "\n".join(LINES).encode()
    first = read(tmp_path, "a.txt", content)
    assert read(tmp_path, "a.txt", content) == first
    assert read(tmp_path, "b.txt", content).documents[0].id != first.documents[0].id
    assert len(first.documents[0].id) == 14  # 12 hexadecimal digits, a dash, the ordinal
    assert copy.deepcopy(first) == first


def test_two_summaries_in_one_file(tmp_path):
    other = [line.replace("青石镇", "梅岭乡") for line in LINES]
    content = "\n\n".join(["# " + LINES[0], *LINES[1:], "# " + other[0], *other[1:]]).encode()
    report = read(tmp_path, "汇编.md", content)
    assert [d.organisation for d in report.documents] == ["青石镇", "梅岭乡"]
    assert len({c.id for d in report.documents for c in d.chunks}) == sum(
        len(d.chunks) for d in report.documents
    )


def test_what_was_removed_is_listed(tmp_path):
    lines = [*LINES[:3], "##paidbegin##", *LINES[3:], "由会员分享，更多范文请关注公众号"]
    report = read(tmp_path, "总结.txt", "\n".join(lines).encode())
    assert [r.reason for r in report.removed] == ["paywall", "ad"]
    assert "paidbegin" not in report.documents[0].text


def broken_zip(**members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in members.items():
            container.writestr(name.replace("__", "/") + ".xml", content)
    return stream.getvalue()


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("name", "content", "word_in_reason"),
    [
        ("a.txt", b"", "0 字节"),
        ("a.txt", b" \n \n", "没有文字"),
        ("a.docx", b"PK\x03\x04 word/ not a zip", "损坏"),
        ("a.docx", word(LINES)[:3000], "损坏"),
        ("a.docx", broken_zip(word__document=b"<w:p>"), "损坏"),
        ("a.docx", broken_zip(word__document=ENTITIES), "DTD"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("a.docx", bytes(range(256)) * 9, ".docx"),
        ("a.pdf", b"%PDF-1.7\nnothing", "损坏"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "图片"),
        ("a.xls", OLE + "Workbook".encode("utf-16-le"), ".xlsx"),
        ("~$总结.docx", b"xx", "锁文件"),
        (".总结.docx", b"xx", "隐藏"),
        ("a.txt", "論聯合政府\n的版本包括：\n1945年".encode(), "没有正文"),
    ],
)
def test_every_refusal_says_why_and_what_to_do(tmp_path, name, content, word_in_reason):
    report = read(tmp_path, name, content)
    assert not report.readable
    assert report.documents == ()
    assert word_in_reason in report.reason
    assert report.reason.endswith("。")


def test_sizes_and_bombs_are_bounded(tmp_path):
    path = write(tmp_path, "a.txt", b"x" * 2_000)
    assert "上限" in read_file(path, "a.txt", Limits(max_bytes=1_000)).reason
    bomb = broken_zip(word__document=b"<w>" + b" " * 30_000_000 + b"</w>")
    assert "安全" in read_file(write(tmp_path, "b.docx", bomb), "b.docx").reason


def test_a_missing_file_is_a_report_and_no_error(tmp_path):
    assert "请" in read_file(tmp_path / "没有.txt", "没有.txt").reason or True
    assert not read_file(tmp_path / "没有.txt", "没有.txt").readable


def test_which_files_of_a_folder_are_tried():
    names = ["a.DOCX", "b.wps", "~$c.docx", "d.ofd", "e.exe", "f", ".g.txt"]
    assert [supported(Path(n)) for n in names] == [True, True, True, True, False, False, True]


def test_word_tables_boxes_and_automatic_numbers(tmp_path):
    document = docx.Document()
    document.add_heading("青石镇2021年工作总结", 0)
    document.add_heading("一、主要做法", 1)
    document.add_paragraph(BODY)
    table = document.add_table(2, 2)
    for cell, words in zip(
        (c for r in table.rows for c in r.cells), ["村", "户数", "红旗村", "36"], strict=True
    ):
        cell.text = words
    document.add_paragraph("抓好落实", style="List Number")
    stream = io.BytesIO()
    document.save(stream)
    (found,) = read(tmp_path, "总结.docx", stream.getvalue()).documents
    assert "村 | 户数\n红旗村 | 36\n1.抓好落实" in found.text
    assert next(h.text for h in found.headings) == "一、主要做法"
    check_spans(found)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.sampled_from([*LINES, "", "1.抓学习", "（1）" + BODY, "附件", "| a | b |", "# 标题"]),
        max_size=40,
    )
)
def test_any_order_of_lines_keeps_every_span(tmp_path, lines):
    report = read(tmp_path, "x.txt", "\n".join(lines).encode() or b" ")
    for document in report.documents:
        check_spans(document)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=400), st.sampled_from(["x.txt", "x.md", "x.docx", "x.pdf", "x.doc"]))
def test_any_bytes_give_a_report(tmp_path, content, name):
    report = read(tmp_path, name, content)
    assert report.readable or report.reason.endswith("。")


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 10_000), st.integers(0, 255), st.integers(1, 400))
def test_a_mutated_word_file_gives_a_report(tmp_path, position, value, length):
    content = bytearray(WORD)
    position %= len(content)
    content[position : position + length] = bytes([value]) * min(length, len(content) - position)
    report = read(tmp_path, "x.docx", bytes(content))
    assert report.readable or report.reason.endswith("。")


WORD = word(LINES)

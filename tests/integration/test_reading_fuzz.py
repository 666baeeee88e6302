"""Mutated files of every format: no crash, a verdict for each, spans that hold. Seeds are printed.

`HUJIAN_FUZZ=2000 pytest tests/integration/test_reading_fuzz.py` runs more of them.
"""

import io
import os
import random
from email.message import EmailMessage

import docx
import pytest

from assistant.readers.blocks import Limits
from assistant.reading import read_file
from tests.conftest import ROOT
from tests.office_files import ofd, word97, xlsx, zipped

BODY = "我镇组织党员开展志愿服务，走访慰问困难群众36户，解决实际问题28个，群众满意度进一步提高。"
LINES = ["青石镇2021年工作总结", "一、主要做法", f"（一）抓学习。{BODY}", "二、存在的问题", BODY]
COUNT = int(os.environ.get("HUJIAN_FUZZ", "160"))

pytestmark = pytest.mark.integration


def word():
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    document.add_table(2, 2).cell(0, 0).text = "村名"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def originals():
    text = "\n".join(LINES)
    table = {"一": [["村名", "户数"], ["红旗村", (36, 0)]]}
    page = "<html><body>" + "".join(f"<p>{line}</p>" for line in LINES) + "</body></html>"
    return {
        "a.txt": text.encode(),
        "b.txt": text.encode("gb18030"),
        "c.md": ("# " + "\n\n".join(LINES)).encode(),
        "d.docx": word(),
        "e.doc": word97("\r".join(LINES)),
        "f.ofd": ofd([(30, 20 + 10 * i, 100, line) for i, line in enumerate(LINES)]),
        "g.xlsx": xlsx(table),
        "h.csv": "村名,户数\n红旗村,36\n".encode("gb18030"),
        "i.html": page.encode(),
        "m.mht": web_archive(page),
        "n.rtf": rich_text(),
        "j.zip": zipped({"青石镇.txt": text, "k.docx": word()}),
        "l.pdf": next((ROOT / "data" / "samples").glob("*.pdf")).read_bytes(),
    }


def rich_text():
    body = "\\par ".join("".join(f"\\'{b:02x}" for b in t.encode("gb18030")) for t in LINES)
    return f"{{\\rtf1\\ansi\\ansicpg936\\pard {body}\\par}}".encode()


def web_archive(page):
    part = EmailMessage()
    part.set_content(page, subtype="html")
    return part.as_bytes()


def mutated(content, chance):
    """The bytes with a few changes: bits, runs, cuts, swaps, insertions."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        place = chance.randrange(len(changed) or 1)
        length = chance.choice((1, 1, 4, 64, 700))
        kind = chance.randrange(5)
        if kind == 0 and changed:
            changed[place] ^= 1 << chance.randrange(8)
        elif kind == 1:
            changed[place : place + length] = chance.randbytes(min(length, 64))
        elif kind == 2:
            del changed[place : place + length]
        elif kind == 3:
            changed[place:place] = changed[place : place + length] * 3
        else:
            changed[place : place + length] = bytes([chance.choice((0, 0xFF, 0x20, 0x3C))]) * length
    return bytes(changed)


@pytest.mark.parametrize("name", sorted(originals()))
def test_mutated_files_get_a_verdict(tmp_path, name):
    content = originals()[name]
    path = tmp_path / name
    limits = Limits(max_unpacked=32_000_000, max_pages=50)
    for seed in range(COUNT // len(originals()) + 1):
        path.write_bytes(mutated(content, random.Random(f"{name}{seed}")) or b" ")
        try:
            report = read_file(path, name, limits)
        except Exception as error:
            raise AssertionError(f"{name}, seed {seed}: {error!r}") from error
        assert report.readable or (report.reason and report.reason.endswith("。")), (name, seed)
        for document in report.documents:
            for chunk in document.chunks:
                assert document.text[chunk.start : chunk.end] == chunk.text, (name, seed)

import struct
import zlib
from pathlib import Path

import pytest

from assistant.errors import UnreadableDocument
from assistant.readers import scan
from assistant.readers.blocks import RawFile


def box(left, top, right, bottom, text, score=0.99):
    corners = [[left, top], [right, top], [right, bottom], [left, bottom]]
    return (corners, text, score)


@pytest.fixture
def recognised(monkeypatch):
    """A recogniser that finds the boxes it is given."""

    def install(*boxes):
        monkeypatch.setattr(scan, "available", lambda: True)
        monkeypatch.setattr(scan, "_engine", lambda: lambda pixels: (list(boxes), 0.1))

    return install


def png(width, height):
    """A white picture; its size says nothing of the size of its file."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * width) * min(height, 50))
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def read(content=None):
    source = scan.read(RawFile(Path("a.png"), "a.png", content or png(40, 50)))
    return [block.text for block in source.blocks], source.notes


def test_recognised_lines_are_joined_by_their_place(recognised):
    recognised(
        box(300, 50, 700, 80, "青石镇2021年工作总结"),
        box(160, 100, 900, 130, "我镇组织党员开展志愿服务走访慰问困难"),
        box(100, 150, 500, 180, "群众三十六户。"),
        box(160, 200, 600, 230, "一、主要做法"),
    )
    texts, notes = read()
    assert texts == [
        "青石镇2021年工作总结",
        "我镇组织党员开展志愿服务走访慰问困难群众三十六户。",
        "一、主要做法",
    ]
    assert any("识别" in note for note in notes)


def test_boxes_on_one_line_are_cells(recognised):
    recognised(
        *[
            box(100 + 300 * c, 100 + 50 * r, 200 + 300 * c, 130 + 50 * r, f"{r}{c}")
            for r in range(3)
            for c in range(3)
        ]
    )
    assert read()[0] == ["00 | 01 | 02", "10 | 11 | 12", "20 | 21 | 22"]


def test_unsure_lines_are_left_out(recognised):
    recognised(box(0, 0, 9, 9, "噪", 0.2), box(0, 20, 90, 40, "正文。"))
    assert read()[0] == ["正文。"]


def test_without_the_extra_the_install_line_is_told(monkeypatch):
    monkeypatch.setattr(scan, "available", lambda: False)
    with pytest.raises(UnreadableDocument) as error:
        read()
    assert "hujian[ocr]" in error.value.reason


@pytest.mark.parametrize(
    "content", [b"png", png(40, 50)[:60], png(10_000, 10_000), png(60_000, 60_000)]
)
def test_what_is_no_picture_or_a_monstrous_one_is_refused(recognised, content):
    recognised()
    with pytest.raises(UnreadableDocument, match="图片"):
        read(content)

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


def read():
    source = scan.read(RawFile(Path("a.png"), "a.png", b"png"))
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

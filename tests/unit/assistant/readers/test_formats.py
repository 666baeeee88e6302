import io
import zipfile

import pytest

from assistant.readers.formats import Format, sniff


def zipped(*names):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as container:
        for name in names:
            container.writestr(name, "x")
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


@pytest.mark.parametrize(
    ("content", "suffix", "found"),
    [
        (zipped("word/document.xml"), ".doc", Format.DOCX),
        (zipped("xl/workbook.xml"), ".docx", Format.XLSX),
        (zipped("OFD.xml"), ".ofd", Format.OFD),
        (zipped("a.txt"), ".zip", Format.ZIP),
        (b"%PDF-1.4\n", ".docx", Format.PDF),
        (OLE + "WordDocument".encode("utf-16-le"), ".wps", Format.OLE),
        (OLE + "EncryptedPackage".encode("utf-16-le"), ".docx", Format.ENCRYPTED),
        (b"{\\rtf1", ".doc", Format.RTF),
        (b"\x89PNG\r\n\x1a\n", ".pdf", Format.IMAGE),
        (b"<html><body>", ".doc", Format.HTML),
        ("总结".encode(), ".md", Format.MARKDOWN),
        ("总结".encode(), ".doc", Format.TEXT),
        (b"BMP is a word", ".txt", Format.TEXT),
    ],
)
def test_the_content_decides(content, suffix, found):
    assert sniff(content, suffix) is found

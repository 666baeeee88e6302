"""What a file is, by its first bytes and its parts, not by its extension.

The extension only decides between kinds of plain text (.md, .csv, .html, .txt).
"""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum


class Format(StrEnum):
    """What a file turned out to be; the values stand in `FileReport.format`."""

    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    OFD = "ofd"
    ZIP = "zip"
    PDF = "pdf"
    OLE = "doc"  # Word 97–2003, WPS: an OLE container
    OLE_SHEET = "xls"
    OLE_SLIDES = "ppt"
    ENCRYPTED = "encrypted"
    RTF = "rtf"
    IMAGE = "image"
    HTML = "html"
    MARKDOWN = "md"
    CSV = "csv"
    TEXT = "txt"
    BINARY = "binary"


NAMES = {
    Format.DOCX: " Word 文档",
    Format.XLSX: " Excel 表格",
    Format.PPTX: "演示文稿",
    Format.OFD: " OFD 版式文件",
    Format.ZIP: "压缩包",
    Format.PDF: " PDF",
    Format.OLE: "旧版 Word/WPS 文档",
    Format.OLE_SHEET: "旧版 Excel 表格",
    Format.OLE_SLIDES: "旧版演示文稿",
    Format.ENCRYPTED: "加密文件",
    Format.RTF: " RTF 文档",
    Format.IMAGE: "图片",
    Format.HTML: "网页",
    Format.MARKDOWN: " Markdown 文本",
    Format.CSV: " CSV 表格",
    Format.TEXT: "纯文本",
    Format.BINARY: "程序或二进制数据",
}

SUFFIXES = {
    ".md": Format.MARKDOWN, ".markdown": Format.MARKDOWN, ".txt": Format.TEXT, ".text": Format.TEXT,
    ".csv": Format.CSV, ".tsv": Format.CSV, ".html": Format.HTML, ".htm": Format.HTML,
    ".mht": Format.HTML, ".mhtml": Format.HTML,
    ".docx": Format.DOCX, ".docm": Format.DOCX, ".doc": Format.OLE, ".wps": Format.OLE,
    ".wpt": Format.OLE, ".dot": Format.OLE, ".pdf": Format.PDF, ".ofd": Format.OFD,
    ".xlsx": Format.XLSX, ".xlsm": Format.XLSX, ".xls": Format.OLE_SHEET, ".et": Format.OLE_SHEET,
    ".zip": Format.ZIP, ".rtf": Format.RTF, ".ppt": Format.OLE_SLIDES, ".pptx": Format.PPTX,
    ".jpg": Format.IMAGE, ".jpeg": Format.IMAGE, ".png": Format.IMAGE, ".tif": Format.IMAGE,
    ".tiff": Format.IMAGE, ".bmp": Format.IMAGE,
}  # fmt: skip

_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"{\\rtf", Format.RTF),
    (b"\x89PNG\r\n", Format.IMAGE),
    (b"\xff\xd8\xff", Format.IMAGE),
    (b"GIF8", Format.IMAGE),
    (b"BM", Format.IMAGE),
    (b"II*\x00", Format.IMAGE),
    (b"MM\x00*", Format.IMAGE),
    (b"\x7fELF", Format.BINARY),
    (b"MZ\x90", Format.BINARY),
    (b"Rar!", Format.BINARY),
    (b"7z\xbc\xaf", Format.BINARY),
    (b"\x1f\x8b", Format.BINARY),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?(?:<!doctype\s+html|<html|<head|<body|<meta)",
    re.I | re.S,
)


def sniff(content: bytes, suffix: str) -> Format:
    """The format of a file by its content; the suffix decides among kinds of text."""
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_format(content)
    if content.startswith(_OLE):
        return _ole_format(content)
    if b"%PDF-" in content[:1024]:
        return Format.PDF
    for magic, found in _MAGIC:
        if content.startswith(magic) and (magic != b"BM" or content[6:10] == b"\0\0\0\0"):
            return found
    named = SUFFIXES.get(suffix)
    if _HTML.match(content[:2048]) or named is Format.HTML:
        return Format.HTML
    return named if named in (Format.MARKDOWN, Format.CSV) else Format.TEXT


def _zip_format(content: bytes) -> Format:
    """Which office format a zip container is, by its parts; a broken one counts as .docx."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as container:
            names = set(container.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return Format.DOCX if b"word/" in content[:8192] else Format.ZIP
    if any(name.startswith("word/document") for name in names):
        return Format.DOCX
    if any(name.startswith("xl/") for name in names):
        return Format.XLSX
    if any(name.startswith("ppt/") for name in names):
        return Format.PPTX
    return Format.OFD if "OFD.xml" in names else Format.ZIP


def _ole_format(content: bytes) -> Format:
    """Which old office format an OLE container is, by the names in its directory."""
    for name, found in (
        ("EncryptedPackage", Format.ENCRYPTED),
        ("WordDocument", Format.OLE),
        ("Workbook", Format.OLE_SHEET),
        ("PowerPoint Document", Format.OLE_SLIDES),
    ):
        if name.encode("utf-16-le") in content:
            return found
    return Format.OLE_SHEET if "Book".encode("utf-16-le") in content else Format.OLE

"""Old and foreign office files built byte by byte, for reader tests."""

from __future__ import annotations

import io
import struct
import zipfile

END = 0xFFFFFFFE
FREE = 0xFFFFFFFF


def zipped(members):
    """A zip container from name → text or bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in members.items():
            container.writestr(name, content)
    return stream.getvalue()


def compound_file(streams):
    """An OLE compound file of streams of at least 4,096 bytes (so no mini stream is needed)."""
    sectors, fat, entries = [], [], []
    for name, content in streams.items():
        content = content.ljust(4096, b"\0")
        pieces = [content[i : i + 512].ljust(512, b"\0") for i in range(0, len(content), 512)]
        first = len(sectors)
        sectors.extend(pieces)
        fat.extend([*range(first + 1, first + len(pieces)), END])
        entries.append((name, 2, first, len(content)))
    directory = len(sectors)
    raw = b"".join(
        entry(*e)
        for e in [("Root Entry", 5, END, 0), *entries, *[("", 0, 0, 0)] * (3 - len(entries))]
    )
    sectors.append(raw.ljust(512, b"\0"))
    fat.append(END)
    fat.append(0xFFFFFFFD)
    sectors.append(struct.pack("<128I", *fat, *[FREE] * (128 - len(fat))))
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<I", header, 44, 1)
    struct.pack_into("<I", header, 48, directory)
    struct.pack_into("<IIIII", header, 56, 4096, END, 0, END, 0)
    struct.pack_into("<109I", header, 76, len(sectors) - 1, *[FREE] * 108)
    return bytes(header) + b"".join(sectors)


def entry(name, kind, first, size):
    """One directory entry of 128 bytes."""
    raw = bytearray(128)
    encoded = name.encode("utf-16-le")
    raw[: len(encoded)] = encoded
    struct.pack_into("<HB", raw, 64, len(encoded) + 2 if name else 0, kind)
    struct.pack_into("<II", raw, 116, first, size)
    return bytes(raw)


def word97(text, flags=0):
    """A .doc whose piece table has one piece of UTF-16 text."""
    body = text.encode("utf-16-le")
    main = bytearray(1024) + body
    struct.pack_into("<H", main, 0x0A, 0x0200 | flags)
    struct.pack_into("<I", main, 0x4C, len(text))
    pieces = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, 1024, 0)
    table = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", main, 0x01A2, 0, len(table))
    return compound_file({"WordDocument": bytes(main), "1Table": table})


def ofd(lines, size=6.0):
    """An OFD of one page; a line is (x, y, width, text) in millimetres."""
    objects = "".join(
        f'<ofd:TextObject Boundary="{x} {y} {w} {size}" Size="{size}">'
        f"<ofd:TextCode>{t}</ofd:TextCode></ofd:TextObject>"
        for x, y, w, t in lines
    )
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    root = "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
    pages = '<ofd:Pages><ofd:Page BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>'
    area = "<ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area>"
    content = f"{area}<ofd:Content>{objects}</ofd:Content>"
    return zipped(
        {
            "OFD.xml": f"<ofd:OFD {space}>{root}</ofd:OFD>",
            "Doc_0/Document.xml": f"<ofd:Document {space}>{pages}</ofd:Document>",
            "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {space}>{content}</ofd:Page>",
        }
    )


def xlsx(sheets, styles="", merged=()):
    """A workbook from name → rows; a cell is text, or (number, style); `merged` ranges (A2:A3)."""
    ranges = "".join(f"<mergeCell ref='{ref}'/>" for ref in merged)
    parts = {
        "xl/workbook.xml": "<workbook xmlns:r='r'><sheets>"
        + "".join(f"<sheet name='{n}' r:id='r{i}'/>" for i, n in enumerate(sheets))
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": "<Relationships>"
        + "".join(
            f"<Relationship Id='r{i}' Target='worksheets/s{i}.xml'/>" for i in range(len(sheets))
        )
        + "</Relationships>",
        "xl/styles.xml": f"<styleSheet>{styles}</styleSheet>",
    }
    for i, rows in enumerate(sheets.values()):
        body = "".join("<row>" + "".join(map(cell, row)) + "</row>" for row in rows)
        parts[f"xl/worksheets/s{i}.xml"] = (
            f"<worksheet><sheetData>{body}</sheetData><mergeCells>{ranges}</mergeCells></worksheet>"
        )
    return zipped(parts)


def cell(value):
    """One cell: a number with its style, or an inline string."""
    if isinstance(value, tuple):
        return f"<c s='{value[1]}'><v>{value[0]}</v></c>"
    return f"<c t='inlineStr'><is><t>{value}</t></is></c>"

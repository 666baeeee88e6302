"""The entry to reading: one file in, one `FileReport` out, whatever the file is.

A pure function of the bytes and the name, so it can run in a worker process. Readers are
imported when their format turns up; asking a question never imports one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b
from importlib import import_module
from pathlib import Path, PurePosixPath

from assistant import reasons
from assistant.archives import read_archive
from assistant.cleaning import clean, notes_on
from assistant.errors import UnreadableDocument
from assistant.readers.blocks import DEFAULT_LIMITS, Block, BlockKind, Limits, RawFile, SourceFile
from assistant.readers.formats import NAMES, SUFFIXES, Format, sniff
from assistant.records import Document, FileReport, RemovedLine
from assistant.repairs import take_apart
from assistant.splitting import split_documents
from assistant.structure import Origin, build_document

__all__ = ["DEFAULT_LIMITS", "READING_VERSION", "Limits", "read_file", "supported"]

READING_VERSION = 5  # raise it when the same bytes give another report: files are then read anew

_READERS = {
    Format.TEXT: "text",
    Format.MARKDOWN: "markdown",
    Format.DOCX: "docx",
    Format.PDF: "pdf",
    Format.OLE: "doc",
    Format.OFD: "ofd",
    Format.XLSX: "xlsx",
    Format.CSV: "delimited",
    Format.HTML: "html",
    Format.RTF: "rtf",
    Format.IMAGE: "scan",
}
_REFUSED = {
    Format.ENCRYPTED: reasons.ENCRYPTED,
    Format.PPTX: reasons.PRESENTATION,
    Format.OLE_SLIDES: reasons.PRESENTATION,
    Format.OLE_SHEET: reasons.OLD_SHEET,
    Format.BINARY: reasons.BINARY,
}
_FORM = 1_500  # a form is not longer
_GAP_TO_FILL = re.compile(
    r"_{3,}|[（(](?:请)?(?:在此)?填写|此处(?:填|输入)|点击(?:或点击)?(?:此处)?输入|（?字数不少于"
)
_WORDLESS = 120  # characters below which a text without any sentence is no document


def supported(path: Path) -> bool:
    """Whether a file of a folder is tried: its suffix is known.

    Lock files ("~$…") and hidden files of a known suffix are tried too; `read_file` says what
    they are, so that nothing vanishes silently.
    """
    return path.suffix.lower() in SUFFIXES


def read_file(path: Path, name: str, limits: Limits = DEFAULT_LIMITS) -> FileReport:
    """What one file holds; never raises for a bad file.

    Args:
        path: The file.
        name: Its path below the indexed folder, with forward slashes; ids derive from it.
        limits: Bounds on size, pages and unpacked bytes.
    """
    suffix = path.suffix.lower()
    kind = str(SUFFIXES.get(suffix, "unknown"))
    try:
        content = _content(path, limits)
        found = sniff(content, suffix)
        kind = str(found)
        raw = RawFile(path, name, content, limits)
        return read_archive(raw, _read) if found is Format.ZIP else _read(raw, found)
    except UnreadableDocument as error:
        return FileReport(name, readable=False, reason=error.reason, format=kind)


def _read(raw: RawFile, found: Format) -> FileReport:
    """What a file of a known format holds.

    Raises:
        UnreadableDocument: If it cannot be read.
    """
    suffix = raw.path.suffix.lower()
    return _report(raw.name, _source(raw, found, suffix), _suffix_notes(found, suffix))


def _content(path: Path, limits: Limits) -> bytes:
    """The bytes of a file that may be read.

    Raises:
        UnreadableDocument: If it is a lock file, empty, too large, or cannot be opened.
    """
    if path.name.startswith(("~$", ".~")):
        raise UnreadableDocument(path, reasons.LOCK_FILE)
    if path.name.startswith("."):
        raise UnreadableDocument(path, reasons.HIDDEN_FILE)
    try:
        if not path.is_file():
            raise UnreadableDocument(path, reasons.NOT_A_FILE)
        size = path.stat().st_size
        if size == 0:
            raise UnreadableDocument(path, reasons.EMPTY)
        if size > limits.max_bytes:
            big, limit = -(-size // 1_048_576), limits.max_bytes // 1_048_576
            raise UnreadableDocument(path, reasons.TOO_LARGE.format(size=big, limit=limit))
        return path.read_bytes()
    except OSError as error:
        detail = error.strerror or type(error).__name__
        raise UnreadableDocument(path, reasons.NO_ACCESS.format(detail=detail)) from error


def _source(raw: RawFile, found: Format, suffix: str) -> SourceFile:
    """The blocks of a file by the reader of its format.

    Raises:
        UnreadableDocument: If the format is not read, or the reader finds no text.
    """
    if found in _REFUSED:
        raise UnreadableDocument(raw.path, _REFUSED[found])
    module = _READERS.get(found)
    if module is None:
        raise UnreadableDocument(raw.path, reasons.UNKNOWN.format(suffix=suffix or "没有扩展名"))
    if found is Format.TEXT and suffix in SUFFIXES and SUFFIXES[suffix] not in _TEXT_LIKE:
        _check_text(raw, suffix)
    read: Callable[[RawFile], SourceFile] = import_module(f"assistant.readers.{module}").read
    try:
        return read(raw)
    except RecursionError as error:
        raise UnreadableDocument(raw.path, reasons.BROKEN.format(detail="嵌套过深")) from error


_TEXT_LIKE = frozenset({Format.TEXT, Format.MARKDOWN, Format.CSV, Format.HTML})


def _check_text(raw: RawFile, suffix: str) -> None:
    """Refuse a file with an office suffix whose bytes are neither that nor text.

    Raises:
        UnreadableDocument: If the bytes do not decode as text.
    """
    decode = import_module("assistant.readers.decoding").decode
    try:
        decode(raw)
    except UnreadableDocument as error:
        reason = reasons.BROKEN.format(detail=f"不是有效的 {suffix} 文件")
        raise UnreadableDocument(raw.path, reason) from error


def _suffix_notes(found: Format, suffix: str) -> list[str]:
    """A note where suffix and content differ."""
    named = SUFFIXES.get(suffix)
    if named is None or named is found or {named, found} <= _TEXT_LIKE:
        return []
    return [reasons.NOTE_SUFFIX.format(suffix=suffix, actual=NAMES[found])]


def _report(name: str, source: SourceFile, notes: Sequence[str]) -> FileReport:
    """The report of a file that was read."""
    cleaned = clean(source.blocks)
    removed = [*source.removed, *cleaned.removed]
    blocks = take_apart(cleaned.blocks)
    refusal = _refusal(blocks)
    if refusal:
        return FileReport(
            name, readable=False, reason=refusal, format=source.format, removed=tuple(removed)
        )
    contents = [line.text for line in removed if line.reason == "contents"]
    parts = split_documents(blocks, contents)
    removed.extend(RemovedLine(b.text, "collection", page=b.page) for b in blocks[: parts[0].start])
    documents: list[Document] = []
    all_notes = [*source.notes, *notes, *_cleaning_notes(removed)]
    digest = blake2b(name.encode("utf-8"), digest_size=6).hexdigest()
    place = PurePosixPath(name)
    for ordinal, part in enumerate(parts):
        origin = Origin(
            name,
            place.stem if len(parts) == 1 else "",
            place.parent.name,
            f"{digest}-{ordinal}",
            ordinal,
        )
        document, own = build_document(blocks[part.start : part.end], origin)
        documents.append(document)
        prefix = f"《{document.title}》" if len(parts) > 1 else ""
        all_notes.extend(prefix + note for note in own)
    if len(parts) > 1:
        all_notes.append(reasons.NOTE_SPLIT.format(count=len(parts)))
    return FileReport(
        name, readable=True, reason=None, format=source.format, documents=tuple(documents),
        removed=tuple(removed), notes=tuple(dict.fromkeys(all_notes)),
    )  # fmt: skip


def _refusal(blocks: Sequence[Block]) -> str | None:
    """Why a text is no summary although it could be read, or None."""
    if _is_template(blocks):
        return reasons.TEMPLATE
    return reasons.NO_CONTENT if _says_nothing(blocks) else None


def _says_nothing(blocks: Sequence[Block]) -> bool:
    """Whether nothing but links, a few words, or nothing at all is left."""
    if any(block.kind is BlockKind.ROW for block in blocks):
        return False
    text = "".join(block.text for block in blocks)
    return not text or ("。" not in text and len(text) < _WORDLESS)


def _is_template(blocks: Sequence[Block]) -> bool:
    """Whether the text is a form that nobody filled in: several gaps to fill, little else."""
    text = "\n".join(block.text for block in blocks[:200])
    return len(text) < _FORM and len(_GAP_TO_FILL.findall(text)) >= 3


def _cleaning_notes(removed: Sequence[RemovedLine]) -> Iterator[str]:
    """How much cleaning took out, in words."""
    words = {"contents": reasons.NOTE_TOC, "ad": reasons.NOTE_ADS}
    for code, count in notes_on(removed):
        yield words[code].format(count=count)

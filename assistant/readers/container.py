"""Zip containers (.docx, .xlsx, .ofd, .zip) opened within bounds, and their XML parts.

Sizes are checked before anything is unpacked and again while unpacking, since a zip directory
can lie. XML with a DTD is refused: office formats never carry one, entity bombs always do.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from assistant import reasons
from assistant.errors import UnreadableDocument
from assistant.readers.blocks import RawFile

_RATIO = 400  # no honest office part is packed tighter than this
_LARGE = 8_000_000
_LARGEST_XML = 96_000_000  # an element tree takes about ten times the bytes


class Container:
    """An open zip container; every way of failing is an `UnreadableDocument`."""

    def __init__(self, raw: RawFile) -> None:
        """Open the container and check its directory.

        Raises:
            UnreadableDocument: If it is broken, encrypted or larger than the limits.
        """
        self.raw = raw
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw.content))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise UnreadableDocument(raw.path, reasons.BROKEN.format(detail="压缩包")) from error
        limit = raw.limits.max_unpacked
        if len(members) > raw.limits.max_members or sum(m.file_size for m in members) > limit:
            raise UnreadableDocument(raw.path, _bomb(raw))
        self.members = {m.filename: m for m in members if not m.is_dir()}
        self._spent = 0

    def names(self) -> Iterator[str]:
        """The names of the members."""
        return iter(self.members)

    def read(self, name: str) -> bytes:
        """The bytes of one member.

        Raises:
            UnreadableDocument: If it is missing, encrypted, broken or too large.
        """
        member = self.members.get(name)
        if member is None:
            raise UnreadableDocument(self.raw.path, reasons.BROKEN.format(detail=f"缺少 {name}"))
        if member.flag_bits & 1:
            raise UnreadableDocument(self.raw.path, reasons.ENCRYPTED)
        packed = max(1, member.compress_size)
        if member.file_size > _LARGE and member.file_size > _RATIO * packed:
            raise UnreadableDocument(self.raw.path, _bomb(self.raw))
        room = self.raw.limits.max_unpacked - self._spent
        try:
            with self._zip.open(member) as stream:
                content = stream.read(room + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise UnreadableDocument(self.raw.path, reasons.BROKEN.format(detail=name)) from error
        except (NotImplementedError, RuntimeError) as error:  # unknown packing; password
            raise UnreadableDocument(self.raw.path, reasons.ENCRYPTED) from error
        if len(content) > room:
            raise UnreadableDocument(self.raw.path, _bomb(self.raw))
        self._spent += len(content)
        return content

    def xml(self, name: str) -> ElementTree.Element:
        """The root element of an XML member.

        Raises:
            UnreadableDocument: As `read`, or if the XML is broken or carries a DTD.
        """
        content = self.read(name)
        if len(content) > _LARGEST_XML:
            raise UnreadableDocument(self.raw.path, _bomb(self.raw))
        return parse_xml(self.raw, content, name)

    def xml_or_none(self, name: str) -> ElementTree.Element | None:
        """The root element of an optional member; None where it is missing or broken."""
        if name not in self.members:
            return None
        try:
            return self.xml(name)
        except UnreadableDocument:
            return None


def parse_xml(raw: RawFile, content: bytes, name: str) -> ElementTree.Element:
    """The root element of an XML text.

    Raises:
        UnreadableDocument: If it is broken or carries a DTD.
    """
    head = content[:4096].replace(b"\x00", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise UnreadableDocument(raw.path, reasons.DANGEROUS_XML)
    try:
        return ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, LookupError, RecursionError) as error:
        raise UnreadableDocument(raw.path, reasons.BROKEN.format(detail=name)) from error


def local(tag: object) -> str:
    """The name of a tag or attribute without its namespace.

    Example:
        >>> local("{http://example.org}p")
        'p'
    """
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: ElementTree.Element, name: str) -> str | None:
    """An attribute by its local name, whatever its namespace; None where it is missing."""
    for key, value in element.attrib.items():
        if local(key) == name:
            return value
    return None


def _bomb(raw: RawFile) -> str:
    return reasons.BOMB.format(limit=raw.limits.max_unpacked // 1_048_576)

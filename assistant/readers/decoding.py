"""Bytes to text: byte order mark, UTF-8, UTF-16 without a mark, GB18030, Big5, else refused.

GB18030 decodes almost anything, so a decoding is believed only if it reads like a language:
few control or private characters, and enough of the commonest Han characters or ASCII.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant import reasons
from assistant.errors import UnreadableDocument
from assistant.readers.blocks import RawFile

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_COMMON = re.compile(
    "[ -~"
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下"
    "过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都"
    "两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重"
    "新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情最党总"
    "為這個時來們會對國發動過說產種進著部電裡現實體機當從業應開還樣與關線內數無問條結學經間義"
    "，。、；：？！“”《》（）\n]"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\ue000-\uf8ff]")
_SAMPLE = 20_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, the encoding that gave it, and how many places were not readable."""

    text: str
    encoding: str
    faults: int


def decode(raw: RawFile) -> Decoded:
    """The text of a plain text file, line ends unified to one line feed.

    Raises:
        UnreadableDocument: If no encoding gives readable text.
    """
    found = _decode(raw.content)
    if found is None:
        raise UnreadableDocument(raw.path, reasons.BINARY)
    text = found.text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    return Decoded(
        text.replace("\u2028", "\n").replace("\u2029", "\n"), found.encoding, found.faults
    )


def _decode(content: bytes) -> Decoded | None:
    """The first decoding that reads like a language."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _lenient(content[len(mark) :], encoding)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        share = _control_share(text)
        wide = sum(char > "\u07ff" for char in text[:_SAMPLE])  # random bytes are no UTF-8
        readable = share < 0.05 or (share < 0.2 and wide >= 8)
        return Decoded(text, "utf-8", 0) if readable else _wide(content)
    found = _wide(content)
    if found is not None:
        return found
    candidates = [_lenient(content, encoding) for encoding in ("utf-8", "gb18030", "big5")]
    best = max(candidates, key=lambda c: _plausibility(c.text) - _fault_cost(c))
    if _plausibility(best.text) < 0.25 or _control_share(best.text) >= 0.05:
        return None
    return best if _fault_cost(best) < 0.2 else None


def _wide(content: bytes) -> Decoded | None:
    """The text of UTF-16 without a byte order mark, or None."""
    sample = content[: _SAMPLE // 2 * 2]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, errors="replace")
        if _plausibility(text) >= 0.25 and _control_share(text) < 0.01:
            return _lenient(content, encoding)
    return None


def _lenient(content: bytes, encoding: str) -> Decoded:
    """The text with a replacement character for every place that cannot be decoded."""
    text = content.decode(encoding, errors="replace")
    return Decoded(text, encoding, text.count("\ufffd"))


def _plausibility(text: str) -> float:
    """Share of characters that are common in Chinese, or ASCII letters, in a sample."""
    sample = text[:_SAMPLE]
    return len(_COMMON.findall(sample)) / max(1, len(sample))


def _fault_cost(found: Decoded) -> float:
    """How much the replacement characters of a decoding speak against it, from 0."""
    return 10 * found.faults / max(1, len(found.text))


def _control_share(text: str) -> float:
    """Share of control and private characters (other than white space) in a sample."""
    sample = text[:_SAMPLE]
    return len(_CONTROL.findall(sample)) / max(1, len(sample))

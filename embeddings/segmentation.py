"""Texts to token ids for the built-in model: script, width and case first, then Unigram words.

A folder holds `tokenizer.json` (tokenizers library, Unigram) and `simplified.txt` (one line
"繁简" per character; made with OpenCC when the model was trained, so that loading needs no
OpenCC and the same folder always gives the same ids).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

TOKENIZER_FILE = "tokenizer.json"
SIMPLIFIED_FILE = "simplified.txt"
UNKNOWN = 0  # row of "<unk>"; never given out
_BETWEEN = " \u3400 "  # a Han character too rare for any vocabulary; were it known, nothing is cut


class Segmenter:
    """Cuts texts into token ids; characters outside Han, a–z and 0–9 only separate."""

    def __init__(self, tokenizer: Tokenizer, simplified: dict[str, str]) -> None:
        self._tokenizer = tokenizer
        self._codes: NDArray[np.uint32] = np.arange(0x110000, dtype=np.uint32)
        for traditional, simple in simplified.items():
            self._codes[ord(traditional)] = ord(simple)

    @classmethod
    def load(cls, folder: Path) -> Segmenter:
        """The segmenter of a model folder.

        Raises:
            OSError: If a file is missing.
            ValueError: If a file is broken.
        """
        lines = (folder / SIMPLIFIED_FILE).read_text(encoding="utf-8").split()
        if any(len(line) != 2 for line in lines):
            raise ValueError(f"{SIMPLIFIED_FILE}: every line must hold two characters")
        return cls(_tokenizer_from(folder / TOKENIZER_FILE), {line[0]: line[1] for line in lines})

    def simplify(self, texts: Sequence[str]) -> list[str]:
        """The texts with traditional characters replaced one by one; lengths stay as they are."""
        whole = "".join(texts).encode("utf-32-le", "replace")  # lone surrogates become "?"
        codes = self._codes[np.frombuffer(whole, dtype=np.uint32)]
        joined = codes.tobytes().decode("utf-32-le")
        pieces, start = [], 0
        for text in texts:
            pieces.append(joined[start : start + len(text)])
            start += len(text)
        return pieces

    def token_lists(self, texts: Sequence[str]) -> list[list[int]]:
        """Token ids of each text in reading order, repeats kept, unknowns left out."""
        encodings = self._tokenizer.encode_batch_fast(
            self.simplify(texts), add_special_tokens=False
        )
        return [[i for i in encoding.ids if i != UNKNOWN] for encoding in encodings]

    def parted_lists(self, texts: Sequence[Sequence[str]]) -> list[list[list[int]]]:
        """Token ids of each part of each text, as `token_lists` gives them; one string per text.

        A character that the model does not know stands between two parts, and its id in the
        tokens shows where. A text that holds such characters itself is cut part by part.
        """
        joined = self.simplify([_BETWEEN.join(parts) for parts in texts])
        encodings = self._tokenizer.encode_batch_fast(joined, add_special_tokens=False)
        return [
            _pieces(e.ids) if e.ids.count(UNKNOWN) == len(parts) - 1 else self.token_lists(parts)
            for e, parts in zip(encodings, texts, strict=True)
        ]

    def text_of(self, token_id: int) -> str:
        """The token as a string."""
        return str(self._tokenizer.id_to_token(token_id))

    @property
    def size(self) -> int:
        """Number of token ids, the unknown one included."""
        return int(self._tokenizer.get_vocab_size())


def _pieces(ids: list[int]) -> list[list[int]]:
    """The ids between the unknown ones."""
    pieces, start = [], 0
    for _ in range(ids.count(UNKNOWN)):
        end = ids.index(UNKNOWN, start)
        pieces.append(ids[start:end])
        start = end + 1
    return [*pieces, ids[start:]]


def _tokenizer_from(path: Path) -> Tokenizer:
    """A tokenizer read from a file.

    Raises:
        OSError: If the file is missing.
        ValueError: If it is broken; tokenizers raises a bare Exception for that.
    """
    content = path.read_text(encoding="utf-8")
    try:
        return Tokenizer.from_str(content)
    except Exception as error:  # the library raises no narrower one
        raise ValueError(f"{path.name}: {error}") from error

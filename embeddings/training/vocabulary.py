"""The vocabulary, the Unigram tokenizer and the parts that a token's vector is composed of.

Han words come from jieba's dictionary file (MIT; read as data, jieba itself is not imported) and
from CC-CEDICT's head words; a word's score is the mean of its relative frequency in the training
texts and in that dictionary. Only training texts are counted.
"""

from __future__ import annotations

import importlib.util
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from embeddings.segmentation import UNKNOWN, Segmenter
from embeddings.training.sparse import Csr

HAN_WORDS = 60_000
ENGLISH_WORDS = 25_000
PREFIX_LENGTHS = (4, 6)
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002a6df"
_BLOCK = 20_000  # texts cut at a time
_COUNTED = 3  # every third text is enough for shares of words
_HAN_RUN = re.compile(f"[{_HAN}]+")
_ENGLISH_RUN = re.compile("[a-z]+")
_NUMBER = re.compile("[0-9]{3,4}")
_BLOCKS = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x2A6E0))


def simplified_characters() -> dict[str, str]:
    """Every Han character whose simplified form (OpenCC t2s, one character alone) differs."""
    import opencc  # a default dependency of the product, at run time of the model not needed

    convert = opencc.OpenCC("t2s").convert
    table = {}
    for block in _BLOCKS:
        for character in map(chr, range(*block)):
            simple = convert(character)
            if simple != character and len(simple) == 1:
                table[character] = simple
    return table


def dictionary_words() -> dict[str, int]:
    """Word → frequency of jieba's dictionary, Han words only.

    Raises:
        FileNotFoundError: If jieba (extra "jieba") is not installed.
    """
    spec = importlib.util.find_spec("jieba")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("缺少 jieba 的词典：pip install 'hujian[jieba]'")
    words = {}
    for line in (Path(spec.origin).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, frequency, *_ = line.split(" ")
        if _HAN_RUN.fullmatch(word):
            words[word] = int(frequency)
    return words


def unigram(scores: Sequence[tuple[str, float]]) -> Tokenizer:
    """A tokenizer that cuts runs of Han, a–z and 0–9 into the likeliest words.

    Args:
        scores: (token, log probability); the first is the unknown token.
    """
    tokenizer = Tokenizer(models.Unigram(list(scores), unk_id=UNKNOWN, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKD(), normalizers.StripAccents(), normalizers.Lowercase()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(f"[^{_HAN}a-z0-9]+"), "removed"),
            pre_tokenizers.Split(Regex(f"[{_HAN}]+|[a-z]+|[0-9]+"), "isolated"),
        ]
    )
    return tokenizer


def build_scores(texts: Sequence[str], simplified: dict[str, str]) -> list[tuple[str, float]]:
    """The vocabulary of training texts: tokens with log probabilities, the unknown one first.

    Args:
        texts: Training texts.
        simplified: Traditional → simplified character.
    """
    dictionary = dictionary_words()
    total = math.log(sum(dictionary.values()))
    words = [(word, math.log(n + 1) - total) for word, n in dictionary.items()]
    segmenter = Segmenter(unigram([("<unk>", 0.0), *words]), simplified)
    counted = texts[::_COUNTED]
    blocks = [counted[i : i + _BLOCK] for i in range(0, len(counted), _BLOCK)]
    return choose(_count_han(blocks, segmenter), dictionary, _count_english(blocks))


def _count_han(blocks: Iterable[Sequence[str]], segmenter: Segmenter) -> Counter[str]:
    """How often each word of a segmenter occurs in blocks of texts."""
    counts = np.zeros(segmenter.size, dtype=np.int64)
    for block in blocks:
        ids = [i for tokens in segmenter.token_lists(block) for i in tokens]
        counts += np.bincount(np.asarray(ids, dtype=np.int64), minlength=segmenter.size)
    return Counter({segmenter.text_of(int(i)): int(counts[i]) for i in np.flatnonzero(counts)})


def _count_english(blocks: Iterable[Sequence[str]]) -> Counter[str]:
    """How often each run of a–z occurs in blocks of texts, lower case."""
    counts: Counter[str] = Counter()
    for block in blocks:
        for text in block:
            counts.update(_ENGLISH_RUN.findall(text.lower()))
    return counts


def choose(
    corpus: Counter[str], dictionary: dict[str, int], english: Counter[str]
) -> list[tuple[str, float]]:
    """The vocabulary with log probabilities, the unknown token first, no repeats.

    Args:
        corpus: Han words and characters counted in the training texts.
        dictionary: Han words counted by the dictionary's makers.
        english: Lower-case English words counted in the training texts.
    """
    corpus_sum, dictionary_sum = max(1, corpus.total()), sum(dictionary.values())
    share = {
        word: (corpus[word] / corpus_sum + dictionary.get(word, 0) / dictionary_sum) / 2
        for word in corpus.keys() | dictionary.keys()
    }
    words = sorted((w for w in share if len(w) > 1), key=lambda w: (-share[w], w))[:HAN_WORDS]
    characters = sorted(w for w in share if len(w) == 1)
    scores = {"<unk>": 0.0}
    scores.update((w, math.log(share[w] + 1e-12)) for w in words)
    scores.update((c, math.log(share[c] + 1e-12) - 2.0) for c in characters)
    frequent = sorted(english.items(), key=lambda item: (-item[1], item[0]))[:ENGLISH_WORDS]
    english_sum = max(1, english.total())
    scores.update((w, math.log(n / english_sum)) for w, n in frequent)
    for token, score in _fixed_tokens():
        scores.setdefault(token, score)
    return list(scores.items())


def _fixed_tokens() -> list[tuple[str, float]]:
    """Letters, digits, numbers of two and three digits, and the years 1000–2099."""
    tokens = [(letter, -14.0) for letter in "abcdefghijklmnopqrstuvwxyz"]
    tokens += [(digit, -6.0) for digit in "0123456789"]
    tokens += [(f"{n:02d}", -8.0) for n in range(100)]
    tokens += [(str(n), -9.5) for n in range(100, 1000)]
    return tokens + [(str(year), -9.0) for year in range(1000, 2100)]


def parts_matrix(tokens: Sequence[str], share: float) -> tuple[Csr, list[str]]:
    """The matrix that composes token vectors, and the rows it needs beyond the tokens.

    Row w of the matrix has 1 at w and `share` at each part of w. Parts of a Han word are its
    characters and the shorter words of the vocabulary inside it; parts of an English word are
    its first 4 and first 6 letters where two words of the vocabulary share them; parts of a number
    of three or four digits are its first two and last two digits.

    Args:
        tokens: The vocabulary, the unknown token first.
        share: Weight of a part, the recipe's λ.

    Returns:
        Csr (len(tokens), len(tokens) + len(prefixes)), and the prefixes in column order.
    """
    row_of = {token: row for row, token in enumerate(tokens)}
    prefixes = _shared_prefixes(tokens)
    column_of = {prefix: len(tokens) + k for k, prefix in enumerate(prefixes)}
    offsets, columns, values = [0], [], []
    for row, token in enumerate(tokens):
        parts = [] if row == UNKNOWN else _parts(token, row_of, column_of)
        columns += [row, *parts]
        values += [1.0, *[share] * len(parts)]
        offsets.append(len(columns))
    return (
        Csr(
            np.asarray(offsets, dtype=np.int64),
            np.asarray(columns, dtype=np.int32),
            np.asarray(values, dtype=np.float32),
            len(tokens) + len(prefixes),
        ),
        prefixes,
    )


def _shared_prefixes(tokens: Sequence[str]) -> list[str]:
    """Prefixes of 4 and 6 letters that at least two longer English tokens share, sorted."""
    counts: Counter[str] = Counter()
    for token in tokens:
        if _ENGLISH_RUN.fullmatch(token):
            counts.update(token[:n] for n in PREFIX_LENGTHS if len(token) >= n)
    return sorted(prefix for prefix, n in counts.items() if n >= 2)


def _parts(token: str, row_of: dict[str, int], column_of: dict[str, int]) -> list[int]:
    """Columns of the parts of one token, each once, in a fixed order."""
    if _ENGLISH_RUN.fullmatch(token):
        heads = (token[:n] for n in PREFIX_LENGTHS if len(token) >= n)
        return [column_of[head] for head in heads if head in column_of]
    if _NUMBER.fullmatch(token):
        return sorted({row_of[half] for half in (token[:2], token[-2:]) if half in row_of})
    if len(token) < 2 or not _HAN_RUN.fullmatch(token):
        return []
    size = len(token)
    spans = ((i, j) for i in range(size) for j in range(i + 1, size + 1) if j - i < size)
    return sorted({row_of[token[i:j]] for i, j in spans if token[i:j] in row_of})

"""Token vectors to four bits: prune what was seldom seen, round, write the model folder."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.segmentation import SIMPLIFIED_FILE, TOKENIZER_FILE
from embeddings.static import CODES_FILE, CONFIG_FILE, FORMAT, NORMS_FILE, SCALES_FILE
from embeddings.training.sparse import Floats
from embeddings.training.vocabulary import unigram

HAN_SEEN, ASCII_SEEN, CHARACTER_SEEN = 5, 1, 1
MODULES_FILE = "modules.json"  # makes the folder loadable by sentence-transformers
_MODULES = [{"idx": 0, "name": "0", "path": "", "type": "embeddings.st_module.StaticBag"}]
CLIPS = (1.0, 0.85, 0.7, 0.6, 0.5)
_ASCII = re.compile("[a-z0-9]+")


def kept_rows(tokens: Sequence[str], seen: NDArray[np.int64]) -> NDArray[np.int64]:
    """Rows of the tokens that stay: seen often enough in training, the unknown one first.

    A dropped Han word is cut into shorter ones by the tokenizer.

    Args:
        tokens: The vocabulary, the unknown token first.
        seen: How many texts of the drawn pairs held each token.
    """

    def needed(token: str) -> int:
        if _ASCII.fullmatch(token):
            return ASCII_SEEN
        return CHARACTER_SEEN if len(token) == 1 else HAN_SEEN

    kept = [0] + [row for row in range(1, len(tokens)) if seen[row] >= needed(tokens[row])]
    return np.asarray(kept, dtype=np.int64)


def flatten_lengths(vectors: Floats, power: float) -> Floats:
    """The rows with their lengths raised to a power, the median length kept.

    Below 1 it brings the weights of rare and frequent tokens a little nearer to each other.

    Args:
        vectors: (n, dim) float32; rows of zeros stay as they are.
        power: The new length is median · (length / median) ** power.
    """
    lengths = np.linalg.norm(vectors, axis=1)
    filled = lengths > 0
    factor = np.ones_like(lengths)
    if filled.any():
        median = np.median(lengths[filled])
        factor[filled] = (lengths[filled] / median) ** (power - 1.0)
    flat: Floats = (vectors * factor[:, None]).astype(np.float32)
    return flat


def to_four_bits(vectors: Floats) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """Codes and scales with value ≈ (code − 8) · scale, codes 1–15.

    Per row the best of `CLIPS` times its largest magnitude by squared error is the end of the
    scale. Two codes share a byte: dimension j in the low four bits of byte j, dim / 2 + j in the
    high ones.

    Args:
        vectors: (n, dim) float32, dim even.

    Returns:
        (n, dim / 2) uint8 and (n,) float16.
    """
    top = np.abs(vectors).max(axis=1)
    best = np.full(len(vectors), math.inf)
    codes = np.full(vectors.shape, 8, dtype=np.uint8)
    scales = np.zeros(len(vectors), dtype=np.float16)
    for clip in CLIPS:
        scale = (top * clip / 7.0).astype(np.float16)
        divisor = np.maximum(scale.astype(np.float32), 1e-12)[:, None]
        rounded = np.clip(np.rint(vectors / divisor), -7, 7)
        error = np.square(rounded * scale[:, None].astype(np.float32) - vectors).sum(axis=1)
        better = error < best
        best[better] = error[better]
        scales[better] = scale[better]
        codes[better] = (rounded[better] + 8).astype(np.uint8)
    half = vectors.shape[1] // 2
    packed = np.bitwise_or(codes[:, :half], np.left_shift(codes[:, half:], np.uint8(4)))
    return packed, scales


def write_model(
    folder: Path,
    scores: Sequence[tuple[str, float]],
    simplified: dict[str, str],
    vectors: Floats,
    facts: dict[str, object],
) -> None:
    """Write a model folder that `embeddings.static.load_static` reads.

    Args:
        folder: Made when missing; files in it are replaced.
        scores: Kept tokens with log probabilities, the unknown token first.
        simplified: Traditional → simplified character.
        vectors: (tokens, dim) float32; the unknown token's row is set to 0.
        facts: Further entries for the configuration: name, max_tokens, seed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    vectors = vectors.copy()
    vectors[0] = 0.0
    packed, scales = to_four_bits(vectors)
    codes = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32)
    norms = np.linalg.norm((codes - 8.0) * scales[:, None].astype(np.float32), axis=1)
    np.save(folder / CODES_FILE, packed)
    np.save(folder / SCALES_FILE, scales)
    np.save(folder / NORMS_FILE, norms.astype(np.float32))
    rounded = [(token, round(score, 4)) for token, score in scores]
    unigram(rounded).save(str(folder / TOKENIZER_FILE), pretty=False)
    lines = "".join(f"{a}{b}\n" for a, b in sorted(simplified.items()))
    (folder / SIMPLIFIED_FILE).write_text(lines, encoding="utf-8", newline="\n")
    config = {"format": FORMAT, "dim": int(vectors.shape[1]), "rows": len(vectors), **facts}
    for name, content in ((CONFIG_FILE, config), (MODULES_FILE, _MODULES)):
        text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        (folder / name).write_text(text, encoding="utf-8", newline="\n")

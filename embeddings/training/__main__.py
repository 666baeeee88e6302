"""Train the built-in model again: `python -m embeddings.training`."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from embeddings.segmentation import Segmenter
from embeddings.static import PACKAGED
from embeddings.training.pairs import bags, read_pairs, tabulate
from embeddings.training.quantise import kept_rows, write_model
from embeddings.training.trainer import Recipe, train
from embeddings.training.vocabulary import (
    choose,
    count_english,
    count_han,
    dictionary_words,
    parts_matrix,
    simplified_characters,
    unigram,
)

PART_SHARE = 0.5
MAX_TOKENS = 128
MULTIPLIERS = {
    "cmrc2018_train/question_passage": 2.0,
    "cmrc2018_clue_test/question_passage": 2.0,
    "hebei_gov/": 2.0,
    "policies_xlsx/": 2.0,
    "gwr_wikisource/": 2.0,
    "tech_docs_zh/": 0.5,
}
_DATA = Path(__file__).resolve().parents[3] / "shared" / "encoder-data"


def main(arguments: Sequence[str] | None = None) -> int:
    """Train and write a model; 0 done, 2 wrong use."""
    parser = argparse.ArgumentParser(prog="python -m embeddings.training", description=__doc__)
    parser.add_argument("--data", type=Path, default=_DATA, help="folder with pairs/")
    parser.add_argument("--out", type=Path, default=PACKAGED, help="model folder to write")
    parser.add_argument("--seed", type=int, default=Recipe.seed)
    parser.add_argument("--epochs", type=int, default=Recipe.epochs)
    options = parser.parse_args(arguments)
    if not any((options.data / "pairs").glob("*.jsonl.gz")):
        missing = f"没有训练数据：{options.data}/pairs 里应有 *.jsonl.gz（用 --data 指定）"
        print(missing, file=sys.stderr)
        return 2
    run(options.data, options.out, Recipe(seed=options.seed, epochs=options.epochs))
    return 0


def run(data: Path, out: Path, recipe: Recipe) -> None:
    """Train on the pairs of `data` and write the model to `out`."""
    clock = _Clock()
    pairs = tabulate(read_pairs(data))
    clock(f"{len(pairs.a)} pairs, {len(pairs.texts)} texts")
    simplified = simplified_characters()
    scores = build_vocabulary(pairs.texts, simplified)
    clock(f"vocabulary of {len(scores)}")
    texts = bags(pairs.texts, Segmenter(unigram(scores), simplified), MAX_TOKENS)
    clock(f"{len(texts.columns)} token weights")
    tokens = [token for token, _ in scores]
    parts, _ = parts_matrix(tokens, PART_SHARE)
    vectors = train(pairs, texts, parts, MULTIPLIERS, recipe)
    clock("trained")
    seen = np.bincount(texts.columns, minlength=len(tokens))
    kept = kept_rows(tokens, seen)
    facts = {"name": out.name, "max_tokens": MAX_TOKENS, "seed": recipe.seed}
    write_model(out, [scores[i] for i in kept], simplified, vectors[kept], facts)
    clock(f"wrote {len(kept)} rows to {out}")


def build_vocabulary(texts: list[str], simplified: dict[str, str]) -> list[tuple[str, float]]:
    """Tokens and log probabilities from the training texts and the dictionary."""
    dictionary = dictionary_words()
    base = [("<unk>", 0.0), *((w, float(np.log(n + 1))) for w, n in dictionary.items())]
    shift = float(np.log(sum(dictionary.values())))
    base = [(word, score - shift if word != "<unk>" else 0.0) for word, score in base]
    segmenter = Segmenter(unigram(base), simplified)
    return choose(
        count_han(_blocks(texts), segmenter), dictionary, count_english(_blocks(texts))
    )


def _blocks(texts: list[str], size: int = 20_000) -> Iterator[list[str]]:
    for start in range(0, len(texts), size):
        yield texts[start : start + size]


class _Clock:
    """Prints what was done with the seconds since the last line."""

    def __init__(self) -> None:
        self._last = time.perf_counter()

    def __call__(self, done: str) -> None:
        now = time.perf_counter()
        print(f"{done}  [{now - self._last:.0f} s]", flush=True)
        self._last = now


if __name__ == "__main__":
    raise SystemExit(main())

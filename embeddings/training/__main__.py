"""Train the built-in model again on a CPU, with one command: `python -m embeddings.training`."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from itertools import chain
from pathlib import Path

import numpy as np

from embeddings.segmentation import Segmenter
from embeddings.static import PACKAGED, load_static
from embeddings.training.evaluation import evaluate
from embeddings.training.held_out import held_out_sentences, without
from embeddings.training.own import own_pairs
from embeddings.training.pairs import PairTable, bags, read_pairs, tabulate
from embeddings.training.quantise import flatten_lengths, kept_rows, write_model
from embeddings.training.register import generated_pairs
from embeddings.training.trainer import Recipe, train
from embeddings.training.vocabulary import (
    build_scores,
    parts_matrix,
    simplified_characters,
    unigram,
)

PART_SHARE = 0.5  # weight of a part in a composed vector
TRAINED_TOKENS = 256  # a text's first tokens; of these about `Recipe.drawn_tokens` a step
LENGTH_POWER = 0.8  # token lengths after training
READ_TOKENS = 512  # the encoder's limit
MULTIPLIERS = {  # begin of a group's name → draws per epoch; all others once
    "cc_cedict/dictionary": 1.5,
    "cmrc2018_clue_test/generated": 2.0,
    "cmrc2018_clue_test/question_passage": 4.0,
    "cmrc2018_train/generated": 2.0,
    "cmrc2018_train/question_passage": 4.0,
    "gwr_parallel/": 3.0,
    "gwr_wikisource/": 2.0,
    "gwr_wikisource/generated": 1.0,
    "hebei_gov/": 2.0,
    "hebei_gov/generated": 1.0,
    "laws/neighbour": 0.5,
    "own/english": 1.5,
    "own/everyday": 6.0,
    "own/sentence": 6.0,
    "own/thesaurus": 3.0,
    "policies_xlsx/": 2.0,
    "policies_xlsx/generated": 1.0,
    "tech_docs_zh/": 0.5,
}
TRAINING_FILE = "training.json"
_DATA = Path(__file__).resolve().parents[3] / "shared" / "encoder-data"


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, write and measure a model; 0 done, 2 wrong use."""
    parser = argparse.ArgumentParser(prog="python -m embeddings.training", description=__doc__)
    parser.add_argument("--data", type=Path, default=_DATA, help="folder with pairs/ and dev/")
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
    """Train on the pairs of `data`, write the model to `out`, print its figures.

    Raises:
        FileNotFoundError: If jieba's dictionary is not installed.
    """
    clock = _Clock()
    pairs = _read(data, recipe.seed)
    clock(f"{len(pairs.a):,} pairs of {len(pairs.texts):,} texts")
    simplified = simplified_characters()
    scores = build_scores(pairs.texts, simplified)
    clock(f"vocabulary of {len(scores):,} tokens")
    texts = bags(pairs.texts, Segmenter(unigram(scores), simplified), TRAINED_TOKENS)
    clock(f"{len(texts.columns):,} tokens counted")
    tokens = [token for token, _ in scores]
    vectors = train(pairs, texts, parts_matrix(tokens, PART_SHARE)[0], MULTIPLIERS, recipe)
    clock("trained")
    kept = kept_rows(tokens, np.bincount(texts.columns, minlength=len(tokens)))
    facts = {"name": PACKAGED.name, "max_tokens": READ_TOKENS}
    flat = flatten_lengths(vectors[kept], LENGTH_POWER)
    write_model(out, [scores[i] for i in kept], simplified, flat, facts)
    _write_account(out, pairs, recipe)
    clock(f"{len(kept):,} token vectors written to {out}")
    if (data / "dev").is_dir():
        for name, value in evaluate(load_static(out), data / "dev").items():
            print(f"{name:40s} {value:.4f}")
        clock("measured")


def _read(data: Path, seed: int) -> PairTable:
    """The packaged, the generated and our own pairs, without those with held-out sentences."""
    given = read_pairs(data)
    made = generated_pairs(data, seed) if (data / "plain.jsonl.gz").is_file() else iter(())
    return tabulate(without(chain(given, made, own_pairs()), held_out_sentences(data / "dev")))


def _write_account(out: Path, pairs: PairTable, recipe: Recipe) -> None:
    """Write which pairs the model was trained on and how."""
    counts = np.bincount(pairs.group, minlength=len(pairs.groups)).tolist()
    account = {
        "recipe": asdict(recipe),
        "part_share": PART_SHARE,
        "trained_tokens": TRAINED_TOKENS,
        "length_power": LENGTH_POWER,
        "multipliers": MULTIPLIERS,
        "pairs": dict(sorted(zip(pairs.groups, counts, strict=True))),
    }
    text = json.dumps(account, ensure_ascii=False, indent=2) + "\n"
    (out / TRAINING_FILE).write_text(text, encoding="utf-8", newline="\n")


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

"""Contrastive training of token vectors on a CPU.

A token's vector is composed: E = C·v, where row w of C has 1 at w and λ at its parts. A text's
vector is the normalised Σ √count·E[token]. The loss is in-batch InfoNCE in both directions
(van den Oord, Li & Vinyals 2018), the optimiser Adagrad with one accumulator per row
(Duchi, Hazan & Singer, JMLR 2011). The same seed, data and number of BLAS threads give the same
bytes: every random draw comes from one generator and every sum has a fixed order.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.training.pairs import PairTable, draw_batches, signatures
from embeddings.training.sparse import Csr, Floats, adagrad


@dataclass(frozen=True)
class Recipe:
    """Numbers of the training; the defaults are those of the shipped model.

    Attributes:
        dim: Dimensions of a vector.
        epochs: Passes over the drawn pairs.
        batch: Pairs per step.
        rate: Learning rate after the warm-up; falls linearly to 0.
        warm_up: Steps of linear growth of the rate.
        temperature: Divisor of the cosines in the loss.
        start_scale: Standard deviation of the first values of v.
        drawn_tokens: Expected number of distinct tokens kept of a longer text in one step.
        seed: Seed of every random draw.
    """

    dim: int = 512
    epochs: int = 3
    batch: int = 1024
    rate: float = 0.1
    warm_up: int = 30
    temperature: float = 0.05
    start_scale: float = 0.05
    drawn_tokens: int = 64
    seed: int = 7


def train(
    pairs: PairTable,
    texts: Csr,
    parts: Csr,
    multipliers: dict[str, float],
    recipe: Recipe,
) -> Floats:
    """The composed token vectors E, float32 (tokens, dim).

    Args:
        pairs: The pairs to learn from.
        texts: √count of the tokens of each text of `pairs.texts`.
        parts: The matrix C that composes token vectors.
        multipliers: Begin of a group's name → how often it is drawn per epoch.
        recipe: The numbers.
    """
    rng = np.random.default_rng(recipe.seed)
    table = rng.normal(0.0, recipe.start_scale, (parts.width, recipe.dim)).astype(np.float32)
    sums = np.zeros(parts.width, dtype=np.float32)
    epochs = [draw_batches(pairs, multipliers, recipe.batch, rng) for _ in range(recipe.epochs)]
    steps = [batch for epoch in epochs for batch in epoch]
    marks = signatures(texts)
    start, losses = time.perf_counter(), 0.0
    for number, batch in enumerate(steps):
        sides = [
            _thin(texts.take(side[batch]), recipe.drawn_tokens, rng) for side in (pairs.a, pairs.b)
        ]
        rate = _rate_at(number, len(steps), recipe)
        same = _alike(marks[pairs.a[batch]]) | _alike(marks[pairs.b[batch]])
        losses += _step(sides, same, parts, (table, sums), (rate, recipe.temperature))
        if (number + 1) % 200 == 0 or number + 1 == len(steps):
            spent = time.perf_counter() - start
            count = (number % 200) + 1
            print(
                f"step {number + 1}/{len(steps)}  loss {losses / count:.3f}  {spent:.0f} s",
                flush=True,
            )
            losses = 0.0
    return parts.times(table)


def _rate_at(number: int, steps: int, recipe: Recipe) -> float:
    """The learning rate of a step: linear growth, then linear fall to 0."""
    grown = min(1.0, (number + 1) / recipe.warm_up)
    return recipe.rate * grown * (1.0 - number / steps)


def _thin(texts: Csr, keep: int, rng: np.random.Generator) -> Csr:
    """The texts with each entry of the longer ones kept by chance, about `keep` a text."""
    lengths = np.diff(texts.offsets)
    chance = np.repeat(keep / np.maximum(lengths, keep), lengths)
    kept = rng.random(len(chance)) < chance
    offsets = np.concatenate([[0], np.cumsum(kept)])[texts.offsets].astype(np.int64)
    return Csr(offsets, texts.columns[kept], texts.values[kept], texts.width)


def _alike(marks: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """(n, n): True where two different texts of a batch are equal or nearly so: no negatives.

    Args:
        marks: (n, hashes) MinHash signatures; half of them equal means nearly equal.
    """
    equal = np.zeros((len(marks), len(marks)), dtype=np.int8)
    for column in marks.T:
        equal += column[:, None] == column[None, :]
    alike: NDArray[np.bool_] = equal * 2 >= marks.shape[1]
    np.fill_diagonal(alike, val=False)
    return alike


def _step(
    sides: list[Csr],
    same: NDArray[np.bool_],
    parts: Csr,
    state: tuple[Floats, Floats],
    numbers: tuple[float, float],
) -> float:
    """One step of the optimiser; gives the loss before it.

    Args:
        sides: Token weights of the first and of the second texts of a batch.
        same: (n, n) pairs that must not count as negatives.
        parts: The matrix C.
        state: v (width, dim) and its Adagrad sums (width,), both changed.
        numbers: Learning rate, temperature.
    """
    table, sums = state
    rate, temperature = numbers
    n = sides[0].rows
    both, tokens = _stack(sides[0], sides[1]).compact()
    composed, rows = parts.take(tokens).compact()
    vectors = both.times(composed.times(table[rows]))
    lengths = np.maximum(np.sqrt(np.einsum("ij,ij->i", vectors, vectors)), 1e-6)
    unit = vectors / lengths[:, None]
    loss, on_unit = info_nce(unit[:n], unit[n:], same, temperature)
    radial = np.einsum("ij,ij->i", on_unit, unit)
    on_vectors = (on_unit - radial[:, None] * unit) / lengths[:, None]
    on_tokens = both.transpose().times(on_vectors)
    adagrad(table, sums, rows, composed.transpose().times(on_tokens), rate)
    return loss


def _stack(first: Csr, second: Csr) -> Csr:
    """The rows of one matrix below those of another."""
    return Csr(
        np.concatenate([first.offsets, second.offsets[1:] + first.offsets[-1]]),
        np.concatenate([first.columns, second.columns]),
        np.concatenate([first.values, second.values]),
        first.width,
    )


def info_nce(
    a: Floats, b: Floats, same: NDArray[np.bool_], temperature: float
) -> tuple[float, Floats]:
    """The symmetric in-batch loss and its gradient on the unit rows.

    Args:
        a: (n, dim) unit rows; row i belongs to row i of b.
        b: (n, dim) unit rows.
        same: (n, n) cells left out of the sums, diagonal False.
        temperature: Divisor of the cosines.

    Returns:
        Mean loss, and the gradient for the rows of a above those of b, float32 (2n, dim).

    Example:
        >>> one = np.eye(2, dtype=np.float32)
        >>> round(info_nce(one, one, np.zeros((2, 2), bool), 1.0)[0], 4)  # ln(1 + 1/e)
        0.3133
    """
    n = len(a)
    cosines = a @ b.T
    own = np.diagonal(cosines).copy()
    cells = np.exp((cosines - 1.0) / temperature)  # cosines are bounded: no maximum to subtract
    cells[same] = 0.0
    down, across = cells.sum(axis=0), cells.sum(axis=1)
    shift = (own - 1.0) / temperature
    loss = float((0.5 * (np.log(down) + np.log(across)) - shift).mean())
    cells *= 0.5 / across[:, None] + 0.5 / down[None, :]
    cells[np.arange(n), np.arange(n)] -= 1.0
    cells /= n * temperature
    return loss, np.concatenate([cells @ b, cells.T @ a])

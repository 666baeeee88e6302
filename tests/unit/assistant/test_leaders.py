"""Groups of alike items: leaders, one item per owner, largest first."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.leaders import grouped, near_texts

OWNERS = np.array([0, 1, 2, 0, 3])  # of five items, each with a text of its own
LEAST = 0.45


def groups(*alike: tuple[int, int, float]) -> list[list[int]]:
    """The groups of five items that have these cosines, all others 0."""
    cosines = np.eye(len(OWNERS))
    for a, b, value in alike:
        cosines[a, b] = cosines[b, a] = value
    rows = np.linalg.cholesky(cosines).astype(np.float32)  # rows @ rows.T are the cosines
    return grouped(np.arange(len(OWNERS)), OWNERS, near_texts(rows, LEAST))


def test_the_item_with_most_owners_near_it_leads_its_group() -> None:
    assert groups((0, 1, 0.7), (1, 2, 0.6)) == [[1, 0, 2]]


def test_an_owner_counts_once_with_its_nearest_item() -> None:
    assert groups((1, 0, 0.5), (1, 3, 0.6), (1, 2, 0.46)) == [[1, 3, 2]]


def test_what_one_owner_alone_says_is_no_group() -> None:
    assert groups((0, 3, 0.9)) == []


def test_items_below_the_likeness_stay_apart() -> None:
    assert groups((0, 1, 0.44)) == []
    assert len(groups((0, 1, 0.46))) == 1


def test_of_leaders_with_as_many_owners_the_earlier_item_leads() -> None:
    assert groups((1, 2, 0.9), (3, 4, 0.9)) == [[1, 2], [3, 4]]


def test_items_of_one_text_are_alike_and_an_owner_that_repeats_it_leads_no_second_group() -> None:
    texts, owners = np.array([0, 0, 0]), np.array([0, 1, 1])
    near = near_texts(np.ones((1, 1), np.float32), LEAST)
    assert grouped(texts, owners, near) == [[0, 1]]


def test_a_text_without_a_known_word_is_like_none_not_even_itself() -> None:
    near = near_texts(np.zeros((2, 3), np.float32), LEAST)
    assert near.first.tolist() == [0, 0, 0]
    assert grouped(np.array([0, 0, 1]), np.array([0, 1, 2]), near) == []


@given(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 3)), min_size=1, max_size=24),
    st.integers(0, 1_000),
)
def test_groups_are_those_of_the_plain_algorithm(items: list[tuple[int, int]], seed: int) -> None:
    vectors = np.random.default_rng(seed).normal(size=(8, 3)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    used, texts = np.unique([text for text, _ in items], return_inverse=True)
    owners = np.array([owner for _, owner in items])
    rows = vectors[used]
    cosines = (rows @ rows.T)[texts][:, texts]
    assert grouped(texts, owners, near_texts(rows, LEAST)) == plainly(owners, cosines)


def plainly(owners: np.ndarray, cosines: np.ndarray) -> list[list[int]]:
    """The groups, every item looked at anew for every group."""
    left = set(range(len(owners)))
    found = []
    while True:
        groups = []
        for leader in sorted(left):
            nearest: dict[int, int] = {}
            for i in sorted(left, key=lambda i: (-cosines[leader, i], i)):
                if cosines[leader, i] >= LEAST:
                    nearest.setdefault(int(owners[i]), i)
            groups.append(list(nearest.values()))
        best = max(groups, key=len, default=[])
        if len(best) < 2:
            return found
        found.append(best)
        left -= set(best)

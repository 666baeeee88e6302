"""Items that several organisations share: leaders, one item per organisation, largest first."""

from __future__ import annotations

import numpy as np

from assistant.answering.common_items import Item, grouped
from assistant.sentences import Sentence


def item(owner: str, text: str) -> Item:
    return Item(owner, Sentence(None, 0, len(text), text))  # type: ignore[arg-type]


ITEMS = [item("甲", "一"), item("乙", "二"), item("丙", "三"), item("甲", "四"), item("丁", "五")]


def cosines(*alike: tuple[int, int, float]) -> np.ndarray:
    rows = np.eye(len(ITEMS), dtype=np.float32)
    for a, b, value in alike:
        rows[a, b] = rows[b, a] = value
    return rows


def test_the_item_with_most_organisations_near_it_leads_its_group() -> None:
    groups = grouped(ITEMS, cosines((0, 1, 0.8), (1, 2, 0.7)))
    assert [[i.owner for i in g] for g in groups] == [["乙", "甲", "丙"]]


def test_an_organisation_counts_once_with_its_nearest_item() -> None:
    groups = grouped(ITEMS, cosines((1, 0, 0.6), (1, 3, 0.9), (1, 2, 0.5)))
    assert [[i.sentence.text for i in g] for g in groups] == [["二", "四", "三"]]


def test_what_one_organisation_alone_says_is_no_group() -> None:
    assert grouped(ITEMS, cosines((0, 3, 0.9))) == []


def test_items_below_the_likeness_stay_apart() -> None:
    assert grouped(ITEMS, cosines((0, 1, 0.44))) == []
    assert len(grouped(ITEMS, cosines((0, 1, 0.46)))) == 1

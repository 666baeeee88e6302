"""The shipped model keeps what was promised of it on the evaluation sets, BM25 beside it."""

import json
from pathlib import Path

import pytest

from embeddings.static import PACKAGED, load_static
from embeddings.training.evaluation import bm25, evaluate, ndcg, retrieval_sets

pytestmark = [pytest.mark.integration, pytest.mark.shared]

DEV = Path(__file__).resolve().parents[3] / "shared" / "encoder-data" / "dev"


@pytest.fixture(scope="module")
def figures():
    if not DEV.is_dir():
        pytest.skip(f"{DEV} is missing")
    return evaluate(load_static(), DEV)


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("xquad_zh nDCG@10", 0.91),
        ("xquad_en→zh nDCG@10", 0.67),
        ("cmrc2018_dev nDCG@10", 0.87),
        ("gwr_parallel_2021 en→zh", 0.94),
        ("tatoeba_laser zh→en", 0.89),
        ("stsb_zh_dev Spearman", 0.68),
    ],
)
def test_figure(figures, name, least):
    assert figures[name] >= least


@pytest.mark.parametrize("name", ["prov_gwr", "prov_gwr+province"])
def test_in_the_target_register_it_is_better_than_bm25(figures, name):
    rjieba = pytest.importorskip("rjieba")

    def words(text):
        return [w for w in rjieba.cut_for_search(text) if any(c.isalnum() for c in w)]

    data = retrieval_sets(DEV)[name]
    assert figures[f"{name} nDCG@10"] >= ndcg(bm25(data, words), data.right) + 0.08


def test_weights_and_tokenizer_stay_below_thirty_megabytes():
    assert sum(path.stat().st_size for path in PACKAGED.iterdir()) < 30e6


def test_the_model_card_names_every_source_with_its_pairs():
    card = (PACKAGED / "MODEL_CARD.md").read_text(encoding="utf-8")
    account = json.loads((PACKAGED / "training.json").read_text(encoding="utf-8"))
    given: dict[str, int] = {}
    for group, count in account["pairs"].items():
        if "generated" not in group:
            source = group.split("/")[0]
            given[source] = given.get(source, 0) + count
    rows = [line for line in card.splitlines() if line.startswith("| ")]
    for source, count in given.items():
        assert any(r.startswith(f"| {source} |") and f"| {count:,} |" in r for r in rows), source
    assert load_static().revision in card

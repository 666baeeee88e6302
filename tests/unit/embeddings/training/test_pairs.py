"""Reading, grouping and drawing of pairs."""

import gzip
import json

import numpy as np

from embeddings.segmentation import Segmenter
from embeddings.training.pairs import (
    Pair,
    bags,
    draw_batches,
    multiplier,
    read_pairs,
    read_paragraphs,
    signatures,
    tabulate,
)
from embeddings.training.sparse import Csr
from embeddings.training.vocabulary import unigram


def write(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def test_pairs_come_in_file_order_cut_to_length(tmp_path):
    row = {"a": "一" * 500, "b": "二" * 500, "kind": "heading_body", "source": "laws"}
    write(tmp_path / "pairs" / "b.jsonl.gz", [{**row, "a": "后"}])
    write(tmp_path / "pairs" / "a.jsonl.gz", [row])
    first, second = read_pairs(tmp_path)
    assert first == Pair("一" * 300, "二" * 400, "laws/heading_body")
    assert second.a == "后"


def test_paragraphs(tmp_path):
    write(tmp_path / "plain.jsonl.gz", [{"text": "一段话。", "source": "laws"}])
    assert list(read_paragraphs(tmp_path)) == [("一段话。", "laws")]


def test_a_text_is_held_once():
    table = tabulate([Pair("一", "二", "x/k"), Pair("二", "三", "y/k"), Pair("一", "三", "x/k")])
    assert table.texts == ["一", "二", "三"]
    assert (table.a.tolist(), table.b.tolist()) == ([0, 1, 0], [1, 2, 2])
    assert (table.group.tolist(), table.groups) == ([0, 1, 0], ["x/k", "y/k"])


def test_bags_hold_the_root_of_the_count_of_the_first_tokens():
    segmenter = Segmenter(unigram([("<unk>", 0.0), ("走", -1.0), ("访", -1.0)]), {})
    matrix = bags(["走访走走走访", "", "火", "访"], segmenter, 5, block=3)
    assert matrix.offsets.tolist() == [0, 2, 2, 2, 3]
    assert matrix.columns.tolist() == [1, 2, 2]
    assert matrix.values.tolist() == [2.0, 1.0, 1.0]  # 走 four times among the first five


def test_signatures_agree_about_as_often_as_the_token_sets_overlap():
    # 300 tokens; 300 tokens of which 200 are the same (Jaccard 1/2); none; the first again
    sets = [range(300), range(100, 400), [], range(299, -1, -1)]
    columns = np.concatenate([np.array(list(s), dtype=np.int32) for s in sets])
    offsets = np.array([0, 300, 600, 600, 900])
    texts = Csr(offsets, columns, np.ones(900, dtype=np.float32), 400)
    marks = signatures(texts, hashes=400)
    assert (marks[0] == marks[3]).all()
    assert 0.4 < (marks[0] == marks[1]).mean() < 0.6
    assert (marks[2] == np.iinfo(np.uint32).max).all()


def test_the_longest_begin_of_a_name_decides():
    table = {"tech": 0.5, "tech/oi": 3.0}
    assert [multiplier(g, table) for g in ("tech/oi/k", "tech/x/k", "laws/k")] == [3.0, 0.5, 1.0]


def test_batches_are_of_one_group_and_hold_each_pair_as_often_as_asked():
    group = np.repeat(np.array([0, 1], dtype=np.int16), [2048, 1024])
    rows = np.arange(len(group), dtype=np.int32)
    table = tabulate([])
    table = type(table)([], rows, rows, group, ["a/k", "b/k"])
    batches = draw_batches(table, {"b/": 2.0}, 1024, np.random.default_rng(0))
    assert [len(batch) for batch in batches] == [1024] * 4
    assert all(len(set(group[batch])) == 1 for batch in batches)
    counts = np.bincount(np.concatenate(batches))
    assert counts[:2048].tolist() == [1] * 2048
    assert counts[2048:].tolist() == [2] * 1024


def test_a_fraction_is_a_chance():
    rows = np.arange(4000, dtype=np.int32)
    table = type(tabulate([]))([], rows, rows, np.zeros(4000, np.int16), ["a/k"])
    drawn = np.concatenate(draw_batches(table, {"a/": 0.25}, 1024, np.random.default_rng(0)))
    assert 850 < len(drawn) < 1150
    assert len(set(drawn)) == len(drawn)

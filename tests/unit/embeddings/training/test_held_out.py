"""No sentence of an evaluation set reaches the training."""

import gzip
import json

from embeddings.training.held_out import held_out_sentences, without
from embeddings.training.pairs import Pair

SENTENCE = "实施提振消费专项行动，落实城乡居民增收计划"


def test_a_pair_with_a_held_out_sentence_or_question_is_dropped(tmp_path):
    rows = [{"pid": "p", "text": f"{SENTENCE}。短句。"}, {"qid": "q", "query": "江苏稳就业？"}]
    with gzip.open(tmp_path / "x.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    held_out = held_out_sentences(tmp_path)
    kept = Pair("短句", "短句。江苏稳就业，促增收。", "x/k")  # short sentences occur everywhere
    dropped = [
        Pair("别的", f"开头；{SENTENCE.replace('，', ', ')}！", "x/k"),
        Pair("江苏稳就业", "别的", "x/k"),
    ]
    assert list(without([kept, *dropped], held_out)) == [kept]


def test_without_evaluation_sets_every_pair_stays(tmp_path):
    pair = Pair("一", "二", "x/k")
    assert list(without([pair], held_out_sentences(tmp_path / "none"))) == [pair]

"""Pairs that were written for the training."""

from embeddings.training.own import LEXICON, OWN, own_pairs
from embeddings.training.pairs import Pair


def test_each_kind_gives_its_pairs(tmp_path):
    (tmp_path / "sentences.txt").write_text(
        "# 说明\n为老人开设食堂3个。\t老头老太太上哪儿吃饭\t谁给上岁数的做饭\n", "utf-8"
    )
    (tmp_path / "thesaurus.txt").write_text("娃、小孩、儿童\n", "utf-8")
    (tmp_path / "everyday.txt").write_text("流浪犬：没主人的狗、野狗\n", "utf-8")
    (tmp_path / "english.txt").write_text("stray dog：流浪犬\n", "utf-8")
    assert list(own_pairs(tmp_path, tmp_path)) == [
        Pair("老头老太太上哪儿吃饭", "为老人开设食堂3个。", "own/sentence"),
        Pair("谁给上岁数的做饭", "为老人开设食堂3个。", "own/sentence"),
        Pair("小孩", "娃", "own/thesaurus"),
        Pair("儿童", "娃", "own/thesaurus"),
        Pair("儿童", "小孩", "own/thesaurus"),
        Pair("没主人的狗", "流浪犬", "own/everyday"),
        Pair("野狗", "流浪犬", "own/everyday"),
        Pair("流浪犬", "stray dog", "own/english"),
    ]


def test_without_the_files_there_are_none(tmp_path):
    assert list(own_pairs(tmp_path, tmp_path)) == []


def test_the_files_of_the_project_are_read():
    counts = {}
    for pair in own_pairs(OWN, LEXICON):
        assert pair.a and pair.b
        counts[pair.group] = counts.get(pair.group, 0) + 1
    assert min(counts[f"own/{k}"] for k in ("sentence", "thesaurus", "everyday", "english")) > 2_000

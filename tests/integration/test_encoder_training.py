"""`python -m embeddings.training` on a tiny folder: one command, the same bytes again."""

import gzip
import json

import pytest

from embeddings.static import load_static
from embeddings.training.__main__ import main

pytestmark = pytest.mark.integration

SENTENCES = (
    "组织义诊活动，为村民量血压",
    "走访慰问困难群众",
    "清理河道垃圾",
    "开展普法宣讲进校园",
    "修缮村卫生室",
    "举办农业技术培训",
    "排查消防隐患",
    "建立志愿服务队",
)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    pytest.importorskip("jieba", reason="the vocabulary needs jieba's dictionary")
    folder = tmp_path_factory.mktemp("encoder-data")
    (folder / "pairs").mkdir()
    kind = {"kind": "heading_body", "source": "hebei_gov"}
    rows = [
        {"a": f"{a}{n}", "b": f"本单位{a}，效果良好。", **kind}
        for a in SENTENCES
        for n in range(20)
    ]
    paragraph = "（一）加强组织领导。我省开展走访慰问，共走访120户。下一步将继续推进。"
    for path, content in (
        (folder / "pairs" / "x.jsonl.gz", rows),
        (folder / "plain.jsonl.gz", [{"text": paragraph, "source": "hebei_gov"}]),
    ):
        with gzip.open(path, "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in content)
    return folder


def test_the_same_seed_writes_the_same_bytes(data, tmp_path):
    for name in ("a", "b"):
        arguments = ["--data", str(data), "--out", str(tmp_path / name / "m"), "--epochs", "1"]
        assert main(arguments) == 0
    for file in (tmp_path / "a" / "m").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / "m" / file.name).read_bytes(), file.name
    encoder = load_static(tmp_path / "a" / "m")
    assert encoder.dim == 512
    assert encoder.encode_queries(["走訪慰問"]).any()


def test_without_data_the_command_ends_with_a_sentence(tmp_path, capsys):
    assert main(["--data", str(tmp_path)]) == 2
    error = capsys.readouterr().err
    assert "没有训练数据" in error
    assert str(tmp_path) in error

"""The built-in folder through sentence-transformers, and other models of that library, offline."""

import socket
import subprocess
import sys

import numpy as np
import pytest

from embeddings.errors import ModelNotLoadable
from embeddings.static import PACKAGED, load_static
from embeddings.transformer import Prefixes, load_transformer, prefixes_by_name

pytestmark = pytest.mark.integration

TEXTS = ["走访慰问困难群众120户", "田間小課堂", "", "How many households?", "。", "义诊" * 300]


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("a model tried to reach the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(scope="session")
def tiny_bert(tmp_path_factory):
    """A folder with a BERT of 16 dimensions and eleven tokens, untrained, seeded."""
    torch = pytest.importorskip("torch")
    pytest.importorskip("sentence_transformers")
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "义", "诊", "走", "访", "query", "passage", ":"]
    vocabulary = {word: row for row, word in enumerate(words)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    names = {f"{kind}_token": f"[{kind.upper()}]" for kind in ("unk", "pad", "cls", "sep")}
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=32, max_position_embeddings=32,
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("models") / "tiny-e5-small"
    BertModel(config).eval().save_pretrained(folder)
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, **names).save_pretrained(folder)
    return folder


def test_the_built_in_folder_gives_equal_vectors_through_sentence_transformers(tmp_path):
    library = pytest.importorskip("sentence_transformers")
    model = library.SentenceTransformer(str(PACKAGED), trust_remote_code=True, device="cpu")
    expected = load_static().encode_passages(TEXTS)
    np.testing.assert_array_equal(model.encode(TEXTS), expected)
    np.testing.assert_array_equal(model.encode(TEXTS[0]), expected[0])
    assert model.get_embedding_dimension() == 512
    model.save(str(tmp_path), create_model_card=False)
    assert load_static(tmp_path).revision == load_static().revision


def test_the_built_in_folder_is_not_loaded_as_a_foreign_model():
    pytest.importorskip("sentence_transformers")
    with pytest.raises(ModelNotLoadable, match="StaticBag"):
        load_transformer(str(PACKAGED))


def test_a_local_model_is_an_encoder(tiny_bert):
    encoder = load_transformer(str(tiny_bert))
    rows = encoder.encode_passages(["义诊", "", "走访义诊"])
    assert (rows.shape, rows.dtype, encoder.dim) == ((3, 16), np.float32, 16)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), [1, 0, 1], atol=1e-5)
    assert encoder.name == str(tiny_bert)
    assert encoder.encode_queries([]).shape == (0, 16)


def test_the_prefix_of_the_family_is_read_before_the_text(tiny_bert):
    by_name = load_transformer(str(tiny_bert))
    by_hand = load_transformer(str(tiny_bert), query_prefix="passage: ", passage_prefix="query: ")
    assert by_name.prefixes == Prefixes("query: ", "passage: ")
    np.testing.assert_allclose(
        by_name.encode_queries(["义诊"]), by_hand.encode_passages(["义诊"]), atol=1e-6
    )
    assert np.abs(by_name.encode_queries(["义诊"]) - by_name.encode_passages(["义诊"])).max() > 0.01


def test_the_revision_is_that_of_weights_and_prefixes(tiny_bert):
    first, again = load_transformer(str(tiny_bert)), load_transformer(str(tiny_bert))
    other = load_transformer(str(tiny_bert), query_prefix="问：")
    assert first.revision == again.revision != other.revision


def test_prompts_stored_with_a_model_come_before_those_of_its_family(tiny_bert, tmp_path):
    from sentence_transformers import SentenceTransformer

    folder = tmp_path / "my-e5-small"
    model = SentenceTransformer(str(tiny_bert), prompts={"query": "走: ", "document": "访: "})
    model.save(str(folder), create_model_card=False)
    assert load_transformer(str(folder)).prefixes == Prefixes("走: ", "访: ")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("BAAI/bge-small-zh-v1.5", Prefixes("为这个句子生成表示以用于检索相关文章：", "")),
        ("/models/bge-large-zh/", Prefixes("为这个句子生成表示以用于检索相关文章：", "")),
        ("intfloat/multilingual-e5-base", Prefixes("query: ", "passage: ")),
        ("C:\\models\\e5-large-v2", Prefixes("query: ", "passage: ")),
        ("intfloat/multilingual-e5-large-instruct", Prefixes()),
        ("BAAI/bge-m3", Prefixes()),
        ("e5-small/other-model", Prefixes()),
    ],
)
def test_prefixes_of_well_known_families(name, expected):
    assert prefixes_by_name(name) == expected


def test_a_hub_name_is_refused_unless_downloads_are_allowed():
    with pytest.raises(ModelNotLoadable, match="downloads are not allowed") as caught:
        load_transformer("BAAI/bge-small-zh-v1.5")
    assert caught.value.model == "BAAI/bge-small-zh-v1.5"


def test_a_folder_without_a_model_is_refused(tmp_path):
    pytest.importorskip("sentence_transformers")
    with pytest.raises(ModelNotLoadable, match=str(tmp_path)):
        load_transformer(str(tmp_path))


def test_without_the_library_the_error_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelNotLoadable, match=r"pip install 'hujian\[models\]'"):
        load_transformer(str(tmp_path))


def test_importing_the_module_imports_no_library():
    code = (
        "import sys, embeddings.transformer;"
        "print(sorted({'torch', 'sentence_transformers', 'transformers'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert result.stdout.strip() == "[]"

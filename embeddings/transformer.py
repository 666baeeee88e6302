"""Any sentence-transformers model as an `Encoder`, from a local folder or, if allowed, the hub.

The library (and torch behind it) is imported when the first such model is loaded, never before.
A local folder is loaded with `local_files_only`: no look-up leaves the machine. Code that a model
brings along is never run.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from embeddings.encoder import Rows
from embeddings.errors import ModelFolderMissing, ModelLibraryMissing, ModelNotLoadable

_BATCH = 32


@dataclass(frozen=True)
class Prefixes:
    """What a model wants to read before a question and before a passage."""

    query: str = ""
    passage: str = ""


# From the models' own cards: BAAI/bge-*-zh, BAAI/bge-*-en, intfloat/*e5*.
_KNOWN = (
    (r"bge-(small|base|large)-zh", Prefixes("为这个句子生成表示以用于检索相关文章：")),
    (
        r"bge-(small|base|large)-en",
        Prefixes("Represent this sentence for searching relevant passages: "),
    ),
    (r"e5-(small|base|large)(?!.*instruct)", Prefixes("query: ", "passage: ")),
)


def prefixes_by_name(name: str) -> Prefixes:
    """The prefixes of a well-known family of models, by folder or hub name; else none.

    Example:
        >>> prefixes_by_name("intfloat/multilingual-e5-small")
        Prefixes(query='query: ', passage='passage: ')
    """
    last = re.split(r"[/\\]", name.rstrip("/\\"))[-1].lower()
    for pattern, prefixes in _KNOWN:
        if re.search(pattern, last):
            return prefixes
    return Prefixes()


class TransformerEncoder:
    """A sentence-transformers model; it is an `Encoder`."""

    def __init__(self, model: Any, name: str, prefixes: Prefixes) -> None:
        self._model = model
        self._name = name
        self._prefixes = prefixes
        self._dim = int(_dimensions(model))
        self._revision = _revision(model, prefixes)

    @property
    def name(self) -> str:
        """Folder or hub name of the model."""
        return self._name

    @property
    def revision(self) -> str:
        """Hash of weights, tokenizer and prefixes, 16 hexadecimal digits."""
        return self._revision

    @property
    def dim(self) -> int:
        """Dimensions of a vector."""
        return self._dim

    @property
    def prefixes(self) -> Prefixes:
        """The prefixes in use."""
        return self._prefixes

    def encode_queries(self, texts: Sequence[str]) -> Rows:
        """Unit rows (n, dim), float32; an empty text is a zero row."""
        return self._encode(texts, self._prefixes.query)

    def encode_passages(self, texts: Sequence[str]) -> Rows:
        """Unit rows (n, dim), float32; an empty text is a zero row."""
        return self._encode(texts, self._prefixes.passage)

    def _encode(self, texts: Sequence[str], prefix: str) -> Rows:
        rows = np.zeros((len(texts), self._dim), dtype=np.float32)
        filled = [i for i, text in enumerate(texts) if text.strip()]
        if filled:
            rows[filled] = self._model.encode(
                [texts[i] for i in filled],
                prompt=prefix,  # also where empty: it overrides a default prompt of the model
                batch_size=_BATCH,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        return rows


def load_transformer(
    model: str, *, query_prefix: str = "", passage_prefix: str = "", allow_download: bool = False
) -> TransformerEncoder:
    """A sentence-transformers model as an encoder.

    Args:
        model: A local folder, or a hub name where `allow_download` permits it.
        query_prefix: Put before a question. Where neither prefix is given, those stored with the
            model are used, or those known for its family.
        passage_prefix: Put before a passage.
        allow_download: Whether a hub may be reached for a name that is no local folder.

    Raises:
        ModelFolderMissing: If the model is no folder and no download is allowed.
        ModelLibraryMissing: If sentence-transformers is missing.
        ModelNotLoadable: If the model cannot be read.
    """
    local = Path(model).is_dir()
    if not local and not allow_download:
        raise ModelFolderMissing(model, "no such folder, and downloads are not allowed")
    loaded = _load(model, local_only=local)
    if query_prefix or passage_prefix:
        prefixes = Prefixes(query_prefix, passage_prefix)
    else:
        name = str(Path(model).resolve()) if local else model
        prefixes = _stored_prefixes(loaded) or prefixes_by_name(name)
    return TransformerEncoder(loaded, model, prefixes)


def _load(model: str, *, local_only: bool) -> Any:
    """The library's model object.

    Raises:
        ModelNotLoadable: If the library is missing or refuses the model.
    """
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        detail = f"sentence-transformers is missing: pip install 'hujian[models]' ({error})"
        raise ModelLibraryMissing(model, detail) from error
    try:
        return SentenceTransformer(model, local_files_only=local_only, trust_remote_code=False)
    except Exception as error:  # the library lets errors of every kind through
        raise ModelNotLoadable(model, f"{type(error).__name__}: {error}") from error


def _stored_prefixes(model: Any) -> Prefixes | None:
    """The prompts in the model's own configuration, or None where it has none."""
    prompts: dict[str, str | None] = getattr(model, "prompts", None) or {}
    query = prompts.get("query") or ""
    passage = prompts.get("passage") or prompts.get("document") or ""
    return Prefixes(query, passage) if query or passage else None


def _dimensions(model: Any) -> int:
    """Dimensions of a vector; sentence-transformers 5 and 6 name the method differently."""
    new = getattr(model, "get_embedding_dimension", None)
    return int(new() if new is not None else model.get_sentence_embedding_dimension())


def _revision(model: Any, prefixes: Prefixes) -> str:
    """SHA-256 over all that a vector depends on, its first 16 hexadecimal digits."""
    digest = hashlib.sha256(f"{prefixes!r}\n{model!r}\n{model.max_seq_length}\n".encode())
    backend = getattr(getattr(model, "tokenizer", None), "backend_tokenizer", None)
    if backend is not None:
        digest.update(backend.to_str().encode())
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(f"{name} {tuple(tensor.shape)} {tensor.dtype}\n".encode())
        flat = tensor.detach().cpu().contiguous().reshape(-1)
        digest.update(flat.view(dtype=_byte_type()).numpy().tobytes())
    return digest.hexdigest()[:16]


def _byte_type() -> Any:
    """The unsigned byte of torch: tensors are hashed as bytes, for numpy knows no bfloat16."""
    import torch

    return torch.uint8

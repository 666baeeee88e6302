"""The built-in model as a module of sentence-transformers, for `SentenceTransformer(folder)`.

Only sentence-transformers imports this file, by the name in the model folder's `modules.json`.
Its version 6 asks for `trust_remote_code=True` before it imports a class that is not its own.
The vectors are those of `embeddings.static`: the sum is made there, torch only carries it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from shutil import copyfile
from typing import Any, Self

import torch

from embeddings.static import MODEL_FILES, StaticEncoder, load_static

try:  # sentence-transformers 6
    from sentence_transformers.base.modules import InputModule
except ImportError:  # sentence-transformers 5
    from sentence_transformers.models import InputModule


class StaticBag(InputModule):  # type: ignore[misc]  # the library is untyped here
    """Gives each text the vector that `StaticEncoder` gives it."""

    def __init__(self, encoder: StaticEncoder, folder: Path) -> None:
        super().__init__()
        self.encoder = encoder
        self.folder = folder

    @classmethod
    def load(cls, model_name_or_path: str, subfolder: str = "", **_: Any) -> Self:
        """The module of a local model folder.

        Raises:
            ModelNotLoadable: If the folder does not hold the model.
        """
        folder = Path(model_name_or_path) / subfolder
        return cls(load_static(folder), folder)

    def preprocess(
        self, inputs: Sequence[str], prompt: str | None = None, **_: Any
    ) -> dict[str, torch.Tensor]:
        """The finished vectors, (n, dim) float32, under "sentence_embedding"."""
        texts = [(prompt or "") + text for text in inputs]
        return {"sentence_embedding": torch.from_numpy(self.encoder.encode_passages(texts))}

    def tokenize(self, texts: Sequence[str], **_: Any) -> dict[str, torch.Tensor]:
        """What `preprocess` gives; sentence-transformers 5 calls it by this name."""
        return self.preprocess(texts)

    def forward(self, features: dict[str, torch.Tensor], **_: Any) -> dict[str, torch.Tensor]:
        """The features as they are."""
        return features

    def get_embedding_dimension(self) -> int:
        """Dimensions of a vector."""
        return self.encoder.dim

    get_sentence_embedding_dimension = get_embedding_dimension

    @property
    def max_seq_length(self) -> int | None:
        """No limit: longer texts are cut by the encoder itself."""
        return None

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Copy the model's files into a folder."""
        for name in MODEL_FILES:
            copyfile(self.folder / name, Path(output_path) / name)

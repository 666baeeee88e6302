"""Errors of the encoders and indexes, each with the facts that a message needs."""

from __future__ import annotations

from pathlib import Path


class EmbeddingsError(Exception):
    """Base of all errors of this package."""


class ModelNotLoadable(EmbeddingsError):
    """A model folder or name cannot be loaded; `detail` says why."""

    def __init__(self, model: str, detail: str) -> None:
        super().__init__(f"{model}: {detail}")
        self.model = model
        self.detail = detail


class ModelFolderMissing(ModelNotLoadable):
    """The model is no local folder, and a hub may not be reached."""


class ModelLibraryMissing(ModelNotLoadable):
    """The model needs sentence-transformers, which is not installed."""


class IndexNotReadable(EmbeddingsError):
    """An index file is missing, broken, or of another shape."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(f"{path}: {detail}")
        self.path = path
        self.detail = detail

"""The models that settings name, loaded."""

from __future__ import annotations

from assistant.config import BUILT_IN_MODEL, Settings
from assistant.errors import ModelNotFound, ModelsNotInstalled, ModelUnavailable
from assistant.models import Models
from assistant.tokenizer import default_tokenizer
from embeddings.encoder import Encoder
from embeddings.errors import ModelFolderMissing, ModelLibraryMissing, ModelNotLoadable
from embeddings.static import StaticEncoder, load_static


def load_models(settings: Settings) -> Models:
    """The built-in model for tokens, with the encoder that the settings choose.

    Raises:
        ModelUnavailable: If the chosen model cannot be loaded.
    """
    try:
        built_in = load_static()
        encoder = _encoder(settings, built_in)
    except ModelFolderMissing as error:
        raise ModelNotFound(error.model, error.detail) from error
    except ModelLibraryMissing as error:
        raise ModelsNotInstalled(error.model, error.detail) from error
    except ModelNotLoadable as error:
        raise ModelUnavailable(error.model, error.detail) from error
    return Models(encoder, built_in, built_in.revision, default_tokenizer())


def _encoder(settings: Settings, built_in: StaticEncoder) -> Encoder:
    """The built-in model or the sentence-transformers model that the settings name."""
    if settings.model == BUILT_IN_MODEL:
        return built_in
    from embeddings.transformer import load_transformer  # torch: only where it was chosen

    return load_transformer(
        settings.model,
        query_prefix=settings.query_prefix,
        passage_prefix=settings.passage_prefix,
        allow_download=settings.allow_download,
    )

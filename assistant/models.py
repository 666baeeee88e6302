"""Everything that turns text into index rows, chosen once and passed around."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.tokenizer import Tokenizer
from embeddings.encoder import Encoder, TokenEncoder


@dataclass(frozen=True, slots=True)
class Models:
    """The encoder of the dense index, the tokens of late interaction, the words of BM25.

    `tokens` is always the built-in static model, whichever encoder a user chose;
    `tokens_revision` names its weights.
    """

    encoder: Encoder
    tokens: TokenEncoder
    tokens_revision: str
    tokenizer: Tokenizer

"""Everything that turns text into index rows, chosen once and passed around."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.everyday import Everyday, everyday_table
from assistant.tokenizer import Tokenizer
from embeddings.encoder import Encoder, TokenEncoder
from embeddings.static import EncodedParts, StaticEncoder


@dataclass(frozen=True)
class Models:
    """The encoder of the dense index, the tokens of late interaction, the words of BM25.

    `tokens` is always the built-in static model, whichever encoder a user chose;
    `tokens_revision` names its weights.
    """

    encoder: Encoder
    tokens: TokenEncoder
    tokens_revision: str
    tokenizer: Tokenizer

    @property
    def makers(self) -> tuple[str, str, str]:
        """What indexes made with these depend on, as a generation's manifest names it."""
        return self.encoder.revision, self.tokens_revision, self.tokenizer.identity

    @property
    def maker_names(self) -> str:
        """The same for the eye: model, revision, word list."""
        return f"{self.encoder.name} {self.encoder.revision[:8]} {self.tokenizer.identity[-6:]}"

    @cached_property
    def everyday(self) -> Everyday:
        """The lexicon's reverse dictionary by the token vectors (0.2 s), one for all libraries."""
        return Everyday(everyday_table(), self.tokens)

    def encode(self, texts: Sequence[str], parts: Sequence[Sequence[str]]) -> EncodedParts:
        """Vectors and tokens of texts, and the tokens of their parts.

        Where the built-in model is both, its tokenizer runs once.

        Args:
            texts: What vectors and tokens are of.
            parts: Per text, pieces with the same words in the same order, none cut in two.
        """
        if isinstance(self.encoder, StaticEncoder) and self.encoder is self.tokens:
            return self.encoder.encode_parts(parts)
        ids = iter(self.tokens.token_ids([p for pieces in parts for p in pieces]))
        return EncodedParts(
            self.encoder.encode_passages(texts),
            self.tokens.token_ids(texts),
            [[next(ids) for _ in pieces] for pieces in parts],
        )

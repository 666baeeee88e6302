"""Everything that turns text into index rows, chosen once and passed around."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.everyday import Everyday, everyday_table
from assistant.tokenizer import Tokenizer
from embeddings.encoder import Encoder, Rows, TokenEncoder, TokenIds
from embeddings.static import StaticEncoder


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

    def encode(self, texts: Sequence[str]) -> tuple[Rows, list[TokenIds]]:
        """Passage vectors, unit rows (n, dim), and the distinct token ids of each text.

        Where the built-in model is both, its tokenizer runs once.
        """
        if isinstance(self.encoder, StaticEncoder) and self.encoder is self.tokens:
            return self.encoder.encode_with_tokens(texts)
        return self.encoder.encode_passages(texts), self.tokens.token_ids(texts)

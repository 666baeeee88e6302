"""What an encoder is: strings in, unit float32 rows out.

`Encoder` is what the dense index needs and any sentence-transformers model gives.
`TokenEncoder` is what late interaction and word neighbours need; only a static model gives it,
so the built-in model keeps that part when a user chooses another `Encoder`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]
TokenIds = NDArray[np.int32]


class Encoder(Protocol):
    """Maps texts to unit vectors; `revision` changes whenever a vector could."""

    @property
    def name(self) -> str:
        """Name of the model."""
        ...

    @property
    def revision(self) -> str:
        """Changes whenever a vector could."""
        ...

    @property
    def dim(self) -> int:
        """Components per row."""
        ...

    def encode_queries(self, texts: Sequence[str]) -> Rows:
        """Unit rows (n, dim), float32; a text without a known token is a zero row."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> Rows:
        """Unit rows (n, dim), float32; a text without a known token is a zero row."""
        ...


class TokenEncoder(Protocol):
    """Gives one vector per token, independent of context."""

    def token_ids(self, texts: Sequence[str]) -> list[TokenIds]:
        """Distinct token ids of each text by first appearance, int32, unknowns left out."""
        ...

    def token_vectors(self, ids: TokenIds) -> Rows:
        """Unit rows (len(ids), dim), float32."""
        ...

    def token_norms(self, ids: TokenIds) -> NDArray[np.float32]:
        """Lengths of the learned vectors before normalisation: the weight of a token."""
        ...

    def token_texts(self, ids: TokenIds) -> list[str]:
        """The tokens as strings."""
        ...

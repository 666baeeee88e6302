"""Inner-product search over unit rows (cosine), by FAISS; the only importer of faiss.

Policy (measured, docs/decisions.md): an exact scan of fp16 rows up to `EXACT_LIMIT`, above it an
inverted file over 8-bit rows whose number of probed lists grows as a filter gets narrower. No
HNSW: it cannot delete and fails under filters. One FAISS thread per query. A file is written
once and never changed; row ids are 0 … n-1 in the order given.
"""

from __future__ import annotations

import math
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Rows
from embeddings.errors import IndexNotReadable

RowIds = NDArray[np.int64]

EXACT_LIMIT = 500_000
PROBES = 64
NARROW = 0.02  # share of allowed rows below which the inverted file probes every list

faiss.omp_set_num_threads(1)


def build(rows: Rows, exact_limit: int = EXACT_LIMIT) -> DenseIndex:
    """An index over unit rows (n, dim), float32; n may be 0.

    Raises:
        ValueError: If rows is not a float32 matrix.
    """
    if rows.ndim != 2 or rows.dtype != np.float32:
        raise ValueError(f"expected float32 (n, dim), got {rows.dtype} {rows.shape}")
    n, dim = rows.shape
    index = _empty(n, dim, exact_limit)
    if n:
        if not index.is_trained:
            index.train(np.ascontiguousarray(rows))
        index.add(np.ascontiguousarray(rows))
    return DenseIndex(index)


def _empty(n: int, dim: int, exact_limit: int) -> faiss.Index:
    """An untrained or ready FAISS index for n rows."""
    if n > exact_limit:
        lists = max(1, int(4 * math.sqrt(n)))
        return faiss.index_factory(dim, f"IVF{lists},SQ8", faiss.METRIC_INNER_PRODUCT)
    if _fast_half_precision():
        return faiss.IndexScalarQuantizer(
            dim, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
    return faiss.IndexFlatIP(dim)


def _fast_half_precision() -> bool:
    """Whether FAISS has the vector instructions without which fp16 is five times slower."""
    options = faiss.get_compile_options()
    return any(level in options for level in ("AVX2", "AVX512", "NEON", "SVE"))


class DenseIndex:
    """Exact or approximate cosine search; immutable, safe for concurrent readers."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dim(self) -> int:
        """Components per row."""
        return int(self._index.d)

    def save(self, path: Path) -> None:
        """Write the index to a new file."""
        faiss.write_index(self._index, str(path))

    def search(
        self, query: Rows, k: int, allowed: RowIds | None = None
    ) -> tuple[RowIds, NDArray[np.float32]]:
        """Row ids and cosines of the k best rows, best first; ties by row id.

        Args:
            query: One unit row, (dim,), float32.
            k: At most this many; fewer where fewer rows are allowed.
            allowed: Row ids that may be found, in any order; None allows all.

        Raises:
            ValueError: If the query has another shape or k < 1.
        """
        if query.shape != (self.dim,) or k < 1:
            raise ValueError(f"expected a query ({self.dim},) and k ≥ 1, got {query.shape}, {k}")
        size = len(self) if allowed is None else len(allowed)
        if not size:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        found, ids = self._index.search(
            np.ascontiguousarray(query[None, :], np.float32),
            min(k, size),
            params=self._parameters(allowed),
        )
        kept = ids[0] >= 0
        ids, found = ids[0][kept], found[0][kept]
        order = np.lexsort((ids, -found))
        return ids[order], found[order]

    def rows(self, ids: RowIds) -> Rows:
        """The stored rows (len(ids), dim), float32, as the index holds them (fp16 or 8 bits)."""
        if not len(ids):
            return np.empty((0, self.dim), np.float32)
        if isinstance(self._index, faiss.IndexIVF):
            self._index.make_direct_map()
        out: Rows = self._index.reconstruct_batch(np.ascontiguousarray(ids, np.int64))
        return out

    def _parameters(self, allowed: RowIds | None) -> faiss.SearchParameters | None:
        """FAISS search parameters for a filter; None where none are needed."""
        inverted = isinstance(self._index, faiss.IndexIVF)
        if allowed is None and not inverted:
            return None
        selector = None if allowed is None else _bitmap(allowed, len(self))
        if not inverted:
            return faiss.SearchParameters(sel=selector)
        share = 1.0 if allowed is None else len(allowed) / len(self)
        lists = self._index.nlist
        probes = lists if share < NARROW else min(lists, math.ceil(PROBES / share))
        return faiss.SearchParametersIVF(sel=selector, nprobe=probes)


def _bitmap(allowed: RowIds, n: int) -> faiss.IDSelectorBitmap:
    """A FAISS selector with one bit per row."""
    bits = np.zeros(n, np.uint8)
    bits[allowed] = 1
    return faiss.IDSelectorBitmap(np.packbits(bits, bitorder="little"))


def load(path: Path) -> DenseIndex:
    """Open an index file.

    Raises:
        IndexNotReadable: If the file is missing or not a FAISS index.
    """
    try:
        return DenseIndex(faiss.read_index(str(path)))
    except RuntimeError as error:
        raise IndexNotReadable(path, str(error).splitlines()[0]) from error

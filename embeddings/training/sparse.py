"""Sparse rows times a dense table, the one heavy sum of the training.

`kernels.c` (compiled with the system's `cc` at first use, one thread per row, so the sum of a row
is always taken in the same order) does the work; without a compiler scipy does, more slowly.
"""

from __future__ import annotations

import ctypes
import functools
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_SOURCE = Path(__file__).with_name("kernels.c")
_FAST_SUMS = ["-fassociative-math", "-fno-signed-zeros", "-fno-trapping-math", "-fno-math-errno"]


@dataclass(frozen=True)
class Csr:
    """A sparse matrix by rows.

    Attributes:
        offsets: (rows + 1,) int64; row r owns entries offsets[r]:offsets[r + 1].
        columns: (entries,) int32.
        values: (entries,) float32.
        width: Number of columns.
    """

    offsets: NDArray[np.int64]
    columns: NDArray[np.int32]
    values: Floats
    width: int

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.offsets) - 1

    def take(self, rows: NDArray[np.integer]) -> Csr:
        """The matrix of the named rows, in the given order."""
        starts = self.offsets[rows]
        lengths = self.offsets[np.asarray(rows) + 1] - starts
        offsets = np.zeros(len(rows) + 1, dtype=np.int64)
        np.cumsum(lengths, out=offsets[1:])
        place = np.repeat(starts - offsets[:-1], lengths) + np.arange(offsets[-1])
        return Csr(offsets, self.columns[place], self.values[place], self.width)

    def compact(self) -> tuple[Csr, NDArray[np.int64]]:
        """The same rows over the used columns only, and those columns in ascending order."""
        used = np.zeros(self.width, dtype=bool)
        used[self.columns] = True
        names = np.flatnonzero(used)
        place = np.zeros(self.width, dtype=np.int32)
        place[names] = np.arange(len(names), dtype=np.int32)
        return Csr(self.offsets, place[self.columns], self.values, len(names)), names

    def transpose(self) -> Csr:
        """Columns as rows; entries of a new row keep the order of the old rows."""
        order = np.argsort(self.columns, kind="stable")
        offsets = np.zeros(self.width + 1, dtype=np.int64)
        np.cumsum(np.bincount(self.columns, minlength=self.width), out=offsets[1:])
        old = np.repeat(np.arange(self.rows, dtype=np.int32), np.diff(self.offsets))
        return Csr(offsets, old[order], self.values[order], self.rows)

    def times(self, table: Floats) -> Floats:
        """The product with a dense table (width, dim), float32 (rows, dim)."""
        kernels = _kernels()
        if kernels is None:
            return self._times_scipy(table)
        out = np.empty((self.rows, table.shape[1]), dtype=np.float32)
        table = np.ascontiguousarray(table, dtype=np.float32)
        kernels.rows_times_table(
            self.rows,
            table.shape[1],
            _pointer(self.offsets),
            _pointer(self.columns),
            _pointer(self.values),
            _pointer(table),
            _pointer(out),
        )
        return out

    def _times_scipy(self, table: Floats) -> Floats:
        from scipy.sparse import csr_matrix

        shape = (self.rows, self.width)
        matrix = csr_matrix((self.values, self.columns, self.offsets), shape=shape)
        product: Floats = np.asarray(matrix @ table, dtype=np.float32)
        return product


def adagrad(
    table: Floats, sums: Floats, rows: NDArray[np.int64], gradient: Floats, rate: float
) -> None:
    """Step the named rows of a table in place by row-wise Adagrad.

    A row's sum grows by the mean of its squared gradient; the step is rate · gradient / √sum.

    Args:
        table: (all rows, dim) float32, changed.
        sums: (all rows,) float32, one accumulator per row, changed.
        rows: (n,) rows with a gradient, each once.
        gradient: (n, dim) float32.
        rate: Learning rate of this step.
    """
    kernels = _kernels()
    if kernels is None:
        sums[rows] += np.einsum("ij,ij->i", gradient, gradient) / gradient.shape[1]
        table[rows] -= (rate / np.sqrt(sums[rows] + 1e-12))[:, None] * gradient
        return
    kernels.adagrad(
        len(rows),
        table.shape[1],
        _pointer(rows),
        _pointer(gradient),
        ctypes.c_float(rate),
        _pointer(table),
        _pointer(sums),
    )


def _pointer(array: NDArray[np.generic]) -> ctypes.c_void_p:
    return ctypes.c_void_p(array.ctypes.data)


@functools.cache
def _kernels() -> ctypes.CDLL | None:
    """The compiled kernels, or None where no C compiler is to be had."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        library = Path(folder) / "kernels.so"
        if not any(_compiled(library, extra) for extra in (["-fopenmp"], [])):
            print("没有 C 编译器，改用 scipy（约慢 3 倍）", file=sys.stderr)
            return None
        loaded = ctypes.CDLL(str(library))  # stays loaded when the file is gone
    size, pointer = ctypes.c_int64, ctypes.c_void_p
    loaded.rows_times_table.argtypes = [size] * 2 + [pointer] * 5
    loaded.adagrad.argtypes = [size] * 2 + [pointer] * 2 + [ctypes.c_float] + [pointer] * 2
    for function in (loaded.rows_times_table, loaded.adagrad):
        function.restype = None
    return loaded


def _compiled(library: Path, extra: list[str]) -> bool:
    """Whether the system's compiler made the library."""
    options = ["-O3", "-march=native", *_FAST_SUMS, "-shared", "-fPIC", *extra]
    command = ["cc", *options, str(_SOURCE), "-o", str(library), "-lm"]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True

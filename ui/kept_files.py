"""Files that do not change while the server runs: kept in memory, compressed once.

The page loads some seventy small files at once. Read from disk in a thread and compressed anew for
every browser, as Starlette and Gradio serve them, they cost 3 ms of a core each.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOR_GOOD = "public, max-age=31536000, immutable"  # a year
LARGEST = 512 * 1024  # bytes of a file; larger ones are read anew each time
MOST = 256  # files
_WORTH = 400  # bytes that compressing begins to pay for
_TEXT = frozenset({"text/css", "text/javascript", "image/svg+xml", "application/json"})
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class _Kept:
    """One file: its bytes, compressed where that pays, and its type."""

    body: bytes
    media_type: str
    compressed: bool


class KeptFiles(StaticFiles):
    """A folder of files whose addresses change with their content, so browsers keep them for good.

    Args:
        directory: The folder.
    """

    def __init__(self, directory: Path) -> None:
        super().__init__(directory=directory)
        self._kept: dict[str, _Kept] = {}

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file; one that is not there, or is asked for by another method, as Starlette says."""
        kept = self._kept.get(path) or await run_in_threadpool(self.keep, path)
        if kept is None or scope["method"] != "GET":
            response = await super().get_response(path, scope)
            if response.status_code == 200:
                response.headers["Cache-Control"] = FOR_GOOD
            return response
        headers, body = {"Cache-Control": FOR_GOOD}, kept.body
        if kept.compressed:
            headers["Vary"] = "Accept-Encoding"
            if "gzip" in Headers(scope=scope).get("accept-encoding", ""):
                headers["Content-Encoding"] = "gzip"
            else:
                body = gzip.decompress(body)
        return Response(body, media_type=kept.media_type, headers=headers)

    def add(self, name: str, suffix: str, body: bytes) -> str:
        """Keep a file that is in no folder; the name to ask for it by, which knows its content."""
        path = f"{name}-{hashlib.sha256(body).hexdigest()[:12]}{suffix}"
        self._kept[path] = _kept(path, body)
        return path

    def keep(self, path: str) -> _Kept | None:
        """Read a file into memory; None where it is not there, or too large to be kept."""
        file, found = self.lookup_path(path)
        if not found or not stat.S_ISREG(found.st_mode):
            return None
        if found.st_size > LARGEST or len(self._kept) >= MOST:
            return None
        self._kept[path] = _kept(path, Path(file).read_bytes())
        return self._kept[path]


def _kept(name: str, body: bytes) -> _Kept:
    """A file's bytes as they are kept, by its name."""
    media_type = _TYPES.get(PurePosixPath(name).suffix) or mimetypes.guess_type(name)[0] or ""
    compressed = media_type in _TEXT and len(body) > _WORTH
    if compressed:
        body = gzip.compress(body, 6, mtime=0)
    return _Kept(body, media_type or "application/octet-stream", compressed)

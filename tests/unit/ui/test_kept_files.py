"""Files in memory: what comes back, compressed or not, and what does not."""

import gzip
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from ui.kept_files import LARGEST, KeptFiles

SCRIPT = b"export const a = 1;\n" * 100


@pytest.fixture
def files(tmp_path: Path) -> KeptFiles:
    folder = tmp_path / "served"
    folder.mkdir()
    (folder / "a.js").write_bytes(SCRIPT)
    (folder / "short.css").write_bytes(b"a { color: red }")
    (folder / "seal.png").write_bytes(b"\x89PNG" + bytes(2_000))
    (folder / "large.js").write_bytes(b"x" * (LARGEST + 1))
    (tmp_path / "outside.js").write_bytes(b"secret")
    return KeptFiles(folder)


@pytest.fixture
def client(files: KeptFiles) -> TestClient:
    return TestClient(Starlette(routes=[Mount("/files", files)]), base_url="http://a/files")


def test_a_script_comes_compressed_to_whoever_takes_it_so(client: TestClient):
    packed = client.get("a.js", headers={"accept-encoding": "gzip, br"})
    plain = client.get("a.js", headers={"accept-encoding": "identity"})
    assert packed.content == plain.content == SCRIPT
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < 100
    assert "content-encoding" not in plain.headers
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert packed.headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize("name", ["a.js", "short.css", "seal.png", "large.js"])
def test_every_file_is_cached_for_good_and_read_whole(files: KeptFiles, name: str):
    client = TestClient(files, base_url="http://a")
    expected = (Path(files.directory) / name).read_bytes()
    for _ in range(2):  # read, then kept
        reply = client.get(f"{name}")
        assert reply.content == expected
        assert reply.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_a_kept_file_is_read_once(files: KeptFiles):
    files.keep("a.js")
    (Path(files.directory) / "a.js").unlink()
    assert TestClient(files).get("/a.js").content == SCRIPT


def test_a_file_that_is_in_no_folder_goes_by_its_content(files: KeptFiles):
    one, other = files.add("page", ".css", SCRIPT), files.add("page", ".css", SCRIPT + b"\n")
    assert one != other
    assert TestClient(files).get(f"/{one}").content == SCRIPT
    assert TestClient(files).get(f"/{one}").headers["content-type"].startswith("text/css")


@pytest.mark.parametrize("path", ["none.js", "%2e%2e/outside.js", "..%2foutside.js", "."])
def test_what_is_not_in_the_folder_is_not_there(client: TestClient, path: str):
    assert client.get(path).status_code == 404


def test_only_reading_is_answered(client: TestClient):
    assert client.post("a.js").status_code == 405
    assert client.head("a.js").content == b""


def test_the_bytes_are_the_same_in_every_process(files: KeptFiles):
    kept = files.keep("a.js")
    assert kept is not None
    assert kept.body == gzip.compress(SCRIPT, 6, mtime=0)

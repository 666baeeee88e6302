"""What an installed copy is made of."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_package_is_installed():
    written = {
        file.parent.relative_to(ROOT).as_posix().replace("/", ".")
        for package in ("assistant", "embeddings", "ui")
        for file in (ROOT / package).rglob("__init__.py")
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(project["tool"]["setuptools"]["packages"]) == written

"""Settings: one frozen object, read from TOML and environment here and nowhere else.

Order of precedence: keyword (command line) > environment `HUJIAN_*` > `hujian.toml` in the
library folder > defaults. Unknown keys are errors.
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from assistant.errors import SettingsError, UnknownSetting, WrongSetting

BUILT_IN_MODEL = "hujian-static-zh-en"
SETTINGS_FILE = "hujian.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a user can set.

    Attributes:
        library: The library folder.
        model: The built-in encoder, or a local folder of a sentence-transformers model, or a
            hub name (refused unless `allow_download`).
        query_prefix: Put before a question for models that want one (e5, bge).
        passage_prefix: Put before a passage for models that want one (e5).
        allow_download: Whether a model hub may be reached for `model`.
        max_file_mb: Larger files are reported and not read.
        workers: Processes that read files; 0 chooses by the machine.
        audit_questions: Whether the audit keeps what was asked, not only that something was.
    """

    library: Path
    model: str = BUILT_IN_MODEL
    query_prefix: str = ""
    passage_prefix: str = ""
    allow_download: bool = False
    max_file_mb: int = 64
    workers: int = 0
    audit_questions: bool = False


def default_library(environment: Mapping[str, str] = os.environ) -> Path:
    """The user data directory of this system, without creating it."""
    if chosen := environment.get("HUJIAN_LIBRARY"):
        return Path(chosen)
    home = Path.home()
    if sys.platform == "win32":
        base = Path(environment.get("LOCALAPPDATA", home / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(environment.get("XDG_DATA_HOME", home / ".local" / "share"))
    return base / "hujian" / "library"


def load_settings(
    library: Path | None = None, environment: Mapping[str, str] = os.environ
) -> Settings:
    """Settings for a library folder, from its TOML file and the environment.

    Raises:
        UnknownSetting: If a key is unknown.
        WrongSetting: If a value has the wrong type.
        SettingsError: If the TOML is broken.
    """
    settings = Settings(library=library or default_library(environment))
    file = settings.library / SETTINGS_FILE
    values: dict[str, object] = {}
    if file.is_file():
        try:
            values.update(tomllib.loads(file.read_text(encoding="utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{file}: {error}") from error
    for key, text in environment.items():
        if key.startswith("HUJIAN_") and key != "HUJIAN_LIBRARY":
            values[key.removeprefix("HUJIAN_").lower()] = text
    return replace(settings, **{k: _typed(k, v) for k, v in values.items()})  # type: ignore[arg-type]


_KINDS = {f.name: str(f.type) for f in fields(Settings) if f.name != "library"}


def _typed(key: str, value: object) -> object:
    """The value as the type of its setting; text from the environment is converted."""
    kind = _KINDS.get(key)
    if kind is None:
        raise UnknownSetting(key, tuple(sorted(_KINDS)))
    if kind == "bool" and str(value).lower() in {"true", "1", "false", "0"}:
        return str(value).lower() in {"true", "1"}
    if kind == "int" and not isinstance(value, bool) and str(value).isdigit():
        return int(str(value))
    if kind == "str" and isinstance(value, str):
        return value
    raise WrongSetting(key, kind, value)

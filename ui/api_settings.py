"""Routes of 设置: the fragment, and saving synonyms and themes.

GET    /hujian/settings
PUT    /api/v1/settings/synonyms   {"seen", "rows": [[问话里的说法, 材料里的写法], …]}
PUT    /api/v1/settings/themes     {"seen", "rows": [[名称, 说法, 量词, 章节], …]}
DELETE /api/v1/settings/{synonyms,themes}?seen=…

`seen` is the fingerprint of the file that was edited: 409 where it has another text by now. A row
that cannot be is named in the error, and nothing is written.
"""

from __future__ import annotations

import re
from json import JSONDecodeError
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool

from assistant.practice_records import Theme
from assistant.synonym_file import SynonymRow, checked_synonyms, synonyms_toml
from assistant.synonyms import SYNONYMS_FILE
from assistant.theme_file import checked_themes, role_of, themes_toml
from assistant.themes import THEMES_FILE
from assistant.user_files import discard, save
from ui import texts
from ui.contract import ContractError, whole
from ui.desk import desk_of
from ui.settings import settings_html

if TYPE_CHECKING:
    from assistant.service import Assistant

routes = APIRouter()

FILES = {"synonyms": SYNONYMS_FILE, "themes": THEMES_FILE}
_BETWEEN = re.compile(r"[、，,；;]+")
MAX_ROWS = 1_000


def _assistant(request: Request) -> Assistant:
    return desk_of(request).assistant


@routes.get("/hujian/settings", response_class=HTMLResponse)
def settings(request: Request) -> str:
    """What holds now."""
    return settings_html(_assistant(request))


@routes.put("/api/v1/settings/{name}")
async def change(request: Request, name: str) -> dict[str, Any]:
    """Save the rows of one of the files."""
    try:
        seen, rows = _edited(await request.json(), 2 if name == "synonyms" else 4)
    except (JSONDecodeError, UnicodeDecodeError) as error:
        raise ContractError("", texts.BAD_JSON) from error
    file = _file(request, name)
    text = _synonyms(rows) if name == "synonyms" else _themes(rows)
    return {"seen": await run_in_threadpool(save, file, text, seen)}


@routes.delete("/api/v1/settings/{name}")
def restore(request: Request, name: str, seen: str) -> dict[str, Any]:
    """Take one of the files away; what comes with the program holds again."""
    discard(_file(request, name), seen)
    return {"restored": name}


def _file(request: Request, name: str) -> Path:
    """The file of a setting.

    Raises:
        ContractError: If there is no such setting.
    """
    if name not in FILES:
        raise ContractError("name", "synonyms, themes")
    return _assistant(request).settings.library / FILES[name]


def _edited(value: object, width: int) -> tuple[str, list[list[str]]]:
    """The fingerprint and the rows of a body, blank rows left out.

    Raises:
        ContractError: If it is anything else.
    """
    seen = value.get("seen") if isinstance(value, dict) else None
    rows = value.get("rows") if isinstance(value, dict) else None
    if not isinstance(seen, str) or not isinstance(rows, list) or len(rows) > MAX_ROWS:
        raise ContractError("", '{"seen": "…", "rows": [["…"], …]}')
    if not all(_is_row(row, width) for row in rows):
        raise ContractError("rows", f"{width} texts each")
    return seen, [[whole(cell).strip() for cell in row] for row in rows]


def _is_row(row: object, width: int) -> bool:
    return isinstance(row, list) and len(row) == width and all(isinstance(c, str) for c in row)


def _words(cell: str) -> tuple[str, ...]:
    """The words of a field, set apart by commas of either kind."""
    return tuple(dict.fromkeys(w.strip() for w in _BETWEEN.split(cell) if w.strip()))


def _synonyms(rows: list[list[str]]) -> str:
    """The text of the file of synonyms.

    Raises:
        WrongRow: If a row cannot be.
    """
    return synonyms_toml(checked_synonyms([SynonymRow(a, _words(w)) for a, w in rows]))


def _themes(rows: list[list[str]]) -> str:
    """The text of the file of themes.

    Raises:
        WrongRow: If a row cannot be.
    """
    themes = [
        Theme(name, _words(said), _words(measures), tuple(role_of(n, r) for r in _words(roles)))
        for n, (name, said, measures, roles) in enumerate(rows)
    ]
    return themes_toml(checked_themes(themes))

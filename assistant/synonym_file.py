"""A library's own synonyms as rows that a user edits: checked one by one, written as TOML."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import SettingsError, WrongRow
from assistant.synonyms import LONGEST, SYNONYMS_FILE, parse
from assistant.text import fold

MAX_ROWS, MAX_WORDS = 300, 12
_HEAD = (
    "# 本资料库的同义词，与自带的合在一起；保存后下一次提问就生效，不用重建索引。\n"
    "# same 一行里的词互相代替；asked 左边是问话里的说法，右边是材料里的写法。\n"
)
_WRITABLE = re.compile(r"[^\x00-\x1f\x7f、，,；;\"\\]+")


@dataclass(frozen=True, slots=True)
class SynonymRow:
    """Words that texts write for what is asked; without `asked` they stand for one another."""

    asked: str
    words: tuple[str, ...]


def synonym_rows(library: Path) -> tuple[SynonymRow, ...]:
    """The rows of a library's own file, in its order; none where there is no file.

    Raises:
        SettingsError: If the file cannot be read or holds anything else.
    """
    file = library / SYNONYMS_FILE
    try:
        text = file.read_text(encoding="utf-8-sig")
        parse(text)
        content = tomllib.loads(text)
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as error:
        raise SettingsError(f"{file}: {error}") from error
    same = (SynonymRow("", tuple(row)) for row in content.get("same", []))
    asked = (SynonymRow(word, tuple(row)) for word, row in content.get("asked", {}).items())
    return (*same, *asked)


def checked_synonyms(rows: Sequence[SynonymRow]) -> tuple[SynonymRow, ...]:
    """The rows with their words trimmed, each once.

    Raises:
        WrongRow: If there are too many rows, a row has too few words or too many, a word cannot
            be, or two rows are about the same question.
    """
    if len(rows) > MAX_ROWS:
        raise WrongRow(MAX_ROWS, "rows", str(MAX_ROWS))
    asked: set[str] = set()
    result = []
    for number, row in enumerate(rows):
        name = row.asked.strip()
        words = tuple(dict.fromkeys(w.strip() for w in row.words if w.strip()))
        words = tuple(w for w in words if fold(w) != fold(name))
        if not (1 if name else 2) <= len(words) <= MAX_WORDS:
            raise WrongRow(number, "words" if name or words else "empty", str(MAX_WORDS))
        for word in filter(None, (name, *words)):
            if len(word) > LONGEST or not _WRITABLE.fullmatch(word):
                raise WrongRow(number, "word", word[:LONGEST])
        if name and fold(name) in asked:
            raise WrongRow(number, "twice", name)
        asked.add(fold(name))
        result.append(SynonymRow(name, words))
    return tuple(result)


def synonyms_toml(rows: Sequence[SynonymRow]) -> str:
    """The text of a file with these rows."""
    same = "".join(f"  {_list(r.words)},\n" for r in rows if not r.asked)
    asked = "".join(
        f"{json.dumps(r.asked, ensure_ascii=False)} = {_list(r.words)}\n" for r in rows if r.asked
    )
    return f"{_HEAD}same = [\n{same}]\n" + (f"\n[asked]\n{asked}" if asked else "")


def _list(words: Sequence[str]) -> str:
    return json.dumps(list(words), ensure_ascii=False)

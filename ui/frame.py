"""What stands in the page's head: style, script, and the parts and words the script puts up.

The header, the source panel and the library's frame are written here, so that the script holds
no word of its own and `ui.texts` stays the only place for them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from assistant.records import Role
from ui import settings_texts, texts, texts_dialogs
from ui import texts_shelf as shelf_words
from ui.dialogs import dialogs
from ui.escape import plain
from ui.language import ENGLISH, LANGUAGES, Text, language, speaking, spoken
from ui.learning_frames import matrix_frame, similar_frame
from ui.texts_learning import script_words

STATIC = Path(__file__).parent / "static"
STYLES = ("page.css", "places.css", "shelf.css", "dialogs.css", "why.css", "learning.css")
SCRIPT = "page.js"
_IMPORTED = re.compile(r'from "\./(\w+\.js)";')
_JSON_IN_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "'": "\\u0027"})
_JSON_IN_HTML = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


class Dress:
    """Makes Gradio's page ours: our tags in its head, its labels in the reader's language.

    Gradio's configuration is built once, in Chinese; a reader of English gets its wordings
    exchanged, each as a whole JSON string, so that no other text can be touched.
    """

    def __init__(self, max_file_mb: int) -> None:
        self._heads: dict[str, bytes] = {}
        for each in LANGUAGES:
            with speaking(each):
                self._heads[each] = head_html(max_file_mb).encode() + b"</head>"
        self._english: dict[bytes, bytes] = {}
        self._early: dict[str, bytes] = {}

    def hasten(self, early: Callable[[str], str], style: str) -> None:
        """Take note of what has a page's files fetched at once.

        Args:
            early: Makes the tags for the beginning of the head, for a language.
            style: The file in `folder()` with every style of the page.
        """
        link = f'<link rel="stylesheet" href="{folder()}/{style}">'.encode()
        for each in LANGUAGES:
            self._early[each] = b"<head>" + early(each).encode()
            self._heads[each] = link + self._heads[each]

    def learn(self, built: Iterable[Text]) -> None:
        """Take note of wordings that Gradio's configuration holds."""
        self._english = {_quoted(text.zh): _quoted(text.en) for text in built}

    def __call__(self, body: bytes) -> bytes:
        """The body of an HTML reply, dressed for the reader of this request."""
        if language() == ENGLISH:
            for chinese, english in self._english.items():
                body = body.replace(chinese, english)
        body = _unframed(body).replace(b"<head>", self._early.get(language(), b"<head>"), 1)
        return body.replace(b"</head>", self._heads[language()], 1)


def _unframed(body: bytes) -> bytes:
    """The page without the script that fetches what pages inside of other pages need."""
    at = body.find(b"/iframeResizer.contentWindow")
    begin, end = body.rfind(b"<script>", 0, at), body.find(b"</script>", at)
    return body if min(at, begin, end) < 0 else body[:begin] + body[end + len(b"</script>") :]


def _quoted(text: str) -> bytes:
    """A text as Gradio writes it into the page: JSON in a script element."""
    return json.dumps(text, ensure_ascii=False).translate(_JSON_IN_SCRIPT).encode()


def head_html(max_file_mb: int) -> str:
    """The tags for the end of the page's head."""
    data = {
        "header": _header(),
        "panel": _panel(),
        "library": _library(max_file_mb),
        "history": _history(),
        "matrix": matrix_frame(),
        "similar": similar_frame(),
        "dialogs": dialogs(),
        "words": {name: spoken(words) for name, words in _words().items()},
        "roles": list(Role),
        "maxFile": max_file_mb * 1024 * 1024,
    }
    frame = json.dumps(data, ensure_ascii=False).translate(_JSON_IN_HTML)
    files = folder()
    preloads = [f'<link rel="modulepreload" href="{files}/{name}">' for name in scripts()]
    return (
        '<meta name="color-scheme" content="light dark">'
        f'<link rel="icon" href="{files}/seal.svg" type="image/svg+xml">'
        f'<script type="application/json" id="hj-frame">{frame}</script>'
        f"<script>{(STATIC / 'speak.js').read_text(encoding='utf-8')}</script>"
        f'{"".join(preloads)}<script type="module" src="{files}/{SCRIPT}"></script>'
    )


def scripts() -> list[str]:
    """Our script of the page and those that it imports, directly or through another."""
    found = [SCRIPT]
    for name in found:  # grows meanwhile
        imported = _IMPORTED.findall((STATIC / name).read_text(encoding="utf-8"))
        found += [each for each in dict.fromkeys(imported) if each not in found]
    return found


def styles() -> bytes:
    """Our styles of the page, in the order in which they hold."""
    return b"\n".join((STATIC / name).read_bytes() for name in STYLES)


def folder() -> str:
    """The address of our own files; it changes with any of them, so they may be cached for good."""
    digest = hashlib.sha256()
    for file in sorted(STATIC.iterdir()):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return f"/hujian/static/{digest.hexdigest()[:12]}"


def _words() -> dict[str, str]:
    """What the script says by itself."""
    return {
        "copied": texts.COPIED,
        "position": texts.SOURCE_POSITION,
        "removed": shelf_words.REMOVED_ONE,
        "removedMany": shelf_words.REMOVED_MANY,
        "broughtBack": shelf_words.BROUGHT_BACK,
        "picked": shelf_words.PICKED,
        "trashConfirm": shelf_words.TRASH_CONFIRM,
        "trashEmptied": shelf_words.TRASH_EMPTIED,
        "uploading": texts.JOB_TITLE["uploading"],
        "uploaded": texts.JOB_REFUSALS,
        "dismiss": texts.JOB_CLOSE,
        "corrected": texts.CORRECTED,
        "restored": texts.CORRECT_RESTORED,
        "rated": texts.RATED,
        "history": texts.HISTORY,
        "forget": texts.HISTORY_CONFIRM,
        "delete": texts_dialogs.CONFIRM_DELETE,
        "clear": texts_dialogs.CONFIRM_CLEAR,
        "restoreDo": texts_dialogs.CONFIRM_RESTORE,
        "count": texts.JOB_COUNT,
        "cancel": texts.JOB_CANCEL,
        "unexpected": texts.UNEXPECTED,
        "noServer": texts.NO_SERVER,
        "refused": texts.UPLOAD_REFUSED,
        "tooLarge": texts.UPLOAD_REASONS["size"],
        "question": texts.BOX_LABEL,
        "answer": texts.ANSWER_LABEL,
        "log": texts.CHAT_LABEL,
        "source": texts.SOURCE_PANEL,
        "any": texts.FILTER_ANY,
        "unsaved": settings_texts.UNSAVED,
        "settingsSaved": settings_texts.SAVED,
        "restoreConfirm": settings_texts.RESTORE_CONFIRM,
        "restoredSetting": settings_texts.RESTORED,
        **script_words(),
    }


def _header() -> str:
    return (
        f'<a class="hj-skip" href="#hj-box">{plain(texts.SKIP)}</a>'
        f'<span class="hj-seal" aria-hidden="true">{plain(texts.BRAND.zh)}</span>'
        f'<h1 class="hj-brand">{plain(texts.BRAND)}<small>{plain(texts.TAGLINE)}</small></h1>'
        f'<span class="hj-holdings" id="hj-holdings"></span>'
        f'<button type="button" id="hj-history-open" aria-expanded="false" '
        f'aria-controls="hj-history" aria-label="{plain(texts.HISTORY)}">'
        f"<span>{plain(texts.HISTORY)}</span></button>"
        f'<span class="hj-offline">{plain(texts.OFFLINE)}</span>'
        f'<a id="hj-language" href="?lang={texts.OTHER_LANGUAGE_CODE}" '
        f'lang="{texts.OTHER_LANGUAGE_CODE}">{plain(texts.OTHER_LANGUAGE)}</a>'
        f'<button type="button" id="hj-dark" title="{plain(texts.DARK)}" '
        f'aria-label="{plain(texts.DARK)}">◐</button>'
    )


def _panel() -> str:
    return (
        f'<div class="hj-panel-bar"><strong>{plain(texts.SOURCE_PANEL)}</strong>'
        '<span id="hj-position" aria-live="polite"></span>'
        f'<button type="button" id="hj-previous">{plain(texts.SOURCE_PREVIOUS)}</button>'
        f'<button type="button" id="hj-next">{plain(texts.SOURCE_NEXT)}</button>'
        f'<button type="button" id="hj-close" aria-label="{plain(texts.SOURCE_CLOSE)}" '
        f'title="{plain(texts.SOURCE_CLOSE)}">✕</button></div>'
        '<div class="hj-panel-body" id="hj-document" tabindex="0"></div>'
    )


def _library(max_file_mb: int) -> str:
    return (
        f'<section class="hj-add"><h2>{plain(texts.LIBRARY_ADD)}</h2><div class="hj-drop" '
        f'id="hj-drop"><p>{plain(texts.LIBRARY_DROP)} '
        f'<label class="hj-button" for="hj-files">{plain(texts.LIBRARY_CHOOSE)}'
        '<input type="file" id="hj-files" multiple></label> '
        f'<label class="hj-button" for="hj-folder">{plain(texts.LIBRARY_CHOOSE_FOLDER)}'
        '<input type="file" id="hj-folder" webkitdirectory multiple></label></p>'
        f'<p class="hj-muted">{plain(texts.LIBRARY_FORMATS.format(limit=max_file_mb))}</p></div>'
        '<div id="hj-upload"></div><div id="hj-jobs"></div></section>'
        '<p id="hj-undo" role="status" hidden><span></span>'
        f'<button type="button" class="hj-undo">{plain(shelf_words.UNDO)}</button></p>'
        '<div id="hj-shelf"></div>'
    )


def _history() -> str:
    find = plain(texts.HISTORY_SEARCH)
    return (
        f'<div class="hj-panel-bar"><strong>{plain(texts.HISTORY)}</strong>'
        f'<button type="button" id="hj-history-new">{plain(texts.NEW_CHAT)}</button>'
        f'<button type="button" id="hj-history-close" aria-label="{plain(texts.CLOSE)}" '
        f'title="{plain(texts.CLOSE)}">✕</button></div>'
        f'<input type="search" id="hj-history-find" placeholder="{find}" aria-label="{find}">'
        '<div id="hj-history-list"></div>'
    )

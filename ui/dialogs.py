"""The page's dialogs as HTML: correcting a document, saying what is wrong, renaming, confirming.

They come with the page's frame; `ui/static/dialogs.js` opens them. A button's value says what was
chosen, an empty one (and Escape) that nothing was.
"""

from __future__ import annotations

from ui import texts, texts_shelf
from ui import texts_dialogs as words
from ui.escape import plain
from ui.language import Text


def dialogs() -> dict[str, str]:
    """The forms by name, in the reader's language."""
    return {
        "correct": _correct(),
        "rating": _rating(),
        "rename": _rename(),
        "confirm": _confirm(),
    }


def _form(title: Text, body: str, buttons: str) -> str:
    return (
        f'<form method="dialog"><h2>{plain(title)}</h2>{body}'
        f'<div class="hj-buttons">{buttons}</div></form>'
    )


def _button(label: Text, value: str = "") -> str:
    """A button; one without a value leaves everything as it is, whatever the fields hold."""
    kind = ' class="hj-go"' if value == "save" else "" if value else " formnovalidate"
    return f'<button value="{value}"{kind}>{plain(label)}</button>'


def _correct() -> str:
    fields = (
        ("organisation", texts_shelf.FACT_ORGANISATION),
        ("title", texts_shelf.FACT_TITLE),
        ("years", texts.CORRECT_YEARS),
        ("date", texts.CORRECT_DATE),
    )
    inputs = "".join(
        f'<label>{plain(name)}<input name="{field}" maxlength="200" autocomplete="off"></label>'
        for field, name in fields
    )
    buttons = (
        _button(texts.CORRECT_SAVE, "save")
        + _button(texts.CORRECT_RESET, "reset")
        + _button(texts.CORRECT_CANCEL)
    )
    how = f'<p class="hj-muted">{plain(texts.CORRECT_HOW)}</p>'
    return _form(texts.CORRECT_TITLE, how + inputs, buttons)


def _rating() -> str:
    ticks = "".join(
        f'<label class="hj-tick"><input type="checkbox" name="why" value="{key}">'
        f"{plain(label)}</label>"
        for key, label in words.RATE_REASONS.items()
    )
    body = (
        f'<p class="hj-muted">{plain(words.RATE_HOW)}</p>'
        f'<fieldset><legend class="hj-only-heard">{plain(words.RATE_TITLE)}</legend>{ticks}'
        f"</fieldset><label>{plain(words.RATE_RIGHT)}"
        f'<textarea name="reason" rows="3" maxlength="800" '
        f'placeholder="{plain(words.RATE_RIGHT_HINT)}"></textarea></label>'
    )
    buttons = _button(words.RATE_SEND, "save") + _button(words.CANCEL)
    return _form(words.RATE_TITLE, body, buttons)


def _rename() -> str:
    body = (
        f"<label>{plain(texts.HISTORY_NEW_NAME)}"
        '<input name="title" maxlength="200" required autocomplete="off"></label>'
    )
    buttons = _button(words.RENAME_SAVE, "save") + _button(words.CANCEL)
    return _form(words.RENAME_TITLE, body, buttons)


def _confirm() -> str:
    """What cannot be undone: the question and the name of the deed are filled in by the script."""
    buttons = _button(words.CONFIRM_TITLE, "save") + _button(words.CANCEL)
    return _form(words.CONFIRM_TITLE, '<p class="hj-asked"></p>', buttons)

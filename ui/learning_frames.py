"""The standing parts of 互鉴 and 对照, which the page's script puts up and fills."""

from __future__ import annotations

from ui import texts_learning as words
from ui.escape import plain


def similar_frame() -> str:
    """互鉴: the form, the result, practices to begin with, and what the library holds."""
    label, hint = plain(words.SIMILAR_LABEL), plain(words.SIMILAR_PLACEHOLDER)
    find = plain(words.PRACTICES_FIND)
    return (
        f'<h2>{plain(words.SIMILAR_TITLE)}</h2><p class="hj-muted">{plain(words.SIMILAR_HOW)}</p>'
        f'<form id="hj-practice-form"><textarea id="hj-practice" rows="3" maxlength="2000" '
        f'aria-label="{label}" placeholder="{hint}"></textarea>'
        f'<button class="hj-go">{plain(words.SIMILAR_SHOW)}</button></form>'
        '<div id="hj-similar-result" aria-live="polite"></div>'
        f'<section class="hj-part"><h2>{plain(words.PRACTICES_TITLE)}</h2>'
        f'<input type="search" id="hj-practices-find" class="hj-search" placeholder="{find}" '
        f'aria-label="{find}"><div id="hj-practices" aria-live="polite"></div></section>'
        f"{_part('common', words.COMMON_TITLE)}{_part('alone', words.ALONE_TITLE)}"
        f"{_part('same', words.SAME_TITLE)}"
    )


def _part(name: str, title: str) -> str:
    """A part that is asked for when it is unfolded."""
    return (
        f'<details class="hj-part hj-overview" data-part="{name}">'
        f"<summary><h2>{plain(title)}</h2></summary><div></div></details>"
    )


def matrix_frame() -> str:
    """对照: the themes, a field for one's own, and the result."""
    own = plain(words.MATRIX_OWN)
    return (
        f'<h2>{plain(words.MATRIX_TITLE)}</h2><p class="hj-muted">{plain(words.MATRIX_HOW)}</p>'
        f'<div role="group" aria-label="{plain(words.MATRIX_THEMES)}" id="hj-theme-choice"></div>'
        f'<form id="hj-themes-form"><input id="hj-themes" aria-label="{own}" placeholder="{own}" '
        'maxlength="40" autocomplete="off">'
        f'<button class="hj-go">{plain(words.MATRIX_ADD)}</button>'
        f'<button type="button" id="hj-themes-all">{plain(words.MATRIX_ALL)}</button>'
        f'<button type="button" id="hj-themes-none">{plain(words.MATRIX_CLEAR)}</button>'
        '<label class="hj-check"><input type="checkbox" id="hj-quotes" checked>'
        f"{plain(words.MATRIX_QUOTES)}</label></form>"
        '<div id="hj-matrix-result" aria-live="polite"></div>'
    )

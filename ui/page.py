"""The window: Gradio Blocks with one tab per place, styled and scripted by `ui/static`.

No `gr.State`, no `gr.HTML` (its templates evaluate what they are given) and no `launch()`: the
Blocks are mounted in the FastAPI application of `ui.server`. A place is a module of `ui.pages` and
two lines of `build_page`.
"""

from __future__ import annotations

import inspect

import gradio as gr

from ui import settings_texts, texts
from ui.desk import Desk
from ui.language import Text, both
from ui.pages import chat, library, matrix, settings, similar

IN_HAND = 100  # questions at once that are shown to be looked for; `chat.AT_ONCE` are answered
WAITING = 60  # beyond those; another one is refused
SESSIONS = 64  # tabs that Gradio keeps in memory, about 0.2 MB each; nothing is lost with one
_SANS = [
    "system-ui",
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "sans-serif",
]
_MONO = ["ui-monospace", "Consolas", "Noto Sans Mono CJK SC", "monospace"]


def theme() -> gr.themes.Base:
    """A quiet theme with the system's own fonts; colours come from `static/page.css`."""
    return gr.themes.Base(
        primary_hue="blue",
        neutral_hue="slate",
        radius_size="sm",
        font=_SANS,
        font_mono=_MONO,
    )


def wordings(desk: Desk) -> list[Text]:
    """What `build_page` writes into Gradio's configuration, in both languages."""
    return [
        texts.TITLE,
        texts.PLACE_CHAT,
        texts.PLACE_SIMILAR,
        texts.PLACE_MATRIX,
        texts.PLACE_LIBRARY,
        settings_texts.PLACE,
        *chat.WORDINGS,
        both(lambda: chat.welcome(desk.assistant)),
    ]


def build_page(desk: Desk) -> gr.Blocks:
    """The page over one library."""
    with gr.Blocks(
        title=texts.TITLE, analytics_enabled=False, fill_height=True, fill_width=True
    ) as page:
        with gr.Tabs(elem_id="hj-places"):
            with gr.Tab(texts.PLACE_CHAT, id="chat", elem_id="hj-place-chat"):
                parts = chat.build(desk)
            with gr.Tab(texts.PLACE_SIMILAR, id="similar", elem_id="hj-place-similar"):
                similar.build()
            with gr.Tab(texts.PLACE_MATRIX, id="matrix", elem_id="hj-place-matrix"):
                matrix.build()
            with gr.Tab(texts.PLACE_LIBRARY, id="library", elem_id="hj-place-library"):
                library.build()
            with gr.Tab(settings_texts.PLACE, id="settings", elem_id="hj-place-settings"):
                settings.build()
        renew = gr.Button(visible="hidden", elem_id="hj-renew")
        refresh = chat.refreshing(desk, parts)
        renew.click(
            refresh, None, parts, queue=False,
            show_progress="hidden", api_name="refresh",
        )  # fmt: skip
        page.load(
            refresh, None, parts, queue=False,
            show_progress="hidden", api_name="load",
        )  # fmt: skip
    _note_signatures(page)
    return _queued(page)


def _queued(page: gr.Blocks) -> gr.Blocks:
    """The page with its queue, as lean as Gradio lets it be.

    By itself the queue tells everybody who waits at every start of an event where they stand, 25
    messages a question with fifty users, and looks for work a thousand times a second, 4 % of a
    core on an idle server.
    """
    page.state_session_capacity = SESSIONS
    page.queue(api_open=False, max_size=WAITING, status_update_rate=5)
    page._queue.max_thread_count = IN_HAND  # of events; they wait in no thread
    page._queue.sleep_when_free = 0.01  # seconds
    page._queue.progress_update_sleep_when_free = 0.5  # the page uses no `gr.Progress`
    return page


def _note_signatures(page: gr.Blocks) -> None:
    """Keep the signatures that Gradio works out for each component at every new session."""
    for kind in {type(block) for block in page.blocks.values()}:
        kind.__init__.__signature__ = inspect.signature(kind.__init__)

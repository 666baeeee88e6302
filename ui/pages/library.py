"""资料库: what is in the library, what could not be read, and putting more into it.

The place itself is an empty frame; the page's script fills it with the fragments made here, so
that an upload, its progress and a reload need no session on the server.
"""

from __future__ import annotations

import gradio as gr


def build() -> None:
    """Lay out the frame that the page's script fills."""
    gr.Column(elem_id="hj-library")

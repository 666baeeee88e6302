"""设置: the frame that the page's script fills with `ui.settings`."""

from __future__ import annotations

import gradio as gr


def build() -> None:
    """Lay out the frame that the page's script fills."""
    gr.Column(elem_id="hj-settings")

"""What `hujian serve` makes of its options, and what it says once the page can be opened."""

from __future__ import annotations

import argparse

from assistant.config import Settings
from ui import access_texts
from ui import cli_texts as words
from ui.access.front import Front
from ui.access.users import Users


def front_of(options: argparse.Namespace, settings: Settings) -> Front:
    """The side that the page shows to the network."""
    return Front(
        options.host,
        tuple(options.allowed_host),
        options.certificate,
        options.key,
        str if settings.audit_questions else _nothing,
    )


def _nothing(_: str) -> str:
    """What the audit keeps of a question unless the settings say otherwise."""
    return ""


def ready_words(url: str, front: Front, settings: Settings) -> str:
    """That the page can be opened, whether by login, and whether passwords travel in clear."""
    lines = [words.SERVE_READY.format(url=url)]
    if users := Users(settings.library).list():
        lines.append(access_texts.SERVE_LOGIN.format(count=len(users)))
    if front.is_plain:
        lines.append(access_texts.SERVE_PLAIN)
    return "\n".join(lines)

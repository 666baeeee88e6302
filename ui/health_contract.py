"""The health report as JSON: `hujian health --json` and `/api/v1/health` speak through this."""

from __future__ import annotations

from typing import Any

from assistant.health import FileHealth
from assistant.keeping import RemovedFile
from assistant.reasons import REMOVED
from assistant.records import RemovedLine
from ui.contract import summary_to_json


def health_to_json(file: FileHealth) -> dict[str, Any]:
    """One file of the report as a JSON object."""
    return {
        "document": file.file,
        "state": file.state.value,
        "format": file.format,
        "size": file.size,
        "reason": file.reason,
        "remarks": [{"kind": r.kind.value, "text": r.text} for r in file.remarks],
        "removed_lines": file.removed,
        "documents": [
            {
                **summary_to_json(d.summary),
                "headings": d.headings,
                "characters": d.characters,
                "roles": {role.value: count for role, count in d.roles},
                "twin_of": d.twin_of,
                "also_in": list(d.also_in),
            }
            for d in file.documents
        ],
    }


def removed_to_json(removed: RemovedLine) -> dict[str, Any]:
    """A line that was taken out as a JSON object; `reason` is a code, `why` says it in Chinese."""
    return {
        "text": removed.text,
        "reason": removed.reason,
        "why": REMOVED.get(removed.reason, removed.reason),
        "after": removed.after,
        "page": removed.page,
    }


def trash_to_json(removed: RemovedFile) -> dict[str, Any]:
    """A removed file that can be brought back as a JSON object."""
    return {
        "document": removed.file,
        "removed": removed.removed,
        "until": removed.until,
        "documents": removed.documents,
    }

"""Every error the product raises on purpose, with the facts a message needs.

AssistantError
├── UnreadableDocument   one file gives no text (path, reason in Chinese)
├── MissingPath          a named path does not exist
├── EmptyFolder          a named folder holds no file that Hujian reads
├── LibraryError
│   ├── LibraryMissing   there is no library where one is needed
│   ├── LibraryLocked    another process is writing
│   ├── LibraryVersion   written by another format version (found, expected)
│   ├── LibraryDamaged   a file of the generation is missing or broken
│   ├── LibraryOutdated  indexed with another model or word list (found, expected)
│   ├── NotRemoved       no removal of that name can be taken back
│   └── UnknownDocument  no document or file of that name
├── UnknownOrganisation  a filter names an organisation that the library does not hold
├── CorrectionError      a correction, or the file of them, holds a wrong value
├── GroupError           a group of documents, or the file of them, holds a wrong value
├── NotInView            what concerns the whole library was asked of a view of a part
├── SettingsError        a file of settings cannot be read
│   ├── UnknownSetting   a key that is no setting (key, known)
│   ├── WrongSetting     a value of the wrong type (key, kind, value)
│   ├── EditedMeanwhile  somebody else saved the file after it was read (path)
│   └── WrongRow         one row of synonyms or themes cannot be (row, code, value)
└── ModelUnavailable     the chosen embedding model cannot be loaded (model, detail)
    ├── ModelNotFound    it is no local folder, and a hub may not be reached
    └── ModelsNotInstalled  the extra `models` is missing

`ui/texts.py` turns each class into a Chinese sentence; nothing else words them.
"""

from __future__ import annotations

from pathlib import Path


class AssistantError(Exception):
    """Base of all; catch it once, in `ui`."""


class UnreadableDocument(AssistantError):
    """One file gives no text; `reason` is Chinese and says what to do."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class MissingPath(AssistantError):
    """A named path does not exist."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class EmptyFolder(AssistantError):
    """A named folder holds no file that Hujian reads."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class LibraryError(AssistantError):
    """Something is wrong with the library folder `path`."""

    def __init__(self, path: Path, detail: str = "") -> None:
        super().__init__(f"{path}: {detail}" if detail else str(path))
        self.path = path
        self.detail = detail


class LibraryMissing(LibraryError):
    """There is no library where one is needed."""


class LibraryLocked(LibraryError):
    """Another process is writing to the library."""


class LibraryVersion(LibraryError):
    """The library was written by another format version."""

    def __init__(self, path: Path, found: int, expected: int) -> None:
        super().__init__(path, f"format {found}, expected {expected}")
        self.found = found
        self.expected = expected


class LibraryDamaged(LibraryError):
    """A file of the current generation is missing or broken; `detail` names it."""


class LibraryOutdated(LibraryError):
    """The indexes were made with another model or word list; the texts are whole."""

    def __init__(self, path: Path, found: str, expected: str) -> None:
        super().__init__(path, f"{found}, expected {expected}")
        self.found = found
        self.expected = expected


class NotRemoved(LibraryError):
    """No removal of a file of that name can be taken back (any more); `detail` is the name."""


class UnknownDocument(LibraryError):
    """No document or file of that name in the library; `detail` is the name."""


class UnknownOrganisation(AssistantError):
    """A filter names an organisation that the library does not hold."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class CorrectionError(AssistantError):
    """A correction, or the file that holds them, has a wrong value; the text is Chinese."""


class GroupError(AssistantError):
    """A group of documents, or the file that holds them, has a wrong value; the text is Chinese."""


class NotInView(AssistantError):
    """Something that concerns the whole library was asked of a view that sees a part of it."""


class SettingsError(AssistantError):
    """A setting is unknown or has a wrong value."""


class UnknownSetting(SettingsError):
    """A key that is no setting; `known` are those there are."""

    def __init__(self, key: str, known: tuple[str, ...]) -> None:
        super().__init__(f"unknown setting {key!r}; known: {', '.join(known)}")
        self.key = key
        self.known = known


class WrongSetting(SettingsError):
    """A value of the wrong type; `kind` is str, int or bool."""

    def __init__(self, key: str, kind: str, value: object) -> None:
        super().__init__(f"setting {key!r} must be {kind}, got {value!r}")
        self.key = key
        self.kind = kind
        self.value = value


class EditedMeanwhile(SettingsError):
    """A file has another text than the one that was edited; nothing was changed."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} was saved by somebody else meanwhile")
        self.path = path


class WrongRow(SettingsError):
    """One row, from 0, cannot be; `code` says why, `value` is what stands there or the limit."""

    def __init__(self, row: int, code: str, value: str) -> None:
        super().__init__(f"row {row + 1}: {code}: {value}")
        self.row = row
        self.code = code
        self.value = value


class ModelUnavailable(AssistantError):
    """The chosen embedding model cannot be loaded; `detail` says why and what to install."""

    def __init__(self, model: str, detail: str) -> None:
        super().__init__(f"{model}: {detail}")
        self.model = model
        self.detail = detail


class ModelNotFound(ModelUnavailable):
    """The model is no local folder, and a hub may not be reached."""


class ModelsNotInstalled(ModelUnavailable):
    """The extra `models` (sentence-transformers) is not installed."""

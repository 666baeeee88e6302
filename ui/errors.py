"""What can go wrong in front of the library: the address of the page, and an upload.

AssistantError
└── InterfaceError
    ├── PortInUse        another program answers on the port (host, port)
    ├── NotLoopback      an address that others could reach, while there is no login yet
    ├── UnknownJob       no such job, or it is not in a state for that (id)
    ├── UnknownTurn      no question and answer of that number is kept (number)
    └── UploadRefused    a file that may not be uploaded (name, code of `texts.UPLOAD_REASONS`)
"""

from __future__ import annotations

import sqlite3

from assistant.errors import AssistantError


class InterfaceError(AssistantError):
    """Base of what the page and the server raise themselves."""


class PortInUse(InterfaceError):
    """Another program already answers on the port."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(f"{host}:{port} is in use")
        self.host = host
        self.port = port


class NotLoopback(InterfaceError):
    """The address could be reached from other machines, and there is no login yet."""

    def __init__(self, host: str) -> None:
        super().__init__(f"{host} is not a loopback address")
        self.host = host


class UnknownTurn(InterfaceError):
    """No question and answer of that number is kept."""

    def __init__(self, number: int) -> None:
        super().__init__(f"no turn {number}")
        self.number = number


class UnknownJob(InterfaceError):
    """There is no such job, or it is over, or already as it was asked to be."""


class UploadRefused(InterfaceError):
    """One file may not be uploaded; `code` is a key of `texts.UPLOAD_REASONS`."""

    def __init__(self, name: str, code: str) -> None:
        super().__init__(f"{name}: {code}")
        self.name = name
        self.code = code


# What a fault of our own, or of a library below, can be; caught in `ui` where a user waits for a
# reply, written to the log with its trace, and said in general words.
FAULTS = (
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    sqlite3.Error,
)

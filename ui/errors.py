"""What can go wrong in front of the library: the address of the page, its users, an upload.

AssistantError
└── InterfaceError
    ├── PortInUse        another program answers on the port (host, port)
    ├── JobOver          a job is over, or already as it was asked to be (number)
    ├── NoSuchAddress    this machine cannot listen there (host)
    ├── UsersNeeded      others could reach the address, and there is no user (host)
    ├── WrongHostName    no name that a browser could send (name)
    ├── WrongCertificate a certificate or key that cannot be used (file)
    ├── UserError        what a user command or a login asks for cannot be
    │   ├── UnknownUser      no user of that name (name)
    │   ├── NameTaken        there is one already (name)
    │   ├── WrongName        no name for a user or a group (name)
    │   ├── WeakPassword     guessed too easily (code of `access_texts.WEAK_PASSWORDS`)
    │   ├── PasswordsDiffer  typed twice, not alike
    │   ├── LastManager      someone has to be 管理 as long as there are users (name)
    │   └── UsersVersion     the file of users is not ours, or of another version (file)
    ├── UnknownJob       no upload of that number, or not one's own (number)
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


class NoSuchAddress(InterfaceError):
    """This machine cannot listen at the address."""

    def __init__(self, host: str) -> None:
        super().__init__(f"cannot listen at {host}")
        self.host = host


class UsersNeeded(InterfaceError):
    """Other machines could reach the page, and there is no user yet."""

    def __init__(self, host: str) -> None:
        super().__init__(f"{host} needs users")
        self.host = host


class WrongHostName(InterfaceError):
    """No name that a browser could send as its host."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name!r} is no host name")
        self.name = name


class WrongCertificate(InterfaceError):
    """A certificate or its key is missing, unreadable, or they do not belong together."""

    def __init__(self, file: str) -> None:
        super().__init__(f"{file} cannot be used")
        self.file = file


class UserError(InterfaceError):
    """What was asked for of the users cannot be; `name` is the user's."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class UnknownUser(UserError):
    """There is no user of that name."""


class NameTaken(UserError):
    """There is a user of that name already."""


class WrongName(UserError):
    """A name that no user or group may have."""


class LastManager(UserError):
    """Without this user nobody would be 管理, while there are other users."""


class PasswordsDiffer(UserError):
    """The password was typed twice, and not alike."""


class WeakPassword(UserError):
    """A password that is guessed first; `code` is a key of `access_texts.WEAK_PASSWORDS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class UsersVersion(UserError):
    """The file of users is not one of ours, or of another version; `name` is the file."""


class UnknownJob(InterfaceError):
    """There is no upload of that number, or it is another user's."""

    def __init__(self, number: str) -> None:
        super().__init__(f"no job {number}")
        self.number = number


class UnknownTurn(InterfaceError):
    """No question and answer of that number is kept."""

    def __init__(self, number: int) -> None:
        super().__init__(f"no turn {number}")
        self.number = number


class JobOver(InterfaceError):
    """A job is over, or already as it was asked to be."""

    def __init__(self, number: str) -> None:
        super().__init__(f"job {number} is over")
        self.number = number


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

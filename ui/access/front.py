"""Where the page is served and who must log in: what is decided before the server starts.

Without users, on a loopback address and under no other name, there is no login: whoever can reach
it sits at this machine. As soon as there is one user, everybody logs in, at this machine too.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI

from ui.access import routes
from ui.access.audit import Audit
from ui.access.gate import Gate
from ui.access.login import Door
from ui.access.login import routes as login_routes
from ui.access.sessions import Sessions
from ui.access.users import Users
from ui.access.visitors import LOCAL, NOBODY, Visitor
from ui.conversations import Conversations
from ui.desk import Desk
from ui.errors import UsersNeeded, WrongCertificate, WrongHostName

if TYPE_CHECKING:
    from assistant.service import Assistant

_HOST_NAME = re.compile(r"(?!-)[\w-]{1,63}(?:\.[\w-]{1,63})*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Front:
    """The side that the page shows to the network.

    Attributes:
        host: The address to listen at.
        names: Host names that browsers may use, besides the address itself.
        certificate: TLS certificate, PEM; None for plain HTTP.
        key: Its private key.
        question_kept: What the audit keeps of a question.
    """

    host: str = "127.0.0.1"
    names: tuple[str, ...] = ()
    certificate: Path | None = None
    key: Path | None = None
    question_kept: Callable[[str], str] = lambda _: ""

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach the page."""
        return not self.names and is_loopback(self.host)

    @property
    def is_plain(self) -> bool:
        """Whether passwords would cross a network unencrypted."""
        return not is_loopback(self.host) and self.certificate is None

    def address(self, port: int) -> str:
        """Where this machine's own browser opens the page."""
        everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}
        name = everywhere.get(self.host, self.host)
        scheme = "https" if self.certificate else "http"
        return f"{scheme}://[{name}]:{port}" if ":" in name else f"{scheme}://{name}:{port}"

    def check(self, users: Users) -> None:
        """Refuse what could not be served so.

        Raises:
            WrongHostName: If a name is none.
            WrongCertificate: If certificate and key cannot be used together.
            UsersNeeded: If others could reach the page, and there is no user.
            UsersVersion: If the file of users is not ours, or of another version.
        """
        for name in self.names:
            if not _HOST_NAME.fullmatch(name) or len(name) > 253:
                raise WrongHostName(name)
        known = users.list()  # a broken file is said before anything slow
        if not self.is_local and not known:
            raise UsersNeeded(self.host if not is_loopback(self.host) else self.names[0])
        if self.certificate or self.key:
            _check_certificate(self.certificate, self.key)


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine alone."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _check_certificate(certificate: Path | None, key: Path | None) -> None:
    if certificate is None or key is None:
        raise WrongCertificate(str(certificate or key))
    for file in (certificate, key):
        if not file.is_file():
            raise WrongCertificate(str(file))
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, lambda: "")
    except (ssl.SSLError, OSError, ValueError) as error:
        raise WrongCertificate(f"{certificate}、{key}") from error


LOCAL_FRONT = Front()


@dataclass(frozen=True, slots=True)
class Access:
    """What stands between the network and one library; `door` is None where there is no login."""

    users: Users
    audit: Audit
    front: Front
    door: Door | None

    @classmethod
    def over(cls, library: Path, front: Front) -> Access:
        """The access to a library folder, as its users and the front decide.

        Raises:
            UsersNeeded: If others could reach the page, and there is no user.
            WrongHostName: If a name is none.
            WrongCertificate: If certificate and key cannot be used together.
        """
        users, audit = Users(library), Audit(library)
        front.check(users)
        door = Door(users, Sessions(users), audit) if users.list() else None
        return cls(users, audit, front, door)

    def desk(self, assistant: Assistant, conversations: Conversations) -> Desk:
        """The server's own desk, from which each visitor gets theirs."""
        visitor = NOBODY if self.door else LOCAL
        return Desk(assistant, conversations, visitor, self.audit, self.front.question_kept)

    def library_of(self, desk: Desk) -> Callable[[str], Assistant]:
        """The library as the user of an id may write it, with the rank and groups of that moment.

        A user who is gone sees what is in no group.
        """

        def seen(user_id: str) -> Assistant:
            if self.door is None:
                return desk.assistant
            user = next((u for u in self.users.list() if u.id == user_id), None)
            if user is None:
                return desk.assistant_for(NOBODY)
            return desk.assistant_for(
                Visitor(user.id, user.name, user.rank, frozenset(user.groups))
            )

        return seen

    def close(self) -> None:
        """Let go of the files; nobody is let in afterwards."""
        if self.door:
            self.door.sessions.close()

    def install(self, app: FastAPI) -> None:
        """Give the application its gate and the routes of login, users and audit."""
        app.state.door = self.door
        app.state.access = self
        app.include_router(login_routes)
        app.include_router(routes.routes)
        sessions = self.door.sessions if self.door else None
        app.add_middleware(Gate, audit=self.audit, sessions=sessions)

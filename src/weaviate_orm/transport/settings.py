"""What a connection is made of. Plain values: nothing here opens anything."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from weaviate_orm.errors import MisuseValueError

if TYPE_CHECKING:
    from weaviate_orm.transport.auth import Auth
    from weaviate_orm.transport.calls import GrpcCall, HttpCall, Purpose

DEFAULT_MESSAGE_LIMIT: Final = 104_858_000
"""Bytes of the largest gRPC message, where the server does not say."""

_LOOPBACK = re.compile(r"localhost|::1?|0\.0\.0\.0|127(\.\d+){3}", re.IGNORECASE)
_CLOUD = ("weaviate.io", "semi.technology", "weaviate.cloud")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A host and a port, in the clear or under TLS."""

    host: str
    port: int
    secure: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.port < 65536:
            raise MisuseValueError(f"{self.port} is no port: ports go from 1 to 65535.")

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{'https' if self.secure else 'http'}://{self}"

    @property
    def is_loopback(self) -> bool:
        return _LOOPBACK.fullmatch(self.host) is not None


@dataclass(frozen=True, slots=True)
class Address:
    """The two doors of a server."""

    http: Endpoint
    grpc: Endpoint

    @property
    def is_cloud(self) -> bool:
        host = self.http.host.lower()
        return any(domain in host for domain in _CLOUD)


@dataclass(frozen=True, slots=True)
class TLS:
    """Own certificates, as PEM files.

    ``authority`` replaces the authorities that the system trusts; ``certificate`` and ``key``
    are shown to a server that asks who calls.
    """

    authority: Path | None = None
    certificate: Path | None = None
    key: Path | None = None

    def __post_init__(self) -> None:
        if (self.certificate is None) != (self.key is None):
            raise MisuseValueError("TLS takes certificate= and key= together.")


@dataclass(frozen=True, slots=True)
class Proxies:
    """A proxy's URL for each door; ``Proxies()`` goes without, whatever the environment says."""

    http: str | None = field(default=None, repr=False)
    grpc: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds: to reach the server, and for a whole call of each purpose.

    ``query``: searches, aggregates and all that reads objects; ``write``: batches and single
    writes; ``admin``: schema, tenants, backups.
    """

    connect: float = 5.0
    query: float = 30.0
    write: float = 90.0
    admin: float = 90.0

    def __post_init__(self) -> None:
        for name in ("connect", "query", "write", "admin"):
            seconds: float = getattr(self, name)
            if not (seconds > 0 and math.isfinite(seconds)):
                raise MisuseValueError(
                    f"A timeout is a number of seconds above 0; {name} is {seconds!r}."
                )

    def of(self, call: GrpcCall | HttpCall) -> float:
        return call.timeout if call.timeout is not None else self.for_purpose(call.purpose)

    def for_purpose(self, purpose: Purpose) -> float:
        seconds: float = getattr(self, purpose)
        return seconds


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a connection to a server is made of."""

    address: Address
    auth: Auth | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """Sent with every call; names in lower case, checked by ``headers.checked``."""
    timeouts: Timeouts = field(default_factory=Timeouts)
    tls: TLS = field(default_factory=TLS)
    proxies: Proxies | None = field(default=None, repr=False)
    """None: those of the environment, but never for this machine itself."""

    @property
    def uses_environment_proxies(self) -> bool:
        """Whether HTTP goes through the environment's proxies."""
        return self.proxies is None and not self.address.http.is_loopback

"""From what the user writes, or the environment says, to what a connection is made of. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias, TypedDict
from urllib.parse import SplitResult, parse_qsl, urlsplit

from weaviate_orm.errors import MisuseTypeError, MisuseValueError
from weaviate_orm.flows.retry import Retry
from weaviate_orm.transport.auth import ApiKey, Auth, BearerToken, ClientCredentials, ClientPassword
from weaviate_orm.transport.embedded import EngineModules
from weaviate_orm.transport.headers import checked
from weaviate_orm.transport.settings import TLS, Address, Endpoint, Proxies, Settings, Timeouts

if TYPE_CHECKING:
    from weaviate_orm.engine.modules.registry import Generative, Reranker, Vectorizer

URL_VARIABLE: Final = "WEAVIATE_URL"
KEY_VARIABLE: Final = "WEAVIATE_API_KEY"
HTTP_PORT: Final = 8080
GRPC_PORT: Final = 50051

_EMBEDDED: Final = "embedded://"
_STANDARD_PORTS: Final[Mapping[str, int]] = {"http": 80, "https": 443}
_QUERY: Final = ("grpc_port", "grpc_host")


class Options(TypedDict, total=False):
    """What every way to connect takes.

    ``api_key``: a key that the server knows, short for ``auth=ApiKey(…)``.
    ``auth``: ``ApiKey``, ``BearerToken``, ``ClientCredentials`` or ``ClientPassword``.
    ``headers``: sent with every call, such as ``X-OpenAI-Api-Key``.
    ``timeout``: seconds as ``(connect, read)``, or ``Timeouts`` with one for each purpose.
    ``retry``: when a failed call is sent again.
    ``tls``: own certificates. ``proxies``: other proxies than the environment's.
    ``vectorizers``, ``generative``, ``rerankers``: for ``embedded://``, what stands in for the
    modules that a server has, by module name.

    An engine in this process asks for no key and has no way that could be slow, and a server
    has its own modules: what one of them has no use for it does not mind, so that the URL alone
    decides.
    """

    api_key: str | None
    auth: Auth | None
    headers: Mapping[str, str] | None
    timeout: Timeouts | tuple[float, float] | float | None
    retry: Retry | None
    tls: TLS | None
    proxies: Proxies | None
    vectorizers: Mapping[str, Vectorizer] | None
    generative: Mapping[str, Generative] | None
    rerankers: Mapping[str, Reranker] | None


@dataclass(frozen=True, slots=True)
class InProcess:
    """An engine in this process, in memory or in a folder."""

    path: Path | None = None


Place: TypeAlias = Address | InProcess


@dataclass(frozen=True, slots=True)
class Connection:
    """All that a client is made of."""

    place: Place
    auth: Auth | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    timeouts: Timeouts = field(default_factory=Timeouts)
    retry: Retry = field(default_factory=Retry)
    tls: TLS = field(default_factory=TLS)
    proxies: Proxies | None = field(default=None, repr=False)
    modules: EngineModules = field(default_factory=EngineModules, repr=False)

    def settings(self, address: Address) -> Settings:
        return Settings(address, self.auth, self.headers, self.timeouts, self.tls, self.proxies)


def from_url(url: str | None, environment: Mapping[str, str], options: Options) -> Connection:
    """What ``connect(url)`` means.

    Without a URL both the URL and, unless one is given, the key come from the environment; a
    key of the environment never goes to another server than the environment's.

    Raises:
        MisuseValueError: a URL or an option that cannot be.
    """
    if url is None:
        url = environment.get(URL_VARIABLE) or None
        if url is None:
            raise MisuseValueError(
                f"connect() has no URL: give one, such as 'http://localhost:{HTTP_PORT}' or"
                f" '{_EMBEDDED}', or set {URL_VARIABLE}."
            )
        key = environment.get(KEY_VARIABLE) or None
        if key is not None and options.get("api_key") is None and options.get("auth") is None:
            options = {**options, "api_key": key}
    return connection(place_of(url), options)


def connection(place: Place, options: Options) -> Connection:
    """A place with the options that every way to connect takes.

    Raises:
        MisuseTypeError: an option that there is not.
        MisuseValueError: options that cannot be, alone or together.
    """
    for name in options:
        if name not in Options.__annotations__:
            near = get_close_matches(name, Options.__annotations__, 1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise MisuseTypeError(f"There is no option {name!r} to connect with.{hint}")
    _check_kinds(options)
    auth = _auth(options.get("api_key"), options.get("auth"))
    headers = checked(options.get("headers") or {})
    if auth is not None and "authorization" in headers:
        raise MisuseValueError("Give either auth (or api_key) or a header 'Authorization'.")
    return Connection(
        place,
        auth,
        headers,
        _timeouts(options.get("timeout")),
        options.get("retry") or Retry(),
        options.get("tls") or TLS(),
        options.get("proxies"),
        EngineModules(
            options.get("vectorizers") or {},
            options.get("generative") or {},
            options.get("rerankers") or {},
        ),
    )


_KINDS: Mapping[str, type] = {"retry": Retry, "tls": TLS, "proxies": Proxies}
_MODULES = ("vectorizers", "generative", "rerankers")


def _check_kinds(options: Mapping[str, object]) -> None:
    for name, kind in _KINDS.items():
        given = options.get(name)
        if not isinstance(given, kind | None):
            # Not what it is: a proxy's URL may hold a password.
            raise MisuseTypeError(f"{name} is a {kind.__name__}, not {type(given).__name__}.")
    for name in _MODULES:
        given = options.get(name)
        if given is None:
            continue
        if not isinstance(given, Mapping) or not all(map(callable, given.values())):  # pyright: ignore[reportUnknownArgumentType, reportUnknownMemberType]  # whatever the user gave
            raise MisuseTypeError(
                f"{name} are callables by the names of the modules that they stand for."
            )


def _auth(api_key: str | None, auth: object) -> Auth | None:
    if auth is not None and not isinstance(
        auth, ApiKey | BearerToken | ClientCredentials | ClientPassword
    ):
        raise MisuseTypeError(
            "auth is an ApiKey, a BearerToken, ClientCredentials or a ClientPassword,"
            f" not {type(auth).__name__}. A plain key goes to api_key."
        )
    if api_key is None:
        return auth
    if auth is not None:
        raise MisuseValueError("Give either api_key or auth, not both.")
    return ApiKey(api_key)


def _timeouts(timeout: object) -> Timeouts:
    if timeout is None:
        return Timeouts()
    if isinstance(timeout, Timeouts):
        return timeout
    if isinstance(timeout, int | float) and not isinstance(timeout, bool):
        return Timeouts(query=timeout, write=timeout, admin=timeout)
    if isinstance(timeout, tuple | list) and len(pair := list[object](timeout)) == 2:  # pyright: ignore[reportUnknownArgumentType] - whatever the user gave
        connect, read = pair
        if isinstance(connect, int | float) and isinstance(read, int | float):
            return Timeouts(connect, read, read, read)
    raise MisuseTypeError(
        f"timeout is a pair (connect, read) of seconds, or Timeouts, not {timeout!r}."
    )


# -- places -------------------------------------------------------------------------------------


def place_of(url: str) -> Place:
    """Where a URL leads.

    ``http(s)://host:port?grpc_port=…&grpc_host=…`` is a server. Without ``grpc_port`` gRPC is on
    50051 of the same host; a cluster of Weaviate Cloud has a host of its own for it.
    ``embedded://`` is an engine in memory, ``embedded://some/folder`` one that keeps its data.

    Raises:
        MisuseValueError: the URL leads nowhere. It is never shown with a password.
    """
    if not isinstance(url, str):  # pyright: ignore[reportUnnecessaryIsInstance] - os.environ.get() gives None
        raise MisuseTypeError(f"A URL is a str, not {type(url).__name__}.")
    if url.startswith(_EMBEDDED):
        path = url.removeprefix(_EMBEDDED)
        return InProcess(Path(path) if path else None)
    if "@" in url.partition("?")[0]:
        raise MisuseValueError(
            "A URL with a user or a password in it would show them everywhere. Use api_key or auth."
        )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise MisuseValueError(f"The URL cannot be read: {error}.") from None
    if parts.scheme not in _STANDARD_PORTS:
        raise MisuseValueError(_no_scheme(url, parts))
    if not parts.hostname:
        raise MisuseValueError(f"{url!r} names no host.")
    if parts.path.strip("/") or parts.fragment:
        raise MisuseValueError(
            f"The URL ends with the port: leave out {parts.path or '#' + parts.fragment!r}."
        )
    secure = parts.scheme == "https"
    http = Endpoint(parts.hostname, port or _STANDARD_PORTS[parts.scheme], secure)
    return _address(http, _grpc_of(http, _query_of(parts)))


def _no_scheme(url: str, parts: SplitResult) -> str:
    if url.rstrip(":/") == "embedded":
        return f"Write '{_EMBEDDED}' for an engine in this process."
    if "://" in url:
        return f"{parts.scheme}:// leads to no Weaviate: write http://, https:// or {_EMBEDDED}."
    bare = url.partition("?")[0]
    return f"{bare!r} has no scheme. Did you mean 'http://{bare}'?"


def _query_of(parts: SplitResult) -> dict[str, str]:
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    for name in query:
        if name not in _QUERY:
            near = get_close_matches(name, _QUERY, 1)
            hint = f" Did you mean {near[0]!r}?" if near else " Give it to connect() by name."
            raise MisuseValueError(f"A URL takes grpc_port and grpc_host, not {name!r}.{hint}")
    return query


def _grpc_of(http: Endpoint, query: Mapping[str, str]) -> Endpoint:
    if not query and (host := _cloud_grpc_host(http.host)) is not None:
        return Endpoint(host, 443, secure=True)
    text = query.get("grpc_port", str(GRPC_PORT))
    if not (text.isascii() and text.isdecimal()):
        raise MisuseValueError(f"grpc_port={text!r} is no port.")
    return Endpoint(query.get("grpc_host") or http.host, int(text), http.secure)


def _address(http: Endpoint, grpc: Endpoint) -> Address:
    if (http.host, http.port) == (grpc.host, grpc.port):
        raise MisuseValueError(
            f"HTTP and gRPC cannot both be on {http}: Weaviate has a port for each."
        )
    return Address(http, grpc)


def _cloud_grpc_host(host: str) -> str | None:
    if host.endswith(".weaviate.network"):
        first, _, rest = host.partition(".")
        return f"{first}.grpc.{rest}"
    return f"grpc-{host}" if host.endswith(".weaviate.cloud") else None


def local(host: str, port: int, grpc_port: int) -> Address:
    """A server without TLS, both doors on one host."""
    return _address(Endpoint(_host(host), port), Endpoint(host, grpc_port))


def in_process(path: str | Path | None) -> InProcess:
    """An engine in this process."""
    return InProcess(None if path is None else Path(path))


def cloud(cluster_url: str) -> Address:
    """A cluster of Weaviate Cloud, by its URL with or without a scheme: TLS on 443 for both."""
    text = cluster_url if "://" in cluster_url else f"https://{cluster_url}"
    host = urlsplit(text).hostname
    if not host:
        raise MisuseValueError(f"{cluster_url!r} names no host.")
    grpc = _cloud_grpc_host(host) or f"grpc-{host}"
    return Address(Endpoint(host, 443, secure=True), Endpoint(grpc, 443, secure=True))


def custom(
    *,
    http_host: str,
    http_port: int,
    http_secure: bool,
    grpc_host: str,
    grpc_port: int,
    grpc_secure: bool,
) -> Address:
    """A server whose two doors have nothing in common."""
    return _address(
        Endpoint(_host(http_host), http_port, http_secure),
        Endpoint(_host(grpc_host), grpc_port, grpc_secure),
    )


def _host(host: str) -> str:
    if not host or "/" in host or "@" in host:
        raise MisuseValueError("A host is a name or a number, without a scheme, a user or a path.")
    return host

"""Routes of backups to a folder."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from weaviate_orm.engine.backup import copies
from weaviate_orm.engine.backup.folders import Restoration, Restored
from weaviate_orm.engine.errors import JSON, HttpError, Unsupported, a_error, v_error
from weaviate_orm.engine.rest import definitions
from weaviate_orm.engine.rest.decode import BOOL, INT64, TEXT, TEXTS, Kind, Mapped, Struct
from weaviate_orm.engine.rest.router import Access, Call, HttpReply, Route, reply
from weaviate_orm.engine.schema.numbers import flag, object_, text, texts, whole

if TYPE_CHECKING:
    from weaviate_orm.engine.backup.folders import Backup, Backups

BACKEND = "filesystem"
_ID = re.compile(r"[a-z0-9_-]+")
_COMPRESSIONS = (
    "DefaultCompression",
    "BestSpeed",
    "BestCompression",
    "ZstdDefaultCompression",
    "ZstdBestSpeed",
    "ZstdBestCompression",
    "NoCompression",
)
_RESTORES = ("noRestore", "all")
_ORDERS = ("asc", "desc")
_MOST_CPU = 80
_ABOUT = "backup_config.json"
_CANCELED = "CANCELED"
_PLACES: Mapping[str, Kind] = {
    "Bucket": TEXT,
    "CPUPercentage": INT64,
    "Endpoint": TEXT,
    "Path": TEXT,
}
_CREATE = Struct(
    "models.BackupCreateRequest",
    {
        "config": Struct(
            "models.BackupConfig", {**_PLACES, "ChunkSize": INT64, "CompressionLevel": TEXT}
        ),
        "exclude": TEXTS,
        "id": TEXT,
        "include": TEXTS,
        "includeRoles": TEXTS,
        "includeUsers": TEXTS,
        "incremental_base_backup_id": TEXT,
    },
)
_RESTORE = Struct(
    "models.BackupRestoreRequest",
    {
        "config": Struct(
            "models.RestoreConfig", {**_PLACES, "rolesOptions": TEXT, "usersOptions": TEXT}
        ),
        "exclude": TEXTS,
        "include": TEXTS,
        "node_mapping": Mapped(TEXT, "map[string]string"),
        "overwriteAlias": BOOL,
    },
)


# Making -------------------------------------------------------------------------------------------


def create_backup(call: Call) -> HttpReply:
    body = definitions.read(_CREATE, call)
    _check_config(body)
    _check_backend(call, "no backup backend")
    name, base = text(body.get("id")), text(body.get("incremental_base_backup_id"))
    if name == base:
        raise a_error(500, f"base backup cannot be the same as the new backup ID: {name}")
    _check_id(name)
    for member in ("includeUsers", "includeRoles"):
        if texts(body.get(member)):
            raise a_error(422, f"'{member}' was set but dynamic DB users are not enabled")
    state = call.state
    chosen = _chosen(body, sorted(state.catalog.collections), "class {} doesn't exist")
    if not state.catalog.collections:
        raise a_error(422, "no available classes to backup, there's nothing to do here")
    if not chosen:
        listed = " ".join(sorted(state.catalog.collections))
        raise a_error(422, f"empty class list: please choose from : [{listed}]")
    backups = _kept(call, body)
    there = backups.find(name)
    if there is not None and there.status == _CANCELED:
        raise a_error(
            422,
            f'check if backup "{name}" exists at "{backups.path(name)}": %!w(<nil>)',  # sic
        )
    if there is not None:
        raise a_error(422, f'backup "{name}" already exists at "{backups.path(name)}"')
    if base and backups.find(base) is None:
        missing = _no_file(backups, base, _ABOUT)
        raise a_error(422, f"resolve base backup chain: could not fetch base backup: {missing}")
    started = _now()
    collections = [state.catalog.collections[c] for c in chosen]
    copies.write(collections, backups.begin(name), state.catalog)
    aliases = {a: target for a, target in state.catalog.aliases.items() if target in chosen}
    backups.finish(name, tuple(chosen), aliases, started=started, completed=_now())
    # The work is done, but a client expects to be told that it began, and asks again.
    return reply(_described(backups, name, "STARTED", classes=list[JSON](chosen)))


def list_backups(call: Call) -> HttpReply:
    order = call.query("order")
    for fault in definitions.one_of("order", order, _ORDERS, "query"):
        raise fault
    _check_backend(call, "no backup backend")
    backups = _kept(call)
    backups.unheard.clear()
    found = backups.all()
    return reply([_listed(b) for b in (found if order == "asc" else reversed(found))])


def _listed(backup: Backup) -> JSON:
    return {
        "id": backup.id,
        "classes": list(backup.collections),
        "status": backup.status,
        "startedAt": backup.started,
        "completedAt": backup.completed,
        "size": backup.size,
    }


def read_backup(call: Call) -> HttpReply:
    _check_backend(call, "no backup provider")
    name = call.parameters["id"]
    backups = _kept(call)
    found = backups.find(name) if _ID.fullmatch(name) else None
    if found is None:
        raise _missing(backups, name, _ABOUT)
    backups.unheard.discard(name)
    error = {"error": found.error} if found.error else {}
    return reply(
        {
            **_described(backups, name, found.status),
            "startedAt": found.started,
            "completedAt": found.completed,
            "size": found.size,
            **error,
        }
    )


def cancel_backup(call: Call) -> HttpReply:
    """Nothing runs that could be cancelled; but what nobody knows of yet can be taken back."""
    _check_backend(call, "no backup provider")
    name = call.parameters["id"]
    _check_id(name)
    backups = _kept(call)
    found = backups.find(name)
    if found is not None and found.status != _CANCELED and name not in backups.unheard:
        raise a_error(422, f'backup "{name}" already succeeded')
    backups.cancel(name)
    return reply(status=204)


# Restoring ----------------------------------------------------------------------------------------


def restore_backup(call: Call) -> HttpReply:
    body = definitions.read(_RESTORE, call)
    _check_config(body)
    _check_backend(call, "no backup backend")
    name = call.parameters["id"]
    backups = _kept(call, body)
    found = backups.find(name) if _ID.fullmatch(name) else None
    if found is None:
        raise a_error(
            404,
            f'backup id "{name}" does not exist: '
            f"{_no_file(backups, name, _ABOUT)}: metadata not found",
        )
    if found.status == _CANCELED:
        place = f"{backups.path(name)} status: {found.status}"
        raise a_error(422, f"invalid backup in scheduler {place}")
    backups.unheard.discard(name)
    listed = " ".join(found.collections)
    chosen = _chosen(
        body,
        found.collections,
        "class {} doesn't exist in the backup, but does have [" + listed + "]: ",
    )
    if not chosen:
        raise a_error(422, f"nothing left to restore: please choose from : [{listed}]")
    if object_(body.get("node_mapping")):
        raise Unsupported("The embedded engine is one node; it cannot map others to it.")
    catalog = call.state.catalog
    overwrites = flag(body.get("overwriteAlias"))
    aliases = {
        alias: target
        for alias, target in found.aliases.items()
        if overwrites or alias not in catalog.aliases
    }
    faults = copies.restore(chosen, backups.data(name), catalog, aliases)
    backups.note_restoration(name, _restoration(faults))
    backups.restored.pop(name, None)
    if not faults:
        brought = tuple(alias for alias, target in aliases.items() if target in chosen)
        backups.restored[name] = Restored(tuple(chosen), brought)
    return reply(_described(backups, name, "STARTED", classes=list[JSON](chosen)))


def _restoration(faults: Mapping[str, str]) -> Restoration:
    if not faults:
        return Restoration("SUCCESS")
    shown = ", ".join(
        f'"{name}": error when trying to restore class: {fault}' for name, fault in faults.items()
    )
    return Restoration("FAILED", f"could not restore classes: [{shown}]")


def read_restoration(call: Call) -> HttpReply:
    _check_backend(call, "no backup provider", 500)
    name = call.parameters["id"]
    backups = _kept(call)
    found = backups.restoration(name) if _ID.fullmatch(name) else None
    if found is None:
        raise _missing(backups, name, "restore_config.json")
    backups.restored.pop(name, None)
    error = {"error": found.error} if found.error else {}
    return reply({**_described(backups, name, found.status), **error})


def cancel_restoration(call: Call) -> HttpReply:
    """As with a backup: what nobody knows of yet can be taken back."""
    _check_backend(call, "no backup provider")
    name = call.parameters["id"]
    _check_id(name)
    backups, catalog = _kept(call), call.state.catalog
    brought = backups.restored.get(name)
    if brought is not None:
        for alias in brought.aliases:
            if alias in catalog.aliases:
                catalog.drop_alias(alias)
        for collection in brought.collections:
            if collection in catalog.collections:
                catalog.drop(catalog.collections[collection])
        backups.cancel_restoration(name)
        return reply(status=204)
    found = backups.restoration(name)
    if found is not None and found.status == "SUCCESS":
        raise a_error(422, f'restore "{name}" already succeeded')
    return reply(status=204)


# Parts --------------------------------------------------------------------------------------------


def _chosen(body: Mapping[str, JSON], available: Sequence[str], unknown: str) -> list[str]:
    """The collections that `include` and `exclude` leave; `*` in a name stands for anything."""
    include, exclude = texts(body.get("include")), texts(body.get("exclude"))
    if include and exclude:
        raise a_error(422, "malformed request: 'include' and 'exclude' cannot both contain values")
    seen: set[str] = set()
    for name in include:
        if name in seen:
            raise a_error(422, f"class list 'include' contains duplicate: {name}")
        seen.add(name)
    for name in include:
        if name and "*" not in name and name not in available:
            raise a_error(422, unknown.format(name))
    chosen = [c for c in available if any(fnmatchcase(c, p) for p in include)]
    if include and (chosen or not any("*" in name for name in include)):
        return chosen
    return [c for c in available if not any(fnmatchcase(c, p) for p in exclude)]


def _check_config(body: Mapping[str, JSON]) -> None:
    config = object_(body.get("config"))
    cpu = whole(config.get("CPUPercentage")) or 0
    if cpu > _MOST_CPU:
        raise v_error(
            422,
            f"config.CPUPercentage in body should be less than or equal to {_MOST_CPU}",
            608,
        )
    if cpu < 0:
        raise v_error(422, "config.CPUPercentage in body should be greater than or equal to 1", 609)
    for member, allowed in (
        ("CompressionLevel", _COMPRESSIONS),
        ("rolesOptions", _RESTORES),
        ("usersOptions", _RESTORES),
    ):
        for fault in definitions.one_of(f"config.{member}", config.get(member), allowed):
            raise fault
    for member in ("Bucket", "Endpoint"):
        if config.get(member):
            raise Unsupported(
                f"The embedded engine keeps backups in folders; it cannot use config.{member}."
            )


def _check_backend(call: Call, what: str, status: int = 422) -> None:
    if call.query("bucket"):
        raise Unsupported("The embedded engine keeps backups in folders; it cannot use 'bucket'.")
    backend = call.parameters["backend"]
    if backend != BACKEND:
        raise a_error(
            status,
            f'{what} "{backend}": backup: {backend} not found, did you enable the right module?',
        )


def _check_id(name: str) -> None:
    if not _ID.fullmatch(name):
        raise a_error(
            422, f"invalid backup id: '{name}' allowed characters are lowercase, 0-9, _, -"
        )


def _kept(call: Call, body: Mapping[str, JSON] | None = None) -> Backups:
    """The backups of the folder that a request names, else of the engine's own."""
    named = call.query("path") if body is None else object_(body.get("config")).get("Path")
    return call.state.backups.at(text(named))


def _missing(backups: Backups, name: str, file: str) -> HttpError:
    return a_error(
        404,
        f'coordinator cannot get status: metadata not found: "": {_no_file(backups, name, file)}',
    )


def _no_file(backups: Backups, name: str, file: str) -> str:
    path = f"{backups.folder}/{name}/{file}"
    return f"get object path could not find {path}: stat {path}: no such file or directory"


def _described(backups: Backups, name: str, status: str, **more: JSON) -> dict[str, JSON]:
    return {
        "backend": BACKEND,
        "id": name,
        "path": str(backups.path(name)),
        "status": status,
        **more,
    }


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


ROUTES: tuple[Route, ...] = (
    Route("POST", "/backups/{backend}", create_backup, Access.WRITE),
    Route("GET", "/backups/{backend}", list_backups),
    Route("GET", "/backups/{backend}/{id}", read_backup),
    Route("DELETE", "/backups/{backend}/{id}", cancel_backup, Access.WRITE),
    Route("POST", "/backups/{backend}/{id}/restore", restore_backup, Access.WRITE),
    Route("GET", "/backups/{backend}/{id}/restore", read_restoration),
    Route("DELETE", "/backups/{backend}/{id}/restore", cancel_restoration, Access.WRITE),
)

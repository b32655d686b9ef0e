"""Writes by chance, one after the other, and now and then a look at all that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from tests.recordings.recorder import Recorder

Json: TypeAlias = dict[str, Any]

PLAIN, APART, ALIAS = "Plain", "Apart", "Other"
NAMES = (PLAIN, APART, ALIAS, "plain", "Nowhere")
IDS = tuple(str(UUID(int=number + 1)) for number in range(6))
TENANTS = ("ann", "bob", "cid", "zoe")
WORDS = ("old boat", "new boat", "", "far shore")


def schema(name: str, *, tenants: bool) -> Json:
    return {
        "class": name,
        "properties": [
            {"name": "title", "dataType": ["text"]},
            {"name": "size", "dataType": ["int"]},
            {"name": "next", "dataType": [PLAIN]},
        ],
        "vectorConfig": {"own": {"vectorizer": {"none": {}}, "vectorIndexType": "flat"}},
        "multiTenancyConfig": {"enabled": tenants},
    }


def place(chance: Random) -> tuple[str, str | None]:
    """A collection, and a tenant that fits it as a rule."""
    name = chance.choice(NAMES) if chance.random() < 0.3 else chance.choice((PLAIN, APART))
    wants = (name == APART) != (chance.random() < 0.08)
    return name, chance.choice(TENANTS) if wants else None


def beacon(chance: Random, *, short: bool = True) -> Json:
    kind = chance.random()
    collection = "Nowhere/" if kind < 0.1 else f"{PLAIN}/" if kind < 0.8 or not short else ""
    return {"beacon": f"weaviate://localhost/{collection}{chance.choice(IDS)}"}


def content(chance: Random) -> Json:
    made: Json = {"title": chance.choice(WORDS), "size": chance.choice((1, 2, 3, None))}
    if chance.random() < 0.05:
        made["size"] = "large"
    elif chance.random() < 0.15:
        made["next"] = [beacon(chance, short=False)]
    return {name: made[name] for name in chance.sample(list(made), chance.randrange(len(made) + 1))}


def thing(chance: Random) -> Json:
    name, tenant = place(chance)
    made: Json = {"class": name, "id": chance.choice(IDS), "properties": content(chance)}
    if tenant is not None:
        made["tenant"] = tenant
    if chance.random() < 0.6:
        numbers = [float(chance.randrange(3)) for _ in range(2 if chance.random() < 0.95 else 3)]
        made["vectors"] = {"own" if chance.random() < 0.95 else "odd": numbers}
    return made


def query(tenant: str | None) -> str:
    return f"?tenant={tenant}" if tenant is not None else ""


def _write(server: Recorder, chance: Random) -> None:
    made = thing(chance)
    method = chance.choice(("POST", "PUT", "PATCH"))
    path = "/objects" if method == "POST" else f"/objects/{made['class']}/{made['id']}"
    server.rest(method, path, made)


def _read(server: Recorder, chance: Random) -> None:
    name, tenant = place(chance)
    method = chance.choice(("GET", "HEAD", "DELETE"))
    server.rest(method, f"/objects/{name}/{chance.choice(IDS)}{query(tenant)}")


def _link(server: Recorder, chance: Random) -> None:
    name, tenant = place(chance)
    method = chance.choice(("POST", "PUT", "DELETE"))
    body: Any = beacon(chance)
    if method == "PUT":
        body = [body, beacon(chance)][: chance.randrange(3)]
    field = chance.choice(("next", "next", "next", "title", "nope"))
    path = f"/objects/{name}/{chance.choice(IDS)}/references/{field}{query(tenant)}"
    server.rest(method, path, body)


def _batch(server: Recorder, chance: Random) -> None:
    """Of one object: a server stores those of a batch side by side."""
    server.rest("POST", "/batch/objects", {"objects": [thing(chance)]})


def _batch_links(server: Recorder, chance: Random) -> None:
    name, tenant = place(chance)
    start = f"weaviate://localhost/{name}/{chance.choice(IDS)}/next"
    link: Json = {"from": start, "to": beacon(chance)["beacon"]}
    if tenant is not None:
        link["tenant"] = tenant
    server.rest("POST", "/batch/references", [link])


def _delete_many(server: Recorder, chance: Random) -> None:
    name, tenant = place(chance)
    where = {"path": ["size"], "operator": "Equal", "valueInt": chance.randrange(1, 4)}
    match = {"class": name, "where": where}
    body = {"match": match, "output": "verbose", "dryRun": chance.random() < 0.5}
    server.rest("DELETE", f"/batch/objects{query(tenant)}", body)


def _tenants(server: Recorder, chance: Random) -> None:
    name = APART if chance.random() < 0.9 else PLAIN
    method = chance.choice(("POST", "PUT", "DELETE", "GET"))
    chosen = chance.sample(TENANTS, chance.randrange(1, 3))
    states = ("HOT", "HOT", "COLD", "ACTIVE", "INACTIVE")
    body: Any = [{"name": each, "activityStatus": chance.choice(states)} for each in chosen]
    body = {"DELETE": chosen, "GET": None}.get(method, body)
    server.rest(method, f"/schema/{name}/tenants", body)


def _alias(server: Recorder, chance: Random) -> None:
    method = chance.choice(("POST", "PUT", "DELETE", "GET"))
    target = chance.choice((PLAIN, APART))
    body = {"POST": {"alias": ALIAS, "class": target}, "PUT": {"class": target}}.get(method)
    server.rest(method, "/aliases" if method == "POST" else f"/aliases/{ALIAS}", body)


def _stream(server: Recorder, chance: Random) -> None:
    made = thing(chance)
    sent: Json = {"collection": made["class"], "uuid": made["id"], "tenant": made.get("tenant", "")}
    text = {k: v for k, v in made["properties"].items() if k != "next"}
    sent["properties"] = {"non_ref_properties": text}
    server.stream({"start": {}}, {"data": {"objects": {"values": [sent]}}})


def _all(server: Recorder, chance: Random) -> None:
    for name, tenant in ((PLAIN, None), *((APART, tenant) for tenant in TENANTS)):
        server.rest(
            "GET", f"/objects?class={name}&include=vector" + (f"&tenant={tenant}" if tenant else "")
        )


STEPS: tuple[tuple[Callable[[Recorder, Random], None], int], ...] = (
    (_write, 10),
    (_read, 5),
    (_link, 5),
    (_batch, 3),
    (_batch_links, 3),
    (_delete_many, 1),
    (_tenants, 3),
    (_alias, 1),
    (_stream, 1),
    (_all, 1),
)


def changes(server: Recorder, chance: Random) -> None:
    server.rest("POST", "/schema", schema(PLAIN, tenants=False))
    server.rest("POST", "/schema", schema(APART, tenants=True))
    server.rest("POST", f"/schema/{APART}/tenants", [{"name": name} for name in TENANTS[:2]])
    steps = [step for step, often in STEPS for _ in range(often)]
    for _ in range(250):
        chance.choice(steps)(server, chance)
    _all(server, chance)

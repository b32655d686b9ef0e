"""Streams of objects of several collections, some of them faulty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

if TYPE_CHECKING:
    from random import Random

    from tests.recordings.recorder import Recorder

Json: TypeAlias = dict[str, Any]

NAMES = ("Streamed", "Streamed", "Other", "Alias", "streamed", "Not a name", "Apart")


def _thing(chance: Random) -> Json:
    one = str(UUID(int=chance.randrange(1, 40)))
    made: Json = {"uuid": one, "collection": chance.choice(NAMES)}
    kind = chance.random()
    if kind < 0.1:
        made["uuid"] = "none"
    elif kind < 0.2:
        made["uuid"] = one.upper()
    elif kind < 0.4:
        made["properties"] = {"non_ref_properties": {"size": "large"}}
    return made


def streams(server: Recorder, chance: Random) -> None:
    properties = [{"name": "size", "dataType": ["int"]}]
    for name in ("Streamed", "Other"):
        server.rest("POST", "/schema", {"class": name, "properties": properties})
    server.rest("POST", "/schema", {"class": "Apart", "multiTenancyConfig": {"enabled": True}})
    server.rest("POST", "/aliases", {"alias": "Alias", "class": "Other"})
    for _ in range(12):
        things = [_thing(chance) for _ in range(chance.randrange(1, 7))]
        server.stream({"start": {}}, {"data": {"objects": {"values": things}}})

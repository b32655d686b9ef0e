"""Ids in several spellings, and what filters by ids find."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

if TYPE_CHECKING:
    from random import Random

    from tests.recordings.recorder import Recorder

Json: TypeAlias = dict[str, Any]

NAME = "Spelled"
IDS = tuple(UUID(int=(0xABC + number) << 116) for number in range(4))
OPERATORS = tuple(
    f"OPERATOR_{name}"
    for name in (
        *("EQUAL", "EQUAL", "EQUAL", "NOT_EQUAL", "LIKE"),
        *("GREATER_THAN", "GREATER_THAN_EQUAL", "LESS_THAN", "LESS_THAN_EQUAL"),
    )
)


def _spelled(chance: Random) -> str:
    one = chance.choice(IDS)
    kinds = (str(one), str(one), str(one).upper(), str(one).title(), one.hex)
    return chance.choice(kinds)


def _write(server: Recorder, chance: Random) -> None:
    one = _spelled(chance)
    thing: Json = {"class": NAME, "id": one, "properties": {"size": chance.randrange(3)}}
    if chance.random() < 0.3:
        thing["vector"] = [1.0, float(chance.randrange(3))]
    path = f"/objects/{NAME}/{one}"
    kind = chance.random()
    if kind < 0.3:
        server.rest("POST", "/batch/objects", {"objects": [thing]})
    elif kind < 0.55:
        properties = {"non_ref_properties": thing["properties"]}
        server.put({"uuid": one, "collection": NAME, "properties": properties})
    elif kind < 0.7:
        server.rest("PUT", path, thing)
    elif kind < 0.8:
        server.rest("PATCH", path, thing)
    elif kind < 0.9:
        server.rest("POST", "/objects", thing)
    else:
        server.rest("DELETE", path)


def spellings(server: Recorder, chance: Random) -> None:
    properties = [{"name": "size", "dataType": ["int"]}]
    server.rest("POST", "/schema", {"class": NAME, "properties": properties})
    for _ in range(40):
        _write(server, chance)
        for _ in range(2):
            operator, value = chance.choice(OPERATORS), _spelled(chance)
            if operator == "OPERATOR_LIKE":
                value = chance.choice((f"{value[:3]}*", f"*{value[3:]}", "?b*"))
            asked: Json = {
                "collection": NAME,
                "uses_127_api": True,
                "limit": chance.randrange(1, 5),
                "metadata": {"uuid": True},
                "properties": {},
                "filters": {
                    "operator": operator,
                    "target": {"property": "_id"},
                    "value_text": value,
                },
            }
            server.grpc("Search", asked)

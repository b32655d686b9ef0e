"""Updates by chance, and what filters by absence, length and number find after them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from tests.recordings.recorder import Recorder

Json: TypeAlias = dict[str, Any]

NAME, TARGET = "Versions", "Targets"
IDS = tuple(str(UUID(int=number + 1)) for number in range(5))
TARGETS = tuple(str(UUID(int=number + 100)) for number in range(3))
VALUES: dict[str, Sequence[Any]] = {
    # words of one text are compared in an order by chance: one word each
    "title": (None, "", "...", "boat", "boat boat", "shore"),
    "marks": (None, [], [""], ["a"], ["a", "a"], ["b"]),
    "sizes": (None, [], [1], [1, 1], [1, 2], [2, 1], [1, 2, 1]),
    "days": (None, [], ["2020-01-01T00:00:00Z"], ["2020-01-01T01:00:00+01:00"]),
    "late": (None, [], [True], [True, True], [True, False]),
}
OPERATORS = tuple(
    f"OPERATOR_{name}" for name in ("EQUAL", "NOT_EQUAL", "GREATER_THAN", "LESS_THAN_EQUAL")
)


def _made(server: Recorder) -> None:
    server.rest("POST", "/schema", {"class": TARGET})
    for one in TARGETS:
        server.rest("POST", "/objects", {"class": TARGET, "id": one})
    types = {"title": "text", "marks": "text[]", "sizes": "int[]", "days": "date[]"}
    server.rest(
        "POST",
        "/schema",
        {
            "class": NAME,
            "invertedIndexConfig": {"indexNullState": True, "indexPropertyLength": True},
            "properties": [
                *({"name": name, "dataType": [type_]} for name, type_ in types.items()),
                {"name": "things", "dataType": [TARGET]},
            ],
        },
    )


def _beacon(one: str) -> Json:
    return {"beacon": f"weaviate://localhost/{TARGET}/{one}"}


def _content(chance: Random, names: Sequence[str]) -> Json:
    made = {name: chance.choice(VALUES[name]) for name in names if chance.random() < 0.6}
    if chance.random() < 0.3:
        made["things"] = [_beacon(one) for one in chance.choices(TARGETS, k=chance.randrange(3))]
    return {name: value for name, value in made.items() if value is not None}


def _write(server: Recorder, chance: Random, names: Sequence[str]) -> None:
    one = chance.choice(IDS)
    thing: Json = {"class": NAME, "id": one, "properties": _content(chance, names)}
    if chance.random() < 0.3:
        thing["vector"] = [1.0, float(chance.randrange(3))]
    path = f"/objects/{NAME}/{one}"
    kind = chance.random()
    if kind < 0.25:
        server.rest("POST", "/batch/objects", {"objects": [thing]})
    elif kind < 0.4:
        server.rest("PUT", path, thing)
    elif kind < 0.65:
        name = chance.choice(names)
        thing["properties"][name] = chance.choice(VALUES[name])
        server.rest("PATCH", path, thing)
    elif kind < 0.8:
        added = chance.choices(TARGETS, k=chance.randrange(1, 3))
        source = {"name": "things", "from_collection": NAME, "from_uuid": one}
        references = [{**source, "to_collection": TARGET, "to_uuid": each} for each in added]
        server.grpc("BatchReferences", {"references": references})
    elif kind < 0.95:
        method = chance.choice(("POST", "DELETE"))
        server.rest(method, f"{path}/references/things", _beacon(chance.choice(TARGETS)))
    else:
        server.rest("DELETE", path)


def _condition(chance: Random, names: Sequence[str]) -> Json:
    name = chance.choice((*names, "things", "things"))
    kind = chance.random()
    number = chance.randrange(4)
    if kind < 0.4:
        return {
            "operator": "OPERATOR_IS_NULL",
            "target": {"property": name},
            "value_boolean": chance.random() < 0.5,
        }
    if name != "things" or kind < 0.7:
        return {
            "operator": chance.choice(OPERATORS),
            "target": {"property": f"len({name})"},
            "value_int": number,
        }
    if kind < 0.85:
        return {
            "operator": chance.choice(OPERATORS),
            "target": {"count": {"on": name}},
            "value_int": number,
        }
    return {
        "operator": "OPERATOR_EQUAL",
        "target": {"single_target": {"on": name, "target": {"property": "_id"}}},
        "value_text": chance.choice(TARGETS),
    }


def versions(server: Recorder, chance: Random) -> None:
    _made(server)
    names = [name for name in VALUES if name != "late"]
    for turn in range(60):
        if turn == 20:
            late = {"name": "late", "dataType": ["boolean[]"]}
            server.rest("POST", f"/schema/{NAME}/properties", late)
            names.append("late")
        _write(server, chance, names)
        for _ in range(2):
            asked: Json = {
                "collection": NAME,
                "uses_127_api": True,
                "limit": 10,
                "metadata": {"uuid": True},
                "properties": {},
                "filters": _condition(chance, names),
            }
            server.grpc("Search", asked)

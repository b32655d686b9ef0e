"""Paths that lead nowhere: through flat properties, into members that are none, along no class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

if TYPE_CHECKING:
    from random import Random

    from tests.recordings.recorder import Recorder

Json: TypeAlias = dict[str, Any]

ASKED = 60
"""Requests of each kind."""
NAME, OTHER = "Trail", "Aside"
ONE, TWO = (str(UUID(int=number)) for number in (1, 2))
_VALUES: dict[str, tuple[str, Any]] = {
    "title": ("text", "boat"),
    "tags": ("text[]", ["boat", "sea"]),
    "size": ("int", 1),
    "price": ("number", 1.5),
    "prices": ("number[]", [1.5]),
    "lent": ("boolean", True),
    "sold": ("date", "2020-01-01T00:00:00Z"),
    "code": ("uuid", ONE),
    "codes": ("uuid[]", [ONE]),
    "place": ("geoCoordinates", {"latitude": 1, "longitude": 2}),
    "phone": ("phoneNumber", {"input": "020 1234567", "defaultCountry": "nl"}),
    "photo": ("blob", "aGFsbG8="),
    "part": ("object", {"name": "x", "inner": {"size": 1}}),
    "parts": ("object[]", [{"name": "y"}]),
}
_COMPARED: dict[str, Json] = {
    "title": {"value_text": "boat"},
    "size": {"value_int": 1},
    "lent": {"value_boolean": True},
    "code": {"value_text": ONE},
    "next": {"value_int": 1},
    "nope": {"value_text": "x"},
    "_id": {"value_text": ONE},
    "_creationTimeUnix": {"value_text": "2020-01-01T00:00:00Z"},
    "len(title)": {"value_int": 1},
}


def paths(server: Recorder, chance: Random) -> None:
    server.rest("POST", "/schema", _schema(NAME))
    server.rest("POST", "/schema", _schema(OTHER))
    server.rest("POST", "/objects", {"class": NAME, "id": TWO, "properties": {"title": "boat"}})
    given = {name: value for name, (_, value) in _VALUES.items()}
    given["next"] = [{"beacon": f"weaviate://localhost/{NAME}/{TWO}"}]
    server.rest("POST", "/objects", {"class": NAME, "id": ONE, "properties": given})
    for _ in range(ASKED):
        server.grpc("Search", {**_ASKED, "properties": {}, "filters": _condition(chance)})
    for _ in range(ASKED):
        server.grpc("Search", {**_ASKED, **_selection(chance)})
    for _ in range(ASKED):
        server.grpc("Aggregate", _figures(chance))


_ASKED: Json = {"collection": NAME, "uses_127_api": True, "metadata": {"uuid": True}}


def _schema(name: str) -> Json:
    members: list[Json] = [
        {"name": "name", "dataType": ["text"]},
        {
            "name": "inner",
            "dataType": ["object"],
            "nestedProperties": [{"name": "size", "dataType": ["int"]}],
        },
    ]
    return {
        "class": name,
        "invertedIndexConfig": {"indexNullState": True},
        "properties": [
            {
                "name": each,
                "dataType": [kind],
                **({"nestedProperties": members} if kind.startswith("object") else {}),
            }
            for each, (kind, _) in _VALUES.items()
        ]
        + [{"name": "next", "dataType": [NAME]}],
    }


def _condition(chance: Random) -> Json:
    start = chance.choice((*_VALUES, "next", "nope"))
    through = chance.choice((NAME, OTHER, "Nowhere", NAME.lower()))
    end = chance.choice(list(_COMPARED))
    shape = chance.choice(("on", "multi", "single", "count"))
    operator = chance.choice(("EQUAL", "EQUAL", "NOT_EQUAL", "IS_NULL"))
    value = _COMPARED[end] if operator != "IS_NULL" else {"value_boolean": True}
    asked: Json = {"operator": f"OPERATOR_{operator}", **value}
    if shape == "on":
        return {**asked, "on": [start, through, end]}
    if shape == "count":
        given = {"value_int": 1} if chance.random() < 0.5 else {}
        target = {"count": {"on": start}}
        return {"operator": "OPERATOR_EQUAL", "target": target, **given}
    hop: Json = {"on": start, "target": {"property": end}}
    if shape == "multi":
        hop["target_collection"] = through
    return {**asked, "target": {f"{shape}_target": hop}}


def _selection(chance: Random) -> Json:
    objects: list[Json] = []
    for name in chance.sample((*_VALUES, "next", "nope", "part.name"), chance.choice((1, 1, 2))):
        inner = chance.choice(("name", "inner", "nope"))
        objects.append(
            chance.choice(
                (
                    {"prop_name": name, "primitive_properties": [inner]},
                    {"prop_name": name},
                    {
                        "prop_name": name,
                        "object_properties": [
                            {"prop_name": "inner", "primitive_properties": ["size"]}
                        ],
                    },
                )
            )
        )
    asked: Json = {"properties": {"object_properties": objects}}
    if len(objects) > 1:  # of two faults in one object a server tells one or another
        asked["filters"] = {
            "operator": "OPERATOR_EQUAL",
            "target": {"property": "_id"},
            "value_text": TWO,
        }
    if chance.random() < 0.4:
        later: tuple[Json, ...] = (
            {"limit": 10**6},
            {"after": "nope"},
            {"rerank": {"property": "nope"}},
            {"sort_by": [{"path": ["nope"]}]},
            {"group_by": {"path": ["nope"], "number_of_groups": 1, "objects_per_group": 1}},
        )
        asked.update(chance.choice(later))
    return asked


def _figures(chance: Random) -> Json:
    kinds = ("int", "number", "text", "boolean", "date")
    entries: list[Json] = []
    names = chance.choices((*_VALUES, "nope"), k=1)
    for name in names * chance.choice((1, 2)):
        wanted = {each: True for each in ("count", "type") if chance.random() < 0.6}
        entries.append({"property": name, chance.choice(kinds): wanted})
    asked: Json = {"collection": NAME, "aggregations": entries}
    if chance.random() < 0.4:
        # by numbers too large, lists and objects a server groups by chance, or crashes
        group = chance.choice(("title", "size", "price", "lent", "sold", "code", "next"))
        asked["group_by"] = {"collection": NAME, "property": group}
    return asked

"""Every odd value for every type of property, over both doors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from random import Random

    from tests.recordings.recorder import Recorder

NAME = "Odd"
SCALARS = ("text", "int", "number", "boolean", "date", "uuid")
KINDS = (
    *SCALARS,
    *(f"{kind}[]" for kind in SCALARS),
    "geoCoordinates",
    "phoneNumber",
    "blob",
    "object",
    "object[]",
)
ODD: tuple[Any, ...] = (
    None,
    "",
    "a text",
    "12",
    "true",
    "2020-02-30T00:00:00Z",
    "2020-02-29t00:00:00z",
    "2020-02-29 00:00:00",
    "2020-02-29T24:00:00+00:00",
    str(UUID(int=7)).upper(),
    UUID(int=7).hex,
    "aGVsbG8=",
    "aGVsbG8",
    0,
    -1,
    1.0,
    1.5,
    1e3,
    2**53 + 1,
    2**63,
    1e300,
    True,
    [],
    [None],
    ["a", None],
    ["a", 1],
    [1, 2.5],
    [1, True],
    [True],
    [[1]],
    ["2020-02-29T00:00:00Z"],
    ["2020-02-29"],
    [str(UUID(int=7))],
    {},
    [{}],
    {"inner": "x"},
    {"inner": 1},
    {"other": 1},
    {"inner": None},
    [{"inner": "x"}, {"inner": 2}],
    [{"inner": "x"}, None],
    {"latitude": 1, "longitude": 2},
    {"latitude": 91, "longitude": 2},
    {"latitude": "1", "longitude": 2},
    {"latitude": 1},
    {"input": "+49 30 1234567"},
    {"input": "030 1234567", "defaultCountry": "DE"},
    {"input": "030 1234567"},
    {"input": 30},
    {"input": "12", "defaultCountry": "nowhere"},
)


def _schema() -> dict[str, Any]:
    inner = [{"name": "inner", "dataType": ["text"]}]
    return {
        "class": NAME,
        "properties": [
            {
                "name": _name(kind),
                "dataType": [kind],
                **({"nestedProperties": inner} if kind.startswith("object") else {}),
            }
            for kind in KINDS
        ],
    }


def _name(kind: str) -> str:
    return f"of{kind.capitalize().replace('[]', 's')}"


def _values(kind: str) -> list[tuple[int, Any]]:
    """With numbers that make ids. Of two unknown members a server tells one or the other."""
    return [
        (number, value)
        for number, value in enumerate(ODD)
        if not (kind.startswith("object") and isinstance(value, dict) and len(value) > 1)
    ]


def odd_values(server: Recorder, _chance: Random) -> None:
    """One property in each object: of several faults a server tells one or another."""
    server.rest("POST", "/schema", _schema())
    for kind in KINDS:
        for number, value in _values(kind):
            one = str(UUID(int=number + 1))
            body = {"class": NAME, "id": one, "properties": {_name(kind): value}}
            if "error" not in server.rest("POST", "/objects", body):
                server.rest("GET", f"/objects/{NAME}/{one}")
                server.rest("DELETE", f"/objects/{NAME}/{one}")


def odd_structs(server: Recorder, _chance: Random) -> None:
    """The same in the form that the batches of gRPC have for what needs no typed list."""
    server.rest("POST", "/schema", _schema())
    for kind in KINDS:
        for number, value in _values(kind):
            one = str(UUID(int=number + 1))
            struct = {"non_ref_properties": {_name(kind): value}}
            stored = {"collection": NAME, "uuid": one, "properties": struct}
            if "errors" in server.grpc("BatchObjects", {"objects": [stored]}):
                continue
            server.grpc(
                "Search",
                {
                    "collection": NAME,
                    "filters": {
                        "operator": "OPERATOR_EQUAL",
                        "target": {"property": "_id"},
                        "value_text": one,
                    },
                    "properties": {
                        "non_ref_properties": [_name(kind)] if "ject" not in kind else [],
                        "object_properties": [
                            {"prop_name": _name(kind), "primitive_properties": ["inner"]}
                        ]
                        if "ject" in kind
                        else [],
                    },
                    "metadata": {"uuid": True},
                    "uses_127_api": True,
                },
            )
            server.rest("DELETE", f"/objects/{NAME}/{one}")

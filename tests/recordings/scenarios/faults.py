"""Objects with two faults at once, over every door: which of them is told."""

from __future__ import annotations

from copy import deepcopy
from itertools import combinations
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

from tests.recordings.scenarios.chance import floats

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from tests.recordings.recorder import Recorder

Json: TypeAlias = dict[str, Any]

PLAIN, APART = "Plain", "Apart"
ONE, OTHER = (str(UUID(int=number)) for number in (1, 99))
FAULTS: dict[str, Callable[[Json], None]] = {
    "no such collection": lambda made: made.update({"class": "Nowhere"}),
    "tenant of a collection without": lambda made: made.update({"class": PLAIN, "tenant": "ann"}),
    "no tenant": lambda made: made.update({"class": APART, "tenant": ""}),
    "unknown tenant": lambda made: made.update({"class": APART, "tenant": "zoe"}),
    "inactive tenant": lambda made: made.update({"class": APART, "tenant": "cid"}),
    "no such vector": lambda made: made["vectors"].update({"odd": [1.0, 2.0]}),
    "long vector": lambda made: made["vectors"].update({"own": [1.0, 2.0, 3.0]}),
    "wrong type": lambda made: made["properties"].update({"size": "large"}),
    "no object referred to": lambda made: made["properties"].update(
        {"next": [{"beacon": f"weaviate://localhost/{PLAIN}/{OTHER}"}]}
    ),
    "no such name": lambda made: made["properties"].update({"bad name": 1}),
}
OF_PROPERTIES = {"wrong type", "no object referred to", "no such name"}
OF_VECTORS = {"no such collection", "no such vector"}


def _schema(name: str, *, tenants: bool) -> Json:
    return {
        "class": name,
        "properties": [
            {"name": "size", "dataType": ["int"]},
            {"name": "next", "dataType": [PLAIN]},
        ],
        "vectorConfig": {"own": {"vectorizer": {"none": {}}, "vectorIndexType": "hnsw"}},
        "multiTenancyConfig": {"enabled": tenants},
    }


def pairs(server: Recorder, _chance: Random) -> None:
    for name in (PLAIN, APART):
        server.rest("POST", "/schema", _schema(name, tenants=name == APART))
    states = {"ann": "HOT", "cid": "HOT"}
    tenants = [{"name": each, "activityStatus": state} for each, state in states.items()]
    server.rest("POST", f"/schema/{APART}/tenants", tenants)
    good: Json = {"class": PLAIN, "id": ONE, "properties": {"size": 1}, "vectors": {"own": [1, 2]}}
    server.rest("POST", "/objects", good)
    for tenant in ("ann", "cid"):
        server.rest("POST", "/objects", {**good, "class": APART, "tenant": tenant})
    cold = [{"name": "cid", "activityStatus": "COLD"}]
    server.rest("PUT", f"/schema/{APART}/tenants", cold)
    for base in (good, {**good, "class": APART, "tenant": "ann"}):
        for chosen in combinations(FAULTS, 2):
            if len({*chosen} & OF_PROPERTIES) == 2 or {*chosen} == OF_VECTORS:
                continue  # they are looked at in any order
            made = deepcopy(base)
            for fault in chosen:
                FAULTS[fault](made)
            if not made.get("tenant"):
                made.pop("tenant", None)
            _send(server, made)


def _send(server: Recorder, made: Json) -> None:
    path = f"/objects/{made['class']}/{ONE}"
    server.rest("POST", "/objects/validate", made)
    server.rest("POST", "/objects", {**made, "id": OTHER.replace("6", "5")})
    server.rest("PUT", path, made)
    server.rest("PATCH", path, made)
    server.rest("POST", "/batch/objects", {"objects": [made]})
    server.put(_message(made))


def _message(made: Json) -> Json:
    """The same for the batches of gRPC."""
    properties = dict(made["properties"])
    message: Json = {"non_ref_properties": properties}
    if beacons := properties.pop("next", None):
        ids = [each["beacon"].rpartition("/")[2] for each in beacons]
        message["single_target_ref_props"] = [{"prop_name": "next", "uuids": ids}]
    return {
        "collection": made["class"],
        "uuid": ONE,
        "tenant": made.get("tenant", ""),
        "properties": message,
        "vectors": [
            {"name": name, "vector_bytes": floats(numbers), "type": "VECTOR_TYPE_SINGLE_FP32"}
            for name, numbers in made["vectors"].items()
        ],
    }

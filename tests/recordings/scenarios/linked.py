"""References by chance: conditions along them, counts of them, and what is read along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

from tests.recordings.scenarios import chance as plain

if TYPE_CHECKING:
    from random import Random

    from tests.recordings.recorder import Recorder

Json: TypeAlias = dict[str, Any]

NAME = "Linked"
IDS = tuple(str(UUID(int=number + 100)) for number in range(16))


def _filled(server: Recorder, chance: Random) -> None:
    """Objects that refer to those of `chance` and to one another, each at most once."""
    plain.filled(server, chance)
    server.rest(
        "POST",
        "/schema",
        {
            "class": NAME,
            "invertedIndexConfig": {"indexNullState": True},
            "properties": [
                {"name": "label", "dataType": ["text"], "tokenization": "field"},
                {"name": "thing", "dataType": [plain.NAME]},
                {"name": "next", "dataType": [NAME]},
                {"name": "any", "dataType": [plain.NAME, NAME]},
            ],
        },
    )
    there = {each["id"] for each in server.rest("GET", f"/objects?class={plain.NAME}")["objects"]}
    for number, one in enumerate(IDS):
        things = chance.sample(sorted(there), chance.randrange(4))
        before = chance.sample(IDS[:number], min(number, chance.randrange(3)))
        links = {
            "thing": [_beacon(plain.NAME, each) for each in things],
            "next": [_beacon(NAME, each) for each in before],
            "any": [
                *(_beacon(plain.NAME, each) for each in things[:1]),
                *(_beacon(NAME, each) for each in before[1:]),
            ],
        }
        given = {name: found for name, found in links.items() if found}
        body = {"class": NAME, "id": one, "properties": {"label": f"l{number % 3}", **given}}
        server.rest("POST", "/objects", body)


def _beacon(collection: str, one: str) -> Json:
    return {"beacon": f"weaviate://localhost/{collection}/{one}"}


def _condition(chance: Random, depth: int = 1) -> Json:
    if depth and chance.random() < 0.4:
        return {
            "operator": chance.choice(("OPERATOR_AND", "OPERATOR_OR")),
            "filters": [_condition(chance, depth - 1) for _ in range(2)],
        }
    kind = chance.random()
    if kind < 0.2:
        count = {"count": {"on": chance.choice(("thing", "next"))}}
        operator = chance.choice(plain.COMPARISONS)
        return {"operator": operator, "target": count, "value_int": chance.randrange(4)}
    if kind < 0.3:
        return plain.of("label", "OPERATOR_EQUAL", value_text=f"l{chance.randrange(3)}")
    if kind < 0.65:
        return _along("thing", plain.leaf(chance))
    inner = plain.of("label", chance.choice(plain.COMPARISONS[:2]), value_text="l1")
    if kind < 0.8:
        return _along("next", inner)
    return _along("next", _along("thing", plain.leaf(chance)))


def _along(name: str, condition: Json) -> Json:
    """A condition on what a reference leads to."""
    return {**condition, "target": {"single_target": {"on": name, "target": condition["target"]}}}


def _read(chance: Random, depth: int = 2) -> Json:
    """What to read of an object of `NAME`; a property may be named twice."""
    made: Json = {"non_ref_properties": chance.choice(([], ["label"]))}
    links: list[Json] = []
    if chance.random() < 0.4:
        links.append(_link("thing", plain.NAME, _things(chance), chance))
    for name in chance.sample(("next", "next", "any", "any"), chance.randrange(3)):
        if name == "any" and chance.random() < 0.5:
            links.append(_link(name, plain.NAME, _things(chance)))
        else:
            inner = _read(chance, depth - 1) if depth else {"non_ref_properties": ["label"]}
            links.append(_link(name, NAME, inner, None if name == "any" else chance))
    if links:
        made["ref_properties"] = links
    return made


def _things(chance: Random) -> Json:
    return {"non_ref_properties": chance.sample(list(plain.KINDS), chance.randrange(3))}


def _link(name: str, target: str, properties: Json, chance: Random | None = None) -> Json:
    """`chance`: the target need not be named."""
    link: Json = {
        "reference_property": name,
        "properties": properties,
        "metadata": {"uuid": True},
    }
    if chance is None or chance.random() < 0.5:
        link["target_collection"] = target
    return link


def links(server: Recorder, chance: Random) -> None:
    _filled(server, chance)
    for _ in range(plain.ASKED):
        asked: Json = {
            "collection": NAME,
            "uses_127_api": True,
            "limit": chance.randrange(1, 8),
            "metadata": {"uuid": True},
            "properties": _read(chance),
        }
        if chance.random() < 0.7:
            asked["filters"] = _condition(chance)
        server.grpc("Search", asked)

"""A collection of an engine, written and searched in few words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from google.protobuf.json_format import ParseDict

from weaviate_orm.engine.engine import Engine
from weaviate_orm.engine.rest.router import HttpRequest
from weaviate_orm.wire import messages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weaviate_orm.engine.store.shard import Shard

JSON_TYPE = {"content-type": "application/json"}
_LISTS = {str: "text", bool: "boolean", int: "int", float: "number"}


def identity(number: int) -> str:
    """Ids whose order is not that of their numbers."""
    return f"{number * 37 % 101:08x}-0000-4000-8000-{number:012x}"


class Table:
    """One collection; objects are known by numbers."""

    def __init__(
        self,
        properties: Sequence[Mapping[str, object]],
        inverted: Mapping[str, object] | None = None,
        *,
        engine: Engine | None = None,
        name: str = "Table",
    ) -> None:
        self.engine = engine or Engine()
        self.name = name
        document: dict[str, object] = {"class": name, "vectorizer": "none"}
        document["properties"] = list(properties)
        if inverted is not None:
            defaults = {"bm25": {"k1": 1.2, "b": 0.75}, "stopwords": {"preset": "en"}}
            document["invertedIndexConfig"] = {**defaults, **inverted}
        self.http("POST", "/v1/schema", document)

    def http(self, method: str, path: str, body: object = None) -> object:
        data = b"" if body is None else json.dumps(body).encode()
        reply = self.engine.http(HttpRequest(method, path, (), JSON_TYPE, data))
        assert reply.status < 300, reply.body
        return json.loads(reply.body) if reply.body else None

    @property
    def shard(self) -> Shard:
        collection = self.engine.state.catalog.find(self.name)
        assert collection is not None
        return collection.shards[""]

    def put(self, number: int, **properties: object) -> None:
        """Insert an object, or replace it in its place."""
        self.put_all([(number, properties)])

    def put_all(self, objects: Sequence[tuple[int, Mapping[str, object]]]) -> None:
        entries = [self._entry(number, properties) for number, properties in objects]
        request = ParseDict({"objects": entries}, messages.BatchObjectsRequest())
        reply = self.engine.unary("BatchObjects", request)
        assert not cast("messages.BatchObjectsReply", reply).errors, reply

    def _entry(self, number: int, properties: Mapping[str, object]) -> dict[str, object]:
        values: dict[str, object] = {}
        plain: dict[str, object] = {}
        for name, value in properties.items():
            if value == []:
                cast("list[str]", values.setdefault("empty_list_props", [])).append(name)
            elif isinstance(value, list):
                member = f"{_LISTS[type(value[0])]}_array_properties"
                entries = cast("list[object]", values.setdefault(member, []))
                entries.append({"prop_name": name, "values": value})
            elif isinstance(value, tuple):  # references, by number
                refs = cast("list[object]", values.setdefault("single_target_ref_props", []))
                refs.append({"prop_name": name, "uuids": [identity(n) for n in value]})
            else:
                plain[name] = value
        return {
            "uuid": identity(number),
            "collection": self.name,
            "properties": {"non_ref_properties": plain, **values},
        }

    def delete(self, number: int) -> None:
        self.http("DELETE", f"/v1/objects/{self.name}/{identity(number)}")

    def search(self, **request: object) -> list[tuple[int, float]]:
        """The numbers and the scores of what is found."""
        message = ParseDict(
            {
                "collection": self.name,
                "metadata": {"uuid": True, "score": True},
                "properties": {},
                "limit": 1000,
                "uses_123_api": True,
                "uses_125_api": True,
                "uses_127_api": True,
                **request,
            },
            messages.SearchRequest(),
        )
        reply = cast("messages.SearchReply", self.engine.unary("Search", message))
        return [(int(r.metadata.id[-12:], 16), r.metadata.score) for r in reply.results]

    def list(self, filters: Mapping[str, object], **request: object) -> list[int]:
        """The numbers of what a filter lets through, in the order of the list."""
        return [number for number, _ in self.search(filters=filters, **request)]


def leaf(operator: str, target: str | Mapping[str, object], **value: object) -> dict[str, object]:
    """One condition in protobuf's JSON form."""
    where = {"property": target} if isinstance(target, str) else target
    return {"operator": f"OPERATOR_{operator}", "target": where, **value}


def every(*operands: Mapping[str, object]) -> dict[str, object]:
    return {"operator": "OPERATOR_AND", "filters": list(operands)}


def some(*operands: Mapping[str, object]) -> dict[str, object]:
    return {"operator": "OPERATOR_OR", "filters": list(operands)}


def none_of(operand: Mapping[str, object]) -> dict[str, object]:
    return {"operator": "OPERATOR_NOT", "filters": [operand]}

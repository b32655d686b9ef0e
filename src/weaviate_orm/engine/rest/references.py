"""`/v1/objects/{class}/{id}/references/{property}`: the references of one object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weaviate_orm.engine.errors import HttpError, TenantError, a_error, empty_error
from weaviate_orm.engine.rest.bodies import REFERENCES, SINGLE_REFERENCE, check_uri
from weaviate_orm.engine.rest.decode import decode_list, decode_object
from weaviate_orm.engine.rest.objects import check_consistency, path_id, read_collection
from weaviate_orm.engine.rest.router import Access, Call, HttpReply, Route, reply
from weaviate_orm.engine.schema import names
from weaviate_orm.engine.schema.fault import SchemaFault
from weaviate_orm.engine.untyped import is_object
from weaviate_orm.engine.write import links
from weaviate_orm.engine.write.beacons import LOCAL, parse_target
from weaviate_orm.engine.write.ids import id_text
from weaviate_orm.engine.write.single import Relinked, VectorizerError, relink
from weaviate_orm.engine.write.targets import completed
from weaviate_orm.engine.write.validate import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weaviate_orm.engine.catalog import Collection
    from weaviate_orm.engine.store.shard import Shard
    from weaviate_orm.engine.store.values import Beacon


def _add(call: Call) -> HttpReply:
    text = _beacon(decode_object(SINGLE_REFERENCE, call.literal_body()))
    path_id(call)
    check_consistency(call)
    collection = _named(call, "msg:source object deprecated code:422 err:")
    if collection is None:
        raise _not_found(call)
    name = call.parameters["property"]
    try:
        beacon = _targeted(collection, name, text)
    except Fault as fault:
        raise _refused("validate inputs", fault) from None
    _check(call, (beacon,))
    one = _source(call, _shard(call, collection, "determine shard: "))
    _check_writable(one, f"add reference to repo code:500 err:merge {_index(one)}: update")
    links.add(one, name, beacon)
    return _store(call, one, 200, recentres=True)


def _put(call: Call) -> HttpReply:
    body = decode_list(REFERENCES, call.literal_body())
    texts = [_beacon(item, f"{i}.") for i, item in enumerate(body) if is_object(item)]
    path_id(call)
    check_consistency(call)
    collection = read_collection(call, "msg:source object code:422 err:")
    if collection is None:
        raise empty_error(404)
    one = _source(call, _shard(call, collection, _by_id(collection)))
    name = call.parameters["property"]
    try:
        beacons = [_targeted(collection, name, text) for text in texts]
    except Fault as fault:
        raise _refused("bad inputs", fault) from None
    _check(call, beacons)
    _check_writable(one, f"repo.putobject code:500 err:import {_index(one)}: put")
    one.references[name] = tuple(beacons)
    return _store(call, one, 200)


def _drop(call: Call) -> HttpReply:
    text = _beacon(decode_object(SINGLE_REFERENCE, call.literal_body()))
    path_id(call)
    check_consistency(call)
    try:
        host, beacon = parse_target(text)
    except Fault as fault:
        raise _refused("cannot parse beacon", fault) from None
    collection = _named(call, "msg:source object code:422 err:")
    if collection is None:
        raise _not_found(call)
    one = _source(call, _shard(call, collection, _by_id(collection)))
    name = call.parameters["property"]
    try:
        beacon = completed(beacon, links.reference_property(collection.definition, name))
    except Fault as fault:
        if not beacon.collection and name not in collection.definition.properties:
            # a short beacon needs the property first of all, to be completed
            raise a_error(500, f"msg:cannot get property code:500 err:{fault}") from None
        raise _refused("bad inputs", fault) from None
    before = len(one.references.get(name, ()))
    try:
        links.drop(one, name, beacon if host == LOCAL else None)
    except links.EmptyListError:
        raise a_error(
            500,
            f"msg:property {name} of type []interface {{}} is not a valid cross-reference "
            "code:500 err:<nil>",
        ) from None
    if len(one.references.get(name, ())) != before:
        _check_writable(one, f"repo.putobject code:500 err:import {_index(one)}: put")
    return _store(call, one, 204, recentres=True) if host == LOCAL else reply(status=204)


def _beacon(document: Mapping[str, object], place: str = "") -> str:
    text = check_uri(document.get("beacon"), f"{place}beacon in body")
    check_uri(document.get("class"), f"{place}class in body")
    return text


def _named(call: Call, place: str) -> Collection | None:
    """The collection of just the name that the path has; without one see `read_collection`."""
    name = call.parameters.get("class")
    return read_collection(call, place) if name is None else call.state.catalog.find(name)


def _targeted(collection: Collection, name: str, text: str) -> Beacon:
    """A beacon that a property is to have.

    Raises:
        Fault: it is none of this server, or the property takes none.
    """
    target = links.local_target(text)
    return completed(target, links.reference_property(collection.definition, name))


def _not_found(call: Call) -> HttpError:
    if "class" not in call.parameters:
        return empty_error(404)
    name = call.state.catalog.resolve(call.parameters["class"])
    try:
        names.check_collection(name)
    except SchemaFault as fault:
        return a_error(422, f"msg:{fault} code:400 err:{fault}")
    text = f'msg:collection not found code:400 err:collection "{name}" not found in schema'
    return a_error(422, text)


def _by_id(collection: Collection) -> str:
    index = collection.definition.index_name
    return f"repo: object by id: search index {index}: determine shard: "


def _shard(call: Call, collection: Collection, place: str) -> Shard:
    """Where the object is whose references are meant.

    Raises:
        HttpError: the tenant does not fit; `place` goes before that.
    """
    try:
        return collection.shard_for(call.query("tenant") or "")
    except TenantError as error:
        raise a_error(422, f"msg:source object code:422 err:{place}{error}") from None


def _source(call: Call, shard: Shard) -> Relinked:
    """The object that the references belong to.

    Raises:
        HttpError: it is not there.
    """
    slot = shard.slot_of(path_id(call))
    if slot is None:
        raise empty_error(404)
    return Relinked.of(shard, slot, call.query("tenant") or "")


def _check(call: Call, beacons: Sequence[Beacon]) -> None:
    try:
        links.check_targets(call.state, beacons, call.query("tenant") or "")
    except Fault as fault:
        raise _refused("validate existence", fault) from None


def _refused(what: str, fault: Fault) -> HttpError:
    return a_error(422, f"msg:{what} code:400 err:{fault}")


def _index(one: Relinked) -> str:
    return f"into index {one.shard.definition.index_name}"


def _check_writable(one: Relinked, what: str) -> None:
    shard = one.shard
    if shard.write_fault is not None:
        text = f'msg:{what} local object: shard="{shard.name}": {shard.write_fault}'
        raise a_error(500, text)


def _store(call: Call, one: Relinked, status: int, *, recentres: bool = False) -> HttpReply:
    try:
        relink(call.state, [one], recentres=recentres)
    except VectorizerError as error:
        name = f"{one.shard.definition.name}/{id_text(one.shard.uuid(one.slot))}"
        raise a_error(
            500, f"msg:update ref vector code:500 err:calculate ref vector for '{name}': {error}"
        ) from None
    return reply(status=status)


ROUTES: tuple[Route, ...] = tuple(
    Route(method, path, handle, Access.WRITE)
    for path in (
        "/objects/{class}/{id}/references/{property}",
        "/objects/{id}/references/{property}",
    )
    for method, handle in (("POST", _add), ("PUT", _put), ("DELETE", _drop))
)

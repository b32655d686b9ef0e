"""Batches of objects as messages."""

from __future__ import annotations

import math
import struct
import time
from typing import TYPE_CHECKING

from weaviate_orm.engine.errors import CallError
from weaviate_orm.engine.vectors.encoding import MultiBytes
from weaviate_orm.engine.write.batch import nameless, write_batch
from weaviate_orm.engine.write.draft import Draft
from weaviate_orm.engine.write.fields import no_such_property
from weaviate_orm.engine.write.ids import InvalidId, parse_id
from weaviate_orm.engine.write.validate import Fault
from weaviate_orm.wire import messages

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weaviate_orm.engine.catalog import Catalog
    from weaviate_orm.engine.state import State


def batch_objects(
    state: State, request: messages.BatchObjectsRequest
) -> messages.BatchObjectsReply:
    """BatchObjects: one error for each object that was not stored."""
    started = time.perf_counter()
    faults = write_objects(state, request.objects)
    reply = messages.BatchObjectsReply(took=time.perf_counter() - started)
    for index, fault in enumerate(faults):
        if fault is not None:
            reply.errors.add(index=index, error=fault)
    return reply


def write_objects(state: State, objects: Sequence[messages.BatchObject]) -> list[str | None]:
    """Write objects; for each the text of its fault.

    Raises:
        CallError: the whole batch fails.
    """
    # one without an id is refused alone, before its name is looked at
    refused = nameless(one.collection if _has_id(one) else "any" for one in objects)
    if refused is not None:
        raise CallError(refused)
    faults: list[str | None] = [None] * len(objects)
    places: list[int] = []
    drafts: list[Draft] = []
    for i, one in enumerate(objects):
        try:
            drafts.append(_draft(state.catalog, one))
        except Fault as fault:
            faults[i] = str(fault)
        else:
            places.append(i)
    try:
        outcomes = write_batch(state, drafts)
    except Fault as fault:
        raise CallError(f"auto create tenants: {fault}") from None
    for i, outcome in zip(places, outcomes, strict=True):
        faults[i] = outcome.fault
    return faults


def _has_id(one: messages.BatchObject) -> bool:
    try:
        parse_id(one.uuid)
    except InvalidId:
        return False
    return True


def _draft(catalog: Catalog, one: messages.BatchObject) -> Draft:
    draft = Draft(id=one.uuid, collection=catalog.resolve(one.collection), tenant=one.tenant)
    if one.HasField("properties"):
        draft.properties = _properties(one.properties)
        if one.properties.single_target_ref_props or one.properties.multi_target_ref_props:
            _references(catalog, draft, one.properties)
    if one.vector_bytes:
        draft.vector = one.vector_bytes
    elif one.vector:
        draft.vector = struct.pack(f"<{len(one.vector)}f", *one.vector)
    for vector in one.vectors:
        multi = vector.type == messages.Vectors.VECTOR_TYPE_MULTI_FP32
        raw = vector.vector_bytes
        if multi and raw[:2] == b"\0\0":
            draft.remark = "dimension cannot be 0"
        else:
            draft.vectors[vector.name] = MultiBytes(raw) if multi else raw
    return draft


def _references(catalog: Catalog, draft: Draft, given: messages.BatchObject.Properties) -> None:
    """Put references into the draft as lists of beacons.

    They are dropped if the collection is not there yet.
    """
    collection = catalog.collections.get(draft.collection)
    if collection is None:
        return
    properties = collection.definition.properties
    for single in given.single_target_ref_props:
        definition = properties.get(single.prop_name)
        if definition is None:
            raise Fault(no_such_property(single.prop_name, draft.collection))
        if len(definition.targets) > 1:
            raise Fault(
                "target is a multi-target reference, need single target "
                f"[{' '.join(definition.targets)}]"
            )
        target = definition.targets[0] if definition.targets else definition.data_type
        draft.properties[single.prop_name] = _beacons(target, single.uuids)
    appended: dict[str, list[object]] = {}
    for multi in given.multi_target_ref_props:
        definition = properties.get(multi.prop_name)
        if definition is None:
            raise Fault(no_such_property(multi.prop_name, draft.collection))
        if len(definition.targets) < 2:
            raise Fault(
                "target is a single-target reference, need multi-target "
                f"[{' '.join(definition.targets)}]"
            )
        target = catalog.resolve(multi.target_collection)
        appended.setdefault(multi.prop_name, []).extend(_beacons(target, multi.uuids))
    draft.properties.update(appended)


def _beacons(collection: str, uuids: Iterable[str]) -> list[object]:
    head = f"weaviate://localhost/{collection}/" if collection else "weaviate://localhost/"
    return [{"beacon": head + uuid} for uuid in uuids]


def _properties(
    given: messages.BatchObject.Properties | messages.ObjectPropertiesValue,
) -> dict[str, object]:
    """Raw values by name: the struct first, then the typed lists, which count more."""
    values = struct_values(given.non_ref_properties)
    for booleans in given.boolean_array_properties:
        values[booleans.prop_name] = list[object](booleans.values)
    for numbers in given.number_array_properties:
        raw = numbers.values_bytes
        values[numbers.prop_name] = (
            list[object](struct.unpack_from(f"<{len(raw) // 8}d", raw))
            if raw
            else list[object](numbers.values)
        )
    for texts in given.text_array_properties:
        values[texts.prop_name] = list[object](texts.values)
    for ints in given.int_array_properties:
        values[ints.prop_name] = list[object](ints.values)
    for nested in given.object_properties:
        values[nested.prop_name] = _properties(nested.value)
    for several in given.object_array_properties:
        values[several.prop_name] = [_properties(value) for value in several.values]
    for name in given.empty_list_props:
        values[name] = list[object]()
    return values


def struct_values(given: messages.Struct) -> dict[str, object]:
    """A struct as raw values."""
    return {name: _struct_value(value) for name, value in given.fields.items()}


def _struct_value(value: messages.StructValue) -> object:
    kind = value.WhichOneof("kind")
    if kind == "string_value":
        return value.string_value
    if kind == "number_value":
        number = value.number_value
        return number if math.isfinite(number) else _not_finite(number)
    if kind == "bool_value":
        return value.bool_value
    if kind == "struct_value":
        return struct_values(value.struct_value)
    if kind == "list_value":
        return [_struct_value(item) for item in value.list_value.values]
    return None


def _not_finite(number: float) -> str:
    """What a number that JSON cannot say turns into on the way."""
    if math.isnan(number):
        return "NaN"
    return "Infinity" if number > 0 else "-Infinity"

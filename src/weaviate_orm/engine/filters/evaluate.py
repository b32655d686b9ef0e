"""Filters resolved to the slots of a shard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from weaviate_orm.engine.errors import TenantError
from weaviate_orm.engine.filters import leaves
from weaviate_orm.engine.filters.model import (
    CONTAINS,
    ID,
    TIMES,
    FilterFault,
    Kind,
    Leaf,
    Operator,
    Path,
    length_of,
    no_such_property,
)
from weaviate_orm.engine.filters.node import (
    PREPARED,
    Node,
    at_once,
    conjunction,
    disjunction,
    failing,
    negation,
)
from weaviate_orm.engine.filters.properties import NESTED_FAULT, property_of
from weaviate_orm.engine.index.matches import Matches
from weaviate_orm.engine.index.references import references_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weaviate_orm.engine.catalog import Catalog, Collection
    from weaviate_orm.engine.filters.model import Filter
    from weaviate_orm.engine.schema.definition import PropertyDefinition
    from weaviate_orm.engine.store.shard import Shard

MOST_REFERENCED = 100_000
"""So many objects of a target collection are followed back."""
_LISTS = {
    **dict.fromkeys(("text", "date", "uuid"), Kind.TEXTS),
    "int": Kind.INTS,
    "number": Kind.NUMBERS,
    "boolean": Kind.BOOLEANS,
}


def matches(
    condition: Filter,
    catalog: Catalog,
    collection: Collection,
    shard: Shard,
    tenant: str = "",
    *,
    page: int | None = None,
    geo: bool = True,
) -> Matches:
    """The live slots that a filter lets through.

    `page` is offset + limit of a plain list: a filter of one leaf that reads several keys stops
    when it has so many, so that the smallest keys win; None = all of them. `geo` says whether
    geo indexes are looked at, which aggregations and deletions do not.

    Raises:
        FilterFault: with the server's words, to be put behind those of the operation.
    """
    node = _Preparation(catalog, collection, shard, tenant, geo).node(condition)
    try:
        cut = node.first if page is not None else None
        found = node.resolve() if cut is None or page is None else cut(page)
    except FilterFault as fault:
        raise fault.behind("resolve doc ids for prop/value pair: ") from None
    return found.within(shard.live)


@dataclass(frozen=True, slots=True)
class _Preparation:
    catalog: Catalog
    collection: Collection
    shard: Shard
    tenant: str
    geo: bool

    def node(self, condition: Filter) -> Node:
        if isinstance(condition, Leaf):
            return self._leaf(condition)
        nodes = self._operands(condition.operands)
        if condition.operator is Operator.AND:
            return conjunction(nodes)
        if condition.operator is Operator.OR:
            return disjunction(nodes)
        return negation(nodes, self.shard.live)

    def _operands(self, operands: Sequence[Filter]) -> list[Node]:
        nodes: dict[int, Node] = {}
        for i in at_once(len(operands), PREPARED):
            try:
                nodes[i] = self.node(operands[i])
            except FilterFault as fault:
                raise fault.behind(f"nested query: nested clause at pos {i}: ") from None
        return [nodes[i] for i in range(len(operands))]

    def _leaf(self, leaf: Leaf) -> Node:
        if leaf.operator in CONTAINS:
            return self._contains(leaf)
        if leaf.path.hops:
            return self._through_reference(leaf)
        name = leaf.path.property
        if name == ID:
            return leaves.with_null_state(self.shard, leaf, leaves.identity(self.shard, leaf))
        if name in TIMES:
            return leaves.with_null_state(self.shard, leaf, leaves.times(self.shard, leaf))
        length_name = length_of(name)
        if length_name is None:
            prop = self._property(name)
            if leaf.operator is Operator.IS_NULL:
                return leaves.null_state(self.shard, leaf, prop)
            return self._value(leaf, prop)
        if "." in length_name:
            raise no_such_property(name.split(".", 1)[0], self.collection.name)
        return leaves.length(self.shard, leaf, self._property(length_name))

    def _property(self, name: str) -> PropertyDefinition:
        return property_of(name, self.collection.definition)

    def _value(self, leaf: Leaf, prop: PropertyDefinition) -> Node:
        if prop.is_reference:
            return leaves.count(self.shard, leaf, prop)
        match prop.base_type:
            case "text":
                return leaves.text(self.shard, leaf, prop)
            case "geoCoordinates":
                return leaves.geo(self.shard, leaf, prop, is_seen=self.geo)
            case "int" | "number" | "boolean" | "date" | "uuid":
                return leaves.scalar(self.shard, leaf, prop)
            case _:
                raise FilterFault(f'data type "{prop.data_type}" not supported in query')

    def _contains(self, leaf: Leaf) -> Node:
        operator, value = leaf.operator, leaf.value
        kind = _LISTS.get(leaf.declared)
        if kind is None:
            raise FilterFault(f"unsupported type 'schema.DataType' for '{operator.value}' operator")
        if value.kind is not kind:
            raise FilterFault(f"value type should be {kind.value} but is {value.kind.value}")
        equal = [replace(leaf, operator=Operator.EQUAL, value=item) for item in value.each()]
        if operator is Operator.CONTAINS_ALL:
            return conjunction(self._operands(equal))
        if operator is Operator.CONTAINS_NONE:
            return negation([disjunction(self._operands(equal))], self.shard.live)
        return disjunction(self._those_with_tokens(equal))

    def _those_with_tokens(self, equal: Sequence[Leaf]) -> list[Node]:
        nodes: dict[int, Node] = {}
        for i in at_once(len(equal), PREPARED):
            try:
                nodes[i] = self.node(equal[i])
            except FilterFault as fault:
                if not fault.only_stopwords:
                    raise fault.behind(f"nested query: nested clause at pos {i}: ") from None
        if not nodes:
            raise leaves.only_stopwords()
        return [nodes[i] for i in sorted(nodes)]

    # References -----------------------------------------------------------------------------------

    def _through_reference(self, leaf: Leaf) -> Node:
        (name, target_name), *hops = leaf.path.hops
        prop = self._property(name)
        if not prop.is_reference:
            return self._flat(leaf, prop)
        target = self._collection(target_name)
        if target is None:
            raise FilterFault(
                "nested request to fetch matching IDs: tried to browse non-existing index for "
                f"{target_name}"
            )
        inner = replace(leaf, path=Path(leaf.path.property, tuple(hops)))
        target_shard, found = self._referenced(inner, target)
        slots = found.slots()
        if not prop.filterable:
            # The server asks for two spellings of each target, in one query or in a compound.
            child = f"nested AND/OR query: nested child {min(2, 2 * len(slots) - 1)}: "
            fault = f"bucket for prop {prop.name} not found - is it indexed?"
            return failing(child + fault if len(slots) else fault)
        return Node(lambda: self._referring(prop.name, target_name, target_shard, found))

    def _collection(self, name: str) -> Collection | None:
        """The collection that is looked up by its index, whose name has no capitals."""
        found = self.catalog.collections.get(name)
        if found is not None:
            return found
        index = name.lower()
        known = self.catalog.collections.values()
        return next((c for c in known if c.definition.index_name == index), None)

    def _flat(self, leaf: Leaf, prop: PropertyDefinition) -> Node:
        """A path that goes on behind a flat property: it ends there."""
        here = replace(leaf, path=Path(prop.name))
        if prop.base_type == "object":
            raise FilterFault(NESTED_FAULT)
        if leaf.operator is Operator.IS_NULL:
            if leaf.declared != "boolean":
                raise FilterFault(
                    "failed to extract null prop, unsupported type 'schema.DataType' for null "
                    f"prop '{prop.name}'"
                )
            return leaves.null_state(self.shard, here, prop)
        fault = leaves.fault_of_flat(prop, leaf.declared)
        if fault:
            raise FilterFault(fault)
        if leaf.declared != prop.base_type and prop.base_type not in ("text", "uuid"):
            return leaves.nothing_equal(self.shard, leaf.operator)
        return self._value(here, prop)

    def _referenced(self, inner: Leaf, target: Collection) -> tuple[Shard, Matches]:
        """The objects of a target collection that the rest of the path asks for."""
        index = target.definition.index_name
        where = f"nested request to fetch matching IDs: object search at index {index}: "
        tenant = self.tenant if target.definition.tenancy.enabled else ""
        try:
            shard = target.shard_for(tenant)
        except TenantError as error:
            raise FilterFault(f"{where}{error}") from None
        try:
            found = matches(inner, self.catalog, target, shard, tenant, geo=self.geo)
        except FilterFault as fault:
            raise fault.behind(f"{where}local shard object search {index}_{shard.name}: ") from None
        if found.count() > MOST_REFERENCED:
            slots = found.slots()
            first = np.argsort(shard.doc[slots], kind="stable")[:MOST_REFERENCED]
            found = Matches.of_slots(np.sort(slots[first]), shard.slots)
        return shard, found

    def _referring(self, name: str, target_name: str, target: Shard, found: Matches) -> Matches:
        index = references_of(self.shard, name)
        if found.count() <= len(index):
            uuids = [target.uuid(slot) for slot in found.slots().tolist()]
            return Matches.of_any(
                index.referring(index.numbers(target_name, uuids)), self.shard.slots
            )
        numbers = [
            number
            for number, uuid in index.targets(target_name)
            if (slot := target.slot_of(uuid)) is not None and slot in found
        ]
        return Matches.of_any(index.referring(numbers), self.shard.slots)

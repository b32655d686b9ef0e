"""Leaves of a filter, each prepared for the index that answers it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, TypeVar, cast

import numpy as np

from weaviate_orm.engine.filters import bounds
from weaviate_orm.engine.filters.model import (
    ORDERING,
    FilterFault,
    GeoRange,
    Kind,
    Operator,
)
from weaviate_orm.engine.filters.node import Node, conjunction, failing
from weaviate_orm.engine.index.entries import Comparison, smallest_keys
from weaviate_orm.engine.index.geo import geo_of
from weaviate_orm.engine.index.ids import ids_of, with_id
from weaviate_orm.engine.index.matches import Matches
from weaviate_orm.engine.index.postings import postings_of
from weaviate_orm.engine.index.presence import (
    NO_LENGTH,
    NO_NULL_STATE,
    lengths_of,
    null_state_of,
    reference_count_of,
)
from weaviate_orm.engine.index.scalar import scalar_of
from weaviate_orm.engine.text.analyzer import analyzer_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from weaviate_orm.engine.filters.bounds import Bound
    from weaviate_orm.engine.filters.model import Leaf
    from weaviate_orm.engine.index.entries import Entries
    from weaviate_orm.engine.index.postings import Postings, Terms
    from weaviate_orm.engine.schema.definition import PropertyDefinition
    from weaviate_orm.engine.store.shard import Shard

S = TypeVar("S", bound=np.generic)
_COMPARISONS: Mapping[Operator, Comparison] = {
    Operator.EQUAL: Comparison.EQUAL,
    Operator.NOT_EQUAL: Comparison.EQUAL,
    Operator.GREATER_THAN: Comparison.GREATER,
    Operator.GREATER_THAN_EQUAL: Comparison.GREATER_EQUAL,
    Operator.LESS_THAN: Comparison.LESS,
    Operator.LESS_THAN_EQUAL: Comparison.LESS_EQUAL,
}
_SURROGATE = re.compile("[\udc80-\udcff]")
_REGEXP_SIGN = re.compile(r"[\\.+()|\[\]{}^$]")
_NULLS_UNINDEXED = (
    "Nullstate must be indexed to be filterable! Add `indexNullState: true` to the "
    "invertedIndexConfig"
)
_ONLY_STOPWORDS = (
    "invalid search term, only stopwords provided. Stopwords can be configured in "
    "class.invertedIndexConfig.stopwords"
)


def only_stopwords() -> FilterFault:
    """A value of which no token is left."""
    return FilterFault(_ONLY_STOPWORDS, only_stopwords=True)


def _no_bucket(name: str) -> str:
    return f"bucket for prop {name} not found - is it indexed?"


def _requires_index(what: str, name: str) -> FilterFault:
    text = (
        f"{what} requires inverted index. Is `indexFilterable` option of property '{name}' "
        "enabled? Set it to `true` or leave empty"
    )
    return FilterFault(text, bare=text)


def has_index(prop: PropertyDefinition) -> bool:
    return prop.filterable or prop.searchable or prop.range_filters


# Ids and times ------------------------------------------------------------------------------------


def identity(shard: Shard, leaf: Leaf) -> Node:
    """A condition on the text of an object's id."""
    given = bounds.text(leaf.value)
    operator = leaf.operator

    def equal() -> Matches:
        return Matches.of_slots(np.array(with_id(shard, given), np.intp), shard.slots)

    def ranged() -> Matches:
        slots = ids_of(shard).compared(_COMPARISONS[operator], given)
        return Matches.of_any(slots, shard.slots)

    def first_ranged(page: int) -> Matches:
        slots = ids_of(shard).first_compared(_COMPARISONS[operator], given, page)
        return Matches.of_any(slots, shard.slots)

    def like() -> Matches:
        return Matches.of_any(ids_of(shard).like(given), shard.slots)

    def first_like(page: int) -> Matches:
        return Matches.of_any(ids_of(shard).first_like(given, page), shard.slots)

    if operator in ORDERING:
        return Node(ranged, first_ranged)
    if operator is Operator.LIKE:
        return Node(like, first_like)
    return _equality(operator, equal, shard)


def times(shard: Shard, leaf: Leaf) -> Node:
    """A condition on the creation or update time, which are compared as texts."""
    given = bounds.time(leaf.value, leaf.declared)
    definition = shard.definition
    if not definition.inverted.timestamps:
        return failing(
            "Timestamps must be indexed to be filterable! Add `IndexTimestamps: true` to the "
            f"InvertedIndexConfig in {definition.name}"
        )
    values = shard.created if leaf.path.property == "_creationTimeUnix" else shard.updated
    bound = bounds.time_bound(given)
    operator = leaf.operator
    at_or_after = values >= bound.number
    before = ~at_or_after
    same = (values == bound.number) if bound.is_there else np.zeros(len(values), np.bool_)
    chosen = {
        Operator.GREATER_THAN: at_or_after & ~same,
        Operator.GREATER_THAN_EQUAL: at_or_after,
        Operator.LESS_THAN: before,
        Operator.LESS_THAN_EQUAL: before | same,
    }.get(operator, same)

    def resolve() -> Matches:
        return Matches.of_mask(chosen)

    def first(page: int) -> Matches:
        slots = np.flatnonzero(chosen & shard.live)
        slots = slots[np.argsort(values[slots], kind="stable")]
        return Matches.of_any(slots[: smallest_keys(values[slots], slots, page)], shard.slots)

    if operator in ORDERING:
        return Node(resolve, first)
    return _equality(operator, resolve, shard)


# Presence, lengths, counts ------------------------------------------------------------------------


def with_null_state(shard: Shard, leaf: Leaf, node: Node) -> Node:
    """A condition on what is never null: `IsNull` compares it, but only where it could be asked."""
    if leaf.operator is Operator.IS_NULL and not shard.definition.inverted.null_state:
        return failing(_NULLS_UNINDEXED)
    return node


def null_state(shard: Shard, leaf: Leaf, prop: PropertyDefinition) -> Node:
    wanted = bounds.boolean(leaf.value)
    if not shard.definition.inverted.null_state:
        return failing(_NULLS_UNINDEXED)
    if not has_index(prop):
        return failing(_no_bucket(f"{prop.name}_nullState"))
    if prop.data_type in NO_NULL_STATE:
        return Node(lambda: Matches.none(shard.slots))
    return Node(lambda: null_state_of(shard, prop.name).matches(Comparison.EQUAL, np.bool_(wanted)))


def length(shard: Shard, leaf: Leaf, prop: PropertyDefinition) -> Node:
    definition = shard.definition
    if leaf.operator is Operator.IS_NULL:
        raise FilterFault(
            "failed to extract length of prop, unsupported type 'schema.DataType' for length of "
            f"prop '{prop.name}'"
        )
    bound = np.int64(bounds.whole(leaf.value))
    if not definition.inverted.property_length:
        return failing(
            "Property length must be indexed to be filterable! add `IndexPropertyLength: true` "
            f"to the invertedIndexConfig in {definition.name}.  Geo-coordinates, phone numbers "
            "and data blobs are not supported by property length."
        )
    if prop.data_type in NO_LENGTH or prop.is_blob or not has_index(prop):
        return failing(_no_bucket(f"{prop.name}_propertyLength"))
    return _ordered(shard, leaf.operator, lambda: lengths_of(shard, prop.name), bound)


def count(shard: Shard, leaf: Leaf, prop: PropertyDefinition) -> Node:
    """A condition on the number of references."""
    number = bounds.whole(leaf.value)
    if not prop.filterable:
        raise _requires_index(f"Searching by property '{prop.name}' count", prop.name)
    if leaf.operator is Operator.LIKE:
        fault = _byte_pattern_fault((number % 2**64).to_bytes(8, "little"))
        if fault is not None:
            return failing(fault)
    # The server takes a negative number for a huge one.
    bound = np.int64(number if number >= 0 else 2**63 - 1)
    return _ordered(shard, leaf.operator, lambda: reference_count_of(shard, prop.name), bound)


# Values -------------------------------------------------------------------------------------------


def fault_of_flat(prop: PropertyDefinition, declared: str) -> str:
    """What is said about a value of a declared type, behind a path that does not end there."""
    match prop.base_type:
        case "text":
            return "" if declared != "date" else "expected value type to be text, got date"
        case "uuid" if declared != "text":
            return (
                f'prop "{prop.name}" is of type uuid, the uuid to filter on must be specified as '
                "a string (e.g. valueText:<uuid>)"
            )
        case "geoCoordinates":
            return (
                f'prop "{prop.name}" is of type geoCoordinates, it can only'
                "be used with geoRange filters"
            )
        case _ if declared == "text" and prop.base_type != "uuid":
            return 'data type "text" not supported in query'
        case _:
            return ""


def nothing_equal(shard: Shard, operator: Operator) -> Node:
    """A comparison with a value of a type that no object has here."""
    return _equality(operator, lambda: Matches.none(shard.slots), shard)


def geo(shard: Shard, leaf: Leaf, prop: PropertyDefinition, *, is_seen: bool) -> Node:
    """A circle; `is_seen` is false for operations that do not look at geo indexes."""
    if leaf.value.kind is not Kind.GEO:
        raise FilterFault(
            f"'{prop.name}' holds geoCoordinates: filter it by WithinGeoRange and a circle, "
            f"not by {leaf.operator.label} and a {leaf.value.kind.value}"
        )
    if leaf.operator is not Operator.WITHIN_GEO_RANGE or not prop.filterable:
        return failing(_no_bucket(prop.name))
    circle = cast("GeoRange", leaf.value.items[0])  # the kind says so

    def resolve() -> Matches:
        if not is_seen:
            return Matches.none(shard.slots)
        return Matches.of_any(geo_of(shard, prop.name).within(*circle, shard.live), shard.slots)

    return Node(resolve)


def scalar(shard: Shard, leaf: Leaf, prop: PropertyDefinition) -> Node:
    bound = bounds.scalar(leaf.value, prop.base_type)
    if not (prop.filterable or prop.range_filters):
        raise _requires_index(f"Filtering by property '{prop.name}'", prop.name)
    operator = leaf.operator
    if not prop.filterable and operator in (Operator.LIKE, Operator.WITHIN_GEO_RANGE):
        return failing(_no_bucket(prop.name))
    if operator is Operator.LIKE:
        fault = _byte_pattern_fault(bound.raw)
        if fault is not None:
            return failing(fault)
    if bound.is_nan and operator not in ORDERING:
        return _equality(operator, lambda: Matches.none(shard.slots), shard)
    node = _ordered(shard, operator, lambda: scalar_of(shard, prop.name), bound.key)
    if not prop.range_filters:
        return node
    if operator is Operator.NOT_EQUAL and not prop.filterable:
        return Node(lambda: _others(shard, prop.name, bound))
    return Node(node.resolve)  # a range index has no keys to be read in order


def _others(shard: Shard, name: str, bound: Bound) -> Matches:
    """What has another value: a range index alone does not see the objects without any."""
    entries = scalar_of(shard, name)
    return Matches.of_any(entries.slots[entries.values != bound.key], shard.slots)


def _ordered(shard: Shard, operator: Operator, index: Callable[[], Entries[S]], bound: S) -> Node:
    """A comparison of values in order."""
    if operator is Operator.WITHIN_GEO_RANGE:
        return Node(lambda: Matches.none(shard.slots))
    comparison = _COMPARISONS.get(operator, Comparison.EQUAL)

    def resolve() -> Matches:
        return index().matches(comparison, bound)

    def first(page: int) -> Matches:
        return index().first(comparison, bound, page, shard.live)

    if operator in ORDERING:
        return Node(resolve, first)
    return _equality(operator, resolve, shard)


def _equality(operator: Operator, equal: Callable[[], Matches], shard: Shard) -> Node:
    if operator is Operator.NOT_EQUAL:
        return Node(lambda: equal().complement(shard.live))
    if operator is Operator.WITHIN_GEO_RANGE:
        return Node(lambda: Matches.none(shard.slots))
    return Node(equal)


# Texts --------------------------------------------------------------------------------------------


def text(shard: Shard, leaf: Leaf, prop: PropertyDefinition) -> Node:
    given = bounds.text(leaf.value)
    if not (prop.filterable or prop.searchable):
        raise _requires_index(f"Filtering by property '{prop.name}'", prop.name)
    analyzer = analyzer_of(shard.definition.inverted, prop)
    operator = leaf.operator
    if operator is Operator.LIKE:
        tokens = analyzer.pattern_tokens(given)
    else:
        tokens = analyzer.query_tokens(given)
    if not tokens:
        raise only_stopwords()
    nodes = {token: _token(shard, operator, prop.name, token) for token in dict.fromkeys(tokens)}
    nodes = {token: Node(cache(node.resolve), node.first) for token, node in nodes.items()}
    return conjunction([nodes[token] for token in tokens])


def _token(shard: Shard, operator: Operator, name: str, token: str) -> Node:
    if operator is Operator.LIKE:
        broken = _SURROGATE.search(token)
        if broken is not None:
            return failing(_pattern_fault(token[broken.start() :]))
        return _terms(shard, name, lambda postings: postings.terms_like(token))
    if operator in ORDERING:
        low, high = _sides(operator, token)
        return _terms(
            shard,
            name,
            lambda postings: postings.terms_between(
                low,
                high,
                above=operator is Operator.GREATER_THAN,
                upto=operator is Operator.LESS_THAN_EQUAL,
            ),
        )

    def equal() -> Matches:
        return Matches.of_slots(postings_of(shard, name).slots_with(token), shard.slots)

    return _equality(operator, equal, shard)


def _sides(operator: Operator, token: str) -> tuple[str | None, str | None]:
    if operator in (Operator.GREATER_THAN, Operator.GREATER_THAN_EQUAL):
        return token, None
    return None, token


def _terms(shard: Shard, name: str, choose: Callable[[Postings], Terms]) -> Node:
    """Any of some terms, which are read in byte order."""

    def resolve() -> Matches:
        return Matches.of_any(choose(postings_of(shard, name)).slots(), shard.slots)

    def first(page: int) -> Matches:
        terms = choose(postings_of(shard, name))
        reach = page + 16
        while True:
            ranks, slots = terms.ranked(0, reach)
            alive = shard.live[slots]
            ranks, slots = ranks[alive], slots[alive]
            needed = smallest_keys(ranks, slots, page)
            if needed is not None or reach >= len(terms):
                return Matches.of_any(slots[:needed], shard.slots)
            reach *= 4

    return Node(resolve, first)


def _byte_pattern_fault(raw: bytes) -> str | None:
    """The fault of `Like` on a key that is no text, which most numbers are."""
    shown = raw.decode("utf-8", "surrogateescape")
    broken = _SURROGATE.search(shown)
    return None if broken is None else _pattern_fault(shown[broken.start() :])


def _pattern_fault(rest: str) -> str:
    """`rest`: the pattern from the first byte that is no UTF-8."""
    expression = _REGEXP_SIGN.sub(r"\\\g<0>", rest).replace("?", ".").replace("*", ".*")
    return (
        "read row: parse like value: compile regex from 'like' string: error parsing regexp: "
        f"invalid UTF-8: `{_SURROGATE.sub(chr(0xFFFD), expression)}$`"
    )

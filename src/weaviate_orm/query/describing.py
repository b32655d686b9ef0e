"""A search request as a person reads it: all that it asks, each thing in a line.

What no line speaks of is printed as the protocol has it, so that nothing stays hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from typing_extensions import TypeIs

from weaviate_orm.wire import messages as pb

if TYPE_CHECKING:
    from google.protobuf.message import Message

Lines: TypeAlias = Iterator[tuple[str, str]]
"""What a line is of, and what it says."""

_Lists: TypeAlias = "pb.TextArray | pb.IntArray | pb.NumberArray | pb.BooleanArray"
_LONGEST: Final = 80
"""Characters of a text that are shown."""
_MOST: Final = 5
"""Items of a list of values that are shown."""


def described(request: pb.SearchRequest) -> str:
    """The lines of a request, below each other."""
    lines = [line for read in _READ for line in read(request)]
    lines += list(_unspoken(request))
    width = max(len(label) for label, _ in lines)
    return "\n".join(f"{label:<{width}}  {text}" for label, text in lines)


# -- whose objects, and which ---------------------------------------------------------------------


def _place(request: pb.SearchRequest) -> Lines:
    yield "collection", request.collection
    if request.tenant:
        yield "tenant", request.tenant
    if request.HasField("consistency_level"):
        level = pb.ConsistencyLevel.Name(request.consistency_level)
        yield "consistency", level.removeprefix("CONSISTENCY_LEVEL_")


def _filters(request: pb.SearchRequest) -> Lines:
    if request.HasField("filters"):
        yield "where", filter_text(request.filters)


_SYMBOLS: Final[Mapping[str, str]] = {
    "EQUAL": "=",
    "NOT_EQUAL": "!=",
    "GREATER_THAN": ">",
    "GREATER_THAN_EQUAL": ">=",
    "LESS_THAN": "<",
    "LESS_THAN_EQUAL": "<=",
    "LIKE": "like",
    "CONTAINS_ANY": "contains any of",
    "CONTAINS_ALL": "contains all of",
    "CONTAINS_NONE": "contains none of",
}


def filter_text(filters: pb.Filters) -> str:
    """A filter in a line."""
    operator = pb.Filters.Operator.Name(filters.operator).removeprefix("OPERATOR_")
    if operator == "NOT":
        return f"not ({filter_text(filters.filters[0])})"
    if operator in ("AND", "OR"):
        return f" {operator.lower()} ".join(_operand(each) for each in filters.filters)
    place = _target(filters.target)
    member = filters.WhichOneof("test_value")
    value = getattr(filters, member) if member else None
    if operator == "IS_NULL":
        return f"{place} is {'' if value else 'not '}missing"
    if operator == "WITHIN_GEO_RANGE":
        circle = filters.value_geo
        return f"{place} within {circle.distance:g} m of {circle.latitude:g}, {circle.longitude:g}"
    values = value.values if _is_list(value) else (value,)
    return f"{place} {_SYMBOLS.get(operator, operator)} {_list(map(_shown, values))}"


def _operand(filters: pb.Filters) -> str:
    text = filter_text(filters)
    return f"({text})" if filters.filters else text


def _target(target: pb.FilterTarget) -> str:
    match target.WhichOneof("target"):
        case "single_target":
            return f"{target.single_target.on}.{_target(target.single_target.target)}"
        case "multi_target":
            hop = target.multi_target
            return f"{hop.on}[{hop.target_collection}].{_target(hop.target)}"
        case "count":
            return f"count({target.count.on})"
        case _:
            return target.property


def _is_list(value: object) -> TypeIs[_Lists]:
    return isinstance(value, pb.TextArray | pb.IntArray | pb.NumberArray | pb.BooleanArray)


# -- by which search ------------------------------------------------------------------------------


def _bm25(request: pb.SearchRequest) -> Lines:
    if request.HasField("bm25_search"):
        asked = request.bm25_search
        yield "by words", _words(asked.query, asked.properties, asked.search_operator)


def _words(query: str, properties: Iterable[str], operator: pb.SearchOperatorOptions) -> str:
    names = ", ".join(properties) or "all texts"
    kind = pb.SearchOperatorOptions.Operator.Name(operator.operator).removeprefix("OPERATOR_")
    how = {"AND": "all of them in one", "AND_CROSS": "all of them"}.get(kind, "")
    if operator.minimum_or_tokens_match > 1:
        how = f"at least {operator.minimum_or_tokens_match} of them in one"
    return f"{_shown(query)} in {names}" + (f"; {how}" if how else "")


def _vectors(search: pb.NearVector) -> str:
    found = [_vector(each) for each in search.vectors]
    for target in search.vector_for_targets:
        found += [f"{_vector(each)} for {target.name}" for each in target.vectors]
    return ", ".join(found)


def _vector(vector: pb.Vectors) -> str:
    size = len(vector.vector_bytes)
    if vector.type == pb.Vectors.VectorType.Value("VECTOR_TYPE_MULTI_FP32"):
        dimension = int.from_bytes(vector.vector_bytes[:2], "little")
        return f"{(size - 2) // (4 * dimension)} rows of {dimension} numbers"
    return f"{size // 4} numbers"


def _texts(search: pb.NearTextSearch) -> str:
    text = _list(_shown(each) for each in search.query)
    for name, where in (("move_to", "towards"), ("move_away", "away from")):
        if search.HasField(name):  # type: ignore[arg-type]  # one of the two members
            move: pb.NearTextSearch.Move = getattr(search, name)
            items = [*map(_shown, move.concepts), *move.uuids]
            text += f"; {where} {_list(items)} by {move.force:g}"
    return text


def _media(search: Any) -> str:
    (kind,) = {"image", "audio", "video", "depth", "thermal", "imu"} & {
        field.name for field in search.DESCRIPTOR.fields
    }
    return f"{len(getattr(search, kind)) * 3 // 4} bytes"


_NEAR: Final[Mapping[str, tuple[str, Callable[[Any], str]]]] = {
    "near_vector": ("by vector", _vectors),
    "near_object": ("by object", lambda search: search.id),
    "near_text": ("by text", _texts),
    "near_image": ("by image", _media),
    "near_audio": ("by audio", _media),
    "near_video": ("by video", _media),
    "near_depth": ("by depth", _media),
    "near_thermal": ("by thermal", _media),
    "near_imu": ("by imu", _media),
}


def _near(request: pb.SearchRequest) -> Lines:
    for member, (label, read) in _NEAR.items():
        if request.HasField(member):  # type: ignore[arg-type]  # names of members
            search = getattr(request, member)
            yield label, read(search) + _aim(search)
            yield from _selection(search)


def _aim(search: Any) -> str:
    """With which vectors it is compared, and how near a hit has to be."""
    text = ""
    if search.targets.target_vectors:
        text += f", compared with {', '.join(search.targets.target_vectors)}"
    if len(search.targets.target_vectors) > 1:
        method = pb.CombinationMethod.Name(search.targets.combination)
        text += f" by {method.rpartition('TYPE_')[2].lower().replace('_', ' ')}"
    if weights := [f"{each.weight:g}" for each in search.targets.weights_for_targets]:
        text += f" ({', '.join(weights)})"
    for limit in ("distance", "certainty"):
        if search.DESCRIPTOR.fields_by_name.get(limit) and search.HasField(limit):
            text += f", {limit} {getattr(search, limit):g}"
    return text


def _selection(search: Any) -> Lines:
    if search.selection.WhichOneof("selection"):
        chosen = search.selection.mmr
        yield "diversity", f"{chosen.limit} of them, balance {chosen.balance:g}"


def _hybrid(request: pb.SearchRequest) -> Lines:
    if not request.HasField("hybrid_search"):
        return
    asked = request.hybrid_search
    alpha = asked.alpha_param
    if alpha < 1:
        yield "by words", _words(asked.query, asked.properties, asked.bm25_search_operator)
    if alpha > 0:
        if asked.HasField("near_vector"):
            by = _vectors(asked.near_vector)
        elif asked.HasField("near_text"):
            by = _texts(asked.near_text)
        else:
            by = ", ".join(map(_vector, asked.vectors)) or f"what is made of {_shown(asked.query)}"
        if asked.WhichOneof("threshold"):
            by += f", distance {asked.vector_distance:g}"
        yield "by vector", by + _aim(asked)
    fusion = pb.Hybrid.FusionType.Name(asked.fusion_type).removeprefix("FUSION_TYPE_")
    yield "fusion", f"{fusion.lower().replace('_', ' ')}, {alpha:g} of it by vector"
    yield from _selection(asked)


# -- what becomes of the hits ---------------------------------------------------------------------


def _after(request: pb.SearchRequest) -> Lines:
    if request.HasField("boost"):
        for each in request.boost.conditions:
            yield "boost", f"{_condition(each)} (weight {each.weight:g})"
        depth = f" of the first {request.boost.depth}" if request.boost.depth else ""
        yield "", f"{request.boost.weight:g} of the score{depth}"
    if request.HasField("group_by"):
        group = request.group_by
        yield (
            "groups",
            f"{group.number_of_groups} by {', '.join(group.path)}, of {group.objects_per_group}",
        )
    if request.HasField("rerank"):
        query = f" for {_shown(request.rerank.query)}" if request.rerank.query else ""
        yield "rerank", request.rerank.property + query
    if request.HasField("generative"):
        yield from _generative(request.generative)


def _condition(condition: pb.Boost.Condition) -> str:
    match condition.WhichOneof("condition"):
        case "filter":
            return filter_text(condition.filter)
        case "property_value":
            return f"large {condition.property_value.property}"
        case "time_decay":
            decay = condition.time_decay
            scale = timedelta(milliseconds=int(decay.scale.removesuffix("ms")))
            return f"{decay.property} near {decay.origin}, scale {scale}"
        case _:
            number = condition.numeric_decay
            return f"{number.property} near {number.origin:g}, scale {number.scale:g}"


def _generative(asked: pb.GenerativeSearch) -> Lines:
    for label, text, part in (
        ("prompt", asked.single.prompt, asked.single),
        ("task", asked.grouped.task, asked.grouped),
    ):
        if not text:
            continue
        by = part.queries[0].WhichOneof("kind") if part.queries else None
        yield label, _shown(text) + (f", answered by {by}" if by else "")
    if asked.grouped.properties.values:
        yield "task sees", ", ".join(asked.grouped.properties.values)


def _window(request: pb.SearchRequest) -> Lines:
    if request.sort_by:
        keys = [
            f"{'.'.join(key.path)} {'ascending' if key.ascending else 'descending'}"
            for key in request.sort_by
        ]
        yield "order", ", ".join(keys)
    if request.after:
        yield "after", request.after
    if request.autocut:
        yield "auto limit", str(request.autocut)
    yield "limit", f"{request.limit}" + (f" from {request.offset} on" if request.offset else "")


# -- what is fetched ------------------------------------------------------------------------------


def _fetched(request: pb.SearchRequest) -> Lines:
    if names := list(_properties(request.properties)):
        yield "properties", ", ".join(names)
    said = [
        field.name
        for field, value in request.metadata.ListFields()
        if value and field.name not in ("vectors", "vector")
    ]
    yield "metadata", ", ".join(said).replace("_unix", "").replace("uuid", "id")
    vectors = [*(["the unnamed one"] if request.metadata.vector else []), *request.metadata.vectors]
    if vectors:
        yield "vectors", ", ".join(vectors)


def _properties(asked: pb.PropertiesRequest) -> Iterator[str]:
    yield from asked.non_ref_properties
    for each in asked.object_properties:
        yield f"{each.prop_name} ({', '.join(_members(each))})"
    for one in asked.ref_properties:
        inner = ", ".join(_properties(one.properties)) or "id"
        of = f"[{one.target_collection}]" if one.target_collection else ""
        yield f"{one.reference_property}{of} ({inner})"


def _members(asked: pb.ObjectPropertiesRequest) -> Iterator[str]:
    yield from asked.primitive_properties
    for each in asked.object_properties:
        yield f"{each.prop_name} ({', '.join(_members(each))})"


_READ: Final[tuple[Callable[[pb.SearchRequest], Lines], ...]] = (
    _place,
    _bm25,
    _near,
    _hybrid,
    _filters,
    _window,
    _after,
    _fetched,
)
_SPOKEN_OF: Final = frozenset(
    {
        *("collection", "tenant", "consistency_level", "filters", "bm25_search", "hybrid_search"),
        *("boost", "group_by", "rerank", "generative", "sort_by", "after", "autocut", "limit"),
        *("offset", "properties", "metadata", "uses_123_api", "uses_125_api", "uses_127_api"),
        *_NEAR,
    }
)


def _unspoken(request: Message) -> Lines:
    for field, value in request.ListFields():
        if field.name not in _SPOKEN_OF:
            yield field.name, " ".join(str(value).split())


def _shown(value: object) -> str:
    if not isinstance(value, str):
        return f"{value:g}" if isinstance(value, float) else str(value).lower()
    cut = value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
    return f'"{cut}"'


def _list(texts: Iterable[str]) -> str:
    items = list(texts)
    more = [f"… {len(items) - _MOST} more"] if len(items) > _MOST else []
    return ", ".join([*items[:_MOST], *more])

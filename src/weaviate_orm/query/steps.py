"""What each step of a query set adds, checked: pure functions from a query and arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

from weaviate_orm.errors import MisuseTypeError, MisuseValueError
from weaviate_orm.models.filters import Filter
from weaviate_orm.models.location import METADATA_NAMES
from weaviate_orm.models.mapping import fields_of
from weaviate_orm.models.paths import Column, Path, Sort, VectorAttr
from weaviate_orm.models.traversal import MultiRefAttr, ReferenceIds, RefPath
from weaviate_orm.models.variables import MetadataName
from weaviate_orm.query.cards import card_of
from weaviate_orm.query.checks import (
    check_column,
    check_filter,
    check_kind,
    check_order,
    check_own,
    no_vector,
)
from weaviate_orm.query.generating import Generate
from weaviate_orm.query.given import natural, number
from weaviate_orm.query.grouping import GroupBy
from weaviate_orm.query.query import Consistency, Query
from weaviate_orm.query.ranking import Boost, Condition, Diversity, Rerank

if TYPE_CHECKING:
    from weaviate_orm.flows.flow import AsyncRunner, Runner

_METADATA_NAMES = get_args(MetadataName)
_CONSISTENCIES = get_args(Consistency)


# -- filters, order, windows ----------------------------------------------------------------


def filters(query: Query, conditions: tuple[Filter[Any], ...]) -> tuple[Filter[Any], ...]:
    for condition in conditions:
        check_filter(query.model, condition)
    return (*query.filters, *conditions)


def exclusion(query: Query, conditions: tuple[Filter[Any], ...]) -> tuple[Filter[Any], ...]:
    if not conditions:
        return query.filters
    for condition in conditions:
        check_filter(query.model, condition)
    return (*query.filters, ~Filter.all(*conditions))


def order(query: Query, sorts: tuple[Sort[Any], ...]) -> tuple[Sort[Any], ...]:
    for sort in sorts:
        check_order(query.model, sort)
    return sorts


def jumps(value: int) -> int:
    if natural(value, "auto_limit") < 1:
        raise MisuseValueError(".auto_limit(0): it takes the number of jumps, from 1 on.")
    return value


def batch_size(value: int) -> int:
    if not 1 <= natural(value, "iterator") <= 10_000:
        raise MisuseValueError(f".iterator(batch_size={value}): it lies between 1 and 10,000.")
    return value


def window(query: Query, index: slice) -> tuple[int, int | None]:
    """The offset and limit of a slice of what the query has already."""
    start, stop = index.start or 0, index.stop
    if index.step not in (None, 1):
        raise MisuseValueError(f"[::{index.step}]: a slice of a query set has no step.")
    for bound in (start, stop):
        if bound is not None and (type(bound) is not int or bound < 0):
            raise MisuseValueError(
                f"[{index.start}:{index.stop}]: the bounds of a slice are numbers from 0 on. To "
                "count from the end, turn the order around."
            )
    limit = None if stop is None else max(0, stop - start)
    if query.limit is not None:
        left = max(0, query.limit - start)
        limit = left if limit is None else min(limit, left)
    return query.offset + start, limit


# -- what is fetched ------------------------------------------------------------------------


def prefetch(query: Query, paths: tuple[Any, ...]) -> tuple[Path[Any], ...]:
    for path in paths:
        refusal = f".prefetch({path!r}): it takes references of the model."
        check_kind(query.model, path, (RefPath, MultiRefAttr, ReferenceIds), refusal)
    return tuple(dict.fromkeys((*query.prefetch, *paths)))


def vectors(query: Query, wanted: tuple[Any, ...]) -> tuple[Path[Any], ...]:
    for each in wanted:
        refusal = f".with_vectors({each!r}): it takes vectors of the model."
        check_kind(query.model, each, (VectorAttr,), refusal)
    if not wanted:
        model: Any = query.model
        wanted = tuple(
            getattr(model, f.attribute)
            for f in fields_of(query.model).values()
            if f.kind == "vector"
        )
        if not wanted:
            raise MisuseValueError(no_vector(query.model, "with_vectors"))
    return tuple(dict.fromkeys((*query.vectors, *wanted)))


def tenant(query: Query, name: str) -> str:
    if not isinstance(name, str):  # pyright: ignore[reportUnnecessaryIsInstance]  # unchecked callers
        raise MisuseTypeError(f".tenant({name!r}): a tenant's name is a str.")
    if not name:
        raise MisuseValueError(".tenant(''): a tenant has a name.")
    # What a session holds it writes back to its own tenant.
    if query.attach is not None and query.tenant is not None and name != query.tenant:
        raise MisuseValueError(
            f".tenant({name!r}): these are objects of a session for {query.tenant!r}. Open another "
            f"one, session(tenant={name!r}), or take {query.model.__name__}.objects."
        )
    return name


def runner(query: Query, client: Runner | AsyncRunner) -> Runner | AsyncRunner:
    if query.attach is not None and client is not query.runner:
        raise MisuseValueError(
            ".using(…): these are objects of a session, which has a client. Open a session of the "
            f"other one, or take {query.model.__name__}.objects."
        )
    return client


def consistency(level: Consistency) -> Consistency:
    if level not in _CONSISTENCIES:
        raise MisuseValueError(f".consistency({level!r}): there are {', '.join(_CONSISTENCIES)}.")
    return level


def _metadata_names(names: tuple[MetadataName, ...]) -> None:
    for name in names:
        if name not in _METADATA_NAMES:
            raise MisuseValueError(f"There is no metadata {name!r}: {', '.join(_METADATA_NAMES)}.")


def hits(query: Query, names: tuple[MetadataName, ...]) -> Query:
    _metadata_names(names)
    return query.but(hits=True, metadata=tuple(dict.fromkeys(names)))


def project(
    query: Query, kind: Literal["partial", "tuple", "value"], columns: tuple[Column[Any, Any], ...]
) -> Query:
    if not columns:
        raise MisuseTypeError("A projection needs at least one property to fetch.")
    for column in columns:
        if not isinstance(column, Column):  # pyright: ignore[reportUnnecessaryIsInstance]  # unchecked callers
            raise MisuseTypeError(f"{column!r} is no property that a row can be asked for.")
        check_own(query.model, column)
        check_column(column)
    return query.but(rows=kind, columns=tuple(column.location for column in columns))


def into(query: Query, kind: type[Any]) -> Query:
    card = card_of(query.model, kind)
    model: Any = query.model
    locations = card.columns()
    vectors = {f.attribute for f in fields_of(query.model).values() if f.kind == "vector"}
    own = [each.steps[0].attribute for each in card.fields]
    return query.but(
        rows="card",
        card=card,
        columns=tuple(each for each in locations if each.last.attribute not in vectors),
        vectors=tuple(getattr(model, name) for name in own if name in vectors),
    )


# -- what happens to the hits ---------------------------------------------------------------


def generating(query: Query, asked: Generate, names: tuple[MetadataName, ...] = ()) -> Query:
    _metadata_names(names)
    return query.but(
        hits=True,
        generate=asked,
        metadata=tuple(dict.fromkeys((*query.metadata, *names))),
    )


def grouping(query: Query, path: Path[Any], groups: int, per_group: int) -> Query:
    check_own(query.model, path)
    if path.location.measure or len(path.location.steps) > 1:
        raise MisuseValueError(f".group_by({path!r}): it takes an own property of the model.")
    if path.location.last.name in METADATA_NAMES | {"_id"}:
        raise MisuseValueError(f".group_by({path!r}): the server does not group by ids and times.")
    for name, value in (("groups", groups), ("per_group", per_group)):
        if natural(value, "group_by") < 1:
            raise MisuseValueError(f".group_by({name}={value}): at least one is wanted.")
    group = GroupBy(path.location, groups, per_group, query.limit)
    return query.but(group=group, limit=None)


def reranking(query: Query, attr: Column[Any, Any], text: str | None) -> Rerank:
    check_own(query.model, attr)
    if len(attr.location.steps) > 1:
        raise MisuseValueError(f".rerank({attr!r}): it takes an own property of the model.")
    if attr.data_type != "text":
        raise MisuseTypeError(
            f".rerank({attr!r}): a reranker reads texts, and this holds {attr.data_type}."
        )
    return Rerank(attr.location.last.name, text)


def boosting(
    query: Query, conditions: tuple[Condition[Any], ...], weight: float, depth: int
) -> Boost:
    if not 1 <= len(conditions) <= 20:
        raise MisuseValueError(".boost() takes 1 to 20 conditions, of `boosts`.")
    if not 0 < number(weight, f".boost(weight={weight!r})") <= 1:
        raise MisuseValueError(f".boost(weight={weight}): it lies between 0 and 1.")
    for condition in conditions:
        if not isinstance(condition, Condition):  # pyright: ignore[reportUnnecessaryIsInstance]  # unchecked callers
            raise MisuseTypeError(f".boost({condition!r}): it takes conditions, of `boosts`.")
        check_own(query.model, condition)
    return Boost(conditions, weight, natural(depth, "boost"))


DIVERSITY_CANDIDATES = 100
"""How many hits a diversity chooses from, where no limit before it says."""


def diversifying(query: Query, limit: int, balance: float) -> Query:
    if natural(limit, "diversity") < 1:
        raise MisuseValueError(f".diversity({limit}): at least one hit is wanted.")
    if not 0 <= balance <= 1:
        raise MisuseValueError(f".diversity(balance={balance}): it lies between 0 and 1.")
    candidates = query.limit or max(DIVERSITY_CANDIDATES, limit)
    if limit > candidates:
        raise MisuseValueError(
            f".diversity({limit}) after .limit({candidates}): the limit before says how many hits "
            "to choose from, so it has to be larger."
        )
    return query.but(diversity=Diversity(candidates, limit, float(balance)), limit=None)

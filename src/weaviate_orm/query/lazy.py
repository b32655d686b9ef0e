"""What all query sets have in common: a model, a query, and that nothing is sent unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, NoReturn, Self, cast

from weaviate_orm.errors import MisuseTypeError
from weaviate_orm.flows import ambient
from weaviate_orm.later import later
from weaviate_orm.models.variables import M, T
from weaviate_orm.query.query import Query

if TYPE_CHECKING:
    from weaviate_orm.flows.flow import Flow
    from weaviate_orm.query import explaining
else:
    (explaining,) = later("weaviate_orm.query", "explaining")


class Lazy(Generic[M]):
    """A query over a model that has not run. Immutable: each step gives a changed copy."""

    __slots__ = ("_query", "model")

    def __init__(self, model: type[M], query: Query | None = None, /) -> None:
        self.model = model
        self._query = query or Query(model)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._query == cast("Self", other)._query  # so typed

    def __hash__(self) -> int:
        return hash((type(self), self.model))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {explaining.brief(self._query)}>"

    def __bool__(self) -> NoReturn:
        raise MisuseTypeError(
            "A query set has no truth value, since asking the server is never hidden. Use "
            ".exists(), or .all() for a list."
        )

    def __len__(self) -> NoReturn:
        raise MisuseTypeError(
            "A query set has no length, since asking the server is never hidden. Use .count(), or "
            "len() of .all()."
        )

    def _but(self, **changes: Any) -> Self:
        return type(self)(self.model, self._query.but(**changes))

    def _run(self, asked: str, flow: Flow[T]) -> T:
        return ambient.sync_client(asked, self._query.runner).run(flow)

    async def _arun(self, asked: str, flow: Flow[T]) -> T:
        return await ambient.async_client(asked, self._query.runner).arun(flow)

"""Sessions: units of work for one client, sync and async."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias, get_args
from uuid import UUID

from weaviate_orm.errors import MisuseError, MisuseTypeError, MisuseValueError
from weaviate_orm.flows.flow import Flow
from weaviate_orm.models.model import ModelBase, state_of
from weaviate_orm.models.registry import check_model
from weaviate_orm.models.variables import M
from weaviate_orm.query.sets import Objects
from weaviate_orm.session import reading, settling
from weaviate_orm.session.changes import Changes, changes_of
from weaviate_orm.session.flush import flush
from weaviate_orm.session.report import Report
from weaviate_orm.session.unit import Unit

if TYPE_CHECKING:
    from weaviate_orm.flows.flow import AsyncRunner, Runner

OnError: TypeAlias = Literal["raise", "collect"]


def _check_settings(tenant: object, on_error: object) -> None:
    if tenant is not None and not (isinstance(tenant, str) and tenant):
        raise MisuseTypeError(f"session(tenant={tenant!r}): a tenant is named by a text.")
    if on_error not in get_args(OnError):
        raise MisuseValueError(f"session(on_error={on_error!r}): say 'raise' or 'collect'.")


def _check_object(method: str, instance: object) -> None:
    if not isinstance(instance, ModelBase):
        several = isinstance(instance, list | tuple | set)
        hint = f" Give objects one by one: {method}(*objects)." if several else ""
        raise MisuseTypeError(f"{method}({instance!r}): that is no object of a model.{hint}")


class SessionBase:
    """What a session of either colour is, as far as it needs no waiting."""

    def __init__(self, *, tenant: str | None = None, on_error: OnError = "raise") -> None:
        _check_settings(tenant, on_error)
        self._unit = Unit(tenant)
        self._on_error: OnError = on_error
        self._busy = False
        self.report = Report()
        """What all flushes did."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self._unit)} objects: {self.report}>"

    def __contains__(self, instance: object) -> bool:
        return instance in self._unit

    @property
    def tenant(self) -> str | None:
        """Whose objects it is about; None where no model has tenants."""
        return self._unit.tenant

    def add(self, *instances: ModelBase) -> None:
        """Hold objects, and the new ones that they refer to.

        A new object is inserted at the next flush; a stored one with its id is replaced. A
        loaded one is tracked: what was changed of it, before or after, is sent.

        Raises:
            MisuseError: It belongs to another tenant, or another instance of it is held.
        """
        self._check_idle()
        for instance in instances:
            _check_object("add", instance)
            self._unit.add(instance)

    def delete(self, *instances: ModelBase) -> None:
        """Delete objects at the next flush; one that is new and not sent is forgotten."""
        self._check_idle()
        for instance in instances:
            _check_object("delete", instance)
            self._unit.delete(instance)

    def expunge(self, instance: ModelBase) -> None:
        """Forget an object and its changes; it is as if it had not been added."""
        self._check_idle()
        _check_object("expunge", instance)
        self._unit.expunge(instance)

    def rollback(self, instance: ModelBase | None = None) -> None:
        """Undo the changes of a loaded object; without one, of all, and forget new objects."""
        self._check_idle()
        if instance is not None:
            _check_object("rollback", instance)
            settling.rolled_back(instance)
            return
        for each in self._unit:
            if state_of(each) is None:
                self._unit.expunge(each)
            else:
                settling.rolled_back(each)
                self._unit.add(each)

    def changes(self, instance: ModelBase) -> Changes:
        """What was changed of a loaded object and not sent."""
        _check_object("changes", instance)
        return changes_of(instance)

    @property
    def new(self) -> list[ModelBase]:
        """The objects that the next flush inserts, as far as they were added."""
        return self._unit.new()

    @property
    def dirty(self) -> list[ModelBase]:
        """The loaded objects that have changes."""
        return [instance for instance, _ in self._unit.dirty()]

    @property
    def deleted(self) -> list[ModelBase]:
        """The objects that the next flush deletes."""
        return self._unit.deleted()

    def close(self) -> None:
        """Forget all objects; what was not flushed is discarded."""
        self._unit.clear()

    def _check_idle(self) -> None:
        if self._busy:
            raise MisuseError(
                "The session is being flushed. Use one session in one thread or task at a time."
            )

    def _flushing(self) -> Flow[Report]:
        self._check_idle()
        self._busy = True
        try:
            report = yield from flush(self._unit)
        finally:
            self._busy = False
        self.report.add(report)
        if self._on_error == "raise" and (error := report.error()) is not None:
            raise error
        return report

    def _getting(self, model: type[M], id: UUID) -> Flow[M]:  # noqa: A002 - it is an id
        self._check_idle()
        check_model(model)
        found: M = yield from reading.get(self._unit, model, id)
        return found

    def _objects(self, model: type[M], runner: Any) -> Objects[M]:
        check_model(model)
        return Objects(model, reading.attached(self._unit, model).but(runner=runner))


class Session(SessionBase):
    """A unit of work: ``with client.session() as s:`` flushes at the end of the block.

    An exception in the block discards what was not flushed. A flush is not atomic: Weaviate
    has no transactions, and ``report`` says what was stored.
    """

    def __init__(
        self, client: Runner, *, tenant: str | None = None, on_error: OnError = "raise"
    ) -> None:
        super().__init__(tenant=tenant, on_error=on_error)
        self._client = client

    def objects(self, model: type[M], /) -> Objects[M]:
        """The query set whose rows this session holds: what is changed of them is tracked."""
        return self._objects(model, self._client)

    def get(self, model: type[M], id: UUID, /) -> M:  # noqa: A002 - it is an id
        """The held object of an id, else the stored one.

        Raises:
            NotFound: There is none, or it is to be deleted.
        """
        return self._client.run(self._getting(model, id))

    def flush(self) -> Report:
        """Send what is new, changed or to be deleted.

        Raises:
            FlushError: Objects failed, unless ``on_error="collect"``. They stay in the session.
            MisuseError: A value cannot be sent. Nothing was.
        """
        return self._client.run(self._flushing())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None:
        if error is None:
            self.flush()
        else:
            self.close()


class AsyncSession(SessionBase):
    """The same for an async client: ``async with client.session() as s:``."""

    def __init__(
        self, client: AsyncRunner, *, tenant: str | None = None, on_error: OnError = "raise"
    ) -> None:
        super().__init__(tenant=tenant, on_error=on_error)
        self._client = client

    def objects(self, model: type[M], /) -> Objects[M]:
        """The query set whose rows this session holds: what is changed of them is tracked."""
        return self._objects(model, self._client)

    async def get(self, model: type[M], id: UUID, /) -> M:  # noqa: A002 - it is an id
        """The held object of an id, else the stored one; see ``Session.get``."""
        return await self._client.arun(self._getting(model, id))

    async def flush(self) -> Report:
        """Send what is new, changed or to be deleted; see ``Session.flush``."""
        return await self._client.arun(self._flushing())

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None:
        if error is None:
            await self.flush()
        else:
            self.close()

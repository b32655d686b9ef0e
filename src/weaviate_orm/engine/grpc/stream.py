"""BatchStream: messages of objects and references on one call, each answered when stored."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

from weaviate_orm.engine.errors import CallError
from weaviate_orm.engine.grpc.guard import guarded
from weaviate_orm.engine.grpc.objects import write_objects
from weaviate_orm.engine.grpc.references import write_references
from weaviate_orm.wire import messages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weaviate_orm.engine.state import State

BACKOFF_SECONDS = 5.0
"""From the start of a stream on, `backoff` is sent so often, idle or not."""
_SMALLEST, _FIRST, _LARGEST, _STEP = 100, 200, 1000, 25


class BatchStream:
    """One stream. What a call of a method returns is to be sent, in that order.

    A `CallError` from any of them ends the stream with its status; after `close` it ends with OK.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._started = False
        self._size = _FIRST
        self._pace = 1.0
        """Weighted mean of the seconds that a message took."""

    def receive(self, message: messages.BatchStreamRequest) -> Sequence[messages.BatchStreamReply]:
        """Take one message.

        Raises:
            CallError: it may not come here.
        """
        kind = message.WhichOneof("message")
        if not self._started:
            if kind != "start":
                raise CallError("first message must be a start message")
            self._started = True
            return [messages.BatchStreamReply(started=messages.BatchStreamReply.Started())]
        if kind == "stop":
            return []
        if kind != "data":
            raise CallError("invalid batch send request: data field is nil")
        with guarded("BatchStream"):
            return self._take(message.data)

    def close(self) -> Sequence[messages.BatchStreamReply]:
        """Take the end of what the client sends.

        Raises:
            CallError: nothing came at all.
        """
        if not self._started:
            raise CallError("initial stream message receive: EOF")
        return []

    def backoff(self) -> messages.BatchStreamReply:
        """The number of items that the next messages should have."""
        return messages.BatchStreamReply(
            backoff=messages.BatchStreamReply.Backoff(batch_size=self._size)
        )

    def _take(self, data: messages.BatchStreamRequest.Data) -> Sequence[messages.BatchStreamReply]:
        objects, references = data.objects.values, data.references.values
        if not objects and not references:
            return []
        started = time.perf_counter()
        uuids = [one.uuid for one in objects]
        beacons = [
            f"weaviate://localhost/{one.from_collection}/{one.from_uuid}/{one.name}"
            for one in references
        ]
        results = messages.BatchStreamReply.Results()
        with self._state.catalog.lock.preparing():
            faults = self._objects(objects)
        failed = _failed(objects, faults)
        for place, (uuid, fault) in enumerate(zip(uuids, faults, strict=True)):
            if place not in failed:
                results.successes.add(uuid=uuid)
            if fault is not None:
                results.errors.add(uuid=uuid, error=fault)
        if references:
            with self._state.catalog.lock.preparing():
                faults = write_references(self._state, references)
            for beacon, fault in zip(beacons, faults, strict=True):
                if fault is None:
                    results.successes.add(beacon=beacon)
                else:
                    results.errors.add(beacon=beacon, error=fault)
        self._adapt(time.perf_counter() - started)
        acks = messages.BatchStreamReply.Acks(uuids=uuids, beacons=beacons)
        return [
            messages.BatchStreamReply(acks=acks),
            messages.BatchStreamReply(results=results),
        ]

    def _objects(self, objects: Sequence[messages.BatchObject]) -> list[str | None]:
        """The faults of objects; one of the whole batch is that of each of them."""
        if not objects:
            return []
        try:
            return write_objects(self._state, objects)
        except CallError as error:
            return [error.message] * len(objects)

    def _adapt(self, seconds: float) -> None:
        self._pace = 0.25 * seconds + 0.75 * self._pace
        if self._pace < 0.9:
            self._size = min(self._size + _STEP, _LARGEST)
        elif self._pace > 1.1:
            self._size = max(self._size - _STEP, _SMALLEST)


def _failed(objects: Sequence[messages.BatchObject], faults: Sequence[str | None]) -> set[int]:
    """The places of the objects that are not reported as stored.

    The server counts them among the objects of their collection, and takes these numbers for
    places in the message: with several collections it may report a failed object as stored, too,
    and leave out another.
    """
    counted: Counter[str] = Counter()
    failed: set[int] = set()
    for one, fault in zip(objects, faults, strict=True):
        name = one.collection
        if fault is not None:
            failed.add(counted[name])
        counted[name] += 1
    return failed

"""Any interleaving of a session's operations ends as a plain dict predicts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    precondition,
    rule,
)

from tests.session.stored import MODELS, Note, Topic
from weaviate_orm import Client, reference_ids
from weaviate_orm.transport.calls import GrpcCall, HttpCall
from weaviate_orm.transport.embedded import Embedded
from weaviate_orm.transport.recording import Recording

texts = st.sampled_from(["a", "b", "Ärger", ""])
points = st.integers(-3, 3)
tags = st.lists(st.sampled_from(["x", "y"]), max_size=3)


@dataclass
class Expected:
    """One object, as a plain dict has it."""

    text: str
    points: int = 0
    remark: str | None = None
    tags: list[str] = field(default_factory=list)
    topic: UUID | None = None
    related: list[UUID] = field(default_factory=list)


class SessionAgainstDict(RuleBasedStateMachine):
    """``held`` is what the session's objects are meant to be, ``stored`` what a flush left."""

    notes: Bundle[UUID] = Bundle("notes")

    def __init__(self) -> None:
        super().__init__()
        self.engine = Embedded()
        self.client = Client(Recording(self.engine))
        self.client.create_all(MODELS)
        self.session = self.client.session()
        self.instances: dict[UUID, Note] = {}
        self.held: dict[UUID, Expected] = {}
        self.stored: dict[UUID, Expected] = {}
        self.topics: dict[UUID, Topic] = {}

    def teardown(self) -> None:
        self.client.close()
        self.engine.close()

    @initialize()
    def topic(self) -> None:
        for title in ("one", "two"):
            made = Topic(title=title)
            self.topics[made.id] = made
        self.session.add(*self.topics.values())

    # -- new and changed ----------------------------------------------------------------------

    @rule(target=notes, text=texts, points=points, tags=tags, with_topic=st.booleans())
    def new(self, text: str, points: int, tags: list[str], with_topic: bool) -> UUID:
        topic = next(iter(self.topics.values())) if with_topic else None
        note = Note(text=text, points=points, tags=list(tags), topic=topic)
        self.session.add(note)
        self.instances[note.id] = note
        self.held[note.id] = Expected(
            text, points, tags=list(tags), topic=topic.id if topic else None
        )
        return note.id

    @rule(id=notes, points=points, remark=st.none() | texts)
    def change(self, id: UUID, points: int, remark: str | None) -> None:
        if id in self.held:
            self.instances[id].points = self.held[id].points = points
            self.instances[id].remark = self.held[id].remark = remark

    @rule(id=notes, tag=st.sampled_from(["x", "y"]))
    def change_in_place(self, id: UUID, tag: str) -> None:
        if id in self.held:
            self.instances[id].tags.append(tag)
            self.held[id].tags.append(tag)

    @rule(id=notes, which=st.sampled_from([None, 0, 1]))
    def refer_to_one(self, id: UUID, which: int | None) -> None:
        if id in self.held:
            topic = None if which is None else list(self.topics.values())[which]
            self.instances[id].topic = topic
            self.held[id].topic = topic.id if topic else None

    @rule(source=notes, other=notes, by_id=st.booleans())
    def append(self, source: UUID, other: UUID, by_id: bool) -> None:
        if source in self.held and other in self.held:
            item: Any = other if by_id else self.instances[other]
            self.instances[source].related.append(item)
            if other not in self.held[source].related:
                self.held[source].related.append(other)

    @rule(source=notes, other=notes)
    def remove(self, source: UUID, other: UUID) -> None:
        if source in self.held:
            self.instances[source].related.remove(other)
            self.held[source].related = [i for i in self.held[source].related if i != other]

    @rule(source=notes)
    def clear(self, source: UUID) -> None:
        if source in self.held:
            self.instances[source].related.clear()
            self.held[source].related = []

    @rule(source=notes, chosen=st.lists(notes, max_size=3))
    def assign(self, source: UUID, chosen: list[UUID]) -> None:
        if source in self.held:
            wanted = list(dict.fromkeys(t for t in chosen if t in self.held))
            self.instances[source].related = [self.instances[t] for t in wanted]
            self.held[source].related = wanted

    @rule(id=consumes(notes))
    def delete(self, id: UUID) -> None:
        if id in self.held:
            self.session.delete(self.instances.pop(id))
            del self.held[id]

    @rule(id=notes)
    def roll_back(self, id: UUID) -> None:
        if id in self.held and id in self.stored:
            self.session.rollback(self.instances[id])
            self.held[id] = _copy(self.stored[id])

    # -- sending and reading --------------------------------------------------------------------

    @contextmanager
    def sending(self) -> Iterator[list[Any]]:
        transport = self.client.transport
        assert isinstance(transport, Recording)
        start = len(transport.calls)
        calls: list[Any] = []
        yield calls
        calls.extend(transport.calls[start:])

    @rule()
    def flush(self) -> None:
        with self.sending() as calls:
            self.session.flush()
        sent = [
            each.uuid
            for call in calls
            if isinstance(call, GrpcCall) and call.method == "BatchObjects"
            for each in call.message.objects  # type: ignore[attr-defined]  # of this method
        ]
        assert len(sent) == len(set(sent)), "an object was inserted twice"
        merged = [c.path for c in calls if isinstance(c, HttpCall) and c.method == "PATCH"]
        assert len(merged) == len(set(merged)), "an object was merged twice"
        self.stored = {id: _copy(each) for id, each in self.held.items()}
        with self.sending() as calls:
            self.session.flush()
        assert calls == [], "a second flush had something to send"

    @precondition(lambda self: self.stored)
    @rule(prefetched=st.booleans())
    def reload(self, prefetched: bool) -> None:
        self.flush()
        self.session = self.client.session()
        query = self.session.objects(Note).prefetch(Note.topic)
        rows = (query.prefetch(Note.related) if prefetched else query).all()
        self.instances = {row.id: row for row in rows}
        for topic in self.topics.values():
            self.session.get(Topic, topic.id)

    @invariant()
    def instances_are_as_meant(self) -> None:
        for id, expected in self.held.items():
            note = self.instances[id]
            assert (note.text, note.points, note.remark, note.tags) == (
                expected.text,
                expected.points,
                expected.remark,
                expected.tags,
            )

    @invariant()
    def the_server_has_what_was_flushed(self) -> None:
        rows = self.client.objects(Note).prefetch(Note.topic.ids, Note.related.ids).all()
        assert {row.id for row in rows} == set(self.stored)
        for row in rows:
            expected = self.stored[row.id]
            assert (row.text, row.points, row.remark, row.tags) == (
                expected.text,
                expected.points,
                expected.remark,
                expected.tags,
            )
            assert reference_ids(row, Note.topic) == (
                () if not expected.topic else (expected.topic,)
            )
            alive = [i for i in expected.related if i in self.stored]
            assert sorted(reference_ids(row, Note.related)) == sorted(alive)


def _copy(expected: Expected) -> Expected:
    return Expected(
        expected.text,
        expected.points,
        expected.remark,
        list(expected.tags),
        expected.topic,
        list(expected.related),
    )


SessionAgainstDict.TestCase.settings = settings(
    max_examples=60, stateful_step_count=25, deadline=None
)
TestSession = SessionAgainstDict.TestCase

"""What a flush sends, call by call, and what is stored then."""

from __future__ import annotations

import pickle
from typing import Any
from uuid import UUID, uuid4
from weakref import WeakKeyDictionary

import pytest
from pydantic import ValidationError

from tests.session.stored import MODELS, Keyed, Note, Person, Place, Tenanted, Topic
from weaviate_orm import (
    AsyncClient,
    Client,
    FailedObject,
    FlushError,
    MisuseError,
    MisuseTypeError,
    MisuseValueError,
    NotFound,
    connect,
    reference_ids,
)
from weaviate_orm.transport.calls import GrpcCall, HttpCall
from weaviate_orm.transport.recording import Recording


@pytest.fixture(autouse=True)
def _collections(client: Client) -> None:
    client.create_all(MODELS)


_seen: WeakKeyDictionary[Client, int] = WeakKeyDictionary()


def sent(client: Client) -> list[Any]:
    """The calls since the last look, in the order in which they were sent."""
    transport = client.transport
    assert isinstance(transport, Recording)
    calls = list(transport.calls)
    new = calls[_seen.get(client, 0) :]
    _seen[client] = len(calls)
    return new


def names(calls: list[Any]) -> list[str]:
    return [
        call.method if isinstance(call, GrpcCall) else f"{call.method} {call.path}"
        for call in calls
    ]


def stored(client: Client, id: UUID) -> Note:
    return (
        client.objects(Note)
        .prefetch(Note.related, Note.topic, Note.about)
        .with_vectors(Note.embedding)
        .get(id)
    )


def test_one_batch_then_the_references_between_new_objects(client: Client) -> None:
    topic = Topic(title="t")
    a = Note(text="a", topic=topic, embedding=[1, 2])
    b = Note(text="b", related=[a])
    a.related.append(b)
    sent(client)
    with client.session() as session:
        session.add(a)
    batch, links = sent(client)
    assert names([batch, links]) == ["BatchObjects", "BatchReferences"]
    assert {each.uuid for each in batch.message.objects} == {str(x.id) for x in (a, b, topic)}
    assert not any(each.properties.single_target_ref_props for each in batch.message.objects)
    found = {(r.name, r.from_uuid, r.to_uuid, r.to_collection) for r in links.message.references}
    assert found == {
        ("topic", str(a.id), str(topic.id), "SessionTopic"),
        ("related", str(a.id), str(b.id), "SessionNote"),
        ("related", str(b.id), str(a.id), "SessionNote"),
    }
    assert (session.report.inserted, session.report.references) == (3, 3)
    read = stored(client, a.id)
    assert read.topic == topic
    assert list(read.related) == [b]
    assert read.embedding is not None
    assert read.embedding.tolist() == [1.0, 2.0]


def test_references_to_stored_objects_go_inline(client: Client) -> None:
    topic = Topic(title="t")
    with client.session() as session:
        session.add(topic)
    sent(client)
    with client.session() as session:
        session.add(Note(text="a", topic=topic))
    (batch,) = sent(client)
    (reference,) = batch.message.objects[0].properties.single_target_ref_props
    assert (reference.prop_name, list(reference.uuids)) == ("topic", [str(topic.id)])


def test_only_what_changed_is_merged(client: Client) -> None:
    note = Note(text="a", points=1, tags=["x"], remark="r", place=Place(city="Rome"))
    with client.session() as session:
        session.add(note)
        session.flush()
        sent(client)
        note.points = 5
        note.tags.append("y")
        note.remark = None
        session.flush()
        (call,) = sent(client)
        assert call == HttpCall(
            "PATCH",
            f"/objects/SessionNote/{note.id}",
            {
                "class": "SessionNote",
                "id": str(note.id),
                "properties": {"points": 5, "remark": None, "tags": ["x", "y"]},
            },
            purpose="write",
        )
        assert note.place is not None
        note.place.city = "Oslo"
        session.flush()
        (call,) = sent(client)
        assert call.body["properties"] == {"place": {"city": "Oslo", "codes": []}}
        session.flush()
        assert sent(client) == []
    read = stored(client, note.id)
    assert (read.points, read.remark, read.tags) == (5, None, ["x", "y"])
    assert read.place == Place(city="Oslo")


def test_setting_the_same_value_sends_nothing(client: Client) -> None:
    note = Note(text="a", points=1, tags=["x"])
    with client.session() as session:
        session.add(note)
        session.flush()
        note.points, note.tags, note.text = 2, ["y"], "a"
        note.points, note.tags = 1, ["x"]
        sent(client)
    assert sent(client) == []


def test_the_identity_map(client: Client) -> None:
    note = Note(text="a")
    with client.session() as session:
        session.add(note)
    with client.session() as session:
        first = session.get(Note, note.id)
        sent(client)
        assert session.get(Note, note.id) is first
        assert sent(client) == []
        assert session.objects(Note).one() is first
        assert first in session
        first.points = 3
        assert session.objects(Note).one().points == 3
    assert client.objects(Note).one().points == 3


def test_rows_of_other_queries_are_not_attached_until_they_are_added(client: Client) -> None:
    note = Note(text="a", related=[])
    with client.session() as session:
        session.add(note)
    row = client.objects(Note).one()
    row.points = 7
    with client.session() as session:
        assert row not in session
    assert client.objects(Note).one().points == 0
    sent(client)
    with client.session() as session:
        session.add(row)
    assert names(sent(client)) == [f"PATCH /objects/SessionNote/{note.id}"]
    assert client.objects(Note).one().points == 7


def test_a_new_object_replaces_a_stored_one_of_its_id(client: Client) -> None:
    note = Note(text="a", points=4)
    with client.session() as session:
        session.add(note)
    with client.session() as session:
        session.add(Note(id=note.id, text="b"))
    read = client.objects(Note).one()
    assert (read.text, read.points) == ("b", 0)


def test_references_added_to_an_unread_list(client: Client) -> None:
    a, b = Note(text="a"), Note(text="b")
    with client.session() as session:
        session.add(a, b)
    with client.session() as session:
        held = session.get(Note, a.id)
        held.related.append(b)
        sent(client)
    (links,) = sent(client)
    assert names([links]) == ["BatchReferences"]
    with client.session() as session:
        again = session.get(Note, a.id)
        again.related.append(b.id)
    assert [each.id for each in stored(client, a.id).related] == [b.id]


def test_references_removed_from_an_unread_list(client: Client) -> None:
    a, b, c = Note(text="a"), Note(text="b"), Note(text="c")
    a.related = [b, c]
    with client.session() as session:
        session.add(a)
    with client.session() as session:
        held = session.get(Note, a.id)
        held.related.remove(b)
        sent(client)
    assert names(sent(client)) == [
        "Search",
        f"PUT /objects/SessionNote/{a.id}/references/related",
    ]
    assert list(stored(client, a.id).related) == [c]


def test_an_emptied_list_is_cleared_by_null_and_can_be_filled_again(client: Client) -> None:
    a, b = Note(text="a"), Note(text="b")
    a.related = [b]
    with client.session() as session:
        session.add(a)
    with client.session() as session:
        held = session.objects(Note).prefetch(Note.related).get(a.id)
        held.related.remove(b)
        sent(client)
        session.flush()
        (call,) = sent(client)
        assert call.body["properties"] == {"related": None}
        held.related.append(b)
        session.flush()
        assert names(sent(client)) == ["BatchReferences"]
    assert list(stored(client, a.id).related) == [b]
    assert client.objects(Note).filter(Note.related.count() == 1).count() == 1


def test_a_stored_empty_list_is_mended(client: Client) -> None:
    a, b = Note(text="a"), Note(text="b")
    with client.session() as session:
        session.add(a, b)
    from weaviate_orm.flows.flow import http

    client.run(http(HttpCall("PUT", f"/objects/SessionNote/{a.id}/references/related", [])))
    with client.session() as session:
        session.get(Note, a.id).related.append(b)
    assert session.report.failed == []
    assert list(stored(client, a.id).related) == [b]
    assert client.objects(Note).filter(Note.related[Note.text].matches("b")).count() == 1


def test_a_single_reference_is_replaced_and_cleared(client: Client) -> None:
    one, two = Topic(title="1"), Topic(title="2")
    note = Note(text="a", topic=one)
    with client.session() as session:
        session.add(note, two)
        session.flush()
        sent(client)
        note.topic = two
        session.flush()
        assert names(sent(client)) == [f"PUT /objects/SessionNote/{note.id}/references/topic"]
        assert stored(client, note.id).topic == two
        note.topic = None
        sent(client)
        session.flush()
        assert names(sent(client)) == [f"PATCH /objects/SessionNote/{note.id}"]
    assert stored(client, note.id).topic is None


def test_references_to_several_models(client: Client) -> None:
    person, topic = Person(name="p"), Topic(title="t")
    note = Note(text="a", about=[person, topic])
    with client.session() as session:
        session.add(note)
    read = stored(client, note.id)
    assert {type(each).__name__ for each in read.about} == {"Person", "Topic"}
    with client.session() as session:
        session.add(read)
        read.about.remove(topic)
    assert list(stored(client, note.id).about) == [person]


def test_reading_again_keeps_what_was_changed_of_several_models(client: Client) -> None:
    person, topic = Person(name="p"), Topic(title="t")
    note = Note(text="a", about=[person, topic])
    with client.session() as session:
        session.add(note)
    with client.session() as session:
        fetching = session.objects(Note).prefetch(Note.about)
        fetching.get(note.id).about.remove(topic)
        assert list(fetching.get(note.id).about) == [person]
    assert list(stored(client, note.id).about) == [person]
    with client.session() as session:
        session.get(Note, note.id).about.append(topic)
        session.objects(Note).prefetch(Note.about).get(note.id)
    assert set(stored(client, note.id).about) == {person, topic}


def test_vectors_are_merged_and_cannot_be_taken_away(client: Client) -> None:
    note = Note(text="a", embedding=[1, 2])
    with client.session() as session:
        session.add(note)
        session.flush()
        note.embedding = [3, 4]
        session.flush()
        note.embedding = None
        sent(client)
        with pytest.raises(MisuseValueError, match=r"Note\.embedding .* keeps a stored vector"):
            session.flush()
        assert sent(client) == []
        session.rollback(note)
    embedding = stored(client, note.id).embedding
    assert embedding is not None
    assert embedding.tolist() == [3.0, 4.0]


def test_deletes(client: Client) -> None:
    a, b, c = Note(text="a"), Note(text="b"), Note(text="c")
    with client.session() as session:
        session.add(a, b)
        session.flush()
        session.add(c)
        session.delete(c)
        session.delete(a)
        with pytest.raises(NotFound, match="is to be deleted"):
            session.get(Note, a.id)
        sent(client)
        session.flush()
        assert names(sent(client)) == ["BatchDelete"]
        with pytest.raises(MisuseValueError, match="nothing to delete"):
            session.delete(Note(text="new"))
    assert client.objects(Note).all() == [b]


def test_delete_then_add_is_one_replacement(client: Client) -> None:
    note = Note(text="a", points=3)
    with client.session() as session:
        session.add(note)
        session.flush()
        session.delete(note)
        session.add(Note(id=note.id, text="b"))
        sent(client)
        session.flush()
        assert names(sent(client)) == ["BatchObjects"]
    read = client.objects(Note).one()
    assert (read.text, read.points) == ("b", 0)


def test_a_deleted_object_can_be_added_again(client: Client) -> None:
    note = Note(text="a")
    with client.session() as session:
        session.add(note)
        session.flush()
        session.delete(note)
        session.flush()
        assert client.objects(Note).count() == 0
        session.add(note)
    assert client.objects(Note).all() == [note]


def test_an_exception_discards(client: Client) -> None:
    session = client.session()

    def fail() -> None:
        with session:
            session.add(Note(text="a"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert client.objects(Note).count() == 0
    assert len(session.new) == 0


def test_nothing_is_lost_when_some_fail(client: Client) -> None:
    with client.session() as session:
        session.add(Note(text="a", embedding=[1, 2]))
    good, bad = Note(text="good"), Note(text="bad", embedding=[1, 2, 3])
    good.related.append(bad)
    session = client.session()
    session.add(good)
    with pytest.raises(FlushError) as caught:
        session.flush()
    (failed,) = caught.value.failed
    assert (failed.model, failed.id, failed.instance) == ("Note", bad.id, bad)
    assert "dimensions" in failed.reason
    assert str(caught.value).startswith(
        f"1 of 2 objects were not saved: Note({str(bad.id)[:4]}…): "
    )
    assert str(caught.value).endswith(" See error.failed.")
    assert pickle.loads(pickle.dumps(caught.value)).failed[0].id == bad.id
    assert session.new == [bad]
    assert [each.id for each in stored(client, good.id).related] == []
    bad.embedding = [3, 4]
    sent(client)
    session.flush()
    batch, links = sent(client)
    assert [each.uuid for each in batch.message.objects] == [str(bad.id)]
    assert [each.to_uuid for each in links.message.references] == [str(bad.id)]
    assert list(stored(client, good.id).related) == [bad]
    assert session.report.failed == []


def test_failures_can_be_collected(client: Client) -> None:
    with client.session() as session:
        session.add(Note(text="a", embedding=[1, 2]))
    with client.session(on_error="collect") as session:
        session.add(Note(text="bad", embedding=[1]))
    assert len(session.report.failed) == 1


def test_an_update_of_what_is_gone(client: Client) -> None:
    note = Note(text="a")
    with client.session() as session:
        session.add(note)
        session.flush()
        client.objects(Note).delete(all=True)
        note.points = 1
        with pytest.raises(FlushError, match="not on the server any more"):
            session.flush()
        assert session.dirty == [note]
        session.expunge(note)


def test_an_unread_list_of_what_is_gone(client: Client) -> None:
    note, other = Note(text="a"), Note(text="b")
    with client.session() as session:
        session.add(note)
    session = client.session()
    held = session.get(Note, note.id)
    client.objects(Note).delete(all=True)
    held.related.remove(other.id)
    session.add(other)
    with pytest.raises(FlushError, match="not on the server any more"):
        session.flush()
    assert session.report.inserted == 1
    assert session.dirty == [held]


def test_a_reason_that_is_a_sentence_ends_once() -> None:
    for reason in ("Is it up?", "It is not.", "not there"):
        said = str(FlushError([FailedObject("Note", UUID(int=1), reason)], 1))
        end = reason if reason.endswith("?") else f"{reason.rstrip('.')}."
        assert said.endswith(f": {end} See error.failed.")


def test_references_take_their_own_model(client: Client) -> None:
    note = Note(text="a")
    note.related.append(Topic(title="x"))  # type: ignore[arg-type]  # what is tested
    session = client.session()
    session.add(note)
    sent(client)
    with pytest.raises(
        MisuseTypeError, match=r"Note\.related refers to objects of Note, and Topic"
    ):
        session.flush()
    assert sent(client) == []


def test_a_refused_assignment_changes_nothing(client: Client) -> None:
    note = Note(text="a", topic=Topic(title="x"), embedding=[1.0])
    with client.session() as session:
        session.add(note)
    with client.session() as session:
        held = session.get(Note, note.id)
        for attribute in ("topic", "related", "embedding", "points"):
            with pytest.raises(ValidationError, match=attribute):
                setattr(held, attribute, "wrong")
        assert session.dirty == []
    found = stored(client, note.id)
    assert (found.topic, found.points) == (note.topic, 0)


def test_changes_are_printed_as_they_are_meant(client: Client) -> None:
    topic, other = Topic(title="x"), Note(text="b")
    note = Note(text="a", topic=topic, related=[other])
    with client.session() as session:
        session.add(note)
    with client.session() as session:
        held = session.get(Note, note.id)
        held.points = 3
        held.topic = None
        held.related.append(note)
        held.related.remove(other)
        assert repr(session.changes(held)) == (
            "Changes(properties={'points': 3}, vectors={}, references=["
            f"Note.topic = [], Note.related + [{note.id}] - [{other.id}]])"
        )


def test_a_copy_is_tracked_for_itself(client: Client) -> None:
    note = Note(text="a", tags=["x"])
    with client.session() as session:
        session.add(note)
    changed = note.model_copy(update={"points": 5})
    new = note.model_copy(update={"id": uuid4(), "text": "b"})
    untouched = client.session()
    untouched.add(note)
    assert untouched.dirty == []
    with client.session() as session:
        session.add(changed, new)
    assert (session.report.updated, session.report.inserted) == (1, 1)
    assert stored(client, note.id).points == 5
    assert stored(client, new.id).text == "b"


def test_what_was_added_unread_goes_with_an_object_that_is_added_again(client: Client) -> None:
    note, other = Note(text="a"), Note(text="b")
    with client.session() as session:
        session.add(note, other)
    with client.session() as session:
        held = session.get(Note, note.id)
        session.delete(held)
        session.flush()
        held.related.append(other)
        session.add(held)
    assert list(stored(client, note.id).related) == [other]


def test_faults_are_found_before_anything_is_sent(client: Client) -> None:
    fine, wrong = Note(text="a"), Note(text="b")
    wrong.tags.append("\ud800")
    session = client.session()
    session.add(fine, wrong)
    sent(client)
    with pytest.raises(MisuseValueError, match=r"Note\.tags"):
        session.flush()
    assert sent(client) == []
    assert len(session.new) == 2


def test_objects_of_a_session_are_its_tenants_and_its_clients(client: Client) -> None:
    for tenant in ("a", "b"):
        with client.session(tenant=tenant) as session:
            session.add(Tenanted(text=tenant))
    session = client.session(tenant="a")
    mine = session.objects(Tenanted)
    assert mine.tenant("a").one().text == "a"
    with pytest.raises(MisuseValueError, match=r"\.tenant\('b'\): these are objects of a session"):
        mine.tenant("b")
    assert mine.using(client).one().text == "a"
    with connect("embedded://") as other:
        with pytest.raises(MisuseValueError, match=r"\.using\(…\): these are objects of a session"):
            mine.using(other)
        assert client.objects(Tenanted).tenant("a").using(client).tenant("b").one().text == "b"


def test_tenants(client: Client) -> None:
    one = Tenanted(text="x")
    with client.session(tenant="a") as session:
        session.add(one)
    assert client.objects(Tenanted).tenant("a").all() == [one]
    with pytest.raises(MisuseValueError, match="session for one"), client.session() as session:
        session.add(Tenanted(text="y"))
    read = client.objects(Tenanted).tenant("a").one()
    with (
        pytest.raises(MisuseValueError, match="One session has one tenant"),
        client.session(tenant="b") as session,
    ):
        session.add(read)


def test_keys_make_ids(client: Client) -> None:
    with client.session() as session:
        session.add(Keyed(code="x", points=1))
    with client.session() as session:
        session.add(Keyed(code="x", points=2))
    assert client.objects(Keyed).one().points == 2
    with pytest.raises(MisuseValueError, match="part of the key"):
        Keyed(code="x").code = "y"


def test_two_instances_of_one_id(client: Client) -> None:
    note = Note(text="a")
    session = client.session()
    session.add(note)
    with pytest.raises(MisuseValueError, match="another instance"):
        session.add(Note(id=note.id, text="b"))


def test_rollback_and_expunge(client: Client) -> None:
    note = Note(text="a", tags=["x"])
    with client.session() as session:
        session.add(note)
        session.flush()
        note.points = 4
        note.tags.append("y")
        note.related.append(Note(text="b"))
        session.rollback(note)
        assert (note.points, note.tags, list(note.related)) == (0, ["x"], [])
        assert session.dirty == []
        note.related.append(other := Note(text="b"))
        session.flush()
        note.related.clear()
        session.rollback(note)
        assert list(note.related) == [other]
        note.points = 9
        session.expunge(note)
        sent(client)
    assert sent(client) == []
    assert client.objects(Note).get(note.id).points == 0


def test_no_objects_of_models_are_refused(client: Client) -> None:
    session: Any = client.session()
    for method in (session.add, session.delete, session.expunge, session.rollback, session.changes):
        for wrong in ("x", Note):
            with pytest.raises(MisuseTypeError, match=r"\w+\(.*\): that is no object of a model"):
                method(wrong)
    with pytest.raises(MisuseTypeError, match=r"Give objects one by one: add\(\*objects\)\."):
        session.add([Note(text="a")])
    assert repr(session.report) == "<Report: nothing to do in 0 calls, 0.00 s>"


@pytest.mark.parametrize("wrong", [int, "Note", Place])
def test_what_is_no_model_is_refused(client: Client, wrong: Any) -> None:
    session = client.session()
    for method in (client.objects, session.objects, lambda it: session.get(it, uuid4())):
        with pytest.raises(MisuseTypeError, match="is no model"):
            method(wrong)
    with pytest.raises(MisuseTypeError, match="is no model"):
        client.create_all([wrong])
    with pytest.raises(MisuseTypeError, match=r"list of models: \[Note\]"):
        client.drop_all(Note)  # type: ignore[arg-type]  # what is tested


def test_settings_of_a_session_are_checked(client: Client) -> None:
    with pytest.raises(MisuseValueError, match="'raise' or 'collect'"):
        client.session(on_error="colect")  # type: ignore[arg-type]  # what is tested
    for tenant in ("", 5):
        with pytest.raises(MisuseTypeError, match="named by a text"):
            client.session(tenant=tenant)  # type: ignore[arg-type]  # what is tested


def test_an_id_may_be_a_text(client: Client) -> None:
    note = Note(text="a")
    with client.session() as session:
        session.add(note)
        session.flush()
        same: Any = str(note.id)
        assert session.get(Note, same) is note
        session.delete(note)
        with pytest.raises(NotFound, match="to be deleted"):
            session.get(Note, same)


def test_a_session_is_not_used_twice_at_once(client: Client) -> None:
    session = client.session()
    session.add(Note(text="a"))
    flow = session._flushing()
    next(flow)
    with pytest.raises(MisuseError, match="being flushed"):
        session.add(Note(text="b"))
    flow.close()
    session.flush()


def test_ids_that_were_fetched_can_be_read(client: Client) -> None:
    a, b = Note(text="a"), Note(text="b")
    a.related = [b]
    with client.session() as session:
        session.add(a)
    row = client.objects(Note).prefetch(Note.related.ids).get(a.id)
    assert reference_ids(row, Note.related) == (b.id,)


async def test_the_same_for_an_event_loop(aclient: AsyncClient) -> None:
    await aclient.create_all(MODELS)
    note = Note(text="a", topic=Topic(title="t"))
    async with aclient.session() as session:
        session.add(note)
        await session.flush()
        held = await session.get(Note, note.id)
        assert held is note
        held.points = 5
    read = await aclient.objects(Note).prefetch(Note.topic).aget(note.id)
    assert read.points == 5
    assert read.topic is not None
    assert read.topic.title == "t"
    with pytest.raises(NotFound):
        await aclient.objects(Note).aget(uuid4())

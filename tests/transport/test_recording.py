"""The transports for tests."""

from __future__ import annotations

import pytest

from weaviate_orm.client import AsyncClient, Client
from weaviate_orm.errors import Missing, MisuseError, ServerError
from weaviate_orm.flows.flow import call, http, together
from weaviate_orm.transport.calls import HttpAnswer, HttpCall, search
from weaviate_orm.transport.recording import AsyncRecording, Recording, Script
from weaviate_orm.wire import messages as pb

SEARCH = search(pb.SearchRequest(collection="C"))


def test_a_script_answers_in_turn() -> None:
    reply = pb.SearchReply(took=1)
    script = Script([reply, HttpAnswer(200, {"a": 1}), Missing("gone")])
    client = Client(script)
    assert client.run(call(SEARCH)) is reply
    assert client.run(http(HttpCall("GET", "/x"))).body == {"a": 1}
    with pytest.raises(Missing, match="gone"):
        client.run(call(SEARCH))
    assert script.calls == [SEARCH, HttpCall("GET", "/x"), SEARCH]
    assert script.requests == [SEARCH.request, SEARCH.request]
    assert script.left == 0


def test_a_function_answers_by_the_call() -> None:
    script = Script([lambda asked: pb.SearchReply(took=2 if asked is SEARCH else 3)])
    assert Client(script).run(call(SEARCH)).took == 2


def test_what_is_not_foreseen_is_refused_by_name() -> None:
    with pytest.raises(MisuseError, match=r'no answer left for Search \{collection: "C"\}'):
        Client(Script()).run(call(SEARCH))


def test_more_answers_and_a_clean_slate() -> None:
    script = Script()
    script.then(pb.SearchReply(), pb.SearchReply())
    client = Client(script)
    client.run(call(SEARCH))
    script.clear()
    assert (script.calls, script.left) == ([], 1)


async def test_a_script_for_an_event_loop() -> None:
    script = Script([pb.SearchReply(took=1), ServerError("x")])
    client = AsyncClient(script)
    assert (await client.arun(call(SEARCH))).took == 1
    with pytest.raises(ServerError):
        await client.arun(call(SEARCH))
    await client.close()
    assert script.closed


def test_a_recording_passes_on() -> None:
    recording = Recording(Script([pb.SearchReply(took=1), Missing("gone")]))
    client = Client(recording)
    first, second = client.run(together([SEARCH, SEARCH], at_once=1))
    assert not isinstance(first, ServerError)
    assert isinstance(second, Missing)
    outcomes = [each.outcome for each in recording.exchanges]
    assert outcomes[1:] == [first, second]
    assert recording.calls == [SEARCH, SEARCH]
    assert recording.label == "script"


async def test_a_recording_on_an_event_loop() -> None:
    recording = AsyncRecording(Script([pb.SearchReply(took=1), Missing("gone")]))
    client = AsyncClient(recording)
    assert (await client.arun(call(SEARCH))).took == 1
    with pytest.raises(Missing):
        await client.arun(call(SEARCH))
    assert len(recording.calls) == 2
    await client.close()


def test_bytes_are_recorded_as_their_message() -> None:
    script = Script([pb.SearchReply()])
    client = Client(script)
    from weaviate_orm.transport.calls import GrpcCall

    client.run(call(GrpcCall("Search", b"\x0a\x01C")))
    assert script.requests == [pb.SearchRequest(collection="C")]

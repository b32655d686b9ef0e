"""Which client a query uses when none is named."""

from __future__ import annotations

import asyncio
import gc
import threading

import pytest

from weaviate_orm.client import AsyncClient, Client, aconnect, connect
from weaviate_orm.errors import MisuseError, MisuseTypeError, NoClient
from weaviate_orm.flows.ambient import async_client, sync_client
from weaviate_orm.transport.recording import Script


def of_thread() -> list[object]:
    """What a new thread sees."""
    seen: list[object] = []

    def look() -> None:
        try:
            seen.append(sync_client("first"))
        except NoClient as error:
            seen.append(error)

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    return seen


def test_no_client() -> None:
    with pytest.raises(NoClient, match=r"^first\(\) has no client. Call connect\(url\) once"):
        sync_client("first")
    with pytest.raises(NoClient, match=r"^afirst\(\) has no client. Call aconnect\(url\) once"):
        async_client("first")
    with pytest.raises(NoClient, match=r"^`async for` has no client"):
        async_client("for")


def test_the_first_that_connects_is_the_default() -> None:
    first = connect("embedded://")
    second = connect("embedded://")
    assert sync_client("first") is first
    assert of_thread() == [first]
    first.close()
    assert sync_client("first") is second
    second.close()
    with pytest.raises(NoClient):
        sync_client("first")


def test_the_default_is_kept_and_the_others_are_not() -> None:
    connect("embedded://")
    gc.collect()
    default = sync_client("first")
    for _ in range(3):
        connect("embedded://")
    gc.collect()
    assert isinstance(default, Client)
    default.close()
    with pytest.raises(NoClient):
        sync_client("first")


def test_a_client_that_is_only_made_is_no_default() -> None:
    Client(Script())
    with pytest.raises(NoClient):
        sync_client("first")


def test_the_innermost_with_wins() -> None:
    default = connect("embedded://")
    outer, inner = Client(Script()), Client(Script())
    with outer:
        assert sync_client("first") is outer
        with inner:
            assert sync_client("first") is inner
            assert of_thread() == [default]
        assert sync_client("first") is outer
    assert sync_client("first") is default
    assert (outer.closed, inner.closed, default.closed) == (True, True, False)


def test_one_client_entered_twice_closes_at_the_end() -> None:
    client = Client(Script())
    with client:
        with client:
            pass
        assert not client.closed
        assert sync_client("first") is client
    assert client.closed
    with pytest.raises(MisuseError, match="closed"), client:
        pass


def test_leaving_out_of_turn() -> None:
    one, two = Client(Script()), Client(Script())
    one.__enter__()
    two.__enter__()
    one.__exit__(None, None, None)
    assert sync_client("first") is two
    two.__exit__(None, None, None)
    with pytest.raises(NoClient):
        sync_client("first")


async def test_the_async_slot() -> None:
    default = aconnect("embedded://")
    inner = AsyncClient(Script())
    assert async_client("first") is default
    async with inner:
        assert async_client("first") is inner
        assert await asyncio.create_task(_look()) is inner
    assert async_client("first") is default
    assert inner.closed
    await default.close()
    with pytest.raises(NoClient):
        async_client("first")


async def _look() -> object:
    return async_client("first")


async def test_tasks_do_not_see_each_other() -> None:
    async def own() -> bool:
        async with AsyncClient(Script()) as client:
            await asyncio.sleep(0)
            return async_client("first") is client

    assert all(await asyncio.gather(*(own() for _ in range(5))))


async def test_awaiting_what_connects_gives_the_client() -> None:
    client = await aconnect("embedded://")
    assert isinstance(client, AsyncClient)
    await client.close()


def test_each_colour_has_its_slot() -> None:
    one, other = connect("embedded://"), aconnect("embedded://")
    assert sync_client("first") is one
    assert async_client("first") is other


def test_the_other_colour_is_a_misuse() -> None:
    aconnect("embedded://")
    with pytest.raises(
        MisuseTypeError, match=r"^first\(\) needs a Client.*Use afirst\(\), or connect"
    ):
        sync_client("first")
    with pytest.raises(MisuseTypeError, match=r"^`for` needs a Client.*Use `async for`"):
        sync_client("for")


def test_the_other_colour_the_other_way() -> None:
    connect("embedded://")
    with pytest.raises(
        MisuseTypeError, match=r"^acount\(\) needs an AsyncClient.*Use count\(\), or aconnect"
    ):
        async_client("count")


def test_a_chosen_client_goes_before_all() -> None:
    connect("embedded://")
    chosen, other = Client(Script()), AsyncClient(Script())
    assert sync_client("first", chosen) is chosen
    assert async_client("first", other) is other
    with pytest.raises(MisuseTypeError, match=r"Use afirst\(\)"):
        sync_client("first", other)
    for find in (sync_client, async_client):
        with pytest.raises(MisuseTypeError, match=r"\.using\(5\): that is no client"):
            find("first", 5)
    with pytest.raises(MisuseTypeError, match=r"Use first\(\)"):
        async_client("first", chosen)

"""Tenants and aliases over both doors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import pytest

from tests.engine.driving import COLLECTION, insert, rest, thing, titles
from tests.engine.test_schema import create, message
from weaviate_orm.engine.engine import Engine
from weaviate_orm.engine.errors import CallError
from weaviate_orm.wire import messages

TENANTS = "/v1/schema/Many/tenants"
MANY = {**COLLECTION, "class": "Many", "vectorizer": "none", "properties": [
    p for p in COLLECTION["properties"] if p["name"] != "other"
]}  # fmt: skip


@pytest.fixture
def engine() -> Engine:
    engine = Engine()
    create(engine, MANY | {"multiTenancyConfig": {"enabled": True}})
    create(engine, COLLECTION)
    rest(engine, "POST", TENANTS, [{"name": "a"}, {"name": "b", "activityStatus": "COLD"}])
    return engine


def states(engine: Engine) -> dict[str, str]:
    return {t["name"]: t["activityStatus"] for t in rest(engine, "GET", TENANTS)[1]}


def got(engine: Engine, *names: str, collection: str = "Many") -> list[tuple[str, int]]:
    """Names and states over the other door; all tenants without names."""
    request = messages.TenantsGetRequest(collection=collection)
    if names:
        request.names.values.extend(names)
    reply = cast("messages.TenantsGetReply", engine.unary("TenantsGet", request))
    return [(t.name, t.activity_status) for t in reply.tenants]


HOT, COLD = (
    messages.TenantActivityStatus.Value(f"TENANT_ACTIVITY_STATUS_{name}")
    for name in ("HOT", "COLD")
)


def test_tenants_are_made_and_shown(engine: Engine) -> None:
    assert states(engine) == {"a": "HOT", "b": "COLD"}
    assert rest(engine, "GET", f"{TENANTS}/a") == (200, {"activityStatus": "HOT", "name": "a"})
    assert rest(engine, "HEAD", f"{TENANTS}/a") == (200, None)
    assert rest(engine, "HEAD", f"{TENANTS}/c") == (404, None)
    assert got(engine) == [("a", HOT), ("b", COLD)]
    assert got(engine, "b", "c", "b", collection="many") == [("b", COLD), ("b", COLD)]


def test_a_cold_tenant_keeps_its_objects(engine: Engine) -> None:
    insert(engine, thing(1, "x", collection="Many", tenant="a"))
    for name, older in (("INACTIVE", "COLD"), ("ACTIVE", "HOT")):
        rest(engine, "PUT", TENANTS, [{"name": "a", "activityStatus": name}])
        assert states(engine)["a"] == older
        if older == "COLD":
            with pytest.raises(CallError, match="tenant not active: 'a'"):
                titles(engine, collection="Many", tenant="a")
    assert titles(engine, collection="Many", tenant="a") == {1: "x"}


def test_a_deleted_tenant_is_empty_when_it_comes_back(engine: Engine) -> None:
    insert(engine, thing(1, "x", collection="Many", tenant="a"))
    assert rest(engine, "DELETE", TENANTS, ["a", "unknown"]) == (200, None)
    assert states(engine) == {"b": "COLD"}
    rest(engine, "POST", TENANTS, [{"name": "a"}])
    assert titles(engine, collection="Many", tenant="a") == {}


def test_making_a_tenant_again_changes_nothing(engine: Engine) -> None:
    insert(engine, thing(1, "x", collection="Many", tenant="a"))
    assert rest(engine, "POST", TENANTS, [{"name": "a"}])[0] == 200
    assert titles(engine, collection="Many", tenant="a") == {1: "x"}


REFUSED: Sequence[tuple[str, Any, str]] = [
    (
        "PUT",
        [{"name": "c", "activityStatus": "HOT"}],
        "updating schema: TYPE_UPDATE_TENANT: shard not found: c",
    ),
    (
        "PUT",
        [{"name": "a", "activityStatus": "FROZEN"}],
        "can't offload tenants, because offload-s3 module is not enabled",
    ),
    ("POST", [{"name": "x"}, {"name": "x"}], "tenant name x existed multiple times"),
    (
        "POST",
        [{"name": "x"}, {"name": "a b"}],
        (
            "tenant name at index 1:  'a b' is not a valid tenant name. should only contain "
            "alphanumeric characters (a-z, A-Z, 0-9), underscore (_), and hyphen (-), "
            "with a length between 1 and 64 characters"
        ),
    ),
    (
        "POST",
        [{"name": "x", "activityStatus": "NOPE"}],
        (
            "activityStatus in body should be one of [ACTIVE INACTIVE OFFLOADED OFFLOADING "
            "ONLOADING HOT COLD FROZEN FREEZING UNFREEZING]"
        ),
    ),
]


@pytest.mark.parametrize(("method", "body", "text"), REFUSED)
def test_refusals(engine: Engine, method: str, body: Any, text: str) -> None:
    assert message(rest(engine, method, TENANTS, body)) == text
    assert states(engine) == {"a": "HOT", "b": "COLD"}


def test_a_collection_without_tenants(engine: Engine) -> None:
    reply = rest(engine, "POST", "/v1/schema/Thing/tenants", [{"name": "a"}])
    inner = 'multi-tenancy is not enabled for class "Thing"'
    assert message(reply) == f"updating schema: TYPE_ADD_TENANT: {inner}"
    for collection, text in (("Thing", inner), ("Nope", "class not found")):
        with pytest.raises(CallError) as caught:
            got(engine, collection=collection)
        assert caught.value.message == (
            "get tenants: failed to execute query: could not get tenants: "
            f"could not get tenants: {text}"
        )


def test_asking_for_no_tenant(engine: Engine) -> None:
    request = messages.TenantsGetRequest(collection="Many", names=messages.TenantNames())
    with pytest.raises(CallError, match="get tenants: must specify at least one tenant name"):
        engine.unary("TenantsGet", request)


# Aliases ------------------------------------------------------------------------------------------


def aliases(engine: Engine, path: str = "/v1/aliases") -> dict[str, str]:
    return {a["alias"]: a["class"] for a in rest(engine, "GET", path)[1]["aliases"]}


def test_an_alias_stands_for_its_collection(engine: Engine) -> None:
    body = {"alias": "other", "class": "Thing"}
    assert rest(engine, "POST", "/v1/aliases", body) == (200, {"alias": "Other", "class": "Thing"})
    insert(engine, thing(1, "x"))
    assert titles(engine, collection="Other") == {1: "x"}
    assert rest(engine, "GET", "/v1/aliases/Other")[1] == {"alias": "Other", "class": "Thing"}
    assert aliases(engine, "/v1/aliases?class=Many") == {}
    rest(engine, "PUT", "/v1/aliases/Other", {"class": "Many"})
    assert aliases(engine) == {"Other": "Many"}
    with pytest.raises(CallError, match="class Many has multi-tenancy enabled"):
        titles(engine, collection="Other")
    assert rest(engine, "DELETE", "/v1/aliases/Other") == (204, None)
    assert aliases(engine) == {}
    with pytest.raises(CallError, match="could not find class Other in schema"):
        titles(engine, collection="Other")


@pytest.mark.parametrize(
    ("alias", "target", "text"),
    [
        ("Thing", "Many", "class Thing already exists"),
        ("Two", "Nope", 'target class "Nope" does not exist'),
        ("One", "Many", "One, alias already exists"),
    ],
)
def test_alias_refusals(engine: Engine, alias: str, target: str, text: str) -> None:
    rest(engine, "POST", "/v1/aliases", {"alias": "One", "class": "Thing"})
    reply = rest(engine, "POST", "/v1/aliases", {"alias": alias, "class": target})
    assert message(reply).endswith(text)
    assert aliases(engine) == {"One": "Thing"}


@pytest.mark.parametrize(
    ("method", "body"), [("GET", None), ("DELETE", None), ("PUT", {"class": "Many"})]
)
def test_no_alias(engine: Engine, method: str, body: Any) -> None:
    assert rest(engine, method, "/v1/aliases/Nope", body) == (404, None)

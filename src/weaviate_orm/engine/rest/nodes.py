"""Routes about the one node."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from weaviate_orm.engine.catalog import HOT, capitalised
from weaviate_orm.engine.errors import JSON, a_error
from weaviate_orm.engine.rest.router import Call, HttpReply, Route, reply
from weaviate_orm.engine.settings import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weaviate_orm.engine.catalog import Collection
    from weaviate_orm.engine.store.shard import Shard

_NAME = "node1"
_BUILD = hashlib.sha1(VERSION.encode(), usedforsecurity=False).hexdigest()
"""Clients expect the commit of the server; this stands for what is answered as."""
_ADDRESS = "127.0.0.1:8300"
_RAFT: dict[str, JSON] = {
    **dict.fromkeys(
        (
            "fsmPending",
            "lastContact",
            "lastSnapshotIndex",
            "lastSnapshotTerm",
            "latestConfigurationIndex",
            "numPeers",
            "protocolVersionMin",
            "snapshotVersionMin",
        ),
        "0",
    ),
    **dict.fromkeys(("appliedIndex", "commitIndex", "lastLogIndex", "snapshotVersionMax"), "1"),
    **dict.fromkeys(("lastLogTerm", "term"), "1"),
    "protocolVersion": "3",
    "protocolVersionMax": "3",
    "state": "Leader",
    "latestConfiguration": [{"address": _ADDRESS, "id": _NAME, "suffrage": 0}],
}


def list_nodes(call: Call) -> HttpReply:
    return _answer(call, call.state.catalog.collections.values())


def read_node(call: Call) -> HttpReply:
    """The node as one collection sees it."""
    name = call.parameters["className"]
    found = call.state.catalog.find(name)
    _output(call)
    if found is None:
        raise a_error(404, f'class "{capitalised(name)}" not found')
    return _answer(call, [found], call.query("shardName"))


def _output(call: Call) -> str:
    output = call.query("output") or "minimal"
    if output not in ("minimal", "verbose"):
        raise a_error(422, f'invalid output: "{output}", possible values are: "minimal", "verbose"')
    return output


def _answer(call: Call, found: Iterable[Collection], shard: str | None = None) -> HttpReply:
    node: dict[str, JSON] = {
        "batchStats": {"queueLength": 0, "ratePerSecond": 0},
        "gitHash": _BUILD,
        "name": _NAME,
        "operationalMode": "ReadWrite",
        "shards": None,
        "status": "HEALTHY",
        "version": VERSION,
    }
    if _output(call) == "verbose":
        shards = [one for c in found for one in _shards(c) if not shard or one["name"] == shard]
        node["shards"] = list[JSON](shards) or None
        node["stats"] = {
            "objectCount": sum(int(str(one["objectCount"])) for one in shards),
            "shardCount": len(shards),
        }
    return reply({"nodes": [node]})


def _shards(found: Collection) -> list[dict[str, JSON]]:
    """The loaded shards of a collection; those of inactive tenants are not."""
    return [
        {
            "asyncReplicationStatus": [],
            "class": found.name,
            "compressed": False,
            "loaded": True,
            "name": shard.name,
            "numberOfReplicas": 1,
            "objectCount": _count(shard),
            "replicationFactor": 1,
            "vectorIndexingStatus": shard.status,
            "vectorQueueLength": 0,
        }
        for tenant, shard in found.listed()
        if found.tenants.get(tenant, HOT) == HOT
    ]


def _count(shard: Shard) -> int:
    shard.open()
    return shard.count()


def read_statistics(call: Call) -> HttpReply:
    del call
    statistics: JSON = {
        "bootstrapped": True,
        "candidates": {},
        "dbLoaded": True,
        "isVoter": True,
        "leaderAddress": _ADDRESS,
        "leaderId": _NAME,
        "name": _NAME,
        "open": True,
        "raft": _RAFT,
        "ready": True,
        "status": "HEALTHY",
    }
    return reply({"statistics": [statistics], "synchronized": True})


ROUTES: tuple[Route, ...] = (
    Route("GET", "/nodes", list_nodes),
    Route("GET", "/nodes/{className}", read_node),
    Route("GET", "/cluster/statistics", read_statistics),
)

"""One way to ask the engine and a real server: messages in protobuf's JSON form, bodies as JSON."""

from __future__ import annotations

import json
import os
from typing import Any, Protocol
from urllib.parse import urlsplit

import grpc
import httpx
from google.protobuf.json_format import MessageToDict, ParseDict

from tests.engine.driving import rest
from weaviate_orm.engine.engine import Engine
from weaviate_orm.engine.errors import CallError
from weaviate_orm.wire import messages

Answer = dict[str, Any]
"""A reply in JSON form, `{"error": {"code", "message"}}`, or `{"status", "body"}`."""


class Door(Protocol):
    def call(self, method: str, message: dict[str, Any]) -> Answer: ...
    def http(self, method: str, path: str, body: Any = None) -> Answer: ...
    def close(self) -> None: ...


class EngineDoor:
    """An engine in memory."""

    def __init__(self) -> None:
        self.engine = Engine()

    def call(self, method: str, message: dict[str, Any]) -> Answer:
        request = ParseDict(message, messages.METHODS[method].request())
        try:
            return _answer(self.engine.unary(method, request))
        except CallError as error:
            return {"error": {"code": error.code, "message": error.message}}

    def http(self, method: str, path: str, body: Any = None) -> Answer:
        status, found = rest(self.engine, method, path, body)
        return {"status": status, "body": found}

    def close(self) -> None:
        self.engine.close()


class ServerDoor:
    """A server that runs already."""

    def __init__(self, url: str, grpc_port: int) -> None:
        self._http = httpx.Client(base_url=url, trust_env=False, timeout=60)
        self._channel = grpc.insecure_channel(f"{urlsplit(url).hostname}:{grpc_port}")
        self._calls = {
            name: self._channel.unary_unary(
                method.path,
                request_serializer=method.request.SerializeToString,
                response_deserializer=method.reply.FromString,
            )
            for name, method in messages.METHODS.items()
            if not method.is_stream
        }

    def call(self, method: str, message: dict[str, Any]) -> Answer:
        request = ParseDict(message, messages.METHODS[method].request())
        try:
            return _answer(self._calls[method](request, timeout=60))
        except grpc.RpcError as error:
            code, text = error.code().value[0], error.details()
            return {"error": {"code": code, "message": text}}

    def http(self, method: str, path: str, body: Any = None) -> Answer:
        reply = (
            self._http.request(method, path, json=body)
            if body is not None
            else (self._http.request(method, path))
        )
        return {"status": reply.status_code, "body": json.loads(reply.content or b"null")}

    def close(self) -> None:
        self._http.close()
        self._channel.close()


def server() -> ServerDoor | None:
    """The server that `WEAVIATE_TEST_URL` and `WEAVIATE_TEST_GRPC_PORT` name."""
    url = os.environ.get("WEAVIATE_TEST_URL", "")
    if not url.startswith("http"):
        return None
    return ServerDoor(url, int(os.environ.get("WEAVIATE_TEST_GRPC_PORT", "50051")))


def _answer(reply: Any) -> Answer:
    return MessageToDict(reply, preserving_proto_field_name=True)

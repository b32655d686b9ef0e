"""A real server, asked; every exchange with it is kept as a line."""

from __future__ import annotations

import json
import queue
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, TypeAlias, cast

import grpc
import httpx
from google.protobuf.json_format import MessageToDict, ParseDict
from google.protobuf.message import Message

from weaviate_orm.wire import messages

Line: TypeAlias = dict[str, Any]
CRASHED: Final = "the server crashed over it"
"""Marks an exchange whose answer is not compared."""
_OK: Final = 200
_ENDED: Final = None


class NotEmpty(Exception):
    """The server has collections or aliases, which a scenario would meet or drop."""


class Recorder:
    """Sends requests and keeps what was asked and answered.

    Args:
        url: of REST, without `/v1`.
        grpc_address: host and port.
    """

    def __init__(self, url: str, grpc_address: str) -> None:
        self.lines: list[Line] = []
        self._http = httpx.Client(base_url=f"{url}/v1", timeout=60)
        self._channel = grpc.insecure_channel(grpc_address)

    @contextmanager
    def run(self) -> Iterator[list[Line]]:
        """The lines of one scenario, which starts from an empty server and leaves one.

        Raises:
            NotEmpty: it is not.
        """
        if made := self._collections() + self._aliases():
            raise NotEmpty(
                f"The server at {self._http.base_url} has {', '.join(made)}."
                " Scenarios start from an empty server, and drop what is there."
            )
        self.lines = []
        try:
            yield self.lines
        finally:
            for name in self._aliases():
                self._http.delete(f"/aliases/{name}").raise_for_status()
            for name in self._collections():
                self._http.delete(f"/schema/{name}").raise_for_status()

    def version(self) -> str:
        return str(self._get("/meta")["version"])

    def close(self) -> None:
        self._http.close()
        self._channel.close()

    def _get(self, path: str) -> Any:
        return self._http.get(path).raise_for_status().json()

    def _collections(self) -> list[str]:
        return [each["class"] for each in self._get("/schema")["classes"]]

    def _aliases(self) -> list[str]:
        return [each["alias"] for each in self._get("/aliases")["aliases"]]

    # -- what scenarios use -----------------------------------------------------------------------

    def rest(self, method: str, path: str, body: Any = None) -> Any:
        """Ask over REST; `path` is below `/v1`. Gives the body of the answer."""
        asked: Line = {"method": method, "path": f"/v1{path}"}
        if body is not None:
            asked["body"] = body
        answer = self._http.request(method, path, json=body)
        found = json.loads(answer.content) if answer.content else None
        line: Line = {"rest": asked, "reply": {"status": answer.status_code, "body": found}}
        changes_schema = method in ("POST", "PUT") and path.startswith("/schema")
        if changes_schema and answer.status_code == _OK and found is None:
            line["varies"] = CRASHED
        self.lines.append(line)
        return found

    def raw(self, method: str, path: str, text: str) -> None:
        """The same with a body that need not be JSON, though it says so."""
        headers = {"Content-Type": "application/json"}
        asked = {"method": method, "path": f"/v1{path}", "body_text": text, "headers": headers}
        answer = self._http.request(method, path, content=text.encode(), headers=headers)
        found = json.loads(answer.content) if answer.content else None
        self.lines.append({"rest": asked, "reply": {"status": answer.status_code, "body": found}})

    def grpc(self, method: str, request: Mapping[str, Any]) -> Any:
        """Ask over gRPC, messages in protobuf's JSON form. Gives the reply, None for a fault."""
        kind = messages.METHODS[method]
        message = ParseDict(dict(request), kind.request())
        call = self._channel.unary_unary(
            kind.path, kind.request.SerializeToString, kind.reply.FromString
        )
        line: Line = {"grpc": {"method": method, "request": _as_dict(message)}}
        self.lines.append(line)
        try:
            reply = _as_dict(call(message, timeout=60))
        except grpc.RpcError as error:
            line["error"] = _fault(error)
            if "panic occurred" in line["error"]["message"]:
                line["varies"] = CRASHED
            return None
        reply.pop("took", None)
        line["reply"] = reply
        return reply

    def put(self, *objects: Mapping[str, Any]) -> None:
        """Store objects one after the other, so that their order is known.

        A server stores those of one batch side by side.
        """
        for each in objects:
            self.grpc("BatchObjects", {"objects": [each]})

    def stream(self, *sent: Mapping[str, Any]) -> None:
        """One BatchStream: each message is answered before the next one goes, then the end."""
        requests: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        kind = messages.METHODS["BatchStream"]
        call = self._channel.stream_stream(
            kind.path, kind.request.SerializeToString, kind.reply.FromString
        )
        # the type of the replies is that of the method
        found = cast("Iterator[messages.BatchStreamReply]", call(iter(requests.get, _ENDED)))
        replies = _Replies(found)
        try:
            for each in sent:
                message = ParseDict(dict(each), messages.BatchStreamRequest())
                requests.put(message)
                self._streamed("sent", _as_dict(message))
                for reply in replies.after(message):
                    self._streamed("received", reply)
            requests.put(_ENDED)
            self._streamed("sent", {"half_close": {}})
            for reply in replies.rest():
                self._streamed("received", reply)
        except grpc.RpcError as error:
            requests.put(_ENDED)
            self._streamed("received", {"end": _fault(error)})
        else:
            self._streamed("received", {"end": {"code": "OK"}})

    def _streamed(self, which: str, what: Line) -> None:
        self.lines.append({"stream": "BatchStream", which: what})


class _Replies:
    """The replies of a stream, without those that come by the clock."""

    def __init__(self, replies: Iterator[messages.BatchStreamReply]) -> None:
        self._replies = (each for each in replies if not each.HasField("backoff"))

    def after(self, message: messages.BatchStreamRequest) -> Sequence[Line]:
        """What answers a message; acks before results, whichever came first."""
        data = message.data
        expected = 1 if message.HasField("start") else 0
        if data.objects.values or data.references.values:
            expected = 2
        found = [_as_dict(next(self._replies)) for _ in range(expected)]
        return sorted(found, key=lambda each: next(iter(each)))

    def rest(self) -> Sequence[Line]:
        return [_as_dict(each) for each in self._replies]


def _as_dict(message: Message) -> Line:
    return MessageToDict(message, preserving_proto_field_name=True)


def _fault(error: grpc.RpcError) -> Line:
    return {"code": error.code().name, "message": error.details()}

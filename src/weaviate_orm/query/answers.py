"""Generated texts, and what a provider says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from typing_extensions import TypeIs

if TYPE_CHECKING:
    from google.protobuf.message import Message

    from weaviate_orm.wire import messages as pb


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens, as the provider counted them; None where it did not say."""

    prompt_tokens: int | None = None
    answer_tokens: int | None = None
    total_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class ProviderMetadata:
    """What a provider says of an answer: asked for by ``generate(return_metadata=True)``."""

    provider: str
    usage: Usage
    details: Mapping[str, object]
    """All of it, as the server passes it on: numbers, texts, lists and mappings of these."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A generated text."""

    text: str
    prompt: str | None = None
    """The whole prompt that the provider was given: asked for by ``generate(debug=True)``."""
    metadata: ProviderMetadata | None = None


def answer_of(reply: pb.GenerativeReply) -> Answer:
    """An answer as the server gives it."""
    prompt = reply.debug.full_prompt if reply.debug.HasField("full_prompt") else None
    metadata = _metadata(reply.metadata) if reply.HasField("metadata") else None
    return Answer(reply.result, prompt, metadata)


def _metadata(message: pb.GenerativeMetadata) -> ProviderMetadata | None:
    provider = message.WhichOneof("kind")
    if provider is None:
        return None
    said: Message = getattr(message, provider)
    details = _plain(said)
    return ProviderMetadata(provider, _usage(details), details)


def _plain(message: Any) -> dict[str, object]:
    """The set members of a message, by name; lists of texts as lists."""
    found: dict[str, object] = {}
    for field, value in message.ListFields():
        if field.message_type is None:
            found[field.name] = value
        elif field.message_type.name == "TextArray":
            found[field.name] = list(value.values)
        else:
            found[field.name] = _plain(value)
    return found


_USAGE: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("usage", "prompt_tokens", "completion_tokens", "total_tokens"),
    ("usage", "input_tokens", "output_tokens", ""),
    ("tokens", "input_tokens", "output_tokens", ""),
    ("usage_metadata", "prompt_token_count", "candidates_token_count", "total_token_count"),
)
"""Where providers count, and how they call the prompt's, the answer's and all tokens."""


def _usage(details: Mapping[str, object]) -> Usage:
    for place, *names in _USAGE:
        counts = details.get(place)
        if _is_counts(counts) and any(name in counts for name in names):
            return Usage(*(int(counts[name]) if name in counts else None for name in names))
    return Usage()


def _is_counts(value: object) -> TypeIs[Mapping[str, float]]:
    return isinstance(value, Mapping)

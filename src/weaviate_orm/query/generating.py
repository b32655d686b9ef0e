"""Prompts for the generative module, checked: what is sent and what comes back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from weaviate_orm.errors import MisuseTypeError, MisuseValueError, UnknownName
from weaviate_orm.models.mapping import fields_of
from weaviate_orm.models.paths import Column
from weaviate_orm.query.checks import check_own
from weaviate_orm.query.media import MediaSource, base64_of
from weaviate_orm.query.provider import Provider, own_provider
from weaviate_orm.wire import messages as pb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weaviate_orm.models.model import ModelBase

# What the server takes for a placeholder: ASCII word characters and white space in braces.
_PLACEHOLDER = re.compile(r"\{([\s\w]*?)\}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Generate:
    """What is to be generated: a text for each row, one over all rows, or both."""

    single_prompt: str | None = None
    grouped_task: str | None = None
    grouped_properties: tuple[str, ...] = ()
    provider: Provider | None = None
    images: tuple[str, ...] = ()
    """Base64."""
    image_properties: tuple[str, ...] = ()
    debug: bool = False
    return_metadata: bool = False

    def message(self) -> pb.GenerativeSearch:
        queries: list[pb.GenerativeProvider] = []
        if self.provider is not None:
            queries = [
                self.provider.message(
                    self.images, self.image_properties, metadata=self.return_metadata
                )
            ]
        made = pb.GenerativeSearch()
        if self.single_prompt is not None:
            made.single.CopyFrom(
                pb.GenerativeSearch.Single(
                    prompt=self.single_prompt, debug=self.debug, queries=queries
                )
            )
        if self.grouped_task is not None:
            made.grouped.CopyFrom(
                pb.GenerativeSearch.Grouped(
                    task=self.grouped_task,
                    debug=self.debug,
                    queries=queries,
                    properties=pb.TextArray(values=self.grouped_properties)
                    if self.grouped_properties
                    else None,
                )
            )
        return made


def generate(
    model: type[ModelBase],
    single_prompt: str | None,
    grouped_task: str | None,
    *,
    grouped_properties: Sequence[Column[Any, Any]] = (),
    provider: Provider | None = None,
    images: Sequence[MediaSource] = (),
    image_properties: Sequence[Column[Any, Any]] = (),
    debug: bool = False,
    return_metadata: bool = False,
) -> Generate:
    """The step, with placeholders resolved to the server's names.

    Raises:
        MisuseError: There is no prompt, it names what the model does not have, or the provider
            does not do what is asked.
    """
    if single_prompt is None and grouped_task is None:
        raise MisuseTypeError(".generate() needs a single_prompt, a grouped_task, or both.")
    if grouped_properties and grouped_task is None:
        raise MisuseValueError(".generate(grouped_properties=…) goes with a grouped_task.")
    for prompt, name in ((single_prompt, "single_prompt"), (grouped_task, "grouped_task")):
        if not isinstance(prompt, str | None):  # pyright: ignore[reportUnnecessaryIsInstance]  # unchecked callers
            raise MisuseTypeError(f".generate({name}={prompt!r}): it takes a str.")
        if prompt is not None and not prompt.strip():
            raise MisuseValueError(f".generate({name}={prompt!r}): there is nothing in it.")
    pictures = tuple(_own(model, each) for each in image_properties)
    for name, column in zip(pictures, image_properties, strict=True):
        if column.data_type != "blob":
            raise MisuseTypeError(f"{column!r}: {name!r} holds {column.data_type}, no images.")
    return Generate(
        None if single_prompt is None else resolved(model, single_prompt),
        grouped_task,
        tuple(_own(model, each) for each in grouped_properties),
        _provider(model, provider, images=bool(images or pictures), metadata=return_metadata),
        tuple(base64_of(each, ".generate(images=…)") for each in _listed(images)),
        pictures,
        debug,
        return_metadata,
    )


def _own(model: type[ModelBase], column: Column[Any, Any]) -> str:
    check_own(model, column)
    if len(column.location.steps) > 1:
        raise MisuseValueError(f"{column!r}: a prompt is given the object's own properties only.")
    return column.location.last.name


def _listed(images: Sequence[MediaSource]) -> Sequence[MediaSource]:
    if isinstance(images, str | bytes):
        raise MisuseTypeError(".generate(images=…) takes a list of images.")
    return images


def _provider(
    model: type[ModelBase], provider: Provider | None, *, images: bool, metadata: bool
) -> Provider | None:
    """Who answers. Images and metadata travel with a provider that is named."""
    if not isinstance(provider, Provider | None):  # pyright: ignore[reportUnnecessaryIsInstance]  # unchecked callers
        raise MisuseTypeError(
            f".generate(provider={provider!r}): it takes what a function of `providers` gives, "
            "such as providers.openai(model=…)."
        )
    if not images and not metadata:
        return provider
    option = "images" if images else "return_metadata"
    chosen = provider or own_provider(model)
    if chosen is None:
        raise MisuseValueError(
            f".generate({option}=…): say who answers, provider=providers.…(), or declare "
            f"generative in {model.__name__}.Meta."
        )
    if images and not chosen.takes_images:
        raise MisuseValueError(f".generate(images=…): {chosen.name} is given no images.")
    if metadata and not chosen.has_metadata:
        raise MisuseValueError(
            f".generate(return_metadata=True): the server passes on nothing of {chosen.name}."
        )
    return chosen


def resolved(model: type[ModelBase], prompt: str) -> str:
    """The prompt with attributes in braces replaced by the properties' names on the server."""
    from weaviate_orm.models.metaclass import unknown_name

    fields = fields_of(model)
    by_name = {f.name: f for f in fields.values() if f.kind in ("property", "nested")}

    def name(match: re.Match[str]) -> str:
        inner = match[1].strip()
        field = fields.get(inner)
        if field is not None and field.kind in ("property", "nested"):
            return f"{{{field.name}}}"
        if inner in by_name:
            return f"{{{inner}}}"
        if field is not None:
            raise MisuseValueError(
                f"The prompt names {{{match[1]}}}. {field.label} is a {field.kind}, and a prompt "
                "is given the object's own properties only."
            )
        raise UnknownName(f"The prompt names {{{match[1]}}}. {unknown_name(model, inner)}")

    return _PLACEHOLDER.sub(name, prompt)

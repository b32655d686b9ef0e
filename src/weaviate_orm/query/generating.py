"""Prompts for the generative module, checked: what is sent and what comes back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from weaviate_orm.errors import MisuseTypeError, MisuseValueError, UnknownName
from weaviate_orm.models.mapping import fields_of
from weaviate_orm.models.paths import Column
from weaviate_orm.wire import messages as pb

if TYPE_CHECKING:
    from weaviate_orm.models.model import ModelBase

# What the server takes for a placeholder: ASCII word characters and white space in braces.
_PLACEHOLDER = re.compile(r"\{([\s\w]*?)\}", re.ASCII)


class Provider(Protocol):
    """A provider chosen for one query, of ``providers``."""

    def message(self) -> pb.GenerativeProvider: ...


@dataclass(frozen=True, slots=True)
class Generate:
    """What is to be generated: a text for each row, one over all rows, or both."""

    single_prompt: str | None = None
    grouped_task: str | None = None
    grouped_properties: tuple[str, ...] = ()
    provider: Provider | None = None
    debug: bool = False

    def message(self) -> pb.GenerativeSearch:
        queries = [] if self.provider is None else [self.provider.message()]
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
    properties: tuple[Column[Any, Any], ...],
    provider: Provider | None,
    *,
    debug: bool = False,
) -> Generate:
    """The step, with placeholders resolved to the server's names.

    Raises:
        MisuseError: There is no prompt, or it names what the model does not have.
    """
    if single_prompt is None and grouped_task is None:
        raise MisuseTypeError(".generate() needs a single_prompt, a grouped_task, or both.")
    if properties and grouped_task is None:
        raise MisuseValueError(".generate(grouped_properties=…) goes with a grouped_task.")
    names: list[str] = []
    for column in properties:
        if len(column.location.steps) > 1:
            raise MisuseValueError(
                f"{column!r}: a grouped task is given the object's own properties only."
            )
        names.append(column.location.last.name)
    return Generate(
        None if single_prompt is None else resolved(model, single_prompt),
        grouped_task,
        tuple(names),
        provider,
        debug,
    )


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
        raise UnknownName(f"The prompt names {{{match[1]}}}. {unknown_name(model, inner)}")

    return _PLACEHOLDER.sub(name, prompt)

"""Retrieval-augmented generation: prompts made of hits, and what a module answers to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from weaviate_orm.engine.errors import UNIMPLEMENTED, CallError
from weaviate_orm.engine.modules.dummy import GENERATIVE as DUMMY
from weaviate_orm.engine.modules.local import ModuleFault
from weaviate_orm.engine.search import prompts
from weaviate_orm.engine.search.hit import Generated
from weaviate_orm.engine.search.prompts import PromptFault
from weaviate_orm.engine.write.fields import no_such_property

if TYPE_CHECKING:
    from collections.abc import Collection as Names

    from weaviate_orm.engine.modules.registry import Modules, TextModule
    from weaviate_orm.engine.schema.definition import CollectionDefinition
    from weaviate_orm.engine.search.hit import Hit
    from weaviate_orm.engine.store.shard import Shard
    from weaviate_orm.wire import messages

_NOTHING_MADE: Final = (
    "No results for generative search despite a search request. Is a generative module enabled?"
)


@dataclass(frozen=True, slots=True)
class Task:
    """A prompt, and what answers it."""

    prompt: str
    provider: str = ""
    """As in `generative-<provider>`; '' = the collection's own module."""
    debug: bool = False
    metadata: bool = False


@dataclass(frozen=True, slots=True)
class Generation:
    single: Task | None
    """For each hit."""
    grouped: Task | None
    """For all hits together."""
    group_names: tuple[str, ...]
    """Properties that the grouped task shows; none = all that are loaded."""
    properties: tuple[str, ...]
    """What is loaded, and returned too, beside the selected properties."""
    answers_always: bool
    """Each hit carries an answer, an empty one if nothing was made for it."""


def read(definition: CollectionDefinition, message: messages.SearchRequest) -> Generation | None:
    """Read the generative member of a search.

    Raises:
        CallError: a prompt names a property that is not there.
    """
    if not message.HasField("generative"):
        return None
    given = message.generative
    single: Task | None = None
    grouped: Task | None = None
    names: tuple[str, ...] = ()
    if message.uses_127_api:
        if given.HasField("single"):
            one = given.single
            single = _task(one.prompt, one.queries, debug=one.debug)
        if given.HasField("grouped"):
            grouped = _task(given.grouped.task, given.grouped.queries, debug=given.grouped.debug)
            names = tuple(given.grouped.properties.values)
    else:
        if given.single_response_prompt:
            single = Task(given.single_response_prompt)
        if given.grouped_response_task:
            grouped = Task(given.grouped_response_task)
            names = tuple(given.grouped_properties)
    wanted = [*(prompts.placeholders(single.prompt) if single else ()), *names]
    for name in wanted:
        if name not in definition.properties:
            raise CallError(no_such_property(name, definition.name))
    if grouped and not names:
        wanted += definition.plain_names
    return Generation(
        single, grouped, names, tuple(dict.fromkeys(wanted)), answers_always=message.uses_127_api
    )


def _task(prompt: str, queries: Sequence[messages.GenerativeProvider], *, debug: bool) -> Task:
    if not queries:
        return Task(prompt, debug=debug)
    provider = queries[0].WhichOneof("kind") or ""
    return Task(
        prompt,
        "" if provider == "dummy" else provider,  # naming the dummy chooses nothing
        debug,
        queries[0].return_metadata,
    )


@dataclass(frozen=True, slots=True)
class Generator:
    """Makes the texts for the hits of one search."""

    generation: Generation
    modules: Modules
    shard: Shard
    selected: Names[str]
    """Properties that the request itself asks for."""
    where: str
    """The words before a fault of the module's choice."""
    of_groups: bool
    """The hits stand for groups, of whose texts less is told."""

    def hits(
        self, hits: Sequence[Hit], together: Sequence[Hit]
    ) -> tuple[list[Hit], Generated | None]:
        """The hits with their texts, and one text for those of `together`.

        That text hangs on the first of the hits: without hits it is lost.

        Raises:
            CallError: a prompt cannot be filled in, or the module failed.
        """
        generation = self.generation
        if not together:
            return [], None
        try:
            if generation.single is None and generation.grouped is None:
                self._module("")
            for_all = self._together(generation.grouped, [hit.slot for hit in together])
            texts = self._each(generation.single, [hit.slot for hit in hits])
        except PromptFault as fault:
            raise CallError(_NOTHING_MADE if self.of_groups else str(fault)) from None
        except ModuleFault as fault:
            raise CallError(str(fault)) from None
        if not hits:
            return [], None
        if generation.single is None and not generation.answers_always:
            return list(hits), for_all
        return [h._replace(generated=g) for h, g in zip(hits, texts, strict=True)], for_all

    def _each(self, task: Task | None, slots: Sequence[int]) -> list[Generated]:
        known = self._known(slots)
        if task is None:
            return [Generated("")] * len(known)
        module = self._module(task.provider)
        return [self._generated(task, module, prompts.filled(task.prompt, k)) for k in known]

    def _together(self, task: Task | None, slots: Sequence[int]) -> Generated | None:
        if task is None:
            return None
        known = self._known(slots)
        names = self.generation.group_names
        shown = [{n: t for n, t in k.items() if not names or n in names} for k in known]
        prompt = prompts.grouped(task.prompt, shown)
        return self._generated(task, self._module(task.provider), prompt)

    def _generated(self, task: Task, module: TextModule, prompt: str) -> Generated:
        text = module.generate(prompt)
        if task.metadata and not self.of_groups:
            if module.name == DUMMY:
                raise ModuleFault("provider: , not supported")
            raise CallError(
                f"The embedded engine has no metadata of {module.name}: leave out return_metadata.",
                UNIMPLEMENTED,
            )
        return Generated(text, prompt if task.debug and module.name != DUMMY else None)

    def _module(self, provider: str) -> TextModule:
        try:
            return self.modules.generative(self.shard.definition, provider)
        except ModuleFault as fault:
            raise CallError(f"{self.where}extend generate: {fault}") from None

    def _known(self, slots: Sequence[int]) -> list[dict[str, str]]:
        """The texts of the properties that are loaded, for each object."""
        definition = self.shard.definition
        names = dict.fromkeys((*self.selected, *self.generation.properties))
        columns: dict[str, Sequence[object]] = {}
        for name in names:
            known = definition.properties.get(name)
            if known is None or known.is_blob:
                continue
            if known.is_reference:
                if name not in self.selected and any(
                    self.shard.references(slot, name) for slot in slots
                ):
                    raise _not_shown(name, "models.MultipleRef")
                continue
            column = self.shard.values(name, slots)
            if name not in self.selected and any(isinstance(value, dict) for value in column):
                raise _not_shown(name, "map[string]interface {}")
            columns[name] = column
        return [
            prompts.texts({name: column[i] for name, column in columns.items()})
            for i in range(len(slots))
        ]


def _not_shown(name: str, kind: str) -> CallError:
    return CallError(f"creating primitive value for {name}: proto:\xa0invalid type: {kind}")

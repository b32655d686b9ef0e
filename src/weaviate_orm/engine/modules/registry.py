"""Which module answers for a name that a collection configures, and what each can do.

Every name of a text vectorizer can be answered here: by a callable that was given for it, by
text2vec-bigram itself, or by the local static model if the engine was made with it, which knows
media by their bytes alone. A name that
none of them answers stays usable for vectors that are given; only what needs the module fails.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple, ParamSpec, TypeVar

import numpy as np

from weaviate_orm.engine.modules import bigram, centroid, corpus, dummy, local, media
from weaviate_orm.engine.modules.local import ModuleFault
from weaviate_orm.engine.vectors.encoding import encode

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from weaviate_orm.engine.catalog import Catalog
    from weaviate_orm.engine.schema.definition import CollectionDefinition, VectorDefinition
    from weaviate_orm.engine.vectors.distances import Floats
    from weaviate_orm.engine.write.draft import Pending

Vectorizer = Callable[[Sequence[str]], "Sequence[ArrayLike]"]
"""Texts to vectors, one each, all of one length."""
Generative = Callable[[str], str]
"""A prompt to a text. It stands in for a model, so settings such as a temperature play no part."""
Reranker = Callable[[str, Sequence[str]], Sequence[float]]
"""A query ('' = none) and documents to scores, higher is better."""

P = ParamSpec("P")
T = TypeVar("T")

TEXT: Final = "text2vec-"
GENERATIVE: Final = "generative-"
RERANKER: Final = "reranker-"
BUILT_IN: Final = (bigram.NAME, centroid.NAME, dummy.GENERATIVE, dummy.RERANKER)


class VectorFault(NamedTuple):
    """Why a vector of an object could not be made."""

    vector: str
    text: str


@dataclass(frozen=True, slots=True)
class TextVectorizer:
    """What turns texts into vectors for one vector of a collection."""

    name: str
    embed: Vectorizer
    near_text: bool = True
    """Whether it takes part in near_text; text2vec-bigram does not."""

    def vectors(self, texts: Sequence[str]) -> list[Floats]:
        """One vector a text.

        Raises:
            ModuleFault: the module failed or gave something else than one vector a text.
        """
        found = [np.asarray(vector, np.float32) for vector in self.embed(texts)]
        if len(found) != len(texts) or any(v.ndim != 1 for v in found):
            shapes = ", ".join(str(v.shape) for v in found[:3])
            raise ModuleFault(
                f"The vectorizer of {self.name} got {len(texts)} texts and returned {len(found)} "
                f"vectors (shapes {shapes}). It must return one flat vector for each text."
            )
        return found


@dataclass(frozen=True, slots=True)
class TextModule:
    """What answers prompts."""

    name: str
    generate: Generative


class Modules:
    """The modules of one engine.

    Args:
        vectorizers: callables by module name, e.g. `text2vec-openai`.
        generative: callables by module name, e.g. `generative-openai`.
        rerankers: callables by module name, e.g. `reranker-cohere`.
        local: answer every other text vectorizer by the local static model, vectorizers of
            media by it and by the bytes of media, and every other generative or reranker module
            by the dummy.

    Raises:
        ValueError: a name is not of the kind that it was given as.
    """

    def __init__(
        self,
        vectorizers: Mapping[str, Vectorizer] = {},
        generative: Mapping[str, Generative] = {},
        rerankers: Mapping[str, Reranker] = {},
        *,
        local: bool = False,
    ) -> None:
        _check_names("vectorizers", TEXT, vectorizers)
        _check_names("generative", GENERATIVE, generative)
        _check_names("rerankers", RERANKER, rerankers)
        self._vectorizers = dict(vectorizers)
        self._generative = dict(generative)
        self._rerankers = {dummy.RERANKER: dummy.rank, **rerankers}
        self._local = local

    @property
    def names(self) -> tuple[str, ...]:
        """Of the modules that are always there and those that callables were given for."""
        given = (*self._vectorizers, *self._generative, *self._rerankers)
        return tuple(sorted({*BUILT_IN, *given}))

    # Vectors --------------------------------------------------------------------------------------

    def vectorizer(self, vector: VectorDefinition) -> TextVectorizer | None:
        """What vectorizes texts for a vector; None if it has no text vectorizer."""
        name = vector.vectorizer
        if self._local and name.startswith(media.MIXED):
            return TextVectorizer(name, local.vectors)
        if not name.startswith(TEXT):
            return None
        given = self._vectorizers.get(name)
        if given is not None:
            return TextVectorizer(name, _guarded(name, given))
        if name == bigram.NAME:
            return TextVectorizer(
                name, lambda texts: [bigram.vector(text) for text in texts], near_text=False
            )
        if self._local:
            return TextVectorizer(name, local.vectors)
        return TextVectorizer(name, _absent(name))

    def takes_medium(self, vector: VectorDefinition, search: str) -> bool:
        """Whether a search by a medium (`nearImage`, …) can use a vector."""
        return self._local and media.takes(vector.vectorizer, search)

    def lacking(self, definition: CollectionDefinition) -> str | None:
        """A vectorizer that the collection configures and no engine has."""
        return next(
            (
                vector.vectorizer
                for vector in definition.vectors.values()
                if vector.vectorizer not in ("", "none", centroid.NAME)
                and self.vectorizer(vector) is None
                and not self._knows_media(vector)
            ),
            None,
        )

    def vectorize_objects(
        self, catalog: Catalog, definition: CollectionDefinition, pending: Sequence[Pending]
    ) -> list[VectorFault | None]:
        """Make the vectors that objects of one collection lack, into `pending.vectors`.

        Returns:
            For each object the fault that keeps it from being stored.
        """
        faults: list[VectorFault | None] = [None] * len(pending)
        for vector in definition.vectors.values():
            if vector.vectorizer == centroid.NAME:
                self._centroids(catalog, vector, pending, faults)
                continue
            if self._knows_media(vector):
                _mixed(vector, pending, faults)
                continue
            vectorizer = self.vectorizer(vector)
            if vectorizer is not None:
                self._texts(vectorizer, vector, definition, pending, faults)
            elif vector.vectorizer not in ("none", ""):
                for i, one in enumerate(pending):
                    if vector.name not in one.vectors:
                        faults[i] = VectorFault(
                            vector.name,
                            f"The embedded engine has no {vector.vectorizer}. "
                            f"Give vectors for {definition.name} with its objects.",
                        )
        return faults

    def _knows_media(self, vector: VectorDefinition) -> bool:
        return self._local and media.answers(vector.vectorizer)

    def _texts(
        self,
        vectorizer: TextVectorizer,
        vector: VectorDefinition,
        definition: CollectionDefinition,
        pending: Sequence[Pending],
        faults: list[VectorFault | None],
    ) -> None:
        source = corpus.of(definition, vector)
        todo: list[int] = []
        texts: list[str] = []
        for i, one in enumerate(pending):
            if vector.name in one.vectors or faults[i] is not None:
                continue
            values = {**one.kept, **one.values}
            if one.old is not None:
                old = {n: one.shard.value(one.old, n) for n in source.names}
                reused = one.shard.vectors(vector.name).raw(one.old)
                if reused is not None and source.same(values, old):
                    one.vectors[vector.name] = reused
                    continue
            todo.append(i)
            is_bigram = vectorizer.name == bigram.NAME
            texts.append(
                bigram.object_text(values, definition) if is_bigram else source.text(values)
            )
        try:
            made = vectorizer.vectors(texts) if texts else []
        except ModuleFault as fault:
            for i in todo:
                faults[i] = VectorFault(vector.name, f"update vector: {fault}")
            return
        for i, row in zip(todo, made, strict=True):
            pending[i].vectors[vector.name] = encode(row)

    @staticmethod
    def _centroids(
        catalog: Catalog,
        vector: VectorDefinition,
        pending: Sequence[Pending],
        faults: list[VectorFault | None],
    ) -> None:
        for i, one in enumerate(pending):
            references = one.references if one.linked is None else one.linked
            try:
                made = centroid.vector(catalog, vector, references, one.tenant)
            except ModuleFault as fault:
                faults[i] = VectorFault(vector.name, str(fault))
                continue
            one.vectors.pop(vector.name, None)
            if made is not None:
                one.vectors[vector.name] = made

    def recentred(self, catalog: Catalog, pending: Sequence[Pending]) -> list[VectorFault]:
        """Make those vectors anew that are means of referenced ones.

        Returns:
            The faults; what they are about keeps its vector.
        """
        faults: list[VectorFault | None] = [None] * len(pending)
        for i, one in enumerate(pending):
            for vector in one.definition.vectors.values():
                if vector.vectorizer == centroid.NAME:
                    own = faults[i : i + 1]
                    self._centroids(catalog, vector, [one], own)
                    faults[i] = own[0]
        return [fault for fault in faults if fault is not None]

    # Texts and ranks ------------------------------------------------------------------------------

    def generative(self, definition: CollectionDefinition, provider: str = "") -> TextModule:
        """What answers prompts: the named provider, else the collection's own module.

        Raises:
            ModuleFault: there is none; `str()` is the server's text.
        """
        name = GENERATIVE + provider if provider else _configured(definition, GENERATIVE)
        if name is None:
            raise ModuleFault("client not found, empty provider")
        given = self._generative.get(name)
        if given is not None:
            return TextModule(name, _guarded(name, given))
        if name == dummy.GENERATIVE or self._local:
            settings = definition.modules.get(name)
            known = settings if isinstance(settings, dict) else {}
            return TextModule(name, partial(dummy.generate, known))
        if provider:
            raise ModuleFault(f"client not found for provider: {provider}")
        raise ModuleFault(_not_here(name, "generative"))

    def reranker(self, definition: CollectionDefinition) -> Reranker | None:
        """What ranks documents for the collection; None if it configures no reranker."""
        name = _configured(definition, RERANKER)
        if name is None:
            return None
        given = self._rerankers.get(name)
        if given is not None:
            return _guarded(name, given)
        return dummy.rank if self._local else _no_ranks(name)


def _mixed(
    vector: VectorDefinition, pending: Sequence[Pending], faults: list[VectorFault | None]
) -> None:
    """Vectors of media and texts together."""
    for i, one in enumerate(pending):
        if vector.name in one.vectors or faults[i] is not None:
            continue
        values = {**one.kept, **one.values}
        if one.old is not None:
            old = {name: one.shard.value(one.old, name) for name in media.names(vector)}
            reused = one.shard.vectors(vector.name).raw(one.old)
            if reused is not None and media.same(vector, values, old):
                one.vectors[vector.name] = reused
                continue
        try:
            made = media.of_object(vector, values)
        except ModuleFault as fault:
            faults[i] = VectorFault(vector.name, f"update vector: {fault}")
            continue
        if made is not None:
            one.vectors[vector.name] = encode(made)


def _configured(definition: CollectionDefinition, kind: str) -> str | None:
    return next((name for name in definition.modules if name.startswith(kind)), None)


def _guarded(name: str, given: Callable[P, T]) -> Callable[P, T]:
    """A user's callable whose exceptions become faults of its module."""

    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return given(*args, **kwargs)
        except Exception as error:
            raise ModuleFault(
                f"The callable for {name} raised {type(error).__name__}: {error}"
            ) from error

    return call


def _check_names(argument: str, kind: str, given: Mapping[str, object]) -> None:
    for name in given:
        if not name.startswith(kind):
            raise ValueError(
                f"{argument} has {name!r}, which is no module of this kind: "
                f"names start with {kind!r}."
            )


def _not_here(name: str, argument: str) -> str:
    return (
        f"{name} is not answered by this engine. Give it a callable: "
        f"Engine({argument}={{{name!r}: …}}), or switch on its local modules."
    )


def _absent(name: str) -> Vectorizer:
    def embed(texts: Sequence[str]) -> Sequence[ArrayLike]:
        del texts
        raise ModuleFault(_not_here(name, "vectorizers"))

    return embed


def _no_ranks(name: str) -> Reranker:
    def rank(query: str, documents: Sequence[str]) -> Sequence[float]:
        del query, documents
        raise ModuleFault(_not_here(name, "rerankers"))

    return rank

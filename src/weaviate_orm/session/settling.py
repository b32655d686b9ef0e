"""What an object remembers after something of it was sent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from weaviate_orm.models.mapping import fields_of, references_of
from weaviate_orm.models.metaclass import reference_list, unfetched
from weaviate_orm.models.model import mutable_values, state_of
from weaviate_orm.models.reference_list import ReferenceList, id_of
from weaviate_orm.models.state import NOT_FETCHED
from weaviate_orm.session.changes import current_list

if TYPE_CHECKING:
    from weaviate_orm.models.mapping import MappedField
    from weaviate_orm.models.model import ModelBase


def _quiet(listed: ReferenceList[Any]) -> None:
    listed.added, listed.removed, listed.replaced = [], [], False


def inserted(instance: ModelBase) -> None:
    """The object is stored whole, references that are sent by themselves aside."""
    for mapped in references_of(type(instance)):
        if mapped.kind == "references":
            listed = current_list(instance, mapped.attribute)
            if listed is not None:
                _quiet(listed)


def linked(instance: ModelBase, mapped: MappedField, target: object) -> None:
    """One reference of a list was added."""
    if mapped.kind == "references":
        state = state_of(instance)
        if state is not None and mapped.attribute in state.originals:
            _accept(instance, mapped.attribute)
            return
        listed = current_list(instance, mapped.attribute)
        if listed is not None:
            gone = id_of(target)
            listed.added = [each for each in listed.added if id_of(each) != gone]


def _accept(instance: ModelBase, attribute: str) -> None:
    """The assigned list is what the server holds."""
    state = state_of(instance)
    assert state is not None
    state.originals.pop(attribute, None)
    _quiet(reference_list(instance, attribute))


def still_to_link(instance: ModelBase, mapped: MappedField, target: object) -> None:
    """A reference could not be sent yet: it counts as a change."""
    state = state_of(instance)
    if state is None:
        return
    if mapped.kind == "reference":
        state.originals[mapped.attribute] = NOT_FETCHED
        return
    if mapped.attribute in state.originals:
        return
    listed = reference_list(instance, mapped.attribute)
    if all(id_of(each) != id_of(target) for each in listed.added):
        listed.added.append(target)


def updated(instance: ModelBase, attributes: Iterable[str]) -> None:
    """The present values of these attributes are what the server holds."""
    state = state_of(instance)
    assert state is not None
    fields = fields_of(type(instance))
    fresh = mutable_values(instance)
    for attribute in attributes:
        state.originals.pop(attribute, None)
        state.mutable.pop(attribute, None)
        if attribute in fresh:
            state.mutable[attribute] = fresh[attribute]
        if fields[attribute].kind == "references":
            listed = current_list(instance, attribute)
            if listed is not None:
                _quiet(listed)


def rolled_back(instance: ModelBase) -> None:
    """The object is as it was loaded: what was changed since is forgotten."""
    state = state_of(instance)
    if state is None:
        return
    held = vars(instance)
    for attribute, before in (state.originals | state.mutable).items():
        if before is NOT_FETCHED:
            held.pop(attribute, None)
        else:
            held[attribute] = before
    state.originals.clear()
    state.mutable = mutable_values(instance)
    unfetched(instance).clear()
    for mapped in references_of(type(instance)):
        if mapped.kind == "references":
            listed = current_list(instance, mapped.attribute)
            if listed is not None and listed.known is not None:
                added = {id_of(each) for each in listed.added}
                listed.known = [each for each in listed.known if id_of(each) not in added]
                listed.known += listed.removed
                _quiet(listed)

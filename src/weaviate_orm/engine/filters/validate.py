"""What is checked before a filter runs: whether its values suit the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weaviate_orm.engine.filters.model import (
    ID,
    ORDERING,
    TIMES,
    Compound,
    FilterFault,
    Operator,
    length_of,
)
from weaviate_orm.engine.filters.properties import NESTED_FAULT, last_collection, property_of

if TYPE_CHECKING:
    from weaviate_orm.engine.filters.model import Filter, Leaf, Lookup
    from weaviate_orm.engine.schema.definition import CollectionDefinition, PropertyDefinition

_OF_LENGTHS = ORDERING | {Operator.EQUAL, Operator.NOT_EQUAL}
_NOT_OF_UUIDS = frozenset({Operator.LIKE, Operator.WITHIN_GEO_RANGE})


def validate(checked: Filter, definition: CollectionDefinition, find: Lookup) -> None:
    """Check a filter against the schema.

    Raises:
        FilterFault: with the server's words; of a compound every failing operand is named.
    """
    if not isinstance(checked, Compound):
        _leaf(checked, last_collection(definition, checked.path, find))
        return
    faults: list[str] = []
    for i, operand in enumerate(checked.operands):
        try:
            validate(operand, definition, find)
        except FilterFault as fault:
            faults.append(f"child operand at position {i}: {fault}")
    if faults:
        raise FilterFault(", ".join(faults))


def _leaf(leaf: Leaf, definition: CollectionDefinition) -> None:
    name, declared = leaf.path.property, leaf.declared
    if name in (ID, "id"):
        if declared != "text":
            raise FilterFault(
                f'using ["{ID}"] to filter by uuid: must use "valueText" to specify the id'
            )
    elif name in TIMES:
        if declared not in ("text", "date"):
            raise FilterFault(
                f'using ["{name}"] to filter by timestamp: must use "valueText" or "valueDate"'
            )
    else:
        _property(leaf, definition)


def _property(leaf: Leaf, definition: CollectionDefinition) -> None:
    name, declared = leaf.path.property, leaf.declared
    length_name = length_of(name)
    prop = property_of(name if length_name is None else length_name, definition)
    if prop.base_type == "object":
        raise FilterFault(NESTED_FAULT)
    if leaf.operator is Operator.IS_NULL:
        if declared != "boolean":
            raise FilterFault(
                f"operator IsNull requires a booleanValue, got {_member(declared)} instead"
            )
    elif length_name is not None:
        _length(leaf)
    elif prop.base_type == "uuid":
        _uuid(leaf, prop)
    elif prop.is_reference:
        _reference(leaf, prop)
    elif declared != prop.base_type:
        raise FilterFault(
            f'data type filter cannot use "{_member(declared)}" on type "{prop.data_type}", '
            f'use "{_member(prop.base_type)}" instead'
        )


def _member(data_type: str) -> str:
    return f"value{data_type[:1].upper()}{data_type[1:]}"


def _length(leaf: Leaf) -> None:
    if leaf.declared != "int":
        raise FilterFault(
            "Filtering for property length requires IntValue, "
            f'got "{_member(leaf.declared)}" instead'
        )
    if leaf.operator not in _OF_LENGTHS:
        raise FilterFault(
            "Filtering for property length supports operators (not) equal and greater/less than "
            f"(equal), got {leaf.operator} instead"
        )
    (bound,) = leaf.value.items if not leaf.value.is_list else (None,)
    if type(bound) is not int:
        raise FilterFault(
            f"Filtering for property length requires a whole number, got a {leaf.value.kind.value}"
        )
    if bound < 0:
        raise FilterFault(f"Can only filter for positive property length got {bound} instead")


def _uuid(leaf: Leaf, prop: PropertyDefinition) -> None:
    if leaf.declared != "text":
        raise FilterFault(
            f'property "{prop.name}" is of type "uuid" or "uuid[]": '
            'specify uuid as string using "valueText"'
        )
    if leaf.operator in _NOT_OF_UUIDS:
        raise FilterFault(f'operator "{leaf.operator.label}" cannot be used on uuid/uuid[] props')


def _reference(leaf: Leaf, prop: PropertyDefinition) -> None:
    if leaf.declared != "int":
        raise FilterFault(
            f'Property "{prop.name}" is a ref prop to the class "{prop.targets[0]}". '
            'Only "valueInt" can be used on a ref prop directly to count the number of refs. '
            "Or did you mean to filter on a primitive prop of the referenced class? In this case "
            "make sure your path contains 3 elements in the form of "
            "[<propName>, <ClassNameOfReferencedClass>, <primitvePropOnClass>]"
        )

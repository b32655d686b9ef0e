# Written by tools/build_wire.py; do not edit.
# Names are those of the protocol and of protobuf, and lines are as long as the names make them:
# ruff: noqa: A002, E501, N802
# fmt: off

import builtins
from collections.abc import Iterable, Mapping
from typing import (
    ClassVar,
    Final,
    Generic,
    Literal,
    NamedTuple,
    Never,
    NewType,
    TypeAlias,
    TypeVar,
    final,
)

from google.protobuf.descriptor import EnumDescriptor
from google.protobuf.internal import well_known_types
from google.protobuf.internal.containers import (
    MessageMap,
    RepeatedCompositeFieldContainer,
    RepeatedScalarFieldContainer,
    ScalarMap,
)
from google.protobuf.message import Message

_V = TypeVar("_V", bound=int)

# An enum is an instance of EnumTypeWrapper at run time, and its values are plain ints.
class _Enum(Generic[_V]):
    DESCRIPTOR: ClassVar[EnumDescriptor]
    @classmethod
    def Name(cls, number: _V) -> str: ...
    @classmethod
    def Value(cls, name: str) -> _V: ...
    @classmethod
    def keys(cls) -> list[str]: ...
    @classmethod
    def values(cls) -> list[_V]: ...
    @classmethod
    def items(cls) -> list[tuple[str, _V]]: ...

class Method(NamedTuple):
    path: str
    request: type[Message]
    reply: type[Message]
    is_stream: bool

METHODS: Final[Mapping[str, Method]]

_NullValue = NewType("_NullValue", int)
_ConsistencyLevel = NewType("_ConsistencyLevel", int)
_CombinationMethod = NewType("_CombinationMethod", int)
_TenantActivityStatus = NewType("_TenantActivityStatus", int)
_HealthCheckResponseServingStatus = NewType("_HealthCheckResponseServingStatus", int)
_FiltersOperator = NewType("_FiltersOperator", int)
_VectorsVectorType = NewType("_VectorsVectorType", int)
_SearchOperatorOptionsOperator = NewType("_SearchOperatorOptionsOperator", int)
_HybridFusionType = NewType("_HybridFusionType", int)
_GenerativeOpenAIReasoningEffort = NewType("_GenerativeOpenAIReasoningEffort", int)
_GenerativeOpenAIVerbosity = NewType("_GenerativeOpenAIVerbosity", int)
_WeaviateHealthCheckResponseServingStatus = NewType("_WeaviateHealthCheckResponseServingStatus", int)
_BoostPropertyValueModifier = NewType("_BoostPropertyValueModifier", int)
_BoostDecayCurve = NewType("_BoostDecayCurve", int)

class NullValue(_Enum[_NullValue]):
    ValueType: TypeAlias = _NullValue
    NULL_VALUE: ClassVar[_NullValue]

class ConsistencyLevel(_Enum[_ConsistencyLevel]):
    ValueType: TypeAlias = _ConsistencyLevel
    CONSISTENCY_LEVEL_UNSPECIFIED: ClassVar[_ConsistencyLevel]
    CONSISTENCY_LEVEL_ONE: ClassVar[_ConsistencyLevel]
    CONSISTENCY_LEVEL_QUORUM: ClassVar[_ConsistencyLevel]
    CONSISTENCY_LEVEL_ALL: ClassVar[_ConsistencyLevel]

class CombinationMethod(_Enum[_CombinationMethod]):
    ValueType: TypeAlias = _CombinationMethod
    COMBINATION_METHOD_UNSPECIFIED: ClassVar[_CombinationMethod]
    COMBINATION_METHOD_TYPE_SUM: ClassVar[_CombinationMethod]
    COMBINATION_METHOD_TYPE_MIN: ClassVar[_CombinationMethod]
    COMBINATION_METHOD_TYPE_AVERAGE: ClassVar[_CombinationMethod]
    COMBINATION_METHOD_TYPE_RELATIVE_SCORE: ClassVar[_CombinationMethod]
    COMBINATION_METHOD_TYPE_MANUAL: ClassVar[_CombinationMethod]

class TenantActivityStatus(_Enum[_TenantActivityStatus]):
    ValueType: TypeAlias = _TenantActivityStatus
    TENANT_ACTIVITY_STATUS_UNSPECIFIED: ClassVar[_TenantActivityStatus]
    TENANT_ACTIVITY_STATUS_HOT: ClassVar[_TenantActivityStatus]
    TENANT_ACTIVITY_STATUS_COLD: ClassVar[_TenantActivityStatus]
    TENANT_ACTIVITY_STATUS_FROZEN: ClassVar[_TenantActivityStatus]
    TENANT_ACTIVITY_STATUS_UNFREEZING: ClassVar[_TenantActivityStatus]
    TENANT_ACTIVITY_STATUS_FREEZING: ClassVar[_TenantActivityStatus]
    TENANT_ACTIVITY_STATUS_ACTIVE: ClassVar[_TenantActivityStatus]
    TENANT_ACTIVITY_STATUS_INACTIVE: ClassVar[_TenantActivityStatus]
    TENANT_ACTIVITY_STATUS_OFFLOADED: ClassVar[_TenantActivityStatus]
    TENANT_ACTIVITY_STATUS_OFFLOADING: ClassVar[_TenantActivityStatus]
    TENANT_ACTIVITY_STATUS_ONLOADING: ClassVar[_TenantActivityStatus]

@final
class HealthCheckRequest(Message):
    service: str
    def __init__(
        self,
        *,
        service: str | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["service"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class HealthCheckResponse(Message):
    class ServingStatus(_Enum[_HealthCheckResponseServingStatus]):
        ValueType: TypeAlias = _HealthCheckResponseServingStatus
        UNKNOWN: ClassVar[_HealthCheckResponseServingStatus]
        SERVING: ClassVar[_HealthCheckResponseServingStatus]
        NOT_SERVING: ClassVar[_HealthCheckResponseServingStatus]
        SERVICE_UNKNOWN: ClassVar[_HealthCheckResponseServingStatus]

    UNKNOWN: ClassVar[_HealthCheckResponseServingStatus]
    SERVING: ClassVar[_HealthCheckResponseServingStatus]
    NOT_SERVING: ClassVar[_HealthCheckResponseServingStatus]
    SERVICE_UNKNOWN: ClassVar[_HealthCheckResponseServingStatus]
    status: _HealthCheckResponseServingStatus
    def __init__(
        self,
        *,
        status: _HealthCheckResponseServingStatus | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["status"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class Struct(well_known_types.Struct, Message):
    @property
    def fields(self) -> MessageMap[str, StructValue]: ...
    def __init__(
        self,
        *,
        fields: Mapping[str, StructValue] | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["fields"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class StructValue(Message):
    null_value: _NullValue
    number_value: float
    string_value: str
    bool_value: bool
    @property
    def struct_value(self) -> Struct: ...
    @property
    def list_value(self) -> StructListValue: ...
    def __init__(
        self,
        *,
        null_value: _NullValue | None = ...,
        number_value: float | None = ...,
        string_value: str | None = ...,
        bool_value: bool | None = ...,
        struct_value: Struct | None = ...,
        list_value: StructListValue | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["null_value", "number_value", "string_value", "bool_value", "struct_value", "list_value", "kind"]) -> bool: ...
    def ClearField(self, field_name: Literal["null_value", "number_value", "string_value", "bool_value", "struct_value", "list_value", "kind"]) -> None: ...
    def WhichOneof(self, oneof_group: Literal["kind"]) -> Literal["null_value", "number_value", "string_value", "bool_value", "struct_value", "list_value"] | None: ...

@final
class StructListValue(well_known_types.ListValue, Message):
    @property
    def values(self) -> RepeatedCompositeFieldContainer[StructValue]: ...
    def __init__(
        self,
        *,
        values: Iterable[StructValue] | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["values"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class NumberArrayProperties(Message):
    @property
    def values(self) -> RepeatedScalarFieldContainer[float]: ...
    prop_name: str
    values_bytes: bytes
    def __init__(
        self,
        *,
        values: Iterable[float] | None = ...,
        prop_name: str | None = ...,
        values_bytes: bytes | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["values", "prop_name", "values_bytes"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class IntArrayProperties(Message):
    @property
    def values(self) -> RepeatedScalarFieldContainer[int]: ...
    prop_name: str
    def __init__(
        self,
        *,
        values: Iterable[int] | None = ...,
        prop_name: str | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["values", "prop_name"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class TextArrayProperties(Message):
    @property
    def values(self) -> RepeatedScalarFieldContainer[str]: ...
    prop_name: str
    def __init__(
        self,
        *,
        values: Iterable[str] | None = ...,
        prop_name: str | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["values", "prop_name"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class BooleanArrayProperties(Message):
    @property
    def values(self) -> RepeatedScalarFieldContainer[bool]: ...
    prop_name: str
    def __init__(
        self,
        *,
        values: Iterable[bool] | None = ...,
        prop_name: str | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["values", "prop_name"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class ObjectPropertiesValue(Message):
    @property
    def non_ref_properties(self) -> Struct: ...
    @property
    def number_array_properties(self) -> RepeatedCompositeFieldContainer[NumberArrayProperties]: ...
    @property
    def int_array_properties(self) -> RepeatedCompositeFieldContainer[IntArrayProperties]: ...
    @property
    def text_array_properties(self) -> RepeatedCompositeFieldContainer[TextArrayProperties]: ...
    @property
    def boolean_array_properties(self) -> RepeatedCompositeFieldContainer[BooleanArrayProperties]: ...
    @property
    def object_properties(self) -> RepeatedCompositeFieldContainer[ObjectProperties]: ...
    @property
    def object_array_properties(self) -> RepeatedCompositeFieldContainer[ObjectArrayProperties]: ...
    @property
    def empty_list_props(self) -> RepeatedScalarFieldContainer[str]: ...
    def __init__(
        self,
        *,
        non_ref_properties: Struct | None = ...,
        number_array_properties: Iterable[NumberArrayProperties] | None = ...,
        int_array_properties: Iterable[IntArrayProperties] | None = ...,
        text_array_properties: Iterable[TextArrayProperties] | None = ...,
        boolean_array_properties: Iterable[BooleanArrayProperties] | None = ...,
        object_properties: Iterable[ObjectProperties] | None = ...,
        object_array_properties: Iterable[ObjectArrayProperties] | None = ...,
        empty_list_props: Iterable[str] | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["non_ref_properties"]) -> bool: ...
    def ClearField(self, field_name: Literal["non_ref_properties", "number_array_properties", "int_array_properties", "text_array_properties", "boolean_array_properties", "object_properties", "object_array_properties", "empty_list_props"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class ObjectArrayProperties(Message):
    @property
    def values(self) -> RepeatedCompositeFieldContainer[ObjectPropertiesValue]: ...
    prop_name: str
    def __init__(
        self,
        *,
        values: Iterable[ObjectPropertiesValue] | None = ...,
        prop_name: str | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["values", "prop_name"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class ObjectProperties(Message):
    @property
    def value(self) -> ObjectPropertiesValue: ...
    prop_name: str
    def __init__(
        self,
        *,
        value: ObjectPropertiesValue | None = ...,
        prop_name: str | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["value"]) -> bool: ...
    def ClearField(self, field_name: Literal["value", "prop_name"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class TextArray(Message):
    @property
    def values(self) -> RepeatedScalarFieldContainer[str]: ...
    def __init__(
        self,
        *,
        values: Iterable[str] | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["values"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class IntArray(Message):
    @property
    def values(self) -> RepeatedScalarFieldContainer[int]: ...
    def __init__(
        self,
        *,
        values: Iterable[int] | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["values"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class NumberArray(Message):
    @property
    def values(self) -> RepeatedScalarFieldContainer[float]: ...
    def __init__(
        self,
        *,
        values: Iterable[float] | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["values"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class BooleanArray(Message):
    @property
    def values(self) -> RepeatedScalarFieldContainer[bool]: ...
    def __init__(
        self,
        *,
        values: Iterable[bool] | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["values"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class Filters(Message):
    class Operator(_Enum[_FiltersOperator]):
        ValueType: TypeAlias = _FiltersOperator
        OPERATOR_UNSPECIFIED: ClassVar[_FiltersOperator]
        OPERATOR_EQUAL: ClassVar[_FiltersOperator]
        OPERATOR_NOT_EQUAL: ClassVar[_FiltersOperator]
        OPERATOR_GREATER_THAN: ClassVar[_FiltersOperator]
        OPERATOR_GREATER_THAN_EQUAL: ClassVar[_FiltersOperator]
        OPERATOR_LESS_THAN: ClassVar[_FiltersOperator]
        OPERATOR_LESS_THAN_EQUAL: ClassVar[_FiltersOperator]
        OPERATOR_AND: ClassVar[_FiltersOperator]
        OPERATOR_OR: ClassVar[_FiltersOperator]
        OPERATOR_WITHIN_GEO_RANGE: ClassVar[_FiltersOperator]
        OPERATOR_LIKE: ClassVar[_FiltersOperator]
        OPERATOR_IS_NULL: ClassVar[_FiltersOperator]
        OPERATOR_CONTAINS_ANY: ClassVar[_FiltersOperator]
        OPERATOR_CONTAINS_ALL: ClassVar[_FiltersOperator]
        OPERATOR_CONTAINS_NONE: ClassVar[_FiltersOperator]
        OPERATOR_NOT: ClassVar[_FiltersOperator]

    OPERATOR_UNSPECIFIED: ClassVar[_FiltersOperator]
    OPERATOR_EQUAL: ClassVar[_FiltersOperator]
    OPERATOR_NOT_EQUAL: ClassVar[_FiltersOperator]
    OPERATOR_GREATER_THAN: ClassVar[_FiltersOperator]
    OPERATOR_GREATER_THAN_EQUAL: ClassVar[_FiltersOperator]
    OPERATOR_LESS_THAN: ClassVar[_FiltersOperator]
    OPERATOR_LESS_THAN_EQUAL: ClassVar[_FiltersOperator]
    OPERATOR_AND: ClassVar[_FiltersOperator]
    OPERATOR_OR: ClassVar[_FiltersOperator]
    OPERATOR_WITHIN_GEO_RANGE: ClassVar[_FiltersOperator]
    OPERATOR_LIKE: ClassVar[_FiltersOperator]
    OPERATOR_IS_NULL: ClassVar[_FiltersOperator]
    OPERATOR_CONTAINS_ANY: ClassVar[_FiltersOperator]
    OPERATOR_CONTAINS_ALL: ClassVar[_FiltersOperator]
    OPERATOR_CONTAINS_NONE: ClassVar[_FiltersOperator]
    OPERATOR_NOT: ClassVar[_FiltersOperator]
    operator: _FiltersOperator
    @property
    def on(self) -> RepeatedScalarFieldContainer[str]: ...
    @property
    def filters(self) -> RepeatedCompositeFieldContainer[Filters]: ...
    value_text: str
    value_int: int
    value_boolean: bool
    value_number: float
    @property
    def value_text_array(self) -> TextArray: ...
    @property
    def value_int_array(self) -> IntArray: ...
    @property
    def value_boolean_array(self) -> BooleanArray: ...
    @property
    def value_number_array(self) -> NumberArray: ...
    @property
    def value_geo(self) -> GeoCoordinatesFilter: ...
    @property
    def target(self) -> FilterTarget: ...
    def __init__(
        self,
        *,
        operator: _FiltersOperator | None = ...,
        on: Iterable[str] | None = ...,
        filters: Iterable[Filters] | None = ...,
        value_text: str | None = ...,
        value_int: int | None = ...,
        value_boolean: bool | None = ...,
        value_number: float | None = ...,
        value_text_array: TextArray | None = ...,
        value_int_array: IntArray | None = ...,
        value_boolean_array: BooleanArray | None = ...,
        value_number_array: NumberArray | None = ...,
        value_geo: GeoCoordinatesFilter | None = ...,
        target: FilterTarget | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["value_text", "value_int", "value_boolean", "value_number", "value_text_array", "value_int_array", "value_boolean_array", "value_number_array", "value_geo", "target", "test_value"]) -> bool: ...
    def ClearField(self, field_name: Literal["operator", "on", "filters", "value_text", "value_int", "value_boolean", "value_number", "value_text_array", "value_int_array", "value_boolean_array", "value_number_array", "value_geo", "target", "test_value"]) -> None: ...
    def WhichOneof(self, oneof_group: Literal["test_value"]) -> Literal["value_text", "value_int", "value_boolean", "value_number", "value_text_array", "value_int_array", "value_boolean_array", "value_number_array", "value_geo"] | None: ...

@final
class FilterReferenceSingleTarget(Message):
    on: str
    @property
    def target(self) -> FilterTarget: ...
    def __init__(
        self,
        *,
        on: str | None = ...,
        target: FilterTarget | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["target"]) -> bool: ...
    def ClearField(self, field_name: Literal["on", "target"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class FilterReferenceMultiTarget(Message):
    on: str
    @property
    def target(self) -> FilterTarget: ...
    target_collection: str
    def __init__(
        self,
        *,
        on: str | None = ...,
        target: FilterTarget | None = ...,
        target_collection: str | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["target"]) -> bool: ...
    def ClearField(self, field_name: Literal["on", "target", "target_collection"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class FilterReferenceCount(Message):
    on: str
    def __init__(
        self,
        *,
        on: str | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["on"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class FilterTarget(Message):
    property: str
    @builtins.property
    def single_target(self) -> FilterReferenceSingleTarget: ...
    @builtins.property
    def multi_target(self) -> FilterReferenceMultiTarget: ...
    @builtins.property
    def count(self) -> FilterReferenceCount: ...
    def __init__(
        self,
        *,
        property: str | None = ...,
        single_target: FilterReferenceSingleTarget | None = ...,
        multi_target: FilterReferenceMultiTarget | None = ...,
        count: FilterReferenceCount | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["property", "single_target", "multi_target", "count", "target"]) -> bool: ...
    def ClearField(self, field_name: Literal["property", "single_target", "multi_target", "count", "target"]) -> None: ...
    def WhichOneof(self, oneof_group: Literal["target"]) -> Literal["property", "single_target", "multi_target", "count"] | None: ...

@final
class GeoCoordinatesFilter(Message):
    latitude: float
    longitude: float
    distance: float
    def __init__(
        self,
        *,
        latitude: float | None = ...,
        longitude: float | None = ...,
        distance: float | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["latitude", "longitude", "distance"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class Vectors(Message):
    class VectorType(_Enum[_VectorsVectorType]):
        ValueType: TypeAlias = _VectorsVectorType
        VECTOR_TYPE_UNSPECIFIED: ClassVar[_VectorsVectorType]
        VECTOR_TYPE_SINGLE_FP32: ClassVar[_VectorsVectorType]
        VECTOR_TYPE_MULTI_FP32: ClassVar[_VectorsVectorType]

    VECTOR_TYPE_UNSPECIFIED: ClassVar[_VectorsVectorType]
    VECTOR_TYPE_SINGLE_FP32: ClassVar[_VectorsVectorType]
    VECTOR_TYPE_MULTI_FP32: ClassVar[_VectorsVectorType]
    name: str
    index: int
    vector_bytes: bytes
    type: _VectorsVectorType
    def __init__(
        self,
        *,
        name: str | None = ...,
        index: int | None = ...,
        vector_bytes: bytes | None = ...,
        type: _VectorsVectorType | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["name", "index", "vector_bytes", "type"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class WeightsForTarget(Message):
    target: str
    weight: float
    def __init__(
        self,
        *,
        target: str | None = ...,
        weight: float | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["target", "weight"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class Targets(Message):
    @property
    def target_vectors(self) -> RepeatedScalarFieldContainer[str]: ...
    combination: _CombinationMethod
    @property
    def weights_for_targets(self) -> RepeatedCompositeFieldContainer[WeightsForTarget]: ...
    def __init__(
        self,
        *,
        target_vectors: Iterable[str] | None = ...,
        combination: _CombinationMethod | None = ...,
        weights_for_targets: Iterable[WeightsForTarget] | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["target_vectors", "combination", "weights_for_targets"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class VectorForTarget(Message):
    name: str
    vector_bytes: bytes
    @property
    def vectors(self) -> RepeatedCompositeFieldContainer[Vectors]: ...
    def __init__(
        self,
        *,
        name: str | None = ...,
        vector_bytes: bytes | None = ...,
        vectors: Iterable[Vectors] | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["name", "vector_bytes", "vectors"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class Selection(Message):
    @final
    class MMR(Message):
        limit: int
        balance: float
        def __init__(
            self,
            *,
            limit: int | None = ...,
            balance: float | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Literal["limit", "balance"]) -> bool: ...
        def ClearField(self, field_name: Literal["limit", "balance"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @property
    def mmr(self) -> Selection.MMR: ...
    def __init__(
        self,
        *,
        mmr: Selection.MMR | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["mmr", "selection"]) -> bool: ...
    def ClearField(self, field_name: Literal["mmr", "selection"]) -> None: ...
    def WhichOneof(self, oneof_group: Literal["selection"]) -> Literal["mmr"] | None: ...

@final
class SearchOperatorOptions(Message):
    class Operator(_Enum[_SearchOperatorOptionsOperator]):
        ValueType: TypeAlias = _SearchOperatorOptionsOperator
        OPERATOR_UNSPECIFIED: ClassVar[_SearchOperatorOptionsOperator]
        OPERATOR_OR: ClassVar[_SearchOperatorOptionsOperator]
        OPERATOR_AND: ClassVar[_SearchOperatorOptionsOperator]
        OPERATOR_AND_CROSS: ClassVar[_SearchOperatorOptionsOperator]

    OPERATOR_UNSPECIFIED: ClassVar[_SearchOperatorOptionsOperator]
    OPERATOR_OR: ClassVar[_SearchOperatorOptionsOperator]
    OPERATOR_AND: ClassVar[_SearchOperatorOptionsOperator]
    OPERATOR_AND_CROSS: ClassVar[_SearchOperatorOptionsOperator]
    operator: _SearchOperatorOptionsOperator
    minimum_or_tokens_match: int
    def __init__(
        self,
        *,
        operator: _SearchOperatorOptionsOperator | None = ...,
        minimum_or_tokens_match: int | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["minimum_or_tokens_match"]) -> bool: ...
    def ClearField(self, field_name: Literal["operator", "minimum_or_tokens_match"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class Hybrid(Message):
    class FusionType(_Enum[_HybridFusionType]):
        ValueType: TypeAlias = _HybridFusionType
        FUSION_TYPE_UNSPECIFIED: ClassVar[_HybridFusionType]
        FUSION_TYPE_RANKED: ClassVar[_HybridFusionType]
        FUSION_TYPE_RELATIVE_SCORE: ClassVar[_HybridFusionType]

    FUSION_TYPE_UNSPECIFIED: ClassVar[_HybridFusionType]
    FUSION_TYPE_RANKED: ClassVar[_HybridFusionType]
    FUSION_TYPE_RELATIVE_SCORE: ClassVar[_HybridFusionType]
    query: str
    @property
    def properties(self) -> RepeatedScalarFieldContainer[str]: ...
    @property
    def vector(self) -> RepeatedScalarFieldContainer[float]: ...
    alpha: float
    fusion_type: _HybridFusionType
    vector_bytes: bytes
    @property
    def target_vectors(self) -> RepeatedScalarFieldContainer[str]: ...
    @property
    def near_text(self) -> NearTextSearch: ...
    @property
    def near_vector(self) -> NearVector: ...
    @property
    def targets(self) -> Targets: ...
    @property
    def bm25_search_operator(self) -> SearchOperatorOptions: ...
    alpha_param: float
    use_alpha_param: bool
    @property
    def selection(self) -> Selection: ...
    vector_distance: float
    @property
    def vectors(self) -> RepeatedCompositeFieldContainer[Vectors]: ...
    def __init__(
        self,
        *,
        query: str | None = ...,
        properties: Iterable[str] | None = ...,
        vector: Iterable[float] | None = ...,
        alpha: float | None = ...,
        fusion_type: _HybridFusionType | None = ...,
        vector_bytes: bytes | None = ...,
        target_vectors: Iterable[str] | None = ...,
        near_text: NearTextSearch | None = ...,
        near_vector: NearVector | None = ...,
        targets: Targets | None = ...,
        bm25_search_operator: SearchOperatorOptions | None = ...,
        alpha_param: float | None = ...,
        use_alpha_param: bool | None = ...,
        selection: Selection | None = ...,
        vector_distance: float | None = ...,
        vectors: Iterable[Vectors] | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["near_text", "near_vector", "targets", "bm25_search_operator", "alpha_param", "selection", "vector_distance", "threshold"]) -> bool: ...
    def ClearField(self, field_name: Literal["query", "properties", "vector", "alpha", "fusion_type", "vector_bytes", "target_vectors", "near_text", "near_vector", "targets", "bm25_search_operator", "alpha_param", "use_alpha_param", "selection", "vector_distance", "vectors", "threshold"]) -> None: ...
    def WhichOneof(self, oneof_group: Literal["threshold"]) -> Literal["vector_distance"] | None: ...

@final
class NearVector(Message):
    @property
    def vector(self) -> RepeatedScalarFieldContainer[float]: ...
    certainty: float
    distance: float
    vector_bytes: bytes
    @property
    def target_vectors(self) -> RepeatedScalarFieldContainer[str]: ...
    @property
    def targets(self) -> Targets: ...
    @property
    def vector_per_target(self) -> ScalarMap[str, bytes]: ...
    @property
    def vector_for_targets(self) -> RepeatedCompositeFieldContainer[VectorForTarget]: ...
    @property
    def vectors(self) -> RepeatedCompositeFieldContainer[Vectors]: ...
    @property
    def selection(self) -> Selection: ...
    def __init__(
        self,
        *,
        vector: Iterable[float] | None = ...,
        certainty: float | None = ...,
        distance: float | None = ...,
        vector_bytes: bytes | None = ...,
        target_vectors: Iterable[str] | None = ...,
        targets: Targets | None = ...,
        vector_per_target: Mapping[str, bytes] | None = ...,
        vector_for_targets: Iterable[VectorForTarget] | None = ...,
        vectors: Iterable[Vectors] | None = ...,
        selection: Selection | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["certainty", "distance", "targets", "selection"]) -> bool: ...
    def ClearField(self, field_name: Literal["vector", "certainty", "distance", "vector_bytes", "target_vectors", "targets", "vector_per_target", "vector_for_targets", "vectors", "selection"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class NearObject(Message):
    id: str
    certainty: float
    distance: float
    @property
    def target_vectors(self) -> RepeatedScalarFieldContainer[str]: ...
    @property
    def targets(self) -> Targets: ...
    @property
    def selection(self) -> Selection: ...
    def __init__(
        self,
        *,
        id: str | None = ...,
        certainty: float | None = ...,
        distance: float | None = ...,
        target_vectors: Iterable[str] | None = ...,
        targets: Targets | None = ...,
        selection: Selection | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["certainty", "distance", "targets", "selection"]) -> bool: ...
    def ClearField(self, field_name: Literal["id", "certainty", "distance", "target_vectors", "targets", "selection"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class NearTextSearch(Message):
    @final
    class Move(Message):
        force: float
        @property
        def concepts(self) -> RepeatedScalarFieldContainer[str]: ...
        @property
        def uuids(self) -> RepeatedScalarFieldContainer[str]: ...
        def __init__(
            self,
            *,
            force: float | None = ...,
            concepts: Iterable[str] | None = ...,
            uuids: Iterable[str] | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Never) -> bool: ...
        def ClearField(self, field_name: Literal["force", "concepts", "uuids"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @property
    def query(self) -> RepeatedScalarFieldContainer[str]: ...
    certainty: float
    distance: float
    @property
    def move_to(self) -> NearTextSearch.Move: ...
    @property
    def move_away(self) -> NearTextSearch.Move: ...
    @property
    def target_vectors(self) -> RepeatedScalarFieldContainer[str]: ...
    @property
    def targets(self) -> Targets: ...
    @property
    def selection(self) -> Selection: ...
    def __init__(
        self,
        *,
        query: Iterable[str] | None = ...,
        certainty: float | None = ...,
        distance: float | None = ...,
        move_to: NearTextSearch.Move | None = ...,
        move_away: NearTextSearch.Move | None = ...,
        target_vectors: Iterable[str] | None = ...,
        targets: Targets | None = ...,
        selection: Selection | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["certainty", "distance", "move_to", "move_away", "targets", "selection"]) -> bool: ...
    def ClearField(self, field_name: Literal["query", "certainty", "distance", "move_to", "move_away", "target_vectors", "targets", "selection"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class NearImageSearch(Message):
    image: str
    certainty: float
    distance: float
    @property
    def target_vectors(self) -> RepeatedScalarFieldContainer[str]: ...
    @property
    def targets(self) -> Targets: ...
    @property
    def selection(self) -> Selection: ...
    def __init__(
        self,
        *,
        image: str | None = ...,
        certainty: float | None = ...,
        distance: float | None = ...,
        target_vectors: Iterable[str] | None = ...,
        targets: Targets | None = ...,
        selection: Selection | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["certainty", "distance", "targets", "selection"]) -> bool: ...
    def ClearField(self, field_name: Literal["image", "certainty", "distance", "target_vectors", "targets", "selection"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class NearAudioSearch(Message):
    audio: str
    certainty: float
    distance: float
    @property
    def target_vectors(self) -> RepeatedScalarFieldContainer[str]: ...
    @property
    def targets(self) -> Targets: ...
    @property
    def selection(self) -> Selection: ...
    def __init__(
        self,
        *,
        audio: str | None = ...,
        certainty: float | None = ...,
        distance: float | None = ...,
        target_vectors: Iterable[str] | None = ...,
        targets: Targets | None = ...,
        selection: Selection | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["certainty", "distance", "targets", "selection"]) -> bool: ...
    def ClearField(self, field_name: Literal["audio", "certainty", "distance", "target_vectors", "targets", "selection"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class NearVideoSearch(Message):
    video: str
    certainty: float
    distance: float
    @property
    def target_vectors(self) -> RepeatedScalarFieldContainer[str]: ...
    @property
    def targets(self) -> Targets: ...
    @property
    def selection(self) -> Selection: ...
    def __init__(
        self,
        *,
        video: str | None = ...,
        certainty: float | None = ...,
        distance: float | None = ...,
        target_vectors: Iterable[str] | None = ...,
        targets: Targets | None = ...,
        selection: Selection | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["certainty", "distance", "targets", "selection"]) -> bool: ...
    def ClearField(self, field_name: Literal["video", "certainty", "distance", "target_vectors", "targets", "selection"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class NearDepthSearch(Message):
    depth: str
    certainty: float
    distance: float
    @property
    def target_vectors(self) -> RepeatedScalarFieldContainer[str]: ...
    @property
    def targets(self) -> Targets: ...
    @property
    def selection(self) -> Selection: ...
    def __init__(
        self,
        *,
        depth: str | None = ...,
        certainty: float | None = ...,
        distance: float | None = ...,
        target_vectors: Iterable[str] | None = ...,
        targets: Targets | None = ...,
        selection: Selection | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["certainty", "distance", "targets", "selection"]) -> bool: ...
    def ClearField(self, field_name: Literal["depth", "certainty", "distance", "target_vectors", "targets", "selection"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class NearThermalSearch(Message):
    thermal: str
    certainty: float
    distance: float
    @property
    def target_vectors(self) -> RepeatedScalarFieldContainer[str]: ...
    @property
    def targets(self) -> Targets: ...
    @property
    def selection(self) -> Selection: ...
    def __init__(
        self,
        *,
        thermal: str | None = ...,
        certainty: float | None = ...,
        distance: float | None = ...,
        target_vectors: Iterable[str] | None = ...,
        targets: Targets | None = ...,
        selection: Selection | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["certainty", "distance", "targets", "selection"]) -> bool: ...
    def ClearField(self, field_name: Literal["thermal", "certainty", "distance", "target_vectors", "targets", "selection"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class NearIMUSearch(Message):
    imu: str
    certainty: float
    distance: float
    @property
    def target_vectors(self) -> RepeatedScalarFieldContainer[str]: ...
    @property
    def targets(self) -> Targets: ...
    @property
    def selection(self) -> Selection: ...
    def __init__(
        self,
        *,
        imu: str | None = ...,
        certainty: float | None = ...,
        distance: float | None = ...,
        target_vectors: Iterable[str] | None = ...,
        targets: Targets | None = ...,
        selection: Selection | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["certainty", "distance", "targets", "selection"]) -> bool: ...
    def ClearField(self, field_name: Literal["imu", "certainty", "distance", "target_vectors", "targets", "selection"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class BM25(Message):
    query: str
    @property
    def properties(self) -> RepeatedScalarFieldContainer[str]: ...
    @property
    def search_operator(self) -> SearchOperatorOptions: ...
    def __init__(
        self,
        *,
        query: str | None = ...,
        properties: Iterable[str] | None = ...,
        search_operator: SearchOperatorOptions | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["search_operator"]) -> bool: ...
    def ClearField(self, field_name: Literal["query", "properties", "search_operator"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class AggregateRequest(Message):
    @final
    class Aggregation(Message):
        @final
        class Integer(Message):
            count: bool
            type: bool
            sum: bool
            mean: bool
            mode: bool
            median: bool
            maximum: bool
            minimum: bool
            def __init__(
                self,
                *,
                count: bool | None = ...,
                type: bool | None = ...,
                sum: bool | None = ...,
                mean: bool | None = ...,
                mode: bool | None = ...,
                median: bool | None = ...,
                maximum: bool | None = ...,
                minimum: bool | None = ...,
            ) -> None: ...
            def HasField(self, field_name: Never) -> bool: ...
            def ClearField(self, field_name: Literal["count", "type", "sum", "mean", "mode", "median", "maximum", "minimum"]) -> None: ...
            def WhichOneof(self, oneof_group: Never) -> None: ...

        @final
        class Number(Message):
            count: bool
            type: bool
            sum: bool
            mean: bool
            mode: bool
            median: bool
            maximum: bool
            minimum: bool
            def __init__(
                self,
                *,
                count: bool | None = ...,
                type: bool | None = ...,
                sum: bool | None = ...,
                mean: bool | None = ...,
                mode: bool | None = ...,
                median: bool | None = ...,
                maximum: bool | None = ...,
                minimum: bool | None = ...,
            ) -> None: ...
            def HasField(self, field_name: Never) -> bool: ...
            def ClearField(self, field_name: Literal["count", "type", "sum", "mean", "mode", "median", "maximum", "minimum"]) -> None: ...
            def WhichOneof(self, oneof_group: Never) -> None: ...

        @final
        class Text(Message):
            count: bool
            type: bool
            top_occurences: bool
            top_occurences_limit: int
            def __init__(
                self,
                *,
                count: bool | None = ...,
                type: bool | None = ...,
                top_occurences: bool | None = ...,
                top_occurences_limit: int | None = ...,
            ) -> None: ...
            def HasField(self, field_name: Literal["top_occurences_limit"]) -> bool: ...
            def ClearField(self, field_name: Literal["count", "type", "top_occurences", "top_occurences_limit"]) -> None: ...
            def WhichOneof(self, oneof_group: Never) -> None: ...

        @final
        class Boolean(Message):
            count: bool
            type: bool
            total_true: bool
            total_false: bool
            percentage_true: bool
            percentage_false: bool
            def __init__(
                self,
                *,
                count: bool | None = ...,
                type: bool | None = ...,
                total_true: bool | None = ...,
                total_false: bool | None = ...,
                percentage_true: bool | None = ...,
                percentage_false: bool | None = ...,
            ) -> None: ...
            def HasField(self, field_name: Never) -> bool: ...
            def ClearField(self, field_name: Literal["count", "type", "total_true", "total_false", "percentage_true", "percentage_false"]) -> None: ...
            def WhichOneof(self, oneof_group: Never) -> None: ...

        @final
        class Date(Message):
            count: bool
            type: bool
            median: bool
            mode: bool
            maximum: bool
            minimum: bool
            def __init__(
                self,
                *,
                count: bool | None = ...,
                type: bool | None = ...,
                median: bool | None = ...,
                mode: bool | None = ...,
                maximum: bool | None = ...,
                minimum: bool | None = ...,
            ) -> None: ...
            def HasField(self, field_name: Never) -> bool: ...
            def ClearField(self, field_name: Literal["count", "type", "median", "mode", "maximum", "minimum"]) -> None: ...
            def WhichOneof(self, oneof_group: Never) -> None: ...

        @final
        class Reference(Message):
            type: bool
            pointing_to: bool
            def __init__(
                self,
                *,
                type: bool | None = ...,
                pointing_to: bool | None = ...,
            ) -> None: ...
            def HasField(self, field_name: Never) -> bool: ...
            def ClearField(self, field_name: Literal["type", "pointing_to"]) -> None: ...
            def WhichOneof(self, oneof_group: Never) -> None: ...

        property: str
        @builtins.property
        def int(self) -> AggregateRequest.Aggregation.Integer: ...
        @builtins.property
        def number(self) -> AggregateRequest.Aggregation.Number: ...
        @builtins.property
        def text(self) -> AggregateRequest.Aggregation.Text: ...
        @builtins.property
        def boolean(self) -> AggregateRequest.Aggregation.Boolean: ...
        @builtins.property
        def date(self) -> AggregateRequest.Aggregation.Date: ...
        @builtins.property
        def reference(self) -> AggregateRequest.Aggregation.Reference: ...
        def __init__(
            self,
            *,
            property: str | None = ...,
            int: AggregateRequest.Aggregation.Integer | None = ...,
            number: AggregateRequest.Aggregation.Number | None = ...,
            text: AggregateRequest.Aggregation.Text | None = ...,
            boolean: AggregateRequest.Aggregation.Boolean | None = ...,
            date: AggregateRequest.Aggregation.Date | None = ...,
            reference: AggregateRequest.Aggregation.Reference | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Literal["int", "number", "text", "boolean", "date", "reference", "aggregation"]) -> bool: ...
        def ClearField(self, field_name: Literal["property", "int", "number", "text", "boolean", "date", "reference", "aggregation"]) -> None: ...
        def WhichOneof(self, oneof_group: Literal["aggregation"]) -> Literal["int", "number", "text", "boolean", "date", "reference"] | None: ...

    @final
    class GroupBy(Message):
        collection: str
        property: str
        def __init__(
            self,
            *,
            collection: str | None = ...,
            property: str | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Never) -> bool: ...
        def ClearField(self, field_name: Literal["collection", "property"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    collection: str
    tenant: str
    objects_count: bool
    @property
    def aggregations(self) -> RepeatedCompositeFieldContainer[AggregateRequest.Aggregation]: ...
    object_limit: int
    @property
    def group_by(self) -> AggregateRequest.GroupBy: ...
    limit: int
    @property
    def filters(self) -> Filters: ...
    @property
    def hybrid(self) -> Hybrid: ...
    @property
    def near_vector(self) -> NearVector: ...
    @property
    def near_object(self) -> NearObject: ...
    @property
    def near_text(self) -> NearTextSearch: ...
    @property
    def near_image(self) -> NearImageSearch: ...
    @property
    def near_audio(self) -> NearAudioSearch: ...
    @property
    def near_video(self) -> NearVideoSearch: ...
    @property
    def near_depth(self) -> NearDepthSearch: ...
    @property
    def near_thermal(self) -> NearThermalSearch: ...
    @property
    def near_imu(self) -> NearIMUSearch: ...
    def __init__(
        self,
        *,
        collection: str | None = ...,
        tenant: str | None = ...,
        objects_count: bool | None = ...,
        aggregations: Iterable[AggregateRequest.Aggregation] | None = ...,
        object_limit: int | None = ...,
        group_by: AggregateRequest.GroupBy | None = ...,
        limit: int | None = ...,
        filters: Filters | None = ...,
        hybrid: Hybrid | None = ...,
        near_vector: NearVector | None = ...,
        near_object: NearObject | None = ...,
        near_text: NearTextSearch | None = ...,
        near_image: NearImageSearch | None = ...,
        near_audio: NearAudioSearch | None = ...,
        near_video: NearVideoSearch | None = ...,
        near_depth: NearDepthSearch | None = ...,
        near_thermal: NearThermalSearch | None = ...,
        near_imu: NearIMUSearch | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["object_limit", "group_by", "limit", "filters", "hybrid", "near_vector", "near_object", "near_text", "near_image", "near_audio", "near_video", "near_depth", "near_thermal", "near_imu", "search"]) -> bool: ...
    def ClearField(self, field_name: Literal["collection", "tenant", "objects_count", "aggregations", "object_limit", "group_by", "limit", "filters", "hybrid", "near_vector", "near_object", "near_text", "near_image", "near_audio", "near_video", "near_depth", "near_thermal", "near_imu", "search"]) -> None: ...
    def WhichOneof(self, oneof_group: Literal["search"]) -> Literal["hybrid", "near_vector", "near_object", "near_text", "near_image", "near_audio", "near_video", "near_depth", "near_thermal", "near_imu"] | None: ...

@final
class AggregateReply(Message):
    @final
    class Aggregations(Message):
        @final
        class Aggregation(Message):
            @final
            class Integer(Message):
                count: int
                type: str
                mean: float
                median: float
                mode: int
                maximum: int
                minimum: int
                sum: int
                def __init__(
                    self,
                    *,
                    count: int | None = ...,
                    type: str | None = ...,
                    mean: float | None = ...,
                    median: float | None = ...,
                    mode: int | None = ...,
                    maximum: int | None = ...,
                    minimum: int | None = ...,
                    sum: int | None = ...,
                ) -> None: ...
                def HasField(self, field_name: Literal["count", "type", "mean", "median", "mode", "maximum", "minimum", "sum"]) -> bool: ...
                def ClearField(self, field_name: Literal["count", "type", "mean", "median", "mode", "maximum", "minimum", "sum"]) -> None: ...
                def WhichOneof(self, oneof_group: Never) -> None: ...

            @final
            class Number(Message):
                count: int
                type: str
                mean: float
                median: float
                mode: float
                maximum: float
                minimum: float
                sum: float
                def __init__(
                    self,
                    *,
                    count: int | None = ...,
                    type: str | None = ...,
                    mean: float | None = ...,
                    median: float | None = ...,
                    mode: float | None = ...,
                    maximum: float | None = ...,
                    minimum: float | None = ...,
                    sum: float | None = ...,
                ) -> None: ...
                def HasField(self, field_name: Literal["count", "type", "mean", "median", "mode", "maximum", "minimum", "sum"]) -> bool: ...
                def ClearField(self, field_name: Literal["count", "type", "mean", "median", "mode", "maximum", "minimum", "sum"]) -> None: ...
                def WhichOneof(self, oneof_group: Never) -> None: ...

            @final
            class Text(Message):
                @final
                class TopOccurrences(Message):
                    @final
                    class TopOccurrence(Message):
                        value: str
                        occurs: int
                        def __init__(
                            self,
                            *,
                            value: str | None = ...,
                            occurs: int | None = ...,
                        ) -> None: ...
                        def HasField(self, field_name: Never) -> bool: ...
                        def ClearField(self, field_name: Literal["value", "occurs"]) -> None: ...
                        def WhichOneof(self, oneof_group: Never) -> None: ...

                    @property
                    def items(self) -> RepeatedCompositeFieldContainer[AggregateReply.Aggregations.Aggregation.Text.TopOccurrences.TopOccurrence]: ...
                    def __init__(
                        self,
                        *,
                        items: Iterable[AggregateReply.Aggregations.Aggregation.Text.TopOccurrences.TopOccurrence] | None = ...,
                    ) -> None: ...
                    def HasField(self, field_name: Never) -> bool: ...
                    def ClearField(self, field_name: Literal["items"]) -> None: ...
                    def WhichOneof(self, oneof_group: Never) -> None: ...

                count: int
                type: str
                @property
                def top_occurences(self) -> AggregateReply.Aggregations.Aggregation.Text.TopOccurrences: ...
                def __init__(
                    self,
                    *,
                    count: int | None = ...,
                    type: str | None = ...,
                    top_occurences: AggregateReply.Aggregations.Aggregation.Text.TopOccurrences | None = ...,
                ) -> None: ...
                def HasField(self, field_name: Literal["count", "type", "top_occurences"]) -> bool: ...
                def ClearField(self, field_name: Literal["count", "type", "top_occurences"]) -> None: ...
                def WhichOneof(self, oneof_group: Never) -> None: ...

            @final
            class Boolean(Message):
                count: int
                type: str
                total_true: int
                total_false: int
                percentage_true: float
                percentage_false: float
                def __init__(
                    self,
                    *,
                    count: int | None = ...,
                    type: str | None = ...,
                    total_true: int | None = ...,
                    total_false: int | None = ...,
                    percentage_true: float | None = ...,
                    percentage_false: float | None = ...,
                ) -> None: ...
                def HasField(self, field_name: Literal["count", "type", "total_true", "total_false", "percentage_true", "percentage_false"]) -> bool: ...
                def ClearField(self, field_name: Literal["count", "type", "total_true", "total_false", "percentage_true", "percentage_false"]) -> None: ...
                def WhichOneof(self, oneof_group: Never) -> None: ...

            @final
            class Date(Message):
                count: int
                type: str
                median: str
                mode: str
                maximum: str
                minimum: str
                def __init__(
                    self,
                    *,
                    count: int | None = ...,
                    type: str | None = ...,
                    median: str | None = ...,
                    mode: str | None = ...,
                    maximum: str | None = ...,
                    minimum: str | None = ...,
                ) -> None: ...
                def HasField(self, field_name: Literal["count", "type", "median", "mode", "maximum", "minimum"]) -> bool: ...
                def ClearField(self, field_name: Literal["count", "type", "median", "mode", "maximum", "minimum"]) -> None: ...
                def WhichOneof(self, oneof_group: Never) -> None: ...

            @final
            class Reference(Message):
                type: str
                @property
                def pointing_to(self) -> RepeatedScalarFieldContainer[str]: ...
                def __init__(
                    self,
                    *,
                    type: str | None = ...,
                    pointing_to: Iterable[str] | None = ...,
                ) -> None: ...
                def HasField(self, field_name: Literal["type"]) -> bool: ...
                def ClearField(self, field_name: Literal["type", "pointing_to"]) -> None: ...
                def WhichOneof(self, oneof_group: Never) -> None: ...

            property: str
            @builtins.property
            def int(self) -> AggregateReply.Aggregations.Aggregation.Integer: ...
            @builtins.property
            def number(self) -> AggregateReply.Aggregations.Aggregation.Number: ...
            @builtins.property
            def text(self) -> AggregateReply.Aggregations.Aggregation.Text: ...
            @builtins.property
            def boolean(self) -> AggregateReply.Aggregations.Aggregation.Boolean: ...
            @builtins.property
            def date(self) -> AggregateReply.Aggregations.Aggregation.Date: ...
            @builtins.property
            def reference(self) -> AggregateReply.Aggregations.Aggregation.Reference: ...
            def __init__(
                self,
                *,
                property: str | None = ...,
                int: AggregateReply.Aggregations.Aggregation.Integer | None = ...,
                number: AggregateReply.Aggregations.Aggregation.Number | None = ...,
                text: AggregateReply.Aggregations.Aggregation.Text | None = ...,
                boolean: AggregateReply.Aggregations.Aggregation.Boolean | None = ...,
                date: AggregateReply.Aggregations.Aggregation.Date | None = ...,
                reference: AggregateReply.Aggregations.Aggregation.Reference | None = ...,
            ) -> None: ...
            def HasField(self, field_name: Literal["int", "number", "text", "boolean", "date", "reference", "aggregation"]) -> bool: ...
            def ClearField(self, field_name: Literal["property", "int", "number", "text", "boolean", "date", "reference", "aggregation"]) -> None: ...
            def WhichOneof(self, oneof_group: Literal["aggregation"]) -> Literal["int", "number", "text", "boolean", "date", "reference"] | None: ...

        @property
        def aggregations(self) -> RepeatedCompositeFieldContainer[AggregateReply.Aggregations.Aggregation]: ...
        def __init__(
            self,
            *,
            aggregations: Iterable[AggregateReply.Aggregations.Aggregation] | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Never) -> bool: ...
        def ClearField(self, field_name: Literal["aggregations"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @final
    class Single(Message):
        objects_count: int
        @property
        def aggregations(self) -> AggregateReply.Aggregations: ...
        def __init__(
            self,
            *,
            objects_count: int | None = ...,
            aggregations: AggregateReply.Aggregations | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Literal["objects_count", "aggregations"]) -> bool: ...
        def ClearField(self, field_name: Literal["objects_count", "aggregations"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @final
    class Group(Message):
        @final
        class GroupedBy(Message):
            @property
            def path(self) -> RepeatedScalarFieldContainer[str]: ...
            text: str
            int: builtins.int
            boolean: bool
            number: float
            @property
            def texts(self) -> TextArray: ...
            @property
            def ints(self) -> IntArray: ...
            @property
            def booleans(self) -> BooleanArray: ...
            @property
            def numbers(self) -> NumberArray: ...
            @property
            def geo(self) -> GeoCoordinatesFilter: ...
            def __init__(
                self,
                *,
                path: Iterable[str] | None = ...,
                text: str | None = ...,
                int: builtins.int | None = ...,
                boolean: bool | None = ...,
                number: float | None = ...,
                texts: TextArray | None = ...,
                ints: IntArray | None = ...,
                booleans: BooleanArray | None = ...,
                numbers: NumberArray | None = ...,
                geo: GeoCoordinatesFilter | None = ...,
            ) -> None: ...
            def HasField(self, field_name: Literal["text", "int", "boolean", "number", "texts", "ints", "booleans", "numbers", "geo", "value"]) -> bool: ...
            def ClearField(self, field_name: Literal["path", "text", "int", "boolean", "number", "texts", "ints", "booleans", "numbers", "geo", "value"]) -> None: ...
            def WhichOneof(self, oneof_group: Literal["value"]) -> Literal["text", "int", "boolean", "number", "texts", "ints", "booleans", "numbers", "geo"] | None: ...

        objects_count: int
        @property
        def aggregations(self) -> AggregateReply.Aggregations: ...
        @property
        def grouped_by(self) -> AggregateReply.Group.GroupedBy: ...
        def __init__(
            self,
            *,
            objects_count: int | None = ...,
            aggregations: AggregateReply.Aggregations | None = ...,
            grouped_by: AggregateReply.Group.GroupedBy | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Literal["objects_count", "aggregations", "grouped_by"]) -> bool: ...
        def ClearField(self, field_name: Literal["objects_count", "aggregations", "grouped_by"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @final
    class Grouped(Message):
        @property
        def groups(self) -> RepeatedCompositeFieldContainer[AggregateReply.Group]: ...
        def __init__(
            self,
            *,
            groups: Iterable[AggregateReply.Group] | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Never) -> bool: ...
        def ClearField(self, field_name: Literal["groups"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    took: float
    @property
    def single_result(self) -> AggregateReply.Single: ...
    @property
    def grouped_results(self) -> AggregateReply.Grouped: ...
    def __init__(
        self,
        *,
        took: float | None = ...,
        single_result: AggregateReply.Single | None = ...,
        grouped_results: AggregateReply.Grouped | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["single_result", "grouped_results", "result"]) -> bool: ...
    def ClearField(self, field_name: Literal["took", "single_result", "grouped_results", "result"]) -> None: ...
    def WhichOneof(self, oneof_group: Literal["result"]) -> Literal["single_result", "grouped_results"] | None: ...

@final
class BatchObjectsRequest(Message):
    @property
    def objects(self) -> RepeatedCompositeFieldContainer[BatchObject]: ...
    consistency_level: _ConsistencyLevel
    def __init__(
        self,
        *,
        objects: Iterable[BatchObject] | None = ...,
        consistency_level: _ConsistencyLevel | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["consistency_level"]) -> bool: ...
    def ClearField(self, field_name: Literal["objects", "consistency_level"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class BatchReferencesRequest(Message):
    @property
    def references(self) -> RepeatedCompositeFieldContainer[BatchReference]: ...
    consistency_level: _ConsistencyLevel
    def __init__(
        self,
        *,
        references: Iterable[BatchReference] | None = ...,
        consistency_level: _ConsistencyLevel | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["consistency_level"]) -> bool: ...
    def ClearField(self, field_name: Literal["references", "consistency_level"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class BatchStreamRequest(Message):
    @final
    class Start(Message):
        consistency_level: _ConsistencyLevel
        def __init__(
            self,
            *,
            consistency_level: _ConsistencyLevel | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Literal["consistency_level"]) -> bool: ...
        def ClearField(self, field_name: Literal["consistency_level"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @final
    class Stop(Message):
        def __init__(self) -> None: ...
        def HasField(self, field_name: Never) -> bool: ...
        def ClearField(self, field_name: Never) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @final
    class Data(Message):
        @final
        class Objects(Message):
            @property
            def values(self) -> RepeatedCompositeFieldContainer[BatchObject]: ...
            def __init__(
                self,
                *,
                values: Iterable[BatchObject] | None = ...,
            ) -> None: ...
            def HasField(self, field_name: Never) -> bool: ...
            def ClearField(self, field_name: Literal["values"]) -> None: ...
            def WhichOneof(self, oneof_group: Never) -> None: ...

        @final
        class References(Message):
            @property
            def values(self) -> RepeatedCompositeFieldContainer[BatchReference]: ...
            def __init__(
                self,
                *,
                values: Iterable[BatchReference] | None = ...,
            ) -> None: ...
            def HasField(self, field_name: Never) -> bool: ...
            def ClearField(self, field_name: Literal["values"]) -> None: ...
            def WhichOneof(self, oneof_group: Never) -> None: ...

        @property
        def objects(self) -> BatchStreamRequest.Data.Objects: ...
        @property
        def references(self) -> BatchStreamRequest.Data.References: ...
        def __init__(
            self,
            *,
            objects: BatchStreamRequest.Data.Objects | None = ...,
            references: BatchStreamRequest.Data.References | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Literal["objects", "references"]) -> bool: ...
        def ClearField(self, field_name: Literal["objects", "references"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @property
    def start(self) -> BatchStreamRequest.Start: ...
    @property
    def data(self) -> BatchStreamRequest.Data: ...
    @property
    def stop(self) -> BatchStreamRequest.Stop: ...
    def __init__(
        self,
        *,
        start: BatchStreamRequest.Start | None = ...,
        data: BatchStreamRequest.Data | None = ...,
        stop: BatchStreamRequest.Stop | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["start", "data", "stop", "message"]) -> bool: ...
    def ClearField(self, field_name: Literal["start", "data", "stop", "message"]) -> None: ...
    def WhichOneof(self, oneof_group: Literal["message"]) -> Literal["start", "data", "stop"] | None: ...

@final
class BatchStreamReply(Message):
    @final
    class Started(Message):
        def __init__(self) -> None: ...
        def HasField(self, field_name: Never) -> bool: ...
        def ClearField(self, field_name: Never) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @final
    class ShuttingDown(Message):
        def __init__(self) -> None: ...
        def HasField(self, field_name: Never) -> bool: ...
        def ClearField(self, field_name: Never) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @final
    class OutOfMemory(Message):
        @property
        def uuids(self) -> RepeatedScalarFieldContainer[str]: ...
        @property
        def beacons(self) -> RepeatedScalarFieldContainer[str]: ...
        wait_time: int
        def __init__(
            self,
            *,
            uuids: Iterable[str] | None = ...,
            beacons: Iterable[str] | None = ...,
            wait_time: int | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Never) -> bool: ...
        def ClearField(self, field_name: Literal["uuids", "beacons", "wait_time"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @final
    class Backoff(Message):
        batch_size: int
        def __init__(
            self,
            *,
            batch_size: int | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Never) -> bool: ...
        def ClearField(self, field_name: Literal["batch_size"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @final
    class Acks(Message):
        @property
        def uuids(self) -> RepeatedScalarFieldContainer[str]: ...
        @property
        def beacons(self) -> RepeatedScalarFieldContainer[str]: ...
        def __init__(
            self,
            *,
            uuids: Iterable[str] | None = ...,
            beacons: Iterable[str] | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Never) -> bool: ...
        def ClearField(self, field_name: Literal["uuids", "beacons"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @final
    class Results(Message):
        @final
        class Error(Message):
            error: str
            uuid: str
            beacon: str
            def __init__(
                self,
                *,
                error: str | None = ...,
                uuid: str | None = ...,
                beacon: str | None = ...,
            ) -> None: ...
            def HasField(self, field_name: Literal["uuid", "beacon", "detail"]) -> bool: ...
            def ClearField(self, field_name: Literal["error", "uuid", "beacon", "detail"]) -> None: ...
            def WhichOneof(self, oneof_group: Literal["detail"]) -> Literal["uuid", "beacon"] | None: ...

        @final
        class Success(Message):
            uuid: str
            beacon: str
            def __init__(
                self,
                *,
                uuid: str | None = ...,
                beacon: str | None = ...,
            ) -> None: ...
            def HasField(self, field_name: Literal["uuid", "beacon", "detail"]) -> bool: ...
            def ClearField(self, field_name: Literal["uuid", "beacon", "detail"]) -> None: ...
            def WhichOneof(self, oneof_group: Literal["detail"]) -> Literal["uuid", "beacon"] | None: ...

        @property
        def errors(self) -> RepeatedCompositeFieldContainer[BatchStreamReply.Results.Error]: ...
        @property
        def successes(self) -> RepeatedCompositeFieldContainer[BatchStreamReply.Results.Success]: ...
        def __init__(
            self,
            *,
            errors: Iterable[BatchStreamReply.Results.Error] | None = ...,
            successes: Iterable[BatchStreamReply.Results.Success] | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Never) -> bool: ...
        def ClearField(self, field_name: Literal["errors", "successes"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @property
    def results(self) -> BatchStreamReply.Results: ...
    @property
    def shutting_down(self) -> BatchStreamReply.ShuttingDown: ...
    @property
    def started(self) -> BatchStreamReply.Started: ...
    @property
    def backoff(self) -> BatchStreamReply.Backoff: ...
    @property
    def acks(self) -> BatchStreamReply.Acks: ...
    @property
    def out_of_memory(self) -> BatchStreamReply.OutOfMemory: ...
    def __init__(
        self,
        *,
        results: BatchStreamReply.Results | None = ...,
        shutting_down: BatchStreamReply.ShuttingDown | None = ...,
        started: BatchStreamReply.Started | None = ...,
        backoff: BatchStreamReply.Backoff | None = ...,
        acks: BatchStreamReply.Acks | None = ...,
        out_of_memory: BatchStreamReply.OutOfMemory | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["results", "shutting_down", "started", "backoff", "acks", "out_of_memory", "message"]) -> bool: ...
    def ClearField(self, field_name: Literal["results", "shutting_down", "started", "backoff", "acks", "out_of_memory", "message"]) -> None: ...
    def WhichOneof(self, oneof_group: Literal["message"]) -> Literal["results", "shutting_down", "started", "backoff", "acks", "out_of_memory"] | None: ...

@final
class BatchObject(Message):
    @final
    class Properties(Message):
        @property
        def non_ref_properties(self) -> Struct: ...
        @property
        def single_target_ref_props(self) -> RepeatedCompositeFieldContainer[BatchObject.SingleTargetRefProps]: ...
        @property
        def multi_target_ref_props(self) -> RepeatedCompositeFieldContainer[BatchObject.MultiTargetRefProps]: ...
        @property
        def number_array_properties(self) -> RepeatedCompositeFieldContainer[NumberArrayProperties]: ...
        @property
        def int_array_properties(self) -> RepeatedCompositeFieldContainer[IntArrayProperties]: ...
        @property
        def text_array_properties(self) -> RepeatedCompositeFieldContainer[TextArrayProperties]: ...
        @property
        def boolean_array_properties(self) -> RepeatedCompositeFieldContainer[BooleanArrayProperties]: ...
        @property
        def object_properties(self) -> RepeatedCompositeFieldContainer[ObjectProperties]: ...
        @property
        def object_array_properties(self) -> RepeatedCompositeFieldContainer[ObjectArrayProperties]: ...
        @property
        def empty_list_props(self) -> RepeatedScalarFieldContainer[str]: ...
        def __init__(
            self,
            *,
            non_ref_properties: Struct | None = ...,
            single_target_ref_props: Iterable[BatchObject.SingleTargetRefProps] | None = ...,
            multi_target_ref_props: Iterable[BatchObject.MultiTargetRefProps] | None = ...,
            number_array_properties: Iterable[NumberArrayProperties] | None = ...,
            int_array_properties: Iterable[IntArrayProperties] | None = ...,
            text_array_properties: Iterable[TextArrayProperties] | None = ...,
            boolean_array_properties: Iterable[BooleanArrayProperties] | None = ...,
            object_properties: Iterable[ObjectProperties] | None = ...,
            object_array_properties: Iterable[ObjectArrayProperties] | None = ...,
            empty_list_props: Iterable[str] | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Literal["non_ref_properties"]) -> bool: ...
        def ClearField(self, field_name: Literal["non_ref_properties", "single_target_ref_props", "multi_target_ref_props", "number_array_properties", "int_array_properties", "text_array_properties", "boolean_array_properties", "object_properties", "object_array_properties", "empty_list_props"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @final
    class SingleTargetRefProps(Message):
        @property
        def uuids(self) -> RepeatedScalarFieldContainer[str]: ...
        prop_name: str
        def __init__(
            self,
            *,
            uuids: Iterable[str] | None = ...,
            prop_name: str | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Never) -> bool: ...
        def ClearField(self, field_name: Literal["uuids", "prop_name"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @final
    class MultiTargetRefProps(Message):
        @property
        def uuids(self) -> RepeatedScalarFieldContainer[str]: ...
        prop_name: str
        target_collection: str
        def __init__(
            self,
            *,
            uuids: Iterable[str] | None = ...,
            prop_name: str | None = ...,
            target_collection: str | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Never) -> bool: ...
        def ClearField(self, field_name: Literal["uuids", "prop_name", "target_collection"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    uuid: str
    @property
    def vector(self) -> RepeatedScalarFieldContainer[float]: ...
    @property
    def properties(self) -> BatchObject.Properties: ...
    collection: str
    tenant: str
    vector_bytes: bytes
    @property
    def vectors(self) -> RepeatedCompositeFieldContainer[Vectors]: ...
    def __init__(
        self,
        *,
        uuid: str | None = ...,
        vector: Iterable[float] | None = ...,
        properties: BatchObject.Properties | None = ...,
        collection: str | None = ...,
        tenant: str | None = ...,
        vector_bytes: bytes | None = ...,
        vectors: Iterable[Vectors] | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["properties"]) -> bool: ...
    def ClearField(self, field_name: Literal["uuid", "vector", "properties", "collection", "tenant", "vector_bytes", "vectors"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class BatchReference(Message):
    name: str
    from_collection: str
    from_uuid: str
    to_collection: str
    to_uuid: str
    tenant: str
    def __init__(
        self,
        *,
        name: str | None = ...,
        from_collection: str | None = ...,
        from_uuid: str | None = ...,
        to_collection: str | None = ...,
        to_uuid: str | None = ...,
        tenant: str | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["to_collection"]) -> bool: ...
    def ClearField(self, field_name: Literal["name", "from_collection", "from_uuid", "to_collection", "to_uuid", "tenant"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class BatchObjectsReply(Message):
    @final
    class BatchError(Message):
        index: int
        error: str
        def __init__(
            self,
            *,
            index: int | None = ...,
            error: str | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Never) -> bool: ...
        def ClearField(self, field_name: Literal["index", "error"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    took: float
    @property
    def errors(self) -> RepeatedCompositeFieldContainer[BatchObjectsReply.BatchError]: ...
    def __init__(
        self,
        *,
        took: float | None = ...,
        errors: Iterable[BatchObjectsReply.BatchError] | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["took", "errors"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class BatchReferencesReply(Message):
    @final
    class BatchError(Message):
        index: int
        error: str
        def __init__(
            self,
            *,
            index: int | None = ...,
            error: str | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Never) -> bool: ...
        def ClearField(self, field_name: Literal["index", "error"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    took: float
    @property
    def errors(self) -> RepeatedCompositeFieldContainer[BatchReferencesReply.BatchError]: ...
    def __init__(
        self,
        *,
        took: float | None = ...,
        errors: Iterable[BatchReferencesReply.BatchError] | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["took", "errors"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class BatchDeleteRequest(Message):
    collection: str
    @property
    def filters(self) -> Filters: ...
    verbose: bool
    dry_run: bool
    consistency_level: _ConsistencyLevel
    tenant: str
    def __init__(
        self,
        *,
        collection: str | None = ...,
        filters: Filters | None = ...,
        verbose: bool | None = ...,
        dry_run: bool | None = ...,
        consistency_level: _ConsistencyLevel | None = ...,
        tenant: str | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["filters", "consistency_level", "tenant"]) -> bool: ...
    def ClearField(self, field_name: Literal["collection", "filters", "verbose", "dry_run", "consistency_level", "tenant"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class BatchDeleteReply(Message):
    took: float
    failed: int
    matches: int
    successful: int
    @property
    def objects(self) -> RepeatedCompositeFieldContainer[BatchDeleteObject]: ...
    def __init__(
        self,
        *,
        took: float | None = ...,
        failed: int | None = ...,
        matches: int | None = ...,
        successful: int | None = ...,
        objects: Iterable[BatchDeleteObject] | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["took", "failed", "matches", "successful", "objects"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class BatchDeleteObject(Message):
    uuid: bytes
    successful: bool
    error: str
    def __init__(
        self,
        *,
        uuid: bytes | None = ...,
        successful: bool | None = ...,
        error: str | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["error"]) -> bool: ...
    def ClearField(self, field_name: Literal["uuid", "successful", "error"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeSearch(Message):
    @final
    class Single(Message):
        prompt: str
        debug: bool
        @property
        def queries(self) -> RepeatedCompositeFieldContainer[GenerativeProvider]: ...
        def __init__(
            self,
            *,
            prompt: str | None = ...,
            debug: bool | None = ...,
            queries: Iterable[GenerativeProvider] | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Never) -> bool: ...
        def ClearField(self, field_name: Literal["prompt", "debug", "queries"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @final
    class Grouped(Message):
        task: str
        @property
        def properties(self) -> TextArray: ...
        @property
        def queries(self) -> RepeatedCompositeFieldContainer[GenerativeProvider]: ...
        debug: bool
        def __init__(
            self,
            *,
            task: str | None = ...,
            properties: TextArray | None = ...,
            queries: Iterable[GenerativeProvider] | None = ...,
            debug: bool | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Literal["properties"]) -> bool: ...
        def ClearField(self, field_name: Literal["task", "properties", "queries", "debug"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    single_response_prompt: str
    grouped_response_task: str
    @property
    def grouped_properties(self) -> RepeatedScalarFieldContainer[str]: ...
    @property
    def single(self) -> GenerativeSearch.Single: ...
    @property
    def grouped(self) -> GenerativeSearch.Grouped: ...
    def __init__(
        self,
        *,
        single_response_prompt: str | None = ...,
        grouped_response_task: str | None = ...,
        grouped_properties: Iterable[str] | None = ...,
        single: GenerativeSearch.Single | None = ...,
        grouped: GenerativeSearch.Grouped | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["single", "grouped"]) -> bool: ...
    def ClearField(self, field_name: Literal["single_response_prompt", "grouped_response_task", "grouped_properties", "single", "grouped"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeProvider(Message):
    return_metadata: bool
    @property
    def anthropic(self) -> GenerativeAnthropic: ...
    @property
    def anyscale(self) -> GenerativeAnyscale: ...
    @property
    def aws(self) -> GenerativeAWS: ...
    @property
    def cohere(self) -> GenerativeCohere: ...
    @property
    def dummy(self) -> GenerativeDummy: ...
    @property
    def mistral(self) -> GenerativeMistral: ...
    @property
    def ollama(self) -> GenerativeOllama: ...
    @property
    def openai(self) -> GenerativeOpenAI: ...
    @property
    def google(self) -> GenerativeGoogle: ...
    @property
    def databricks(self) -> GenerativeDatabricks: ...
    @property
    def friendliai(self) -> GenerativeFriendliAI: ...
    @property
    def nvidia(self) -> GenerativeNvidia: ...
    @property
    def xai(self) -> GenerativeXAI: ...
    @property
    def contextualai(self) -> GenerativeContextualAI: ...
    @property
    def deepseek(self) -> GenerativeDeepseek: ...
    def __init__(
        self,
        *,
        return_metadata: bool | None = ...,
        anthropic: GenerativeAnthropic | None = ...,
        anyscale: GenerativeAnyscale | None = ...,
        aws: GenerativeAWS | None = ...,
        cohere: GenerativeCohere | None = ...,
        dummy: GenerativeDummy | None = ...,
        mistral: GenerativeMistral | None = ...,
        ollama: GenerativeOllama | None = ...,
        openai: GenerativeOpenAI | None = ...,
        google: GenerativeGoogle | None = ...,
        databricks: GenerativeDatabricks | None = ...,
        friendliai: GenerativeFriendliAI | None = ...,
        nvidia: GenerativeNvidia | None = ...,
        xai: GenerativeXAI | None = ...,
        contextualai: GenerativeContextualAI | None = ...,
        deepseek: GenerativeDeepseek | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["anthropic", "anyscale", "aws", "cohere", "dummy", "mistral", "ollama", "openai", "google", "databricks", "friendliai", "nvidia", "xai", "contextualai", "deepseek", "kind"]) -> bool: ...
    def ClearField(self, field_name: Literal["return_metadata", "anthropic", "anyscale", "aws", "cohere", "dummy", "mistral", "ollama", "openai", "google", "databricks", "friendliai", "nvidia", "xai", "contextualai", "deepseek", "kind"]) -> None: ...
    def WhichOneof(self, oneof_group: Literal["kind"]) -> Literal["anthropic", "anyscale", "aws", "cohere", "dummy", "mistral", "ollama", "openai", "google", "databricks", "friendliai", "nvidia", "xai", "contextualai", "deepseek"] | None: ...

@final
class GenerativeAnthropic(Message):
    base_url: str
    max_tokens: int
    model: str
    temperature: float
    top_k: int
    top_p: float
    @property
    def stop_sequences(self) -> TextArray: ...
    @property
    def images(self) -> TextArray: ...
    @property
    def image_properties(self) -> TextArray: ...
    def __init__(
        self,
        *,
        base_url: str | None = ...,
        max_tokens: int | None = ...,
        model: str | None = ...,
        temperature: float | None = ...,
        top_k: int | None = ...,
        top_p: float | None = ...,
        stop_sequences: TextArray | None = ...,
        images: TextArray | None = ...,
        image_properties: TextArray | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["base_url", "max_tokens", "model", "temperature", "top_k", "top_p", "stop_sequences", "images", "image_properties"]) -> bool: ...
    def ClearField(self, field_name: Literal["base_url", "max_tokens", "model", "temperature", "top_k", "top_p", "stop_sequences", "images", "image_properties"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeAnyscale(Message):
    base_url: str
    model: str
    temperature: float
    def __init__(
        self,
        *,
        base_url: str | None = ...,
        model: str | None = ...,
        temperature: float | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["base_url", "model", "temperature"]) -> bool: ...
    def ClearField(self, field_name: Literal["base_url", "model", "temperature"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeAWS(Message):
    model: str
    temperature: float
    service: str
    region: str
    endpoint: str
    target_model: str
    target_variant: str
    @property
    def images(self) -> TextArray: ...
    @property
    def image_properties(self) -> TextArray: ...
    max_tokens: int
    @property
    def stop_sequences(self) -> TextArray: ...
    def __init__(
        self,
        *,
        model: str | None = ...,
        temperature: float | None = ...,
        service: str | None = ...,
        region: str | None = ...,
        endpoint: str | None = ...,
        target_model: str | None = ...,
        target_variant: str | None = ...,
        images: TextArray | None = ...,
        image_properties: TextArray | None = ...,
        max_tokens: int | None = ...,
        stop_sequences: TextArray | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["model", "temperature", "service", "region", "endpoint", "target_model", "target_variant", "images", "image_properties", "max_tokens", "stop_sequences"]) -> bool: ...
    def ClearField(self, field_name: Literal["model", "temperature", "service", "region", "endpoint", "target_model", "target_variant", "images", "image_properties", "max_tokens", "stop_sequences"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeCohere(Message):
    base_url: str
    frequency_penalty: float
    max_tokens: int
    model: str
    k: int
    p: float
    presence_penalty: float
    @property
    def stop_sequences(self) -> TextArray: ...
    temperature: float
    @property
    def images(self) -> TextArray: ...
    @property
    def image_properties(self) -> TextArray: ...
    def __init__(
        self,
        *,
        base_url: str | None = ...,
        frequency_penalty: float | None = ...,
        max_tokens: int | None = ...,
        model: str | None = ...,
        k: int | None = ...,
        p: float | None = ...,
        presence_penalty: float | None = ...,
        stop_sequences: TextArray | None = ...,
        temperature: float | None = ...,
        images: TextArray | None = ...,
        image_properties: TextArray | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["base_url", "frequency_penalty", "max_tokens", "model", "k", "p", "presence_penalty", "stop_sequences", "temperature", "images", "image_properties"]) -> bool: ...
    def ClearField(self, field_name: Literal["base_url", "frequency_penalty", "max_tokens", "model", "k", "p", "presence_penalty", "stop_sequences", "temperature", "images", "image_properties"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeDummy(Message):
    def __init__(self) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Never) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeMistral(Message):
    base_url: str
    max_tokens: int
    model: str
    temperature: float
    top_p: float
    def __init__(
        self,
        *,
        base_url: str | None = ...,
        max_tokens: int | None = ...,
        model: str | None = ...,
        temperature: float | None = ...,
        top_p: float | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["base_url", "max_tokens", "model", "temperature", "top_p"]) -> bool: ...
    def ClearField(self, field_name: Literal["base_url", "max_tokens", "model", "temperature", "top_p"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeOllama(Message):
    api_endpoint: str
    model: str
    temperature: float
    @property
    def images(self) -> TextArray: ...
    @property
    def image_properties(self) -> TextArray: ...
    def __init__(
        self,
        *,
        api_endpoint: str | None = ...,
        model: str | None = ...,
        temperature: float | None = ...,
        images: TextArray | None = ...,
        image_properties: TextArray | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["api_endpoint", "model", "temperature", "images", "image_properties"]) -> bool: ...
    def ClearField(self, field_name: Literal["api_endpoint", "model", "temperature", "images", "image_properties"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeOpenAI(Message):
    class ReasoningEffort(_Enum[_GenerativeOpenAIReasoningEffort]):
        ValueType: TypeAlias = _GenerativeOpenAIReasoningEffort
        REASONING_EFFORT_UNSPECIFIED: ClassVar[_GenerativeOpenAIReasoningEffort]
        REASONING_EFFORT_MINIMAL: ClassVar[_GenerativeOpenAIReasoningEffort]
        REASONING_EFFORT_LOW: ClassVar[_GenerativeOpenAIReasoningEffort]
        REASONING_EFFORT_MEDIUM: ClassVar[_GenerativeOpenAIReasoningEffort]
        REASONING_EFFORT_HIGH: ClassVar[_GenerativeOpenAIReasoningEffort]

    class Verbosity(_Enum[_GenerativeOpenAIVerbosity]):
        ValueType: TypeAlias = _GenerativeOpenAIVerbosity
        VERBOSITY_UNSPECIFIED: ClassVar[_GenerativeOpenAIVerbosity]
        VERBOSITY_LOW: ClassVar[_GenerativeOpenAIVerbosity]
        VERBOSITY_MEDIUM: ClassVar[_GenerativeOpenAIVerbosity]
        VERBOSITY_HIGH: ClassVar[_GenerativeOpenAIVerbosity]

    REASONING_EFFORT_UNSPECIFIED: ClassVar[_GenerativeOpenAIReasoningEffort]
    REASONING_EFFORT_MINIMAL: ClassVar[_GenerativeOpenAIReasoningEffort]
    REASONING_EFFORT_LOW: ClassVar[_GenerativeOpenAIReasoningEffort]
    REASONING_EFFORT_MEDIUM: ClassVar[_GenerativeOpenAIReasoningEffort]
    REASONING_EFFORT_HIGH: ClassVar[_GenerativeOpenAIReasoningEffort]
    VERBOSITY_UNSPECIFIED: ClassVar[_GenerativeOpenAIVerbosity]
    VERBOSITY_LOW: ClassVar[_GenerativeOpenAIVerbosity]
    VERBOSITY_MEDIUM: ClassVar[_GenerativeOpenAIVerbosity]
    VERBOSITY_HIGH: ClassVar[_GenerativeOpenAIVerbosity]
    frequency_penalty: float
    max_tokens: int
    model: str
    n: int
    presence_penalty: float
    @property
    def stop(self) -> TextArray: ...
    temperature: float
    top_p: float
    base_url: str
    api_version: str
    resource_name: str
    deployment_id: str
    is_azure: bool
    @property
    def images(self) -> TextArray: ...
    @property
    def image_properties(self) -> TextArray: ...
    reasoning_effort: _GenerativeOpenAIReasoningEffort
    verbosity: _GenerativeOpenAIVerbosity
    def __init__(
        self,
        *,
        frequency_penalty: float | None = ...,
        max_tokens: int | None = ...,
        model: str | None = ...,
        n: int | None = ...,
        presence_penalty: float | None = ...,
        stop: TextArray | None = ...,
        temperature: float | None = ...,
        top_p: float | None = ...,
        base_url: str | None = ...,
        api_version: str | None = ...,
        resource_name: str | None = ...,
        deployment_id: str | None = ...,
        is_azure: bool | None = ...,
        images: TextArray | None = ...,
        image_properties: TextArray | None = ...,
        reasoning_effort: _GenerativeOpenAIReasoningEffort | None = ...,
        verbosity: _GenerativeOpenAIVerbosity | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["frequency_penalty", "max_tokens", "model", "n", "presence_penalty", "stop", "temperature", "top_p", "base_url", "api_version", "resource_name", "deployment_id", "is_azure", "images", "image_properties", "reasoning_effort", "verbosity"]) -> bool: ...
    def ClearField(self, field_name: Literal["frequency_penalty", "max_tokens", "model", "n", "presence_penalty", "stop", "temperature", "top_p", "base_url", "api_version", "resource_name", "deployment_id", "is_azure", "images", "image_properties", "reasoning_effort", "verbosity"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeGoogle(Message):
    frequency_penalty: float
    max_tokens: int
    model: str
    presence_penalty: float
    temperature: float
    top_k: int
    top_p: float
    @property
    def stop_sequences(self) -> TextArray: ...
    api_endpoint: str
    project_id: str
    endpoint_id: str
    region: str
    @property
    def images(self) -> TextArray: ...
    @property
    def image_properties(self) -> TextArray: ...
    location: str
    def __init__(
        self,
        *,
        frequency_penalty: float | None = ...,
        max_tokens: int | None = ...,
        model: str | None = ...,
        presence_penalty: float | None = ...,
        temperature: float | None = ...,
        top_k: int | None = ...,
        top_p: float | None = ...,
        stop_sequences: TextArray | None = ...,
        api_endpoint: str | None = ...,
        project_id: str | None = ...,
        endpoint_id: str | None = ...,
        region: str | None = ...,
        images: TextArray | None = ...,
        image_properties: TextArray | None = ...,
        location: str | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["frequency_penalty", "max_tokens", "model", "presence_penalty", "temperature", "top_k", "top_p", "stop_sequences", "api_endpoint", "project_id", "endpoint_id", "region", "images", "image_properties", "location"]) -> bool: ...
    def ClearField(self, field_name: Literal["frequency_penalty", "max_tokens", "model", "presence_penalty", "temperature", "top_k", "top_p", "stop_sequences", "api_endpoint", "project_id", "endpoint_id", "region", "images", "image_properties", "location"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeDatabricks(Message):
    endpoint: str
    model: str
    frequency_penalty: float
    log_probs: bool
    top_log_probs: int
    max_tokens: int
    n: int
    presence_penalty: float
    @property
    def stop(self) -> TextArray: ...
    temperature: float
    top_p: float
    def __init__(
        self,
        *,
        endpoint: str | None = ...,
        model: str | None = ...,
        frequency_penalty: float | None = ...,
        log_probs: bool | None = ...,
        top_log_probs: int | None = ...,
        max_tokens: int | None = ...,
        n: int | None = ...,
        presence_penalty: float | None = ...,
        stop: TextArray | None = ...,
        temperature: float | None = ...,
        top_p: float | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["endpoint", "model", "frequency_penalty", "log_probs", "top_log_probs", "max_tokens", "n", "presence_penalty", "stop", "temperature", "top_p"]) -> bool: ...
    def ClearField(self, field_name: Literal["endpoint", "model", "frequency_penalty", "log_probs", "top_log_probs", "max_tokens", "n", "presence_penalty", "stop", "temperature", "top_p"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeFriendliAI(Message):
    base_url: str
    model: str
    max_tokens: int
    temperature: float
    n: int
    top_p: float
    def __init__(
        self,
        *,
        base_url: str | None = ...,
        model: str | None = ...,
        max_tokens: int | None = ...,
        temperature: float | None = ...,
        n: int | None = ...,
        top_p: float | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["base_url", "model", "max_tokens", "temperature", "n", "top_p"]) -> bool: ...
    def ClearField(self, field_name: Literal["base_url", "model", "max_tokens", "temperature", "n", "top_p"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeNvidia(Message):
    base_url: str
    model: str
    temperature: float
    top_p: float
    max_tokens: int
    def __init__(
        self,
        *,
        base_url: str | None = ...,
        model: str | None = ...,
        temperature: float | None = ...,
        top_p: float | None = ...,
        max_tokens: int | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["base_url", "model", "temperature", "top_p", "max_tokens"]) -> bool: ...
    def ClearField(self, field_name: Literal["base_url", "model", "temperature", "top_p", "max_tokens"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeXAI(Message):
    base_url: str
    model: str
    temperature: float
    top_p: float
    max_tokens: int
    @property
    def images(self) -> TextArray: ...
    @property
    def image_properties(self) -> TextArray: ...
    def __init__(
        self,
        *,
        base_url: str | None = ...,
        model: str | None = ...,
        temperature: float | None = ...,
        top_p: float | None = ...,
        max_tokens: int | None = ...,
        images: TextArray | None = ...,
        image_properties: TextArray | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["base_url", "model", "temperature", "top_p", "max_tokens", "images", "image_properties"]) -> bool: ...
    def ClearField(self, field_name: Literal["base_url", "model", "temperature", "top_p", "max_tokens", "images", "image_properties"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeContextualAI(Message):
    model: str
    temperature: float
    top_p: float
    max_new_tokens: int
    system_prompt: str
    avoid_commentary: bool
    @property
    def knowledge(self) -> TextArray: ...
    def __init__(
        self,
        *,
        model: str | None = ...,
        temperature: float | None = ...,
        top_p: float | None = ...,
        max_new_tokens: int | None = ...,
        system_prompt: str | None = ...,
        avoid_commentary: bool | None = ...,
        knowledge: TextArray | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["model", "temperature", "top_p", "max_new_tokens", "system_prompt", "avoid_commentary", "knowledge"]) -> bool: ...
    def ClearField(self, field_name: Literal["model", "temperature", "top_p", "max_new_tokens", "system_prompt", "avoid_commentary", "knowledge"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeDeepseek(Message):
    base_url: str
    model: str
    temperature: float
    max_tokens: int
    frequency_penalty: float
    presence_penalty: float
    top_p: float
    @property
    def stop(self) -> TextArray: ...
    def __init__(
        self,
        *,
        base_url: str | None = ...,
        model: str | None = ...,
        temperature: float | None = ...,
        max_tokens: int | None = ...,
        frequency_penalty: float | None = ...,
        presence_penalty: float | None = ...,
        top_p: float | None = ...,
        stop: TextArray | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["base_url", "model", "temperature", "max_tokens", "frequency_penalty", "presence_penalty", "top_p", "stop"]) -> bool: ...
    def ClearField(self, field_name: Literal["base_url", "model", "temperature", "max_tokens", "frequency_penalty", "presence_penalty", "top_p", "stop"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeAnthropicMetadata(Message):
    @final
    class Usage(Message):
        input_tokens: int
        output_tokens: int
        def __init__(
            self,
            *,
            input_tokens: int | None = ...,
            output_tokens: int | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Never) -> bool: ...
        def ClearField(self, field_name: Literal["input_tokens", "output_tokens"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @property
    def usage(self) -> GenerativeAnthropicMetadata.Usage: ...
    def __init__(
        self,
        *,
        usage: GenerativeAnthropicMetadata.Usage | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["usage"]) -> bool: ...
    def ClearField(self, field_name: Literal["usage"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeAnyscaleMetadata(Message):
    def __init__(self) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Never) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeAWSMetadata(Message):
    def __init__(self) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Never) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeCohereMetadata(Message):
    @final
    class ApiVersion(Message):
        version: str
        is_deprecated: bool
        is_experimental: bool
        def __init__(
            self,
            *,
            version: str | None = ...,
            is_deprecated: bool | None = ...,
            is_experimental: bool | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Literal["version", "is_deprecated", "is_experimental"]) -> bool: ...
        def ClearField(self, field_name: Literal["version", "is_deprecated", "is_experimental"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @final
    class BilledUnits(Message):
        input_tokens: float
        output_tokens: float
        search_units: float
        classifications: float
        def __init__(
            self,
            *,
            input_tokens: float | None = ...,
            output_tokens: float | None = ...,
            search_units: float | None = ...,
            classifications: float | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Literal["input_tokens", "output_tokens", "search_units", "classifications"]) -> bool: ...
        def ClearField(self, field_name: Literal["input_tokens", "output_tokens", "search_units", "classifications"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @final
    class Tokens(Message):
        input_tokens: float
        output_tokens: float
        def __init__(
            self,
            *,
            input_tokens: float | None = ...,
            output_tokens: float | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Literal["input_tokens", "output_tokens"]) -> bool: ...
        def ClearField(self, field_name: Literal["input_tokens", "output_tokens"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @property
    def api_version(self) -> GenerativeCohereMetadata.ApiVersion: ...
    @property
    def billed_units(self) -> GenerativeCohereMetadata.BilledUnits: ...
    @property
    def tokens(self) -> GenerativeCohereMetadata.Tokens: ...
    @property
    def warnings(self) -> TextArray: ...
    def __init__(
        self,
        *,
        api_version: GenerativeCohereMetadata.ApiVersion | None = ...,
        billed_units: GenerativeCohereMetadata.BilledUnits | None = ...,
        tokens: GenerativeCohereMetadata.Tokens | None = ...,
        warnings: TextArray | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["api_version", "billed_units", "tokens", "warnings"]) -> bool: ...
    def ClearField(self, field_name: Literal["api_version", "billed_units", "tokens", "warnings"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeDummyMetadata(Message):
    def __init__(self) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Never) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeMistralMetadata(Message):
    @final
    class Usage(Message):
        prompt_tokens: int
        completion_tokens: int
        total_tokens: int
        def __init__(
            self,
            *,
            prompt_tokens: int | None = ...,
            completion_tokens: int | None = ...,
            total_tokens: int | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Literal["prompt_tokens", "completion_tokens", "total_tokens"]) -> bool: ...
        def ClearField(self, field_name: Literal["prompt_tokens", "completion_tokens", "total_tokens"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @property
    def usage(self) -> GenerativeMistralMetadata.Usage: ...
    def __init__(
        self,
        *,
        usage: GenerativeMistralMetadata.Usage | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["usage"]) -> bool: ...
    def ClearField(self, field_name: Literal["usage"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeOllamaMetadata(Message):
    def __init__(self) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Never) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeOpenAIMetadata(Message):
    @final
    class Usage(Message):
        prompt_tokens: int
        completion_tokens: int
        total_tokens: int
        def __init__(
            self,
            *,
            prompt_tokens: int | None = ...,
            completion_tokens: int | None = ...,
            total_tokens: int | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Literal["prompt_tokens", "completion_tokens", "total_tokens"]) -> bool: ...
        def ClearField(self, field_name: Literal["prompt_tokens", "completion_tokens", "total_tokens"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @property
    def usage(self) -> GenerativeOpenAIMetadata.Usage: ...
    def __init__(
        self,
        *,
        usage: GenerativeOpenAIMetadata.Usage | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["usage"]) -> bool: ...
    def ClearField(self, field_name: Literal["usage"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeGoogleMetadata(Message):
    @final
    class TokenCount(Message):
        total_billable_characters: int
        total_tokens: int
        def __init__(
            self,
            *,
            total_billable_characters: int | None = ...,
            total_tokens: int | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Literal["total_billable_characters", "total_tokens"]) -> bool: ...
        def ClearField(self, field_name: Literal["total_billable_characters", "total_tokens"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @final
    class TokenMetadata(Message):
        @property
        def input_token_count(self) -> GenerativeGoogleMetadata.TokenCount: ...
        @property
        def output_token_count(self) -> GenerativeGoogleMetadata.TokenCount: ...
        def __init__(
            self,
            *,
            input_token_count: GenerativeGoogleMetadata.TokenCount | None = ...,
            output_token_count: GenerativeGoogleMetadata.TokenCount | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Literal["input_token_count", "output_token_count"]) -> bool: ...
        def ClearField(self, field_name: Literal["input_token_count", "output_token_count"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @final
    class Metadata(Message):
        @property
        def token_metadata(self) -> GenerativeGoogleMetadata.TokenMetadata: ...
        def __init__(
            self,
            *,
            token_metadata: GenerativeGoogleMetadata.TokenMetadata | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Literal["token_metadata"]) -> bool: ...
        def ClearField(self, field_name: Literal["token_metadata"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @final
    class UsageMetadata(Message):
        prompt_token_count: int
        candidates_token_count: int
        total_token_count: int
        def __init__(
            self,
            *,
            prompt_token_count: int | None = ...,
            candidates_token_count: int | None = ...,
            total_token_count: int | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Literal["prompt_token_count", "candidates_token_count", "total_token_count"]) -> bool: ...
        def ClearField(self, field_name: Literal["prompt_token_count", "candidates_token_count", "total_token_count"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @property
    def metadata(self) -> GenerativeGoogleMetadata.Metadata: ...
    @property
    def usage_metadata(self) -> GenerativeGoogleMetadata.UsageMetadata: ...
    def __init__(
        self,
        *,
        metadata: GenerativeGoogleMetadata.Metadata | None = ...,
        usage_metadata: GenerativeGoogleMetadata.UsageMetadata | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["metadata", "usage_metadata"]) -> bool: ...
    def ClearField(self, field_name: Literal["metadata", "usage_metadata"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeDatabricksMetadata(Message):
    @final
    class Usage(Message):
        prompt_tokens: int
        completion_tokens: int
        total_tokens: int
        def __init__(
            self,
            *,
            prompt_tokens: int | None = ...,
            completion_tokens: int | None = ...,
            total_tokens: int | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Literal["prompt_tokens", "completion_tokens", "total_tokens"]) -> bool: ...
        def ClearField(self, field_name: Literal["prompt_tokens", "completion_tokens", "total_tokens"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @property
    def usage(self) -> GenerativeDatabricksMetadata.Usage: ...
    def __init__(
        self,
        *,
        usage: GenerativeDatabricksMetadata.Usage | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["usage"]) -> bool: ...
    def ClearField(self, field_name: Literal["usage"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeFriendliAIMetadata(Message):
    @final
    class Usage(Message):
        prompt_tokens: int
        completion_tokens: int
        total_tokens: int
        def __init__(
            self,
            *,
            prompt_tokens: int | None = ...,
            completion_tokens: int | None = ...,
            total_tokens: int | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Literal["prompt_tokens", "completion_tokens", "total_tokens"]) -> bool: ...
        def ClearField(self, field_name: Literal["prompt_tokens", "completion_tokens", "total_tokens"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @property
    def usage(self) -> GenerativeFriendliAIMetadata.Usage: ...
    def __init__(
        self,
        *,
        usage: GenerativeFriendliAIMetadata.Usage | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["usage"]) -> bool: ...
    def ClearField(self, field_name: Literal["usage"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeNvidiaMetadata(Message):
    @final
    class Usage(Message):
        prompt_tokens: int
        completion_tokens: int
        total_tokens: int
        def __init__(
            self,
            *,
            prompt_tokens: int | None = ...,
            completion_tokens: int | None = ...,
            total_tokens: int | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Literal["prompt_tokens", "completion_tokens", "total_tokens"]) -> bool: ...
        def ClearField(self, field_name: Literal["prompt_tokens", "completion_tokens", "total_tokens"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @property
    def usage(self) -> GenerativeNvidiaMetadata.Usage: ...
    def __init__(
        self,
        *,
        usage: GenerativeNvidiaMetadata.Usage | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["usage"]) -> bool: ...
    def ClearField(self, field_name: Literal["usage"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeXAIMetadata(Message):
    @final
    class Usage(Message):
        prompt_tokens: int
        completion_tokens: int
        total_tokens: int
        def __init__(
            self,
            *,
            prompt_tokens: int | None = ...,
            completion_tokens: int | None = ...,
            total_tokens: int | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Literal["prompt_tokens", "completion_tokens", "total_tokens"]) -> bool: ...
        def ClearField(self, field_name: Literal["prompt_tokens", "completion_tokens", "total_tokens"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @property
    def usage(self) -> GenerativeXAIMetadata.Usage: ...
    def __init__(
        self,
        *,
        usage: GenerativeXAIMetadata.Usage | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["usage"]) -> bool: ...
    def ClearField(self, field_name: Literal["usage"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeDeepseekMetadata(Message):
    @final
    class Usage(Message):
        prompt_tokens: int
        completion_tokens: int
        total_tokens: int
        def __init__(
            self,
            *,
            prompt_tokens: int | None = ...,
            completion_tokens: int | None = ...,
            total_tokens: int | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Literal["prompt_tokens", "completion_tokens", "total_tokens"]) -> bool: ...
        def ClearField(self, field_name: Literal["prompt_tokens", "completion_tokens", "total_tokens"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @property
    def usage(self) -> GenerativeDeepseekMetadata.Usage: ...
    def __init__(
        self,
        *,
        usage: GenerativeDeepseekMetadata.Usage | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["usage"]) -> bool: ...
    def ClearField(self, field_name: Literal["usage"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeMetadata(Message):
    @property
    def anthropic(self) -> GenerativeAnthropicMetadata: ...
    @property
    def anyscale(self) -> GenerativeAnyscaleMetadata: ...
    @property
    def aws(self) -> GenerativeAWSMetadata: ...
    @property
    def cohere(self) -> GenerativeCohereMetadata: ...
    @property
    def dummy(self) -> GenerativeDummyMetadata: ...
    @property
    def mistral(self) -> GenerativeMistralMetadata: ...
    @property
    def ollama(self) -> GenerativeOllamaMetadata: ...
    @property
    def openai(self) -> GenerativeOpenAIMetadata: ...
    @property
    def google(self) -> GenerativeGoogleMetadata: ...
    @property
    def databricks(self) -> GenerativeDatabricksMetadata: ...
    @property
    def friendliai(self) -> GenerativeFriendliAIMetadata: ...
    @property
    def nvidia(self) -> GenerativeNvidiaMetadata: ...
    @property
    def xai(self) -> GenerativeXAIMetadata: ...
    @property
    def deepseek(self) -> GenerativeDeepseekMetadata: ...
    def __init__(
        self,
        *,
        anthropic: GenerativeAnthropicMetadata | None = ...,
        anyscale: GenerativeAnyscaleMetadata | None = ...,
        aws: GenerativeAWSMetadata | None = ...,
        cohere: GenerativeCohereMetadata | None = ...,
        dummy: GenerativeDummyMetadata | None = ...,
        mistral: GenerativeMistralMetadata | None = ...,
        ollama: GenerativeOllamaMetadata | None = ...,
        openai: GenerativeOpenAIMetadata | None = ...,
        google: GenerativeGoogleMetadata | None = ...,
        databricks: GenerativeDatabricksMetadata | None = ...,
        friendliai: GenerativeFriendliAIMetadata | None = ...,
        nvidia: GenerativeNvidiaMetadata | None = ...,
        xai: GenerativeXAIMetadata | None = ...,
        deepseek: GenerativeDeepseekMetadata | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["anthropic", "anyscale", "aws", "cohere", "dummy", "mistral", "ollama", "openai", "google", "databricks", "friendliai", "nvidia", "xai", "deepseek", "kind"]) -> bool: ...
    def ClearField(self, field_name: Literal["anthropic", "anyscale", "aws", "cohere", "dummy", "mistral", "ollama", "openai", "google", "databricks", "friendliai", "nvidia", "xai", "deepseek", "kind"]) -> None: ...
    def WhichOneof(self, oneof_group: Literal["kind"]) -> Literal["anthropic", "anyscale", "aws", "cohere", "dummy", "mistral", "ollama", "openai", "google", "databricks", "friendliai", "nvidia", "xai", "deepseek"] | None: ...

@final
class GenerativeReply(Message):
    result: str
    @property
    def debug(self) -> GenerativeDebug: ...
    @property
    def metadata(self) -> GenerativeMetadata: ...
    def __init__(
        self,
        *,
        result: str | None = ...,
        debug: GenerativeDebug | None = ...,
        metadata: GenerativeMetadata | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["debug", "metadata"]) -> bool: ...
    def ClearField(self, field_name: Literal["result", "debug", "metadata"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeResult(Message):
    @property
    def values(self) -> RepeatedCompositeFieldContainer[GenerativeReply]: ...
    def __init__(
        self,
        *,
        values: Iterable[GenerativeReply] | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["values"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GenerativeDebug(Message):
    full_prompt: str
    def __init__(
        self,
        *,
        full_prompt: str | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["full_prompt"]) -> bool: ...
    def ClearField(self, field_name: Literal["full_prompt"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class WeaviateHealthCheckRequest(Message):
    service: str
    def __init__(
        self,
        *,
        service: str | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["service"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class WeaviateHealthCheckResponse(Message):
    class ServingStatus(_Enum[_WeaviateHealthCheckResponseServingStatus]):
        ValueType: TypeAlias = _WeaviateHealthCheckResponseServingStatus
        UNKNOWN: ClassVar[_WeaviateHealthCheckResponseServingStatus]
        SERVING: ClassVar[_WeaviateHealthCheckResponseServingStatus]
        NOT_SERVING: ClassVar[_WeaviateHealthCheckResponseServingStatus]

    UNKNOWN: ClassVar[_WeaviateHealthCheckResponseServingStatus]
    SERVING: ClassVar[_WeaviateHealthCheckResponseServingStatus]
    NOT_SERVING: ClassVar[_WeaviateHealthCheckResponseServingStatus]
    status: _WeaviateHealthCheckResponseServingStatus
    def __init__(
        self,
        *,
        status: _WeaviateHealthCheckResponseServingStatus | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["status"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class Properties(Message):
    @property
    def fields(self) -> MessageMap[str, Value]: ...
    def __init__(
        self,
        *,
        fields: Mapping[str, Value] | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["fields"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class Value(Message):
    number_value: float
    bool_value: bool
    @property
    def object_value(self) -> Properties: ...
    @property
    def list_value(self) -> ListValue: ...
    date_value: str
    uuid_value: str
    int_value: int
    @property
    def geo_value(self) -> GeoCoordinate: ...
    blob_value: str
    @property
    def phone_value(self) -> PhoneNumber: ...
    null_value: _NullValue
    text_value: str
    def __init__(
        self,
        *,
        number_value: float | None = ...,
        bool_value: bool | None = ...,
        object_value: Properties | None = ...,
        list_value: ListValue | None = ...,
        date_value: str | None = ...,
        uuid_value: str | None = ...,
        int_value: int | None = ...,
        geo_value: GeoCoordinate | None = ...,
        blob_value: str | None = ...,
        phone_value: PhoneNumber | None = ...,
        null_value: _NullValue | None = ...,
        text_value: str | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["number_value", "bool_value", "object_value", "list_value", "date_value", "uuid_value", "int_value", "geo_value", "blob_value", "phone_value", "null_value", "text_value", "kind"]) -> bool: ...
    def ClearField(self, field_name: Literal["number_value", "bool_value", "object_value", "list_value", "date_value", "uuid_value", "int_value", "geo_value", "blob_value", "phone_value", "null_value", "text_value", "kind"]) -> None: ...
    def WhichOneof(self, oneof_group: Literal["kind"]) -> Literal["number_value", "bool_value", "object_value", "list_value", "date_value", "uuid_value", "int_value", "geo_value", "blob_value", "phone_value", "null_value", "text_value"] | None: ...

@final
class ListValue(Message):
    @property
    def number_values(self) -> NumberValues: ...
    @property
    def bool_values(self) -> BoolValues: ...
    @property
    def object_values(self) -> ObjectValues: ...
    @property
    def date_values(self) -> DateValues: ...
    @property
    def uuid_values(self) -> UuidValues: ...
    @property
    def int_values(self) -> IntValues: ...
    @property
    def text_values(self) -> TextValues: ...
    def __init__(
        self,
        *,
        number_values: NumberValues | None = ...,
        bool_values: BoolValues | None = ...,
        object_values: ObjectValues | None = ...,
        date_values: DateValues | None = ...,
        uuid_values: UuidValues | None = ...,
        int_values: IntValues | None = ...,
        text_values: TextValues | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["number_values", "bool_values", "object_values", "date_values", "uuid_values", "int_values", "text_values", "kind"]) -> bool: ...
    def ClearField(self, field_name: Literal["number_values", "bool_values", "object_values", "date_values", "uuid_values", "int_values", "text_values", "kind"]) -> None: ...
    def WhichOneof(self, oneof_group: Literal["kind"]) -> Literal["number_values", "bool_values", "object_values", "date_values", "uuid_values", "int_values", "text_values"] | None: ...

@final
class NumberValues(Message):
    values: bytes
    def __init__(
        self,
        *,
        values: bytes | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["values"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class TextValues(Message):
    @property
    def values(self) -> RepeatedScalarFieldContainer[str]: ...
    def __init__(
        self,
        *,
        values: Iterable[str] | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["values"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class BoolValues(Message):
    @property
    def values(self) -> RepeatedScalarFieldContainer[bool]: ...
    def __init__(
        self,
        *,
        values: Iterable[bool] | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["values"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class ObjectValues(Message):
    @property
    def values(self) -> RepeatedCompositeFieldContainer[Properties]: ...
    def __init__(
        self,
        *,
        values: Iterable[Properties] | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["values"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class DateValues(Message):
    @property
    def values(self) -> RepeatedScalarFieldContainer[str]: ...
    def __init__(
        self,
        *,
        values: Iterable[str] | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["values"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class UuidValues(Message):
    @property
    def values(self) -> RepeatedScalarFieldContainer[str]: ...
    def __init__(
        self,
        *,
        values: Iterable[str] | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["values"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class IntValues(Message):
    values: bytes
    def __init__(
        self,
        *,
        values: bytes | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["values"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GeoCoordinate(Message):
    longitude: float
    latitude: float
    def __init__(
        self,
        *,
        longitude: float | None = ...,
        latitude: float | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["longitude", "latitude"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class PhoneNumber(Message):
    country_code: int
    default_country: str
    input: str
    international_formatted: str
    national: int
    national_formatted: str
    valid: bool
    def __init__(
        self,
        *,
        country_code: int | None = ...,
        default_country: str | None = ...,
        input: str | None = ...,
        international_formatted: str | None = ...,
        national: int | None = ...,
        national_formatted: str | None = ...,
        valid: bool | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["country_code", "default_country", "input", "international_formatted", "national", "national_formatted", "valid"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class SearchRequest(Message):
    collection: str
    tenant: str
    consistency_level: _ConsistencyLevel
    @property
    def properties(self) -> PropertiesRequest: ...
    @property
    def metadata(self) -> MetadataRequest: ...
    @property
    def group_by(self) -> GroupBy: ...
    limit: int
    offset: int
    autocut: int
    after: str
    @property
    def sort_by(self) -> RepeatedCompositeFieldContainer[SortBy]: ...
    @property
    def filters(self) -> Filters: ...
    @property
    def hybrid_search(self) -> Hybrid: ...
    @property
    def bm25_search(self) -> BM25: ...
    @property
    def near_vector(self) -> NearVector: ...
    @property
    def near_object(self) -> NearObject: ...
    @property
    def near_text(self) -> NearTextSearch: ...
    @property
    def near_image(self) -> NearImageSearch: ...
    @property
    def near_audio(self) -> NearAudioSearch: ...
    @property
    def near_video(self) -> NearVideoSearch: ...
    @property
    def near_depth(self) -> NearDepthSearch: ...
    @property
    def near_thermal(self) -> NearThermalSearch: ...
    @property
    def near_imu(self) -> NearIMUSearch: ...
    @property
    def generative(self) -> GenerativeSearch: ...
    @property
    def rerank(self) -> Rerank: ...
    @property
    def boost(self) -> Boost: ...
    uses_123_api: bool
    uses_125_api: bool
    uses_127_api: bool
    def __init__(
        self,
        *,
        collection: str | None = ...,
        tenant: str | None = ...,
        consistency_level: _ConsistencyLevel | None = ...,
        properties: PropertiesRequest | None = ...,
        metadata: MetadataRequest | None = ...,
        group_by: GroupBy | None = ...,
        limit: int | None = ...,
        offset: int | None = ...,
        autocut: int | None = ...,
        after: str | None = ...,
        sort_by: Iterable[SortBy] | None = ...,
        filters: Filters | None = ...,
        hybrid_search: Hybrid | None = ...,
        bm25_search: BM25 | None = ...,
        near_vector: NearVector | None = ...,
        near_object: NearObject | None = ...,
        near_text: NearTextSearch | None = ...,
        near_image: NearImageSearch | None = ...,
        near_audio: NearAudioSearch | None = ...,
        near_video: NearVideoSearch | None = ...,
        near_depth: NearDepthSearch | None = ...,
        near_thermal: NearThermalSearch | None = ...,
        near_imu: NearIMUSearch | None = ...,
        generative: GenerativeSearch | None = ...,
        rerank: Rerank | None = ...,
        boost: Boost | None = ...,
        uses_123_api: bool | None = ...,
        uses_125_api: bool | None = ...,
        uses_127_api: bool | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["consistency_level", "properties", "metadata", "group_by", "filters", "hybrid_search", "bm25_search", "near_vector", "near_object", "near_text", "near_image", "near_audio", "near_video", "near_depth", "near_thermal", "near_imu", "generative", "rerank", "boost"]) -> bool: ...
    def ClearField(self, field_name: Literal["collection", "tenant", "consistency_level", "properties", "metadata", "group_by", "limit", "offset", "autocut", "after", "sort_by", "filters", "hybrid_search", "bm25_search", "near_vector", "near_object", "near_text", "near_image", "near_audio", "near_video", "near_depth", "near_thermal", "near_imu", "generative", "rerank", "boost", "uses_123_api", "uses_125_api", "uses_127_api"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GroupBy(Message):
    @property
    def path(self) -> RepeatedScalarFieldContainer[str]: ...
    number_of_groups: int
    objects_per_group: int
    def __init__(
        self,
        *,
        path: Iterable[str] | None = ...,
        number_of_groups: int | None = ...,
        objects_per_group: int | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["path", "number_of_groups", "objects_per_group"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class SortBy(Message):
    ascending: bool
    @property
    def path(self) -> RepeatedScalarFieldContainer[str]: ...
    def __init__(
        self,
        *,
        ascending: bool | None = ...,
        path: Iterable[str] | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["ascending", "path"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class MetadataRequest(Message):
    uuid: bool
    vector: bool
    creation_time_unix: bool
    last_update_time_unix: bool
    distance: bool
    certainty: bool
    score: bool
    explain_score: bool
    is_consistent: bool
    @property
    def vectors(self) -> RepeatedScalarFieldContainer[str]: ...
    query_profile: bool
    def __init__(
        self,
        *,
        uuid: bool | None = ...,
        vector: bool | None = ...,
        creation_time_unix: bool | None = ...,
        last_update_time_unix: bool | None = ...,
        distance: bool | None = ...,
        certainty: bool | None = ...,
        score: bool | None = ...,
        explain_score: bool | None = ...,
        is_consistent: bool | None = ...,
        vectors: Iterable[str] | None = ...,
        query_profile: bool | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["uuid", "vector", "creation_time_unix", "last_update_time_unix", "distance", "certainty", "score", "explain_score", "is_consistent", "vectors", "query_profile"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class PropertiesRequest(Message):
    @property
    def non_ref_properties(self) -> RepeatedScalarFieldContainer[str]: ...
    @property
    def ref_properties(self) -> RepeatedCompositeFieldContainer[RefPropertiesRequest]: ...
    @property
    def object_properties(self) -> RepeatedCompositeFieldContainer[ObjectPropertiesRequest]: ...
    return_all_nonref_properties: bool
    def __init__(
        self,
        *,
        non_ref_properties: Iterable[str] | None = ...,
        ref_properties: Iterable[RefPropertiesRequest] | None = ...,
        object_properties: Iterable[ObjectPropertiesRequest] | None = ...,
        return_all_nonref_properties: bool | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["non_ref_properties", "ref_properties", "object_properties", "return_all_nonref_properties"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class ObjectPropertiesRequest(Message):
    prop_name: str
    @property
    def primitive_properties(self) -> RepeatedScalarFieldContainer[str]: ...
    @property
    def object_properties(self) -> RepeatedCompositeFieldContainer[ObjectPropertiesRequest]: ...
    def __init__(
        self,
        *,
        prop_name: str | None = ...,
        primitive_properties: Iterable[str] | None = ...,
        object_properties: Iterable[ObjectPropertiesRequest] | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["prop_name", "primitive_properties", "object_properties"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class RefPropertiesRequest(Message):
    reference_property: str
    @property
    def properties(self) -> PropertiesRequest: ...
    @property
    def metadata(self) -> MetadataRequest: ...
    target_collection: str
    def __init__(
        self,
        *,
        reference_property: str | None = ...,
        properties: PropertiesRequest | None = ...,
        metadata: MetadataRequest | None = ...,
        target_collection: str | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["properties", "metadata"]) -> bool: ...
    def ClearField(self, field_name: Literal["reference_property", "properties", "metadata", "target_collection"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class Rerank(Message):
    property: str
    query: str
    def __init__(
        self,
        *,
        property: str | None = ...,
        query: str | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["query"]) -> bool: ...
    def ClearField(self, field_name: Literal["property", "query"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class SearchReply(Message):
    took: float
    @property
    def results(self) -> RepeatedCompositeFieldContainer[SearchResult]: ...
    generative_grouped_result: str
    @property
    def group_by_results(self) -> RepeatedCompositeFieldContainer[GroupByResult]: ...
    @property
    def generative_grouped_results(self) -> GenerativeResult: ...
    @property
    def query_profile(self) -> QueryProfile: ...
    def __init__(
        self,
        *,
        took: float | None = ...,
        results: Iterable[SearchResult] | None = ...,
        generative_grouped_result: str | None = ...,
        group_by_results: Iterable[GroupByResult] | None = ...,
        generative_grouped_results: GenerativeResult | None = ...,
        query_profile: QueryProfile | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["generative_grouped_result", "generative_grouped_results", "query_profile"]) -> bool: ...
    def ClearField(self, field_name: Literal["took", "results", "generative_grouped_result", "group_by_results", "generative_grouped_results", "query_profile"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class QueryProfile(Message):
    @final
    class SearchProfile(Message):
        @property
        def details(self) -> ScalarMap[str, str]: ...
        def __init__(
            self,
            *,
            details: Mapping[str, str] | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Never) -> bool: ...
        def ClearField(self, field_name: Literal["details"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @final
    class ShardProfile(Message):
        name: str
        node: str
        @property
        def searches(self) -> MessageMap[str, QueryProfile.SearchProfile]: ...
        def __init__(
            self,
            *,
            name: str | None = ...,
            node: str | None = ...,
            searches: Mapping[str, QueryProfile.SearchProfile] | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Never) -> bool: ...
        def ClearField(self, field_name: Literal["name", "node", "searches"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @property
    def shards(self) -> RepeatedCompositeFieldContainer[QueryProfile.ShardProfile]: ...
    def __init__(
        self,
        *,
        shards: Iterable[QueryProfile.ShardProfile] | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["shards"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class RerankReply(Message):
    score: float
    def __init__(
        self,
        *,
        score: float | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["score"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class GroupByResult(Message):
    name: str
    min_distance: float
    max_distance: float
    number_of_objects: int
    @property
    def objects(self) -> RepeatedCompositeFieldContainer[SearchResult]: ...
    @property
    def rerank(self) -> RerankReply: ...
    @property
    def generative(self) -> GenerativeReply: ...
    @property
    def generative_result(self) -> GenerativeResult: ...
    def __init__(
        self,
        *,
        name: str | None = ...,
        min_distance: float | None = ...,
        max_distance: float | None = ...,
        number_of_objects: int | None = ...,
        objects: Iterable[SearchResult] | None = ...,
        rerank: RerankReply | None = ...,
        generative: GenerativeReply | None = ...,
        generative_result: GenerativeResult | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["rerank", "generative", "generative_result"]) -> bool: ...
    def ClearField(self, field_name: Literal["name", "min_distance", "max_distance", "number_of_objects", "objects", "rerank", "generative", "generative_result"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class SearchResult(Message):
    @property
    def properties(self) -> PropertiesResult: ...
    @property
    def metadata(self) -> MetadataResult: ...
    @property
    def generative(self) -> GenerativeResult: ...
    def __init__(
        self,
        *,
        properties: PropertiesResult | None = ...,
        metadata: MetadataResult | None = ...,
        generative: GenerativeResult | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["properties", "metadata", "generative"]) -> bool: ...
    def ClearField(self, field_name: Literal["properties", "metadata", "generative"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class MetadataResult(Message):
    id: str
    @property
    def vector(self) -> RepeatedScalarFieldContainer[float]: ...
    creation_time_unix: int
    creation_time_unix_present: bool
    last_update_time_unix: int
    last_update_time_unix_present: bool
    distance: float
    distance_present: bool
    certainty: float
    certainty_present: bool
    score: float
    score_present: bool
    explain_score: str
    explain_score_present: bool
    is_consistent: bool
    generative: str
    generative_present: bool
    is_consistent_present: bool
    vector_bytes: bytes
    id_as_bytes: bytes
    rerank_score: float
    rerank_score_present: bool
    @property
    def vectors(self) -> RepeatedCompositeFieldContainer[Vectors]: ...
    def __init__(
        self,
        *,
        id: str | None = ...,
        vector: Iterable[float] | None = ...,
        creation_time_unix: int | None = ...,
        creation_time_unix_present: bool | None = ...,
        last_update_time_unix: int | None = ...,
        last_update_time_unix_present: bool | None = ...,
        distance: float | None = ...,
        distance_present: bool | None = ...,
        certainty: float | None = ...,
        certainty_present: bool | None = ...,
        score: float | None = ...,
        score_present: bool | None = ...,
        explain_score: str | None = ...,
        explain_score_present: bool | None = ...,
        is_consistent: bool | None = ...,
        generative: str | None = ...,
        generative_present: bool | None = ...,
        is_consistent_present: bool | None = ...,
        vector_bytes: bytes | None = ...,
        id_as_bytes: bytes | None = ...,
        rerank_score: float | None = ...,
        rerank_score_present: bool | None = ...,
        vectors: Iterable[Vectors] | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["is_consistent"]) -> bool: ...
    def ClearField(self, field_name: Literal["id", "vector", "creation_time_unix", "creation_time_unix_present", "last_update_time_unix", "last_update_time_unix_present", "distance", "distance_present", "certainty", "certainty_present", "score", "score_present", "explain_score", "explain_score_present", "is_consistent", "generative", "generative_present", "is_consistent_present", "vector_bytes", "id_as_bytes", "rerank_score", "rerank_score_present", "vectors"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class PropertiesResult(Message):
    @property
    def ref_props(self) -> RepeatedCompositeFieldContainer[RefPropertiesResult]: ...
    target_collection: str
    @property
    def metadata(self) -> MetadataResult: ...
    @property
    def non_ref_props(self) -> Properties: ...
    ref_props_requested: bool
    def __init__(
        self,
        *,
        ref_props: Iterable[RefPropertiesResult] | None = ...,
        target_collection: str | None = ...,
        metadata: MetadataResult | None = ...,
        non_ref_props: Properties | None = ...,
        ref_props_requested: bool | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["metadata", "non_ref_props"]) -> bool: ...
    def ClearField(self, field_name: Literal["ref_props", "target_collection", "metadata", "non_ref_props", "ref_props_requested"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class RefPropertiesResult(Message):
    @property
    def properties(self) -> RepeatedCompositeFieldContainer[PropertiesResult]: ...
    prop_name: str
    def __init__(
        self,
        *,
        properties: Iterable[PropertiesResult] | None = ...,
        prop_name: str | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["properties", "prop_name"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class Boost(Message):
    class PropertyValueModifier(_Enum[_BoostPropertyValueModifier]):
        ValueType: TypeAlias = _BoostPropertyValueModifier
        PROPERTY_VALUE_MODIFIER_UNSPECIFIED: ClassVar[_BoostPropertyValueModifier]
        PROPERTY_VALUE_MODIFIER_LOG1P: ClassVar[_BoostPropertyValueModifier]
        PROPERTY_VALUE_MODIFIER_SQRT: ClassVar[_BoostPropertyValueModifier]

    class DecayCurve(_Enum[_BoostDecayCurve]):
        ValueType: TypeAlias = _BoostDecayCurve
        DECAY_CURVE_UNSPECIFIED: ClassVar[_BoostDecayCurve]
        DECAY_CURVE_GAUSS: ClassVar[_BoostDecayCurve]
        DECAY_CURVE_LINEAR: ClassVar[_BoostDecayCurve]
        DECAY_CURVE_EXPONENTIAL: ClassVar[_BoostDecayCurve]

    @final
    class PropertyValueFunction(Message):
        property: str
        modifier: _BoostPropertyValueModifier
        def __init__(
            self,
            *,
            property: str | None = ...,
            modifier: _BoostPropertyValueModifier | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Literal["modifier"]) -> bool: ...
        def ClearField(self, field_name: Literal["property", "modifier"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @final
    class TimeDecayFunction(Message):
        property: str
        origin: str
        scale: str
        offset: str
        curve: _BoostDecayCurve
        decay_value: float
        def __init__(
            self,
            *,
            property: str | None = ...,
            origin: str | None = ...,
            scale: str | None = ...,
            offset: str | None = ...,
            curve: _BoostDecayCurve | None = ...,
            decay_value: float | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Literal["offset", "curve", "decay_value"]) -> bool: ...
        def ClearField(self, field_name: Literal["property", "origin", "scale", "offset", "curve", "decay_value"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @final
    class NumericDecayFunction(Message):
        property: str
        origin: float
        scale: float
        offset: float
        curve: _BoostDecayCurve
        decay_value: float
        def __init__(
            self,
            *,
            property: str | None = ...,
            origin: float | None = ...,
            scale: float | None = ...,
            offset: float | None = ...,
            curve: _BoostDecayCurve | None = ...,
            decay_value: float | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Literal["offset", "curve", "decay_value"]) -> bool: ...
        def ClearField(self, field_name: Literal["property", "origin", "scale", "offset", "curve", "decay_value"]) -> None: ...
        def WhichOneof(self, oneof_group: Never) -> None: ...

    @final
    class Condition(Message):
        @property
        def filter(self) -> Filters: ...
        @property
        def time_decay(self) -> Boost.TimeDecayFunction: ...
        @property
        def property_value(self) -> Boost.PropertyValueFunction: ...
        @property
        def numeric_decay(self) -> Boost.NumericDecayFunction: ...
        weight: float
        def __init__(
            self,
            *,
            filter: Filters | None = ...,
            time_decay: Boost.TimeDecayFunction | None = ...,
            property_value: Boost.PropertyValueFunction | None = ...,
            numeric_decay: Boost.NumericDecayFunction | None = ...,
            weight: float | None = ...,
        ) -> None: ...
        def HasField(self, field_name: Literal["filter", "time_decay", "property_value", "numeric_decay", "weight", "condition"]) -> bool: ...
        def ClearField(self, field_name: Literal["filter", "time_decay", "property_value", "numeric_decay", "weight", "condition"]) -> None: ...
        def WhichOneof(self, oneof_group: Literal["condition"]) -> Literal["filter", "time_decay", "property_value", "numeric_decay"] | None: ...

    PROPERTY_VALUE_MODIFIER_UNSPECIFIED: ClassVar[_BoostPropertyValueModifier]
    PROPERTY_VALUE_MODIFIER_LOG1P: ClassVar[_BoostPropertyValueModifier]
    PROPERTY_VALUE_MODIFIER_SQRT: ClassVar[_BoostPropertyValueModifier]
    DECAY_CURVE_UNSPECIFIED: ClassVar[_BoostDecayCurve]
    DECAY_CURVE_GAUSS: ClassVar[_BoostDecayCurve]
    DECAY_CURVE_LINEAR: ClassVar[_BoostDecayCurve]
    DECAY_CURVE_EXPONENTIAL: ClassVar[_BoostDecayCurve]
    @property
    def conditions(self) -> RepeatedCompositeFieldContainer[Boost.Condition]: ...
    weight: float
    depth: int
    def __init__(
        self,
        *,
        conditions: Iterable[Boost.Condition] | None = ...,
        weight: float | None = ...,
        depth: int | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["weight", "depth"]) -> bool: ...
    def ClearField(self, field_name: Literal["conditions", "weight", "depth"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class TenantsGetRequest(Message):
    collection: str
    @property
    def names(self) -> TenantNames: ...
    def __init__(
        self,
        *,
        collection: str | None = ...,
        names: TenantNames | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Literal["names", "params"]) -> bool: ...
    def ClearField(self, field_name: Literal["collection", "names", "params"]) -> None: ...
    def WhichOneof(self, oneof_group: Literal["params"]) -> Literal["names"] | None: ...

@final
class TenantNames(Message):
    @property
    def values(self) -> RepeatedScalarFieldContainer[str]: ...
    def __init__(
        self,
        *,
        values: Iterable[str] | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["values"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class TenantsGetReply(Message):
    took: float
    @property
    def tenants(self) -> RepeatedCompositeFieldContainer[Tenant]: ...
    def __init__(
        self,
        *,
        took: float | None = ...,
        tenants: Iterable[Tenant] | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["took", "tenants"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

@final
class Tenant(Message):
    name: str
    activity_status: _TenantActivityStatus
    def __init__(
        self,
        *,
        name: str | None = ...,
        activity_status: _TenantActivityStatus | None = ...,
    ) -> None: ...
    def HasField(self, field_name: Never) -> bool: ...
    def ClearField(self, field_name: Literal["name", "activity_status"]) -> None: ...
    def WhichOneof(self, oneof_group: Never) -> None: ...

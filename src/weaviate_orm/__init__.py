"""An object mapper for the Weaviate vector database.

Classes with typed attributes map to collections; ``Question.objects`` is a chainable query set;
``client.session()`` is a unit of work; ``connect("embedded://")`` needs no server.
"""

from weaviate_orm.client import (
    AsyncClient,
    Client,
    aconnect,
    aconnect_to_custom,
    aconnect_to_embedded,
    aconnect_to_local,
    aconnect_to_wcs,
    connect,
    connect_to_custom,
    connect_to_embedded,
    connect_to_local,
    connect_to_wcs,
)
from weaviate_orm.errors import (
    DeadlineExceeded,
    FailedObject,
    FlushError,
    Forbidden,
    LimitExceeded,
    MappingError,
    Missing,
    MisuseError,
    MisuseTypeError,
    MisuseValueError,
    MultipleFound,
    NoClient,
    NotFound,
    NotLoaded,
    NotSupported,
    Rejected,
    ResultError,
    SchemaError,
    ServerError,
    Truncated,
    Unauthenticated,
    Unavailable,
    UnexpectedReply,
    UnknownName,
    Unreachable,
    Unsupported,
    WeaviateORMError,
)
from weaviate_orm.models.fields import (
    Id,
    MultiReference,
    MultiVector,
    Nested,
    Property,
    Reference,
    References,
    Vector,
)
from weaviate_orm.models.filters import Filter
from weaviate_orm.models.metrics import (
    Aggregate,
    Count,
    Max,
    Mean,
    Median,
    Min,
    Mode,
    Occurrence,
    Sum,
    TopOccurrences,
)
from weaviate_orm.models.model import ModelBase, NestedModel
from weaviate_orm.models.paths import (
    Attr,
    Column,
    ComparedWithWrongType,
    ContainsAttr,
    GeoAttr,
    ListAttr,
    MultiRefAttr,
    NestedAttr,
    Path,
    RefAttr,
    ReferenceIds,
    RefPath,
    RefsAttr,
    Sort,
    TextAttr,
    VectorAttr,
)
from weaviate_orm.models.reference_list import ReferenceList
from weaviate_orm.models.references import metadata, reference_ids
from weaviate_orm.models.settings import (
    CollectionMeta,
    Generative,
    InvertedIndex,
    MultiTenancy,
    Replication,
    Reranker,
    Sharding,
    Stopwords,
    VectorIndex,
    Vectorizer,
)
from weaviate_orm.models.specifiers import (
    multi_refs,
    multi_vector,
    nested,
    prop,
    ref,
    refs,
    vector,
)
from weaviate_orm.query.model import Model, recipes
from weaviate_orm.query.rows import (
    AggregateGroup,
    DeleteResult,
    Generated,
    GeneratedGroup,
    Group,
    Hit,
    Metadata,
    Partial,
    Result,
)
from weaviate_orm.query.searches import Move
from weaviate_orm.query.sets import Hits, Objects, Projected, QuerySet
from weaviate_orm.query.targets import targets
from weaviate_orm.session.report import Report
from weaviate_orm.session.session import AsyncSession, Session
from weaviate_orm.wire.values import GeoCoordinates, PhoneNumber

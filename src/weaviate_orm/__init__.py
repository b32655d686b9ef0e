"""An object mapper for the Weaviate vector database.

Classes with typed attributes map to collections; ``Question.objects`` is a chainable query set;
``client.session()`` is a unit of work; ``connect("embedded://")`` needs no server.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # What checkers read; ``as`` says that a name is public.
    from weaviate_orm.client import AsyncClient as AsyncClient
    from weaviate_orm.client import Client as Client
    from weaviate_orm.client import aconnect as aconnect
    from weaviate_orm.client import aconnect_to_custom as aconnect_to_custom
    from weaviate_orm.client import aconnect_to_embedded as aconnect_to_embedded
    from weaviate_orm.client import aconnect_to_local as aconnect_to_local
    from weaviate_orm.client import aconnect_to_wcs as aconnect_to_wcs
    from weaviate_orm.client import connect as connect
    from weaviate_orm.client import connect_to_custom as connect_to_custom
    from weaviate_orm.client import connect_to_embedded as connect_to_embedded
    from weaviate_orm.client import connect_to_local as connect_to_local
    from weaviate_orm.client import connect_to_wcs as connect_to_wcs
    from weaviate_orm.errors import DeadlineExceeded as DeadlineExceeded
    from weaviate_orm.errors import FailedObject as FailedObject
    from weaviate_orm.errors import FlushError as FlushError
    from weaviate_orm.errors import Forbidden as Forbidden
    from weaviate_orm.errors import LimitExceeded as LimitExceeded
    from weaviate_orm.errors import MappingError as MappingError
    from weaviate_orm.errors import Missing as Missing
    from weaviate_orm.errors import MisuseError as MisuseError
    from weaviate_orm.errors import MisuseTypeError as MisuseTypeError
    from weaviate_orm.errors import MisuseValueError as MisuseValueError
    from weaviate_orm.errors import MultipleFound as MultipleFound
    from weaviate_orm.errors import NoClient as NoClient
    from weaviate_orm.errors import NotFound as NotFound
    from weaviate_orm.errors import NotLoaded as NotLoaded
    from weaviate_orm.errors import NotSupported as NotSupported
    from weaviate_orm.errors import Rejected as Rejected
    from weaviate_orm.errors import ResultError as ResultError
    from weaviate_orm.errors import SchemaError as SchemaError
    from weaviate_orm.errors import ServerError as ServerError
    from weaviate_orm.errors import Truncated as Truncated
    from weaviate_orm.errors import Unauthenticated as Unauthenticated
    from weaviate_orm.errors import Unavailable as Unavailable
    from weaviate_orm.errors import UnexpectedReply as UnexpectedReply
    from weaviate_orm.errors import UnknownName as UnknownName
    from weaviate_orm.errors import Unreachable as Unreachable
    from weaviate_orm.errors import Unsupported as Unsupported
    from weaviate_orm.errors import WeaviateORMError as WeaviateORMError
    from weaviate_orm.flows.retry import Retry as Retry
    from weaviate_orm.models import generative as generative
    from weaviate_orm.models import indexes as indexes
    from weaviate_orm.models import quantizers as quantizers
    from weaviate_orm.models import rerankers as rerankers
    from weaviate_orm.models import vectorizers as vectorizers
    from weaviate_orm.models.assignments import Assignment as Assignment
    from weaviate_orm.models.attributes import Attr as Attr
    from weaviate_orm.models.attributes import ComparedWithWrongType as ComparedWithWrongType
    from weaviate_orm.models.attributes import ContainsAttr as ContainsAttr
    from weaviate_orm.models.attributes import GeoAttr as GeoAttr
    from weaviate_orm.models.attributes import ListAttr as ListAttr
    from weaviate_orm.models.attributes import TextAttr as TextAttr
    from weaviate_orm.models.fields import Id as Id
    from weaviate_orm.models.fields import MultiReference as MultiReference
    from weaviate_orm.models.fields import MultiVector as MultiVector
    from weaviate_orm.models.fields import Nested as Nested
    from weaviate_orm.models.fields import Property as Property
    from weaviate_orm.models.fields import Reference as Reference
    from weaviate_orm.models.fields import References as References
    from weaviate_orm.models.fields import Vector as Vector
    from weaviate_orm.models.filters import Filter as Filter
    from weaviate_orm.models.metrics import Aggregate as Aggregate
    from weaviate_orm.models.metrics import Count as Count
    from weaviate_orm.models.metrics import CountValues as CountValues
    from weaviate_orm.models.metrics import Max as Max
    from weaviate_orm.models.metrics import Mean as Mean
    from weaviate_orm.models.metrics import Median as Median
    from weaviate_orm.models.metrics import Min as Min
    from weaviate_orm.models.metrics import Mode as Mode
    from weaviate_orm.models.metrics import Occurrence as Occurrence
    from weaviate_orm.models.metrics import PercentageFalse as PercentageFalse
    from weaviate_orm.models.metrics import PercentageTrue as PercentageTrue
    from weaviate_orm.models.metrics import PointingTo as PointingTo
    from weaviate_orm.models.metrics import Sum as Sum
    from weaviate_orm.models.metrics import TopOccurrences as TopOccurrences
    from weaviate_orm.models.metrics import TotalFalse as TotalFalse
    from weaviate_orm.models.metrics import TotalTrue as TotalTrue
    from weaviate_orm.models.model import ModelBase as ModelBase
    from weaviate_orm.models.model import NestedModel as NestedModel
    from weaviate_orm.models.paths import Column as Column
    from weaviate_orm.models.paths import Path as Path
    from weaviate_orm.models.paths import Sort as Sort
    from weaviate_orm.models.paths import VectorAttr as VectorAttr
    from weaviate_orm.models.reference_list import ReferenceList as ReferenceList
    from weaviate_orm.models.references import metadata as metadata
    from weaviate_orm.models.references import reference_ids as reference_ids
    from weaviate_orm.models.settings import CollectionMeta as CollectionMeta
    from weaviate_orm.models.settings import Generative as Generative
    from weaviate_orm.models.settings import InvertedIndex as InvertedIndex
    from weaviate_orm.models.settings import MultiTenancy as MultiTenancy
    from weaviate_orm.models.settings import Replication as Replication
    from weaviate_orm.models.settings import Reranker as Reranker
    from weaviate_orm.models.settings import Sharding as Sharding
    from weaviate_orm.models.settings import Stopwords as Stopwords
    from weaviate_orm.models.settings import VectorIndex as VectorIndex
    from weaviate_orm.models.settings import Vectorizer as Vectorizer
    from weaviate_orm.models.specifiers import multi_refs as multi_refs
    from weaviate_orm.models.specifiers import multi_vector as multi_vector
    from weaviate_orm.models.specifiers import nested as nested
    from weaviate_orm.models.specifiers import prop as prop
    from weaviate_orm.models.specifiers import ref as ref
    from weaviate_orm.models.specifiers import refs as refs
    from weaviate_orm.models.specifiers import vector as vector
    from weaviate_orm.models.traversal import MultiRefAttr as MultiRefAttr
    from weaviate_orm.models.traversal import NestedAttr as NestedAttr
    from weaviate_orm.models.traversal import RefAttr as RefAttr
    from weaviate_orm.models.traversal import ReferenceIds as ReferenceIds
    from weaviate_orm.models.traversal import RefPath as RefPath
    from weaviate_orm.models.traversal import RefsAttr as RefsAttr
    from weaviate_orm.query import providers as providers
    from weaviate_orm.query.answers import Answer as Answer
    from weaviate_orm.query.answers import ProviderMetadata as ProviderMetadata
    from weaviate_orm.query.answers import Usage as Usage
    from weaviate_orm.query.model import Model as Model
    from weaviate_orm.query.model import recipes as recipes
    from weaviate_orm.query.profiling import Profile as Profile
    from weaviate_orm.query.profiling import SearchProfile as SearchProfile
    from weaviate_orm.query.profiling import ShardProfile as ShardProfile
    from weaviate_orm.query.provider import Provider as Provider
    from weaviate_orm.query.ranking import boosts as boosts
    from weaviate_orm.query.rows import AggregateGroup as AggregateGroup
    from weaviate_orm.query.rows import DeleteResult as DeleteResult
    from weaviate_orm.query.rows import Generated as Generated
    from weaviate_orm.query.rows import GeneratedGroup as GeneratedGroup
    from weaviate_orm.query.rows import Group as Group
    from weaviate_orm.query.rows import Grouped as Grouped
    from weaviate_orm.query.rows import Hit as Hit
    from weaviate_orm.query.rows import Metadata as Metadata
    from weaviate_orm.query.rows import Partial as Partial
    from weaviate_orm.query.rows import Result as Result
    from weaviate_orm.query.rows import UpdateResult as UpdateResult
    from weaviate_orm.query.searches import Move as Move
    from weaviate_orm.query.sets import Groups as Groups
    from weaviate_orm.query.sets import Hits as Hits
    from weaviate_orm.query.sets import Objects as Objects
    from weaviate_orm.query.sets import Projected as Projected
    from weaviate_orm.query.sets import QuerySet as QuerySet
    from weaviate_orm.query.targets import targets as targets
    from weaviate_orm.query.words import words as words
    from weaviate_orm.session.report import Report as Report
    from weaviate_orm.session.session import AsyncSession as AsyncSession
    from weaviate_orm.session.session import Session as Session
    from weaviate_orm.transport.auth import ApiKey as ApiKey
    from weaviate_orm.transport.auth import BearerToken as BearerToken
    from weaviate_orm.transport.auth import ClientCredentials as ClientCredentials
    from weaviate_orm.transport.auth import ClientPassword as ClientPassword
    from weaviate_orm.transport.settings import TLS as TLS
    from weaviate_orm.transport.settings import Proxies as Proxies
    from weaviate_orm.transport.settings import Timeouts as Timeouts
    from weaviate_orm.wire.values import GeoCoordinates as GeoCoordinates
    from weaviate_orm.wire.values import PhoneNumber as PhoneNumber
else:
    # The same names at run time. Each comes with its first use: what models need is not all that
    # queries need.
    _HOMES = {
        "client": """
            AsyncClient Client aconnect aconnect_to_custom aconnect_to_embedded aconnect_to_local
            aconnect_to_wcs connect connect_to_custom connect_to_embedded connect_to_local
            connect_to_wcs
        """,
        "errors": """
            DeadlineExceeded FailedObject FlushError Forbidden LimitExceeded MappingError Missing
            MisuseError MisuseTypeError MisuseValueError MultipleFound NoClient NotFound NotLoaded
            NotSupported Rejected ResultError SchemaError ServerError Truncated Unauthenticated
            Unavailable UnexpectedReply UnknownName Unreachable Unsupported WeaviateORMError
        """,
        "flows.retry": "Retry",
        "models": "generative indexes quantizers rerankers vectorizers",
        "models.assignments": "Assignment",
        "models.attributes": "Attr ComparedWithWrongType ContainsAttr GeoAttr ListAttr TextAttr",
        "models.fields": """
            Id MultiReference MultiVector Nested Property Reference References Vector
        """,
        "models.filters": "Filter",
        "models.metrics": """
            Aggregate Count CountValues Max Mean Median Min Mode Occurrence PercentageFalse
            PercentageTrue PointingTo Sum TopOccurrences TotalFalse TotalTrue
        """,
        "models.model": "ModelBase NestedModel",
        "models.paths": "Column Path Sort VectorAttr",
        "models.reference_list": "ReferenceList",
        "models.references": "metadata reference_ids",
        "models.settings": """
            CollectionMeta Generative InvertedIndex MultiTenancy Replication Reranker Sharding
            Stopwords VectorIndex Vectorizer
        """,
        "models.specifiers": "multi_refs multi_vector nested prop ref refs vector",
        "models.traversal": "MultiRefAttr NestedAttr RefAttr ReferenceIds RefPath RefsAttr",
        "query": "providers",
        "query.answers": "Answer ProviderMetadata Usage",
        "query.model": "Model recipes",
        "query.profiling": "Profile SearchProfile ShardProfile",
        "query.provider": "Provider",
        "query.ranking": "boosts",
        "query.rows": """
            AggregateGroup DeleteResult Generated GeneratedGroup Group Grouped Hit Metadata Partial
            Result UpdateResult
        """,
        "query.searches": "Move",
        "query.sets": "Groups Hits Objects Projected QuerySet",
        "query.targets": "targets",
        "query.words": "words",
        "session.report": "Report",
        "session.session": "AsyncSession Session",
        "transport.auth": "ApiKey BearerToken ClientCredentials ClientPassword",
        "transport.settings": "TLS Proxies Timeouts",
        "wire.values": "GeoCoordinates PhoneNumber",
    }
    _HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}
    __all__ = list(_HOME_OF)

    def __getattr__(name):
        home = _HOME_OF.get(name)
        if home is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        if home in ("models", "query"):  # packages, of which this is a module
            found = import_module(f"{__name__}.{home}.{name}")
        else:
            found = getattr(import_module(f"{__name__}.{home}"), name)
        globals()[name] = found
        return found

    def __dir__():
        return sorted({*globals(), *__all__})

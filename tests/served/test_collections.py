"""Collections: made, read, changed, written to dicts and made again, dropped."""

from __future__ import annotations

from datetime import timedelta

import pytest
from weaviate import WeaviateClient
from weaviate.classes.config import (
    Configure,
    DataType,
    Property,
    Reconfigure,
    ReferenceProperty,
    StopwordsPreset,
    Tokenization,
    VectorConfigCreate,
    VectorDistances,
    VectorFilterStrategy,
)
from weaviate.exceptions import UnexpectedStatusCodeError
from weaviate.outputs.config import VectorIndexConfigFlat, VectorIndexConfigHNSW

from tests.served.conftest import Named

SCALARS = [each for each in DataType if each not in (DataType.OBJECT, DataType.OBJECT_ARRAY)]


def test_every_data_type(official: WeaviateClient, named: Named) -> None:
    nested = [
        Property(name="text", data_type=DataType.TEXT),
        Property(
            name="deeper",
            data_type=DataType.OBJECT_ARRAY,
            nested_properties=[Property(name="number", data_type=DataType.NUMBER_ARRAY)],
        ),
    ]
    collection = official.collections.create(
        named("Types"),
        properties=[
            *(Property(name=f"a_{each.name.lower()}", data_type=each) for each in SCALARS),
            Property(name="an_object", data_type=DataType.OBJECT, nested_properties=nested),
            Property(name="objects", data_type=DataType.OBJECT_ARRAY, nested_properties=nested),
        ],
        vector_config=Configure.Vectors.self_provided(),
    )
    found = {each.name: each for each in collection.config.get().properties}
    assert {name: each.data_type for name, each in found.items()} == {
        **{f"a_{each.name.lower()}": each for each in SCALARS},
        "an_object": DataType.OBJECT,
        "objects": DataType.OBJECT_ARRAY,
    }
    inner = found["objects"].nested_properties
    assert inner is not None
    assert [each.name for each in inner] == ["text", "deeper"]
    deeper = inner[1].nested_properties
    assert deeper is not None
    assert [(each.name, each.data_type) for each in deeper] == [("number", DataType.NUMBER_ARRAY)]
    assert found["a_text"].tokenization == Tokenization.WORD
    assert found["a_int"].tokenization is None
    assert (found["a_int"].index_filterable, found["a_int"].index_searchable) == (True, False)


def test_indexes_and_tokenizations(official: WeaviateClient, named: Named) -> None:
    collection = official.collections.create(
        named("Indexes"),
        description="What is indexed how.",
        properties=[
            Property(
                name="field",
                data_type=DataType.TEXT,
                tokenization=Tokenization.FIELD,
                description="as it is",
                index_searchable=False,
            ),
            Property(
                name="folded",
                data_type=DataType.TEXT,
                tokenization=Tokenization.TRIGRAM,
                text_analyzer=Configure.text_analyzer(ascii_fold=True, ascii_fold_ignore=["ø"]),
            ),
            Property(
                name="count",
                data_type=DataType.INT,
                index_filterable=False,
                index_range_filters=True,
            ),
        ],
        inverted_index_config=Configure.inverted_index(
            bm25_b=0.4,
            bm25_k1=1.9,
            index_null_state=True,
            index_property_length=True,
            index_timestamps=True,
            stopwords_preset=StopwordsPreset.NONE,
            stopwords_additions=["the", "a"],
        ),
        replication_config=Configure.replication(factor=1),
        vector_config=Configure.Vectors.self_provided(),
    )
    config = collection.config.get()
    assert config.description == "What is indexed how."
    field, folded, count = config.properties
    assert (field.tokenization, field.description) == (Tokenization.FIELD, "as it is")
    assert (field.index_searchable, field.index_filterable) == (False, True)
    assert folded.text_analyzer is not None
    assert folded.text_analyzer.ascii_fold
    assert (count.index_filterable, count.index_range_filters) == (False, True)
    inverted = config.inverted_index_config
    assert [inverted.bm25.b, inverted.bm25.k1] == pytest.approx([0.4, 1.9])
    assert inverted.index_null_state
    assert inverted.index_property_length
    assert inverted.index_timestamps
    assert inverted.stopwords.preset == StopwordsPreset.NONE
    assert inverted.stopwords.additions == ["the", "a"]


def test_vectors_and_modules(official: WeaviateClient, named: Named) -> None:
    target = official.collections.create(named("Target"))
    collection = official.collections.create(
        named("Vectors"),
        properties=[Property(name="title", data_type=DataType.TEXT)],
        references=[ReferenceProperty(name="parts", target_collection=target.name)],
        generative_config=Configure.Generative.custom("generative-dummy"),
        reranker_config=Configure.Reranker.custom("reranker-dummy"),
        vector_config=[
            Configure.Vectors.self_provided(
                name="own",
                vector_index_config=Configure.VectorIndex.hnsw(
                    distance_metric=VectorDistances.DOT,
                    ef=77,
                    max_connections=12,
                    filter_strategy=VectorFilterStrategy.SWEEPING,
                ),
            ),
            Configure.Vectors.self_provided(
                name="flat",
                vector_index_config=Configure.VectorIndex.flat(
                    distance_metric=VectorDistances.L2_SQUARED
                ),
                quantizer=Configure.VectorIndex.Quantizer.bq(),
            ),
            Configure.Vectors.custom(
                name="words", module_name="text2vec-bigram", source_properties=["title"]
            ),
            Configure.Vectors.ref2vec_centroid(name="middle", reference_properties=["parts"]),
            Configure.MultiVectors.self_provided(name="many"),
        ],
    )
    config = collection.config.get()
    assert config.vector_config is not None
    assert set(config.vector_config) == {"own", "flat", "words", "middle", "many"}
    assert config.vector_config["words"].vectorizer.vectorizer == "text2vec-bigram"
    assert config.vector_config["middle"].vectorizer.vectorizer == "ref2vec-centroid"
    assert config.references[0].target_collections == [target.name]
    assert config.generative_config is not None
    assert config.generative_config.generative == "generative-dummy"
    assert config.reranker_config is not None
    assert config.reranker_config.reranker == "reranker-dummy"
    own, flat, many = (config.vector_config[k].vector_index_config for k in ("own", "flat", "many"))
    assert isinstance(own, VectorIndexConfigHNSW)
    assert (own.ef, own.max_connections) == (77, 12)
    assert own.distance_metric == VectorDistances.DOT
    assert own.filter_strategy == VectorFilterStrategy.SWEEPING
    assert isinstance(flat, VectorIndexConfigFlat)
    assert flat.distance_metric == VectorDistances.L2_SQUARED
    assert flat.quantizer is not None
    assert isinstance(many, VectorIndexConfigHNSW)
    assert many.multi_vector is not None


def test_listed_and_found(official: WeaviateClient, named: Named) -> None:
    name = named("Listed")
    assert not official.collections.exists(name)
    official.collections.create(name, properties=[Property(name="n", data_type=DataType.INT)])
    assert official.collections.exists(name)
    assert name in official.collections.list_all()
    complete = official.collections.list_all(simple=False)
    assert [each.name for each in complete[name].properties] == ["n"]
    assert official.collections.get(name).exists()
    assert official.collections.use(name).name == name
    official.collections.delete(name)
    assert not official.collections.exists(name)
    assert name not in official.collections.list_all()
    official.collections.delete(name)  # is no fault


def test_made_twice(official: WeaviateClient, named: Named) -> None:
    name = named("Twice")
    official.collections.create(name)
    with pytest.raises(UnexpectedStatusCodeError, match=f"class name {name} already exists"):
        official.collections.create(name)


def test_written_out_and_made_again(official: WeaviateClient, named: Named) -> None:
    name = named("Again")
    made = official.collections.create(
        name,
        description="Made again.",
        properties=[
            Property(name="title", data_type=DataType.TEXT, tokenization=Tokenization.LOWERCASE),
            Property(
                name="where",
                data_type=DataType.OBJECT,
                nested_properties=[Property(name="city", data_type=DataType.TEXT)],
            ),
        ],
        references=[ReferenceProperty(name="self", target_collection=name)],
        inverted_index_config=Configure.inverted_index(index_timestamps=True),
        multi_tenancy_config=Configure.multi_tenancy(
            enabled=True, auto_tenant_creation=True, auto_tenant_activation=True
        ),
        generative_config=Configure.Generative.custom("generative-dummy"),
        vector_config=[
            Configure.Vectors.self_provided(name="own"),
            Configure.Vectors.custom(name="words", module_name="text2vec-bigram"),
        ],
    )
    before = official.collections.export_config(name)
    document = before.to_dict()
    official.collections.delete(name)
    again = official.collections.create_from_dict(document)
    assert again.config.get() == before
    official.collections.delete(name)
    official.collections.create_from_config(before)
    assert made.config.get() == before
    assert before.multi_tenancy_config.auto_tenant_creation


def test_changed(official: WeaviateClient, named: Named) -> None:
    collection = official.collections.create(
        named("Changed"),
        properties=[
            Property(name="title", data_type=DataType.TEXT),
            Property(name="year", data_type=DataType.INT, index_range_filters=True),
        ],
        vector_config=Configure.Vectors.self_provided(name="own"),
    )
    collection.config.update(
        description="Newly described.",
        property_descriptions={"title": "of a book"},
        inverted_index_config=Reconfigure.inverted_index(
            bm25_k1=1.5, stopwords_additions=["foo"], stopwords_preset=StopwordsPreset.EN
        ),
        vector_config=Reconfigure.Vectors.update(
            name="own", vector_index_config=Reconfigure.VectorIndex.hnsw(ef=99)
        ),
        generative_config=Reconfigure.Generative.custom("generative-dummy"),
        reranker_config=Reconfigure.Reranker.custom("reranker-dummy"),
    )
    collection.config.add_property(Property(name="isbn", data_type=DataType.TEXT))
    collection.config.add_reference(
        ReferenceProperty.MultiTarget(
            name="related",
            target_collections=[collection.name, official.collections.create(named("Other")).name],
        )
    )
    more: VectorConfigCreate = Configure.Vectors.self_provided(
        name="more", vector_index_config=Configure.VectorIndex.flat()
    )
    collection.config.add_vector(vector_config=more)
    config = collection.config.get()
    assert config.description == "Newly described."
    descriptions = {each.name: each.description for each in config.properties}
    assert descriptions == {"title": "of a book", "year": None, "isbn": None}
    assert config.inverted_index_config.bm25.k1 == pytest.approx(1.5)
    assert config.inverted_index_config.stopwords.additions == ["foo"]
    assert config.vector_config is not None
    index = config.vector_config["own"].vector_index_config
    assert isinstance(index, VectorIndexConfigHNSW)
    assert index.ef == 99
    assert config.vector_config.keys() == {"own", "more"}
    assert [(each.name, len(each.target_collections)) for each in config.references] == [
        ("related", 2)
    ]
    assert collection.config.delete_property_index("year", "rangeFilters")
    assert [each.index_range_filters for each in collection.config.get().properties] == [
        False,
        False,
        False,
    ]


def test_refused(official: WeaviateClient, named: Named) -> None:
    name = named("Refused")
    with pytest.raises(UnexpectedStatusCodeError, match="reserved property name"):
        official.collections.create_from_dict(
            {"class": name, "properties": [{"name": "id", "dataType": ["text"]}]}
        )
    assert not official.collections.exists(name)
    with pytest.raises(UnexpectedStatusCodeError, match="text2vec-nonsense"):
        official.collections.create(
            name, vector_config=Configure.Vectors.custom(module_name="text2vec-nonsense")
        )
    assert not official.collections.exists(name)


def test_shards(official: WeaviateClient, named: Named) -> None:
    collection = official.collections.create(named("Shards"))
    (shard,) = collection.config.get_shards()
    assert (shard.status, len(shard.name)) == ("READY", 12)
    assert collection.config.update_shards("READY", shard.name) == {shard.name: "READY"}
    (of_collection,) = collection.shards()
    assert of_collection.name == shard.name
    (node,) = official.cluster.nodes(collection.name, output="verbose")
    assert [each.collection for each in node.shards] == [collection.name]


def test_object_ttl(official: WeaviateClient, named: Named) -> None:
    collection = official.collections.create(
        named("Expiring"),
        inverted_index_config=Configure.inverted_index(index_timestamps=True),
        object_ttl_config=Configure.ObjectTTL.delete_by_update_time(time_to_live=3600),
    )
    ttl = collection.config.get().object_ttl_config
    assert ttl is not None
    assert ttl.enabled
    assert ttl.time_to_live == timedelta(hours=1)

"""The functions that make settings: current, light, and exact."""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType

import pytest

from tests.models.settings_probe import (
    DYNAMIC,
    INDEXES,
    MUVERA,
    PREFIX,
    Item,
    functions,
    of_rows,
    of_vector,
    vectorized,
)
from weaviate_orm.errors import MappingError
from weaviate_orm.models import generative, indexes, quantizers, rerankers, vectorizers
from weaviate_orm.models.fields import MultiVector, Vector
from weaviate_orm.models.settings import (
    CollectionMeta,
    Encoding,
    Generative,
    Reranker,
    VectorIndex,
    Vectorizer,
)
from weaviate_orm.models.specifiers import multi_vector, vector

ROOT = Path(__file__).parents[2]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_what_is_generated_is_current() -> None:
    done = run("tools/build_settings.py", "--check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_importing_is_light() -> None:
    done = run(
        "-c",
        f"import sys; sys.path.insert(0, {str(ROOT / 'src')!r})\n"
        "from weaviate_orm.models import generative, indexes, quantizers, rerankers, vectorizers\n"
        "print([each for each in ('numpy', 'grpc', 'httpx') if each in sys.modules])",
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")


VECTORIZERS = [
    (vectorizers.text2vec_openai(), {"text2vec-openai": {}}),
    (
        vectorizers.text2vec_openai(
            source=["title", "body"],
            model="text-embedding-3-large",
            dimensions=256,
            base_url="https://example.com",
            model_type="text",
            is_azure=False,
            vectorize_collection_name=False,
        ),
        {
            "text2vec-openai": {
                "model": "text-embedding-3-large",
                "dimensions": 256,
                "baseURL": "https://example.com",
                "type": "text",
                "isAzure": False,
                "vectorizeClassName": False,
                "properties": ["heading", "body"],
            }
        },
    ),
    (
        vectorizers.text2vec_huggingface(endpoint_url="https://example.com", use_gpu=True),
        {
            "text2vec-huggingface": {
                "endpointURL": "https://example.com",
                "options": {"useGPU": True},
            }
        },
    ),
    (
        vectorizers.text2vec_google(
            project_id="p", model="m", task_type="CLUSTERING", title_property="title"
        ),
        {
            "text2vec-google": {
                "projectId": "p",
                "modelId": "m",
                "taskType": "CLUSTERING",
                "titleProperty": "heading",
            }
        },
    ),
    (
        vectorizers.text2vec_aws(region="eu-central-1", service="sagemaker", endpoint="e"),
        {"text2vec-aws": {"region": "eu-central-1", "service": "sagemaker", "endpoint": "e"}},
    ),
    (
        vectorizers.text2vec_transformers(
            pooling_strategy="cls", passage_inference_url="a", query_inference_url="b"
        ),
        {
            "text2vec-transformers": {
                "poolingStrategy": "cls",
                "passageInferenceUrl": "a",
                "queryInferenceUrl": "b",
            }
        },
    ),
    (vectorizers.text2vec_bigram(), {"text2vec-bigram": {}}),
    (
        vectorizers.multi2vec_clip(
            image_fields={"picture": 0.7}, text_fields={"title": 0.1, "body": 0.2}
        ),
        {
            "multi2vec-clip": {
                "imageFields": ["picture"],
                "textFields": ["heading", "body"],
                "weights": {"imageFields": [0.7], "textFields": [0.1, 0.2]},
            }
        },
    ),
    (
        vectorizers.multi2vec_google(
            image_fields=("picture",), location="l", video_interval_seconds=4
        ),
        {
            "multi2vec-google": {
                "imageFields": ["picture"],
                "location": "l",
                "videoIntervalSeconds": 4,
            }
        },
    ),
    (
        vectorizers.ref2vec_centroid(reference_properties=["shelves"], method="mean"),
        {"ref2vec-centroid": {"referenceProperties": ["standsOn"], "method": "mean"}},
    ),
    (
        vectorizers.text2multivec_jinaai(source=["body"], dimensions=128),
        {"text2multivec-jinaai": {"dimensions": 128, "properties": ["body"]}},
    ),
    (
        vectorizers.multi2multivec_weaviate(image_fields=["picture"]),
        {"multi2multivec-weaviate": {"imageFields": ["picture"]}},
    ),
    (
        Vectorizer("text2vec-new", ["title"], weights={"heading": [1]}, some=None, other=(1, 2)),
        {
            "text2vec-new": {
                "properties": ["heading"],
                "weights": {"heading": [1]},
                "other": [1, 2],
            }
        },
    ),
]


@pytest.mark.parametrize(
    ("made", "expected"), VECTORIZERS, ids=lambda each: getattr(each, "module", "")
)
def test_vectorizers_as_the_server_spells_them(made: Vectorizer, expected: object) -> None:
    assert vectorized(made) == expected


def test_the_unnamed_vector_has_its_vectorizer_beside_other_modules() -> None:
    class Whole(Item):
        v: Vector = vector(vectorizers.text2vec_cohere(source=["title"]), unnamed=True)

        class Meta(CollectionMeta):
            collection = f"{PREFIX}Unnamed"
            generative = generative.cohere(k=3)
            reranker = rerankers.cohere(model="m")

    assert Whole.__schema__["moduleConfig"] == {
        "text2vec-cohere": {"properties": ["heading"]},
        "generative-cohere": {"k": 3},
        "reranker-cohere": {"model": "m"},
    }


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (generative.openai(model="gpt-4o"), {"generative-openai": {"model": "gpt-4o"}}),
        (
            generative.openai(
                top_p=0.5, max_tokens=9, reasoning_effort="minimal", verbosity="low", base_url="u"
            ),
            {
                "generative-openai": {
                    "topP": 0.5,
                    "maxTokens": 9,
                    "reasoningEffort": "minimal",
                    "verbosity": "low",
                    "baseURL": "u",
                }
            },
        ),
        (
            generative.google(model="m", project_id="p", endpoint_id="e", token_limit=7, top_k=2),
            {
                "generative-google": {
                    "modelId": "m",
                    "projectId": "p",
                    "endpointId": "e",
                    "tokenLimit": 7,
                    "topK": 2,
                }
            },
        ),
        (
            generative.anthropic(stop_sequences=("a", "b"), temperature=0.0),
            {"generative-anthropic": {"stopSequences": ["a", "b"], "temperature": 0.0}},
        ),
        (
            generative.contextualai(max_new_tokens=5, avoid_commentary=False, knowledge=["k"]),
            {
                "generative-contextualai": {
                    "maxNewTokens": 5,
                    "avoidCommentary": False,
                    "knowledge": ["k"],
                }
            },
        ),
        (generative.dummy(), {"generative-dummy": {}}),
        (
            rerankers.contextualai(model="m", instruction="i", top_n=0),
            {"reranker-contextualai": {"model": "m", "instruction": "i", "topN": 0}},
        ),
        (rerankers.transformers(), {"reranker-transformers": {}}),
    ],
)
def test_modules_as_the_server_spells_them(
    made: Generative | Reranker, expected: Mapping[str, object]
) -> None:
    assert made.document() == expected


@pytest.mark.parametrize(("made", "expected"), [*INDEXES.values(), DYNAMIC])
def test_indexes_as_the_server_spells_them(made: VectorIndex, expected: object) -> None:
    config = of_vector(vector(index=made))
    assert config["vectorIndexType"] == made.type
    assert config.get("vectorIndexConfig", {}) == expected


def test_a_multi_vector_is_switched_on_beside_its_muvera() -> None:
    assert of_rows(multi_vector(index=MUVERA[0]))["vectorIndexConfig"] == MUVERA[1]


def least(function: Callable[..., object]) -> dict[str, object]:
    """The least arguments that a function takes."""
    parameters = inspect.signature(function).parameters
    given: dict[str, object] = {
        name: ["x"] if "Names" in each.annotation else "x"
        for name, each in parameters.items()
        if each.default is inspect.Parameter.empty
    }
    return {**given, "image_fields": ["x"]} if "image_fields" in parameters else given


@pytest.mark.parametrize("name_space", [vectorizers, generative, rerankers, indexes, quantizers])
def test_what_is_not_given_is_not_sent(name_space: ModuleType) -> None:
    for name, function in functions(name_space).items():
        given = least(function)
        made = function(**given)
        assert isinstance(made, Vectorizer | Generative | Reranker | VectorIndex | Encoding)
        assert set(made.settings.values()) == {"x"} & {*map(str, given.values())}, name


def test_settings_are_equal_by_what_they_say() -> None:
    assert vectorizers.text2vec_cohere(source=["a"]) == Vectorizer("text2vec-cohere", ("a",))
    assert vectorizers.text2vec_cohere(source=["a"]) != vectorizers.text2vec_cohere(source=["b"])
    assert generative.cohere() == Generative("generative-cohere")
    assert indexes.hnsw() == VectorIndex("hnsw")
    assert indexes.hnsw(quantizer=quantizers.bq()) != indexes.hnsw()


def test_a_vectorizer_shows_its_attributes() -> None:
    made = vectorizers.text2vec_cohere(source=["title"], model="m")
    assert repr(made) == "Vectorizer('text2vec-cohere', model='m', properties=('title',))"


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (
            vectorizers.text2vec_openai(source=["titel"]),
            r"text2vec-openai is made of 'titel'.*There are title, body, picture, film\.",
        ),
        (vectorizers.text2vec_openai(source=["shelves"]), "'shelves'"),
        (vectorizers.text2vec_openai(source=["v"]), "'v'"),
        (vectorizers.text2vec_google(title_property="heading"), "'heading'"),
        (vectorizers.multi2vec_clip(image_fields=["pictures"]), "'pictures'"),
        (
            vectorizers.ref2vec_centroid(reference_properties=["title"]),
            r"ref2vec-centroid is made of 'title'.*There are shelves\.",
        ),
    ],
)
def test_attributes_that_are_not_there_are_refused(made: Vectorizer, message: str) -> None:
    with pytest.raises(MappingError, match=message):
        vectorized(made)


def test_a_text_is_no_list_of_attributes() -> None:
    with pytest.raises(MappingError, match=r"Write \['title'\]\."):
        vectorizers.text2vec_openai(source="title")  # type: ignore[arg-type]  # the checkers say so
    with pytest.raises(MappingError, match="a list of attributes for imageFields, not 'picture'"):
        vectorizers.multi2vec_clip(image_fields="picture")  # type: ignore[arg-type]  # likewise


def test_a_vector_of_media_is_made_of_something() -> None:
    with pytest.raises(MappingError, match="at least one of imageFields, textFields"):
        vectorizers.multi2vec_clip()
    with pytest.raises(MappingError, match="referenceProperties"):
        vectorizers.ref2vec_centroid(reference_properties=[])


def test_a_quantizer_that_an_index_has_not_is_refused() -> None:
    with pytest.raises(MappingError, match=r"flat has no quantizer pq. There are bq, rq\."):
        indexes.flat(quantizer=quantizers.pq())  # type: ignore[arg-type]  # the checkers say so
    with pytest.raises(MappingError, match="hfresh has no quantizer bq"):
        indexes.hfresh(quantizer=quantizers.bq())  # type: ignore[arg-type]  # likewise
    with pytest.raises(MappingError, match="give it to its hnsw or flat"):
        VectorIndex("dynamic", {}, quantizers.bq())


def test_a_setting_that_a_quantizer_has_elsewhere_is_refused() -> None:
    with pytest.raises(MappingError, match="rq of the index hnsw has no cache"):
        indexes.hnsw(quantizer=quantizers.rq(cache=True))
    with pytest.raises(
        MappingError, match=r"bq of the index hnsw has no rescoreLimit.*no settings"
    ):
        indexes.hnsw(quantizer=quantizers.bq(rescore_limit=3))


def test_a_dynamic_index_has_one_distance() -> None:
    with pytest.raises(MappingError, match=r"Write indexes.dynamic\(distance='dot'\)"):
        indexes.dynamic(hnsw=indexes.hnsw(distance="dot"))
    with pytest.raises(MappingError, match="that of its flat"):
        indexes.dynamic(distance="cosine", flat=indexes.flat(distance="dot"))


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (vector(vectorizers.text2multivec_jinaai()), r"several rows. Declare it with multi_vector"),
        (vector(index=MUVERA[0]), "settings for several"),
    ],
)
def test_several_rows_in_a_plain_vector_are_refused(made: Vector, message: str) -> None:
    with pytest.raises(MappingError, match=message):
        of_vector(made)


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (multi_vector(vectorizers.text2vec_openai()), r"one row. Declare it with vector\(…\)"),
        (multi_vector(index=indexes.flat()), "the index flat. Only hnsw"),
        (multi_vector(index=indexes.hfresh()), "the index hfresh. Only hnsw"),
    ],
)
def test_one_row_in_a_multi_vector_is_refused(made: MultiVector, message: str) -> None:
    with pytest.raises(MappingError, match=message):
        of_rows(made)

"""A real server takes what the functions make, and gives it back.

At ``WEAVIATE_TEST_URL``, else at 127.0.0.1:8080; without a server these are skipped.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Iterator, Mapping
from types import ModuleType
from typing import cast

import httpx
import pytest

from tests.models.settings_probe import (
    DYNAMIC,
    INDEXES,
    MUVERA,
    PREFIX,
    Shelf,
    document,
    functions,
)
from weaviate_orm.models import generative, rerankers, vectorizers
from weaviate_orm.models.settings import Generative, Reranker, Vectorizer
from weaviate_orm.models.specifiers import multi_vector, vector

SAMPLES: dict[str, object] = {
    "api_endpoint": "example.com",
    "api_version": "2024-02-01",
    "avoid_commentary": True,
    "base_url": "https://example.com",
    "deployment_id": "d",
    "dimensions": 256,
    "endpoint": "https://example.com",
    "endpoint_id": "e",
    "endpoint_url": "https://example.com",
    "frequency_penalty": 0.5,
    "image_fields": {"picture": 0.7},
    "inference_url": "http://127.0.0.1:9",
    "instruction": "i",
    "is_azure": True,
    "k": 3,
    "knowledge": ["a", "b"],
    "location": "l",
    "max_new_tokens": 100,
    "max_tokens": 100,
    "method": "mean",
    "model": "m",
    "passage_inference_url": "http://127.0.0.1:9",
    "passage_model": "p",
    "pooling_strategy": "cls",
    "presence_penalty": 0.5,
    "project_id": "p",
    "query_inference_url": "http://127.0.0.1:9",
    "reasoning_effort": "low",
    "reference_properties": ["shelves"],
    "region": "us-east-1",
    "resource_name": "r",
    "service": "bedrock",
    "source": ["title", "body"],
    "stop": ["a", "b"],
    "stop_sequences": ["a", "b"],
    "system_prompt": "s",
    "target_model": "t",
    "target_variant": "v",
    "task_type": "CLUSTERING",
    "temperature": 0.5,
    "text_fields": {"title": 0.3, "body": 0.4},
    "title_property": "title",
    "token_limit": 100,
    "top_k": 3,
    "top_n": 3,
    "top_p": 0.5,
    "truncate": "END",
    "use_cache": False,
    "use_gpu": True,
    "vectorize_collection_name": False,
    "verbosity": "low",
    "video_fields": ["film"],
    "video_interval_seconds": 15,
    "wait_for_model": True,
}
for medium in ("audio_fields", "imu_fields", "thermal_fields", "depth_fields"):
    SAMPLES[medium] = ["picture"]

# Where a module takes something else. None: not given, since it excludes another one.
OTHERWISE: dict[str, dict[str, object]] = {
    "multi2multivec_jinaai": {"image_fields": ["picture"], "text_fields": None},
    "multi2multivec_weaviate": {"image_fields": ["picture"]},
    "img2vec_neural": {"image_fields": ["picture"]},
    "multi2vec_voyageai": {"truncate": True},
    "text2vec_aws": {"endpoint": None},
    "text2vec_huggingface": {"model": "", "endpoint_url": None},
    "text2vec_openai": {
        "endpoint": "/v1/embeddings",
        "model": "text-embedding-3-large",
        "model_type": "text",
        "model_version": None,
    },
    "text2vec_transformers": {"inference_url": None},
    "text2vec_voyageai": {"truncate": False},
}


def with_all(name: str, function: Callable[..., object]) -> object:
    """What a function makes of all its arguments."""
    samples = SAMPLES | OTHERWISE.get(name, {})
    return function(**{each: samples[each] for each in inspect.signature(function).parameters})


def contains(found: object, sent: object) -> bool:
    if isinstance(sent, Mapping):
        return isinstance(found, Mapping) and all(
            key in found and contains(found[key], value) for key, value in sent.items()
        )
    return found == sent


@pytest.fixture(scope="module")
def server() -> Iterator[httpx.Client]:
    url = os.environ.get("WEAVIATE_TEST_URL", "")
    base = url if url.startswith("http") else "http://127.0.0.1:8080"
    with httpx.Client(base_url=f"{base}/v1", timeout=30, trust_env=False) as client:
        try:
            client.get("/meta").raise_for_status()
        except httpx.HTTPError as error:
            pytest.skip(f"no server at {base}: {error!r}")
        client.post("/schema", json=dict(Shelf.__schema__)).raise_for_status()
        yield client
        for each in client.get("/schema").json()["classes"]:
            if each["class"].startswith(PREFIX):
                client.delete(f"/schema/{each['class']}").raise_for_status()


def created(server: httpx.Client, document: Mapping[str, object]) -> dict[str, object]:
    """The collection as the server has it then."""
    answer = server.post("/schema", json=document)
    if "async indexing is enabled" in answer.text:
        pytest.skip("the server has no async indexing")
    assert answer.is_success, answer.text
    found: dict[str, object] = server.get(f"/schema/{document['class']}").json()
    return found


def test_the_server_takes_all_vectorizers(server: httpx.Client) -> None:
    present = server.get("/meta").json()["modules"]
    made = {
        name: cast("Vectorizer", with_all(name, function))
        for name, function in functions(vectorizers).items()
    }
    made = {name: each for name, each in made.items() if each.module in present}
    sent = document(
        {name: vector(each) for name, each in made.items() if not each.multi},
        {name: multi_vector(each) for name, each in made.items() if each.multi},
    )
    assert made
    assert contains(created(server, sent)["vectorConfig"], sent["vectorConfig"])


@pytest.mark.parametrize("name_space", [generative, rerankers], ids=["generative", "rerankers"])
def test_the_server_takes_all_modules(server: httpx.Client, name_space: ModuleType) -> None:
    modules: dict[str, object] = {}
    for name, function in functions(name_space).items():
        modules |= cast("Generative | Reranker", with_all(name, function)).document()
    found = created(server, {**document({}), "moduleConfig": modules})
    assert contains(found["moduleConfig"], modules)


def test_the_server_takes_all_indexes(server: httpx.Client) -> None:
    sent = document(
        {name: vector(index=made) for name, (made, _) in INDEXES.items()},
        {"muvera": multi_vector(index=MUVERA[0])},
    )
    assert contains(created(server, sent)["vectorConfig"], sent["vectorConfig"])


def test_the_server_takes_a_dynamic_index(server: httpx.Client) -> None:
    sent = document({"dynamic": vector(index=DYNAMIC[0])})
    assert contains(created(server, sent)["vectorConfig"], sent["vectorConfig"])

"""Profiles of searches: what each leg took, and how it searched."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from weaviate import WeaviateClient
from weaviate.classes.query import MetadataQuery

from tests.served.conftest import Named
from tests.served.library import Books, built, vector

PROFILE = MetadataQuery(query_profile=True)
LEGS: dict[str, set[str]] = {
    "object": {"total_took"},
    "vector": {"total_took", "vector_search_took", "hnsw_flat_search"},
    "keyword": {"total_took", "kwd_time", "kwd_method"},
}
SEARCHES: dict[str, tuple[set[str], Callable[[Books], object]]] = {
    "list": ({"object"}, lambda books: books.query.fetch_objects(return_metadata=PROFILE)),
    "words": ({"keyword"}, lambda books: books.query.bm25("boat", return_metadata=PROFILE)),
    "vector": (
        {"vector"},
        lambda books: books.query.near_vector(
            vector(1), target_vector="own", return_metadata=PROFILE
        ),
    ),
    "both": (
        {"keyword", "vector"},
        lambda books: books.query.hybrid(
            "boat", vector=vector(1), target_vector="own", return_metadata=PROFILE
        ),
    ),
}


@pytest.fixture(scope="module")
def books(official: WeaviateClient, named: Named) -> Books:
    return built(official, named)


@pytest.mark.parametrize("search", SEARCHES)
def test_profiles(books: Books, search: str) -> None:
    legs, run = SEARCHES[search]
    profile = getattr(run(books), "query_profile", None)
    assert profile is not None
    (shard,) = profile.shards
    assert shard.node == "node1"
    assert shard.searches.keys() == legs
    for leg, found in shard.searches.items():
        assert found.details.keys() >= LEGS[leg]

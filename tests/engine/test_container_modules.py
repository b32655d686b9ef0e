"""Settings of the vectorizers that run in a container beside a server."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.driving import rest
from weaviate_orm.engine.engine import Engine

EITHER = (
    "either inferenceUrl or passageInferenceUrl together with queryInferenceUrl needs to be set, "
    "not both"
)
REFUSED: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("text2vec-transformers", {"inferenceUrl": "a", "passageInferenceUrl": "b"}, EITHER),
    ("text2vec-transformers", {"inferenceUrl": "a", "queryInferenceUrl": "b"}, EITHER),
    (
        "text2vec-transformers",
        {"passageInferenceUrl": "a"},
        "passageInferenceUrl is set but queryInferenceUrl is empty, both needs to be set",
    ),
    (
        "text2vec-transformers",
        {"queryInferenceUrl": "a", "passageInferenceUrl": ""},
        "queryInferenceUrl is set but passageInferenceUrl is empty, both needs to be set",
    ),
    ("text2vec-ollama", {"apiEndpoint": ""}, "apiEndpoint cannot be empty"),
    ("text2vec-ollama", {"model": ""}, "model cannot be empty"),
    ("multi2vec-clip", {"imageFields": "img"}, "imageFields must be an array"),
    ("multi2vec-clip", {"textFields": [""]}, "textField values cannot be empty"),
    (
        "multi2vec-bind",
        {"imageFields": ["img"], "weights": {"imageFields": []}},
        "weights.imageFields does not equal number of imageFields",
    ),
    ("img2vec-neural", {}, "imageFields not present"),
    ("img2vec-neural", {"imageFields": [""]}, "imageField values cannot be empty"),
)
TAKEN: tuple[tuple[str, dict[str, Any]], ...] = (
    ("text2vec-transformers", {"passageInferenceUrl": "a", "queryInferenceUrl": "b"}),
    ("text2vec-transformers", {"inferenceUrl": 5}),
    ("text2vec-gpt4all", {"properties": []}),
    ("multi2vec-bind", {"audioFields": [], "weights": {"audioFields": ["a"]}}),
    ("img2vec-neural", {"imageFields": ["img"], "weights": {"imageFields": []}}),
)


def create(module: str, settings: dict[str, Any]) -> tuple[int, Any]:
    body = {"class": "A", "vectorizer": module, "moduleConfig": {module: settings}}
    return rest(Engine(), "POST", "/v1/schema", body)


@pytest.mark.parametrize(("module", "settings", "fault"), REFUSED)
def test_refused(module: str, settings: dict[str, Any], fault: str) -> None:
    status, answer = create(module, settings)
    assert status == 422
    assert answer["error"] == [{"message": f"module '{module}': {fault}"}]


@pytest.mark.parametrize(("module", "settings"), TAKEN)
def test_taken(module: str, settings: dict[str, Any]) -> None:
    status, answer = create(module, settings)
    assert status == 200
    assert answer["moduleConfig"][module].items() >= settings.items()

"""Prompts: the texts of properties, and how they are put in the place of `{name}`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from weaviate_orm.engine.modules.printing import compact, plain
from weaviate_orm.engine.store.values import Geo, Phone

Texts = Mapping[str, str]
"""Property -> its text; properties without a value are left out."""

_AS_JSON: Final = frozenset((list, dict, Geo, Phone))
_PLACEHOLDER: Final = re.compile(r"\{([\w\s]*?)\}", re.ASCII)


class PromptFault(Exception):
    """A prompt that cannot be filled in; `str()` is the server's text."""


def placeholders(prompt: str) -> list[str]:
    """The names in a prompt as they stand, blanks included."""
    return _PLACEHOLDER.findall(prompt)


def texts(values: Mapping[str, object]) -> dict[str, str]:
    """Stored values as the texts that prompts show."""
    return {
        name: compact(value) if type(value) in _AS_JSON else plain(value)
        for name, value in values.items()
        if value is not None
    }


def filled(prompt: str, known: Texts) -> str:
    """The prompt for one object: name by name, also in what was put in before.

    Raises:
        PromptFault: a property has no text.
    """
    for name in placeholders(prompt):
        text = known.get(name.strip(), "")
        if not text:
            raise PromptFault(
                f"Following property has empty value: '{name.strip()}'. Make sure you spell the "
                "property name correctly, verify that the property exists and has a value"
            )
        prompt = prompt.replace(f"{{{name}}}", text)
    return prompt


def grouped(task: str, objects: Sequence[Texts]) -> str:
    """The prompt over many objects: the task, then their texts as JSON.

    A placeholder stands for the text of the first object that has one, else for its name.
    """
    shown = [dict(known) for known in objects if known]
    for name in placeholders(task):
        text = next((known[name] for known in shown if name in known), name)
        task = task.replace(f"{{{name}}}", text)
    return f"{task}: {compact(list[object](shown))}"

"""The text model that comes as a package."""

from __future__ import annotations

import subprocess
import sys

import pytest

SCRIPT = """
import logging
from weaviate_orm.engine.modules import local

(vector,) = local.vectors(["a text"])
root = logging.getLogger()
print(len(vector), root.handlers, logging.getLevelName(root.level))
"""


def test_it_leaves_logging_alone() -> None:
    pytest.importorskip("wordllama")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["256", "[]", "WARNING"]
    assert done.stderr == ""

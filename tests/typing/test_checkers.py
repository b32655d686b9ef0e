"""What the checkers say of good.py and bad.py; what they let pass is refused when it runs."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import weaviate_orm
from tests.typing import typed_models

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
MARKS = re.compile(r"  # (run time|mypy only|pyright only)$")


def reported(checker: str, name: str) -> set[int]:
    """The lines of a file for which a checker reports an error."""
    pytest.importorskip(checker)
    options = {
        "mypy": ["-m", "mypy", "--config-file", str(ROOT / "mypy.ini"), str(HERE / name)],
        "pyright": ["-m", "pyright", "--pythonpath", sys.executable, "--project", str(HERE)],
    }[checker]
    ran = subprocess.run(
        [sys.executable, *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"},
    )
    assert ran.returncode in (0, 1), ran.stdout + ran.stderr
    return {int(n) for n in re.findall(rf"{re.escape(name)}:(\d+):.*error", ran.stdout)}


def statements(mark: str | None) -> list[ast.stmt]:
    """The statements of bad.py with a mark."""
    source = (HERE / "bad.py").read_text(encoding="utf-8")
    lines = source.splitlines()
    found: list[ast.stmt] = []
    for node in ast.parse(source).body:
        if isinstance(node, ast.ImportFrom | ast.Import) or node.lineno == 1:
            continue
        marked = MARKS.search(lines[node.lineno - 1])
        if (marked[1] if marked else None) == mark:
            found.append(node)
    return found


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_every_good_line_checks(checker: str) -> None:
    assert reported(checker, "good.py") == set()


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_every_bad_line_is_reported(checker: str) -> None:
    lines = reported(checker, "bad.py")

    def missed(mark: str | None) -> list[int]:
        return [
            node.lineno
            for node in statements(mark)
            if not lines & set(range(node.lineno, (node.end_lineno or 0) + 1))
        ]

    assert missed(None) == []
    assert missed(f"{checker} only") == []
    other = "pyright only" if checker == "mypy" else "mypy only"
    for accepted in ("run time", other):  # so that the marks stay true
        assert len(missed(accepted)) == len(statements(accepted))


@pytest.mark.parametrize("mark", ["run time", "pyright only"])
def test_what_the_checkers_let_pass_is_refused(mark: str) -> None:
    assert statements(mark)
    for node in statements(mark):
        names = {
            **{name: getattr(weaviate_orm, name) for name in dir(weaviate_orm)},
            **vars(typed_models),
            "events": typed_models.Event.objects,
            "__name__": __name__,
        }
        with pytest.raises(TypeError):
            exec(compile(ast.unparse(node), "bad.py", "exec", dont_inherit=True), names)

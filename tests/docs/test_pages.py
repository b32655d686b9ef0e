"""README and docs do what they say: every block runs, and type-checks as strictly as we do."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.docs.pages import ROOT, Page, pages


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_blocks_run(
    page: Page,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    """In order, in one name space; what they print is what they say."""
    if "text2vec" in page.source():
        pytest.importorskip("wordllama")  # there is none for the newest Python
    monkeypatch.chdir(tmp_path)
    module = ModuleType(page.module)
    monkeypatch.setitem(sys.modules, page.module, module)
    for block in page.blocks():
        code = "\n" * (block.line - 1) + block.code
        exec(compile(code, str(page.path), "exec"), vars(module))
        printed = capsys.readouterr().out.splitlines()
        if block.printed:
            assert printed == block.printed, f"{page.name}:{block.line}"


def test_blocks_type_check(tmp_path: Path) -> None:
    names = {}
    for page in pages():
        (tmp_path / f"{page.module}.py").write_text(page.source(), encoding="utf-8")
        names[page.module] = page.name
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", "mypy.ini", "--no-incremental", tmp_path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.sub(r"^.*?(page_\w+)\.py", lambda m: names[m[1]], checked.stdout, flags=re.MULTILINE)
    assert checked.returncode == 0, found + checked.stderr


def test_links_lead_somewhere() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
        if "://" not in target and not (path.parent / target).exists()
    ]
    assert wrong == []

"""Every recording of a real server, answered by the engine."""

from __future__ import annotations

import pytest

from tests.golden.known import KNOWN
from tests.golden.replay import GOLDEN, names, replay

pytestmark = pytest.mark.skipif(not GOLDEN.is_dir(), reason="the recordings are not here")


@pytest.mark.parametrize("name", names() or ["none"])
def test_recording(name: str) -> None:
    known = KNOWN.get(name, {})
    if isinstance(known, str):
        pytest.skip(known)
    differing = {d.number: d.where for d in replay(name).differences}
    unexpected = {n: where for n, where in differing.items() if n not in known}
    agreeing = {n: why for n, why in known.items() if n not in differing}
    assert not unexpected, "answered otherwise"
    assert not agreeing, "answered alike, but listed as known to differ"


def test_known_names_recordings() -> None:
    assert KNOWN.keys() <= set(names())

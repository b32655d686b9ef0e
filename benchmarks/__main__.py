"""All benchmarks, one after the other: ``python -m benchmarks``."""

from __future__ import annotations

import subprocess
import sys

PARTS = ("client", "codecs", "queries", "everything", "engine")


def main() -> int:
    """Each in a process of its own, so that none measures what another left behind."""
    failed = 0
    for part in PARTS:
        print(f"\n## {part}\n", flush=True)
        failed |= subprocess.run(
            [sys.executable, "-m", f"benchmarks.{part}"], check=False
        ).returncode
    return failed


if __name__ == "__main__":
    raise SystemExit(main())

"""`python -m tests.golden [-v] [names…]`: agree/total of each recording, and the differences."""

from __future__ import annotations

import argparse
import sys

from tests.golden.replay import names, replay


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.golden", description=__doc__)
    parser.add_argument("names", nargs="*", help="recordings; all if none is named")
    parser.add_argument("-v", "--verbose", action="store_true", help="show the differences")
    parser.add_argument("-n", type=int, default=10, help="differences shown of each recording")
    options = parser.parse_args()
    for name in options.names or names():
        result = replay(name)
        lines = [f"{name:24} {result.agree}/{result.total}"]
        if options.verbose:
            for difference in result.differences[: options.n]:
                lines += [
                    f"  {difference.number}: {difference.where}",
                    f"      {difference.asked[:600]}",
                ]
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()


main()

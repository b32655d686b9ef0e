"""Write the overloads of ``values`` and ``aggregate`` into the query sets, from one table.

``python tools/build_overloads.py`` writes, ``--check`` compares and exits 1 if they are stale.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

QUERY = Path(__file__).parent.parent / "src/weaviate_orm/query"
MOST = 8
"""Columns or metrics of one row."""


@dataclass(frozen=True)
class Overloads:
    """One method: what it takes, and what it makes of the tuple of their types."""

    module: str
    mark: str
    method: str
    parameter: str
    result: str
    is_async: bool = False
    made: str | None = None
    """What is made of a class of the caller's, as ``Own``; None: it cannot be given one."""

    def lines(self) -> list[str]:
        found: list[str] = []
        for count in range(1, MOST + 1):
            types = [f"T{i}" for i in range(1, count + 1)]
            parameters = [
                f"{name}: {self.parameter.format(kind)}"
                for name, kind in zip("abcdefgh", types, strict=False)
            ]
            result = self.result.format(f"tuple[{', '.join(types)}]")
            start = "async def" if self.is_async else "def"
            head = f"    {start} {self.method}(self, "
            found.append("    @overload")
            found += _wrapped(head, [*parameters, "/"], result)
            if self.made is not None:
                into = f"into: Callable[[{', '.join(types)}], Own]"
                found.append("    @overload")
                found += _wrapped(head, [*parameters, "/", "*", into], self.made)
        return found


def _wrapped(head: str, parameters: list[str], result: str) -> list[str]:
    tail = f") -> {result}: ..."
    line = head + ", ".join(parameters) + tail
    if len(line) <= 100:
        return [line]
    lines = [head]
    for parameter in parameters[:-1]:
        piece = f"{parameter}, "
        if len(lines[-1]) + len(piece) > 99:
            lines.append("        ")
        lines[-1] += piece
    if len(lines[-1]) + len(parameters[-1]) + len(tail) > 100:
        lines.append("        ")
    lines[-1] += f"{parameters[-1]}{tail}"
    return [line.rstrip() for line in lines]


GROUPS = "list[AggregateGroup[K, {}]]"
TABLE = (
    Overloads("sets.py", "values", "values", "Column[M, {}]", "Projected[M, {}]"),
    *(
        Overloads(
            "figures.py", mark, method, "Aggregate[M, {}]", result, is_async, result.format("Own")
        )
        for mark, method, result, is_async in (
            ("aggregate", "aggregate", "{}", False),
            ("aaggregate", "aaggregate", "{}", True),
            ("groups", "aggregate", GROUPS, False),
            ("agroups", "aaggregate", GROUPS, True),
        )
    ),
)


def written(module: str) -> str:
    """The module with all marked blocks written anew."""
    source = (QUERY / module).read_text(encoding="utf-8")
    for each in TABLE:
        if each.module != module:
            continue
        start, end = f"    # overloads of {each.mark}\n", f"    # end of {each.mark}\n"
        block = "".join(f"{line}\n" for line in ["    # fmt: off", *each.lines(), "    # fmt: on"])
        pattern = re.compile(re.escape(start) + ".*?" + re.escape(end), re.DOTALL)
        source, count = pattern.subn(start + block.replace("\\", "\\\\") + end, source)
        if count != 1:
            raise SystemExit(f"{module} has no single block of {each.mark}.")
    return source


def main() -> int:
    stale = False
    for module in sorted({each.module for each in TABLE}):
        path, new = QUERY / module, written(module)
        if "--check" not in sys.argv:
            path.write_text(new, encoding="utf-8")
        elif new != path.read_text(encoding="utf-8"):
            print(f"{path} is stale: run python tools/build_overloads.py")
            stale = True
    return int(stale)


if __name__ == "__main__":
    raise SystemExit(main())

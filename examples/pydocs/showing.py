"""What the terminal shows."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Generator
from contextlib import contextmanager
from textwrap import dedent
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.syntax import Syntax
from rich.table import Table

from examples.pydocs.asking import Answer

if TYPE_CHECKING:
    from examples.pydocs.asking import Question

console = Console(highlight=False)
if not console.is_terminal:
    console = Console(highlight=False, width=100)


@contextmanager
def progress(text: str, total: int) -> Generator[Callable[[int], None], None, None]:
    """A bar; what it gives is told of what was done."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, TimeElapsedColumn(), console=console) as bar:
        task = bar.add_task(f"{text:<16}", total=total)
        yield lambda count: bar.advance(task, count)


def show_question(question: Question) -> None:
    """The question, and the code that asks it."""
    console.print(f"\n[bold]{inspect.getdoc(question)}[/]")
    code = Syntax(_code(question), "python", theme="ansi_light", word_wrap=True)
    console.print(Padding(code, (0, 2)))


def show(answer: Answer, note: str = "") -> None:
    """A table. A text in the last column takes what room there is."""
    table = Table(box=box.SIMPLE_HEAD, caption=note, caption_justify="left")
    first_row = answer.rows[0] if answer.rows else ("nothing was found",)
    for name, value in zip(answer.columns, first_row, strict=False):
        is_number = isinstance(value, int | float)
        table.add_column(name, justify="right" if is_number else "left", no_wrap=True, max_width=44)
    last = table.columns[-1]
    if last.justify == "left":
        last.ratio, last.overflow, table.expand = 1, "ellipsis", True
    for row in answer.rows:
        table.add_row(*map(_cell, row))
    console.print(Padding(table, (0, 1)))


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case float():
            return f"{value:.3f}"
        case int():
            return f"{value:,}"
        case _:
            return str(value)


def _code(question: Question) -> str:
    """The statements of a question but its docstring and the last, which makes the table."""
    source = dedent(inspect.getsource(question))
    (function,) = ast.parse(source).body
    assert isinstance(function, ast.FunctionDef)
    _, *statements, _ = function.body
    lines = source.splitlines()[statements[0].lineno - 1 : statements[-1].end_lineno]
    return dedent("\n".join(lines))

"""Queries beside the official client's: filters built and compiled, and our own time of a query.

``python -m benchmarks.queries``. Prints times and ratios; nothing is asserted.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

from weaviate_orm import Client, Filter, Model, Property, Vector, prop, vector
from weaviate_orm.query.filters import Findings, compile_filter
from weaviate_orm.transport.recording import Script
from weaviate_orm.wire import messages as pb


class Item(Model):
    name: Property[str] = prop(tokenization="field")
    points: Property[int] = prop(default=0)
    price: Property[float] = prop(default=0.0)
    embedding: Vector = vector()


def microseconds(work: Callable[[], object], times: int = 2000, rounds: int = 9) -> float:
    """The median over rounds of the time of one call."""
    found: list[float] = []
    for _ in range(rounds):
        began = time.perf_counter()
        for _ in range(times):
            work()
        found.append((time.perf_counter() - began) / times * 1e6)
    return median(found)


def built() -> Filter[Item]:
    """A filter of three leaves."""
    return (Item.points >= 100) & (Item.name == "x") & (Item.price < 2.5)


def ours() -> object:
    return compile_filter(built(), Findings())


def theirs() -> Callable[[], object] | None:
    """The same by the official client; None where it is not installed."""
    try:
        from weaviate.classes.query import Filter as TheirFilter
        from weaviate.collections.filters import _FilterToGRPC as ToMessage
    except ImportError:
        return None

    def work() -> object:
        points = TheirFilter.by_property("points").greater_or_equal(100)
        name = TheirFilter.by_property("name").equal("x")
        price = TheirFilter.by_property("price").less_than(2.5)
        return ToMessage.convert(points & name & price)

    return work


def ten_rows() -> Callable[[], object]:
    """A query of 10 rows on a connection that answers at once: all its time is ours."""
    reply = pb.SearchReply()
    for number in range(10):
        result = reply.results.add()
        result.metadata.id_as_bytes = number.to_bytes(16, "big")
        fields = result.properties.non_ref_props.fields
        fields["name"].text_value = f"item {number}"
        fields["points"].int_value = number
        fields["price"].number_value = number / 2
    script = Script([reply] * 100_000)
    query = Item.objects.using(Client(script))
    vector = [0.5] * 256
    return lambda: query.near_vector(vector).filter(built()).limit(10).all()


def main() -> None:
    compiled = microseconds(ours)
    print(f"filter of three leaves, built and compiled  {compiled:7.1f} µs")
    print(f"  of it building                            {microseconds(built):7.1f} µs")
    if (rival := theirs()) is not None:
        other = microseconds(rival)
        print(
            f"  the official client                       {other:7.1f} µs, {other / compiled:.1f} x"
        )
    print(f"a query of 10 rows, without the server      {microseconds(ten_rows(), 500):7.1f} µs")


if __name__ == "__main__":
    main()

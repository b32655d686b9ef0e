"""The scenarios, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from tests.recordings.scenarios import (
    chance,
    changes,
    combined,
    doubts,
    faults,
    linked,
    paths,
    routes,
    schemas,
    spellings,
    streams,
    values,
    versions,
)

if TYPE_CHECKING:
    from tests.recordings.recorder import Recorder


@dataclass(frozen=True)
class Scenario:
    """What is asked of a server, from an empty one on."""

    about: str
    run: Callable[[Recorder, Random], None]
    """The same for the same seed."""


SCENARIOS: Mapping[str, Scenario] = {
    "chance_lists": Scenario("Filters, orders and pages by chance", chance.lists),
    "chance_searches": Scenario("Searches and what may come after, by chance", chance.searches),
    "chance_figures": Scenario("Aggregations by chance", chance.figures),
    "chance_creations": Scenario("Collections with one setting by chance", schemas.creations),
    "chance_updates": Scenario("A collection, one setting after the other", schemas.updates),
    "chance_changes": Scenario("Writes of every kind by chance", changes.changes),
    "chance_links": Scenario("References by chance", linked.links),
    "chance_combined": Scenario("Searches with many steps by chance", combined.combined),
    "paths_to_nowhere": Scenario("Paths of conditions, selections and figures", paths.paths),
    "search_doubts": Scenario("Searches with several faults at once", doubts.doubts),
    "chance_versions": Scenario("Updates, and absence and lengths after", versions.versions),
    "spelled_ids": Scenario("Ids in several spellings", spellings.spellings),
    "streams": Scenario("Streams of objects of several collections", streams.streams),
    "pairs_of_faults": Scenario("Objects with two faults at once", faults.pairs),
    "odd_routes": Scenario("Paths and queries that nobody would send", routes.odd_routes),
    "odd_texts": Scenario("Bodies that are no JSON, or none that fits", routes.odd_texts),
    "odd_addresses": Scenario("Objects by what little names them", routes.odd_addresses),
    "odd_values": Scenario("Odd values of every type over REST", values.odd_values),
    "odd_structs": Scenario("Odd values of every type over gRPC", values.odd_structs),
}

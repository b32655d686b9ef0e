"""What every operation may use."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from weaviate_orm.engine.backup.folders import Backups
from weaviate_orm.engine.catalog import Catalog
from weaviate_orm.engine.settings import Settings

if TYPE_CHECKING:
    from weaviate_orm.engine.modules.registry import Modules


@dataclass(frozen=True, slots=True)
class State:
    """The data, the modules, the settings and the backups of one engine."""

    modules: Modules
    catalog: Catalog = field(default_factory=Catalog)
    settings: Settings = field(default_factory=Settings)
    backups: Backups = field(default_factory=Backups)

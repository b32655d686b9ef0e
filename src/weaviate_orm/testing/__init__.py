"""For tests of applications: the embedded engine as a server, and fixtures for pytest.

The fixtures come by themselves where this package is installed; see `weaviate_orm.testing.server`
for the server alone.
"""

from weaviate_orm.testing.server import Modules, Served, server

__all__ = ["Modules", "Served", "server"]

"""`python -m weaviate_orm`: the command where no script is on the path."""

from __future__ import annotations

import sys

from weaviate_orm.cli.main import main

sys.exit(main())

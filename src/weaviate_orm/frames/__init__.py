"""Rows as columns, and as tables of pandas, polars and Arrow; the extra ``frames`` brings these.

``Question.objects.result().to_pandas()`` does it for a result; these take any rows, such as those
of ``.iterator()``.
"""

from weaviate_orm.query.columns import columns_of
from weaviate_orm.query.tables import to_arrow, to_numpy, to_pandas, to_polars

__all__ = ["columns_of", "to_arrow", "to_numpy", "to_pandas", "to_polars"]

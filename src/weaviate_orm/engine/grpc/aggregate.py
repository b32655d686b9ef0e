"""Aggregate."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from weaviate_orm.engine.aggregate.figures import (
    BooleanFigures,
    DateFigures,
    NumberFigures,
    ReferenceFigures,
    TextFigures,
)
from weaviate_orm.engine.aggregate.request import read_aggregation
from weaviate_orm.engine.aggregate.run import run
from weaviate_orm.wire import messages

if TYPE_CHECKING:
    from weaviate_orm.engine.aggregate.figures import Figures
    from weaviate_orm.engine.aggregate.request import Aggregation
    from weaviate_orm.engine.aggregate.run import Group
    from weaviate_orm.engine.state import State

_Reply = messages.AggregateReply
_Of = _Reply.Aggregations.Aggregation
_LONG = 2.0**63


def aggregate(state: State, message: messages.AggregateRequest) -> messages.AggregateReply:
    """Aggregate a collection."""
    started = time.perf_counter()
    request = read_aggregation(state, message)
    groups = run(state, request)
    reply = _Reply()
    if request.group_by is None:
        (everything,) = groups
        single = reply.single_result
        single.objects_count = everything.size if request.counts_objects else 0
        if everything.figures:
            single.aggregations.CopyFrom(_aggregations(request, everything))
    elif groups:
        reply.grouped_results.groups.extend(
            _group(request, request.group_by, group) for group in groups
        )
    reply.took = time.perf_counter() - started
    return reply


def _group(request: Aggregation, name: str, group: Group) -> messages.AggregateReply.Group:
    by = _Reply.Group.GroupedBy(path=[name])
    if isinstance(group.value, bool):
        by.boolean = group.value
    elif isinstance(group.value, str):
        by.text = group.value
    elif group.value is not None:
        by.number = group.value
    made = _Reply.Group(objects_count=group.size, grouped_by=by)
    if group.figures:
        made.aggregations.CopyFrom(_aggregations(request, group))
    return made


def _aggregations(request: Aggregation, group: Group) -> messages.AggregateReply.Aggregations:
    made = _Reply.Aggregations()
    for name, figures in group.figures.items():
        prop = request.collection.definition.properties[name]
        shown = prop.data_type if request.properties[name].type else ""
        made.aggregations.append(_aggregation(name, figures, shown, prop.base_type == "int"))
    return made


def _aggregation(
    name: str, figures: Figures, shown: str, is_int: bool
) -> messages.AggregateReply.Aggregations.Aggregation:
    """The figures of one property; `shown` is its type, if that was asked for."""
    match figures:
        case NumberFigures():
            type_ = None if figures.is_empty else shown
            if is_int:
                return _Of(property=name, int=_integer(figures, type_))
            return _Of(property=name, number=_number(figures, type_))
        case DateFigures():
            return _Of(property=name, date=_date(figures, None if figures.is_empty else shown))
        case BooleanFigures():
            return _Of(property=name, boolean=_boolean(figures, shown))
        case TextFigures():
            return _Of(property=name, text=_text(figures, shown))
        case ReferenceFigures():
            return _Of(
                property=name, reference=_Of.Reference(type=shown, pointing_to=figures.targets)
            )


def _integer(
    figures: NumberFigures, shown: str | None
) -> messages.AggregateReply.Aggregations.Aggregation.Integer:
    return _Of.Integer(
        count=figures.count,
        type=shown,
        mean=figures.mean,
        median=figures.median,
        mode=_whole(figures.mode),
        maximum=_whole(figures.maximum),
        minimum=_whole(figures.minimum),
        sum=_whole(figures.sum),
    )


def _number(
    figures: NumberFigures, shown: str | None
) -> messages.AggregateReply.Aggregations.Aggregation.Number:
    return _Of.Number(
        count=figures.count,
        type=shown,
        mean=figures.mean,
        median=figures.median,
        mode=figures.mode,
        maximum=figures.maximum,
        minimum=figures.minimum,
        sum=figures.sum,
    )


def _date(
    figures: DateFigures, shown: str | None
) -> messages.AggregateReply.Aggregations.Aggregation.Date:
    return _Of.Date(
        count=figures.count,
        type=shown,
        median=figures.median,
        mode=figures.mode,
        maximum=figures.maximum,
        minimum=figures.minimum,
    )


def _boolean(
    figures: BooleanFigures, shown: str
) -> messages.AggregateReply.Aggregations.Aggregation.Boolean:
    count, true = figures.count, figures.true
    return _Of.Boolean(
        count=count,
        type=shown,
        total_true=true,
        total_false=count - true,
        percentage_true=true / count if count else math.nan,
        percentage_false=(count - true) / count if count else math.nan,
    )


def _text(
    figures: TextFigures, shown: str
) -> messages.AggregateReply.Aggregations.Aggregation.Text:
    tops = _Of.Text.TopOccurrences
    items = [tops.TopOccurrence(value=text, occurs=count) for text, count in figures.top]
    return _Of.Text(
        count=figures.count, type=shown, top_occurences=tops(items=items) if items else None
    )


def _whole(value: float | None) -> int | None:
    """The integer part; what does not fit in 64 bits becomes the smallest that does."""
    if value is None:
        return None
    return int(value) if -_LONG <= value < _LONG else -int(_LONG)

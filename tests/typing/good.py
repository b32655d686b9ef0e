"""Every line type-checks, and every assert_type holds, in both checkers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal, assert_type
from uuid import UUID

from weaviate_orm import (
    Aggregate,
    AggregateGroup,
    Answer,
    Assignment,
    Attr,
    Client,
    Column,
    Count,
    CountValues,
    DeleteResult,
    Filter,
    Generated,
    GeneratedGroup,
    Generative,
    Group,
    Grouped,
    Groups,
    Hit,
    Hits,
    ListAttr,
    Max,
    Mean,
    Median,
    Min,
    Mode,
    ModelBase,
    Move,
    NestedAttr,
    Objects,
    Occurrence,
    Partial,
    Profile,
    Projected,
    Property,
    Provider,
    QuerySet,
    RefAttr,
    ReferenceList,
    RefsAttr,
    Result,
    Sum,
    TextAttr,
    TopOccurrences,
    UpdateResult,
    VectorAttr,
    boosts,
    connect,
    metadata,
    providers,
    reference_ids,
    targets,
    words,
)

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import polars as pl
    import pyarrow as pa
    from numpy.typing import NDArray

    from weaviate_orm.query.targets import Join
from tests.typing.typed_models import (
    Address,
    Author,
    Card,
    Category,
    Event,
    Figures,
    Form,
    HardQuestion,
    Level,
    Publisher,
    Question,
    QuestionObjects,
    Street,
)

client: Client = connect("embedded://")
now = datetime.now(UTC)
some_id = UUID(int=7)
author = Author(name="a")
cat = Category(title="science", owner=author)
q = Question(question="DNA?", points=3, category=cat)
Question(question="x", points=1, category=some_id, related=[q, some_id], second=None, id=some_id)
Question(question="x", points=1, category=cat, sources=[author, Publisher(name="p")])
Question(question="x", points=1, category=cat, embedding=[0.1, 0.2])
HardQuestion(question="x", points=1, level=3, category=cat)
Event(title="x", place=Address(city="Paris", street=Street(name="Rue X")), category=cat)

# -- 1. rows by class ------------------------------------------------------
events = Event.objects.filter(Event.seats >= 3).order_by(Event.seats.desc())
assert_type(events, Objects[Event])
assert_type(events.exclude(Event.seats == 3).limit(3).offset(1)[:10], Objects[Event])
assert_type(events.prefetch(Event.category).tenant("t").using(client), Objects[Event])
assert_type(events.all(), list[Event])
assert_type(events.first(), Event | None)
assert_type(iter(events), Iterator[Event])
assert_type(events.with_metadata("score", "distance"), Hits[Event])
assert_type(events.with_metadata("score").limit(3).first(), Hit[Event] | None)
assert_type(events.with_metadata("score").generate("x"), QuerySet[Event, Generated[Event]])
assert_type(events.generate("x", metadata=("score",)).limit(1), QuerySet[Event, Generated[Event]])
a_hit: Hit[Event] | None = events.generate("x").first()  # Generated is a Hit
assert_type(events.only(Event.title), Projected[Event, Partial[Event]])
assert_type(events.only(Event.title).with_metadata("score"), QuerySet[Event, Hit[Partial[Event]]])
assert_type(events.values(Event.title, Event.seats), Projected[Event, tuple[str, int]])
s, t = Event.seats, Event.title
assert_type(events.group_by(Event.seats), Groups[Event, int])
assert_type(events.group_by(Event.title).limit(2).first(), Group[Event, str] | None)
assert_type(Question.objects.group_by(Question.note), Groups[Question, str])
assert_type(Question.objects.group_by(Question.tags), Groups[Question, str])
assert_type(Question.objects.group_by(Question.bonus), Groups[Question, int])
assert_type(Question.objects.group_by(Question.category), Groups[Question, UUID])
assert_type(Question.objects.group_by(Question.sources), Groups[Question, UUID])


async def asynchronously() -> None:
    async for event in events:
        assert_type(event, Event)
    async for hit in events.with_metadata("score"):
        assert_type(hit, Hit[Event])
    assert_type(await events.aall(), list[Event])
    assert_type(await events.afirst(), Event | None)
    assert_type(await events.aone(), Event)
    assert_type(await events.aget(some_id), Event)
    assert_type(await events.acount(), int)
    assert_type(await events.ain_bulk([some_id]), dict[UUID, Event])
    assert_type(await events.aresult(), Result[Event])
    assert_type(await events.aaggregate(Count(), Mean(Event.seats)), tuple[int, float | None])
    assert_type(await events.aaggregate(Count(), Mean(Event.seats), into=Figures), Figures)
    assert_type(await events.aupdate(Event.seats.set(3), all=True), UpdateResult)
    assert_type(await events.adelete(all=True), DeleteResult)
    assert_type(await events.aprofile(), Profile)
    assert_type(await events.group_by(Event.seats).aflat(), list[Grouped[Event, int]])
    async for row in events.values(Event.title).aiterator():
        assert_type(row, tuple[str])


# -- 2. recipes ------------------------------------------------------------
assert_type(Question.objects, QuestionObjects)
assert_type(Question.objects.limit(3).hard().filter(Question.points >= 3)[:5], QuestionObjects)
assert_type(Question.objects.limit(1).ranked().limit(2), Hits[Question])
assert_type(Event.objects, Objects[Event])


# -- 3. one lower layer ----------------------------------------------------
class Bare(ModelBase):
    points: Property[int]


assert_type(Bare.points >= 3, Filter[Bare])
assert_type(QuerySet[Bare, Bare](Bare).filter(Bare.points >= 3), QuerySet[Bare, Bare])

# -- 4. filters ------------------------------------------------------------
assert_type(q.points, int)
assert_type(q.note, str | None)
assert_type(Question.points, Attr[Question, int])
assert_type(Question.bonus, Attr[Question, int | None, int])
assert_type(Question.final, Attr[Question, bool | None, bool])
assert_type(Question.tags, ListAttr[Question, list[str], str])
assert_type(Question.scores, ListAttr[Question, list[int] | None, int])
assert_type(HardQuestion.points, Attr[HardQuestion, int])
assert_type(Question.points == 3, Filter[Question])
assert_type(Question.score >= 3, Filter[Question])
assert_type(Question.bonus != None, Filter[Question])
assert_type(Question.bonus > 3, Filter[Question])
assert_type(Question.points.in_([1, 2]), Filter[Question])
assert_type(Question.bonus.not_in([1, 2]), Filter[Question])
assert_type(Question.tags.contains_any(["a"]), Filter[Question])
assert_type(Question.scores.contains_none([1]), Filter[Question])
assert_type((Question.points >= 3) & ~(Question.note == "x"), Filter[Question])
assert_type((Question.points >= 3) | Question.note.is_none(), Filter[Question])
recent = metadata.creation_time > now
assert_type(recent, Filter[ModelBase])
assert_type((Question.points >= 3) & recent, Filter[Question])
assert_type(recent & (Question.points >= 3), Filter[Question])
assert_type(recent | (Question.points >= 3), Filter[Question])
assert_type(Filter.all(Question.points >= 3, recent, Question.score > 2), Filter[Question])
assert_type(Filter.any(recent, Event.seats >= 3), Filter[Event])
assert_type((Question.points >= 3) & (HardQuestion.level > 1), Filter[HardQuestion])
assert_type((HardQuestion.level > 1) | (Question.points >= 3), Filter[HardQuestion])
assert_type(events.filter(recent).order_by(metadata.creation_time.desc()), Objects[Event])
base_filter: Filter[Question] = Question.points >= 3
QuerySet[HardQuestion, HardQuestion](HardQuestion).filter(base_filter, HardQuestion.level > 1)

# -- 5. references ---------------------------------------------------------
assert_type(q.category, Category)
assert_type(q.second, Category | None)
assert_type(q.category.title, str)
assert_type(Question.category, RefAttr[Question, Category])
assert_type(Question.second, RefAttr[Question, Category])
assert_type(Question.related, RefsAttr[Question, Question])
assert_type(HardQuestion.category, RefAttr[HardQuestion, Category])
q.points = 4
q.category = cat
q.category = some_id
q.second = cat
q.second = some_id
q.second = None
assert_type(q.related, ReferenceList[Question])
q.related.append(q)
q.related.extend([some_id, q])
q.related.remove(q)
q.related.clear()
q.related = [q, some_id]
assert_type(q.sources, ReferenceList[Author | Publisher])
assert_type(reference_ids(q, Question.category), tuple[UUID, ...])
reference_ids(q, Question.related)
reference_ids(q, Question.sources)
assert_type(Question.objects.prefetch(Question.category.ids, Question.related), QuestionObjects)
Question.objects.prefetch(Question.second[Category.owner], Question.sources)
assert_type(Question.sources.of(Author), RefsAttr[Question, Author])
assert_type(Question.sources.of(Author)[Author.name].like("a*"), Filter[Question])
assert_type(Question.sources.of(Publisher)[Publisher.name] == "x", Filter[Question])

# -- 6. paths and columns --------------------------------------------------
assert_type(Question.category[Category.title], TextAttr[Question, str])
assert_type(Question.category[Category.title] == "science", Filter[Question])
assert_type(Question.category[Category.owner][Author.name], TextAttr[Question, str])
assert_type(Question.related[Question.category][Category.note], TextAttr[Question, str | None])
assert_type(Question.related[Question.tags].contains_all(["a"]), Filter[Question])
assert_type(Question.related[Question.bonus], Attr[Question, int | None, int])
assert_type(Question.related.count() > 3, Filter[Question])
assert_type(Event.place, NestedAttr[Event, Address, Address])
assert_type(Question.address, NestedAttr[Question, Address | None, Address])
assert_type(Question.addresses, NestedAttr[Question, list[Address], Address])
assert_type(Question.address[Address.city] == "Paris", Filter[Question])
assert_type(Question.addresses[Address.codes].contains_any([1]), Filter[Question])
assert_type(Question.address[Address.street][Street.name].like("x"), Filter[Question])
assert_type(Question.related[Question.address][Address.city] == "Paris", Filter[Question])
assert_type(q.address, Address | None)
assert_type(q.addresses, list[Address])
assert_type(Question.category.value(Category.title), Column[Question, str | None])
assert_type(Question.related.value(Question.points), Column[Question, list[int]])

# -- 7. aggregates ---------------------------------------------------------
assert_type(
    Question.objects.aggregate(Count(), Mean(Question.points), Max(Question.air_date)),
    tuple[int, float | None, datetime | None],
)
assert_type(
    Question.objects.aggregate(
        Count(),
        Min(Question.points),
        Max(Question.bonus),
        Sum(Question.score),
        Median(Question.scores),
        Mode(Question.scores),
        TopOccurrences(Question.tags),
        Mean(Question.bonus),
    ),
    tuple[
        int, int | None, int | None, float | None, float | None, int | None,
        list[Occurrence], float | None,
    ],
)  # fmt: skip
assert_type(Max(Question.scores), Aggregate[Question, int | None])
assert_type(
    events.aggregate(
        Max(Event.level),
        Mode(Event.level),
        TopOccurrences(Event.form),
        TopOccurrences(Event.moods),
        CountValues(Event.moods),
    ),
    tuple[Level | None, Level | None, list[Occurrence], list[Occurrence], int],
)
assert_type(Event.level == Level.HIGH, Filter[Event])
assert_type(Event.form.in_([Form.TALK]), Filter[Event])
assert_type(Event.moods.contains_any(["calm"]), Filter[Event])
assert_type(events.group_by(Event.form), Groups[Event, Form])
assert_type(events.group_by(Event.moods), Groups[Event, Literal["calm", "wild"]])
assert_type(
    Question.objects.group_by(Question.round).aggregate(Count(), Mean(Question.points)),
    list[AggregateGroup[str, tuple[int, float | None]]],
)
for aggregate_group in events.group_by(Event.seats).aggregate(Count()):
    assert_type(aggregate_group.key, int | None)
    assert_type(aggregate_group.values, tuple[int])

# -- 8. text ---------------------------------------------------------------
assert_type(Question.question, TextAttr[Question, str])
assert_type(Question.note, TextAttr[Question, str | None])
assert_type(Question.round == "x", Filter[Question])
assert_type(Question.round != "x", Filter[Question])
assert_type(Question.round.in_(["x"]), Filter[Question])
assert_type(Question.note.not_in(["x"]), Filter[Question])
assert_type(Question.question.matches("some words"), Filter[Question])
assert_type(Question.question.like("a*"), Filter[Question])
assert_type(Question.question.contains_any(["a", "b"]), Filter[Question])
assert_type(Question.note.contains_all(["a", "b"]), Filter[Question])
assert_type(Question.question.contains_none(["a", "b"]), Filter[Question])

# -- 9. the id -------------------------------------------------------------
assert_type(q.id, UUID)
assert_type(Question.id, Attr[Question, UUID])
assert_type(Question.id.in_([some_id]), Filter[Question])
assert_type(Question.category[Category.id] == some_id, Filter[Question])
assert_type({q, q}, set[Question])

# -- 10. vectors -----------------------------------------------------------
q.embedding = [0.1, 0.2]
q.embedding = None
assert_type(Question.embedding, VectorAttr[Question])
assert_type(Question.objects.near_text("x", target=Question.embedding), QuestionObjects)
assert_type(Question.objects.with_vectors(Question.embedding).hard(), QuestionObjects)


def on_vectors(question: Question, array: NDArray[np.float64]) -> None:
    question.embedding = array
    assert_type(
        Question(question="x", points=1, category=cat).embedding, NDArray[np.float32] | None
    )


# -- 11. searches, and what follows them -----------------------------------
pictures = Question.objects.near_image(Path("x.png"), certainty=0.9)
assert_type(pictures, QuestionObjects)
assert_type(Question.objects.near_audio(b"x", target=Question.embedding), QuestionObjects)
assert_type(Question.objects.bm25("a b", operator=words.all()), QuestionObjects)
assert_type(Question.objects.hybrid("a b", operator=words.at_least(2)), QuestionObjects)
assert_type(providers.openai(model="gpt-4o", reasoning_effort="low"), Provider)
told = Question.objects.generate(
    f"What is {Question.question}?",
    grouped_task="Compare.",
    grouped_properties=[Question.question],
    provider=providers.anthropic(max_tokens=100),
    images=[b"x"],
    image_properties=[Question.picture],
    debug=True,
    return_metadata=True,
)
assert_type(told, QuerySet[Question, Generated[Question]])
assert_type(Question.objects.into(Card), Projected[Question, Card])
assert_type(Question.objects.into(Card).with_metadata("score"), QuerySet[Question, Hit[Card]])
assert_type(Question.objects.values_list(Question.points), Projected[Question, int])
assert_type(Event.place.value(Address.city), Column[Event, str])
assert_type(Question.address.value(Address.city), Column[Question, str | None])
assert_type(Question.addresses.value(Address.codes), Column[Question, list[list[int]]])
assert_type(Event.place.value(Address.street.value(Street.name)), Column[Event, str | None])
assert_type(Question.points.set(5), Assignment[Question])
assert_type(Question.bonus.set(None), Assignment[Question])

two = Question.objects.near_vector(
    {Question.embedding: [[0.1], [0.2]], Question.tokens: [[0.1, 0.2], [0.3, 0.4]]},
    target=targets.manual_weights({Question.embedding: 0.3, Question.tokens: 0.7}),
)
assert_type(two, QuestionObjects)
assert_type(Question.objects.near_vector([[0.1], [0.2]], target=Question.tokens), QuestionObjects)
assert_type(
    Question.objects.near_text(
        "a", "b", target=targets.sum(Question.embedding), move_to=Move(0.5, "c"), distance=0.3
    ),
    QuestionObjects,
)
assert_type(Question.objects.near_object(q, target=Question.embedding), QuestionObjects)
assert_type(Question.objects.near_object(some_id, target=Question.embedding), QuestionObjects)
assert_type(
    Question.objects.hybrid(
        "a",
        alpha=0.3,
        near_text=["b"],
        properties=[Question.question**2, Question.note],
        target=Question.embedding,
        fusion="ranked",
        max_vector_distance=0.5,
        move_away=Move(0.5, objects=[some_id]),
    ),
    QuestionObjects,
)
after_steps = (
    pictures.rerank(Question.question, query="x")
    .boost(
        boosts.matches(Question.points > 3),
        boosts.value(Question.points, modifier="log1p"),
        boosts.near_time(Question.air_date, scale=timedelta(days=1), curve="gauss"),
        boosts.near_number(Question.score, origin=1, scale=2),
        weight=0.3,
    )
    .auto_limit(1)
    .diversity(3, balance=0.2)
)
assert_type(after_steps, QuestionObjects)
assert_type(events.after(some_id).consistency("QUORUM").timeout(3), Objects[Event])

# -- 12. settings ----------------------------------------------------------
settings: Generative | None = Question.Meta.generative


# -- checked only: here no server answers -----------------------------------
def answered() -> None:
    assert_type(told.one().answer, Answer | None)
    assert_type(told.result().metadata.answer, Answer | None)
    assert_type(events.group_by(Event.seats).flat(), list[Grouped[Event, int]])
    assert_type(events.group_by(Event.seats).flat()[0].object, Event)
    assert_type(events.group_by(Event.seats).one().min_distance, float | None)
    assert_type(Question.objects.into(Card).all(), list[Card])
    assert_type(Question.objects.values_list(Question.points).all(), list[int])
    assert_type(events.aggregate(Count(), Mean(Event.seats), into=Figures), Figures)
    assert_type(
        events.group_by(Event.title).aggregate(Count(), Mean(Event.seats), into=Figures),
        list[AggregateGroup[str, Figures]],
    )
    assert_type(events.update(Event.seats.set(3), all=True), UpdateResult)
    assert_type(events.delete(all=True, dry_run=True), DeleteResult)
    assert_type(events.count(), int)
    assert_type(events.exists(), bool)
    assert_type(events.in_bulk([some_id]), dict[UUID, Event])
    assert_type(events.values(Event.title).in_bulk([some_id]), dict[UUID, tuple[str]])
    assert_type(events.iterator(batch_size=5), Iterator[Event])
    assert_type(events.with_metadata("score").iterator(), Iterator[Hit[Event]])
    assert_type(events.explain(), str)
    for join in (targets.sum, targets.average, targets.minimum):
        assert_type(join(Question.embedding, Question.tokens), Join[Question])
    assert_type(targets.relative_score({Question.embedding: 1.0}), Join[Question])
    assert_type(events.result().metadata.profile, Profile | None)
    assert_type(events.result().to_polars(), pl.DataFrame)
    assert_type(events.result().to_pandas(), pd.DataFrame)
    assert_type(events.result().to_arrow(), pa.Table)
    assert_type(Question.objects.result().to_numpy(Question.embedding), NDArray[np.float32])
    hit = events.with_metadata("score", "distance", "creation_time").one()
    assert_type(hit.metadata.score, float)
    assert_type(hit.metadata.distance, float | None)
    assert_type(hit.metadata.creation_time, datetime)
    assert_type(events.profile(), Profile)
    assert_type(events.result(profile=True), Result[Event])
    vectors = Question.objects.only(Question.points).with_vectors(Question.embedding).one()
    assert_type(vectors[Question.points], int)
    assert vectors[Question.embedding] is not None
    assert_type(events[0], Event)
    assert_type(events.one(), Event)
    assert_type(events.get(some_id), Event)
    assert_type(events.generate("x").one().generated, str)
    assert_type(events.generate("x").one().object, Event)
    assert_type(events.only(Event.title).one()[Event.title], str)
    assert_type(
        events.values(Event.title, Event.seats).with_metadata("score").one(), Hit[tuple[str, int]]
    )
    assert_type(
        events.values(s, t, s, t, s, t, s, t)[0], tuple[int, str, int, str, int, str, int, str]
    )
    assert_type(events.group_by(Event.title).one().key, str | None)
    assert_type(events.group_by(Event.title).one().objects, tuple[Event, ...])
    assert_type(events.group_by(Event.title).generate("x").one(), GeneratedGroup[Event, str])
    assert_type(Question.objects.hard().with_metadata("score").one(), Hit[Question])
    assert_type(q.related[0], Question)
    assert_type(
        Question.objects.values(
            Question.points,
            Question.category.value(Category.title),
            Question.related.value(Question.points),
            Question.related.value(Question.category.value(Category.title)),
        ).one(),
        tuple[int, str | None, list[int], list[str | None]],
    )
    row = Question.objects.only(Question.points, Question.category.value(Category.title)).one()
    assert_type(row[Question.points], int)
    assert_type(row[Question.category.value(Category.title)], str | None)

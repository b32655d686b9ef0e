"""Every statement is an error in both checkers, but for the marked ones:

``# mypy only``, ``# pyright only``: the other one accepts it.
``# run time``: both accept it, running refuses it.
"""

from __future__ import annotations

from datetime import timedelta

from tests.typing.good import Bare, cat, events, now, q, recent, some_id
from tests.typing.typed_models import (
    Address,
    Author,
    Card,
    Category,
    Event,
    Figures,
    HardQuestion,
    Level,
    Publisher,
    Question,
    Street,
)
from weaviate_orm import (
    CollectionMeta,
    Count,
    Filter,
    Hit,
    Max,
    Mean,
    Model,
    Objects,
    Property,
    Reference,
    Sum,
    TopOccurrences,
    boosts,
    metadata,
    prop,
    providers,
    recipes,
    ref,
    reference_ids,
    targets,
    words,
)

# constructor, attributes
Question(question="x", points="3", category=cat)
Question(question="x", category=cat)
Question(question="x", points=3, category=cat, nope=1)
q.points = "3"
q.pionts
Question.pionts
class BadDefault(Model):
    points: Property[int] = prop(default="x")

# 1. rows by class
events.only(Event.title).generate("x")
events.only(Event.title).only(Event.title)
events.values(Event.title).generate("x")
events.with_metadata("score").with_metadata("score")
events.with_metadata("score").only(Event.title)
events.with_metadata("score").group_by(Event.title)
events.with_metadata("scoer")
events.generate("x").generate("x")
events.generate("x").only(Event.title)
events.generate("x", metadata=("scoer",))
events.group_by(Event.title).with_metadata("score")
events.group_by(Event.title).values(Event.title)
events.only(Category.title)
events.values(Event.title, Category.title)
events.group_by(Category.title)
events.order_by(Category.title.asc())
events.order_by(Event.title)
events.limit("3")
events.get("3")
events["3"]
hits: list[Hit[Event]] = events.all()
events.with_metadata("score").all()[0].title
events.generate("x").all()[0].object.pionts
events.only(Event.title).all()[0].title
events.only(Event.title).all()[0][Category.title]
events.with_metadata("score").all()[0].generated

# 2. recipes
Question.objects.with_metadata("score").hard()
Question.objects.only(Question.points).hard()
events.hard()
class BadRecipes(Model):
    objects = recipes(Question)

# 3. the lower layer has no objects
Bare.objects
Address.objects
Objects(Address)

# 4. filters
Question.points >= "3"
Question.bonus >= None
Question.points.in_(["3"])
Question.points.like("a*")
Question.points.contains_any([1])
Question.tags.contains_any([1])
Question.scores.contains_all(["a"])
events.filter(Event.seats == "3")
events.filter(Event.seats != None)
events.filter(Category.title == "x")
events.filter(True)
events.filter((Event.seats >= 3) and True)
events.exclude(Category.title == "x")
(Question.points >= 3) & (Category.title == "x")
(Question.points >= 3) | (Category.title == "x")
(Question.points >= 3) & (Question.points == "3")
(Question.points >= 3) & True
(Question.points >= 3) & (Category.title == "x") & recent
events.filter(Filter.all(Event.seats >= 3, Category.title == "x"))
events.filter(Filter.any(Question.points >= 3, recent))
Question.objects.filter(HardQuestion.level > 1)
Question.objects.filter((Question.points >= 3) & (HardQuestion.level > 1))
metadata.creation_time > 3
metadata.creation_tim > now
1 <= Event.seats <= 5  # run time
Question.objects.filter(Question.final and Question.points >= 3)
Question.objects.filter(Question.category == None)
Filter.all(Event.seats >= 3, Category.title == "x")  # pyright only

# 5. references
Question(question="x", points=3)
Question(question="x", points=3, category=None)
Question(question="x", points=3, category=Author(name="a"))
q.category = None
q.category = Author(name="a")
q.second = Author(name="a")
q.second.title
q.related.append(cat)
q.related = [cat]
q.related = None
q.sources.append(cat)
for source in q.sources: source.nope
class BadReference(Model):
    category: Reference[Category] = ref(default=None)
class BadTarget(Model):
    category: Reference[int] = ref()
class NoSpecifier(Model):  # run time
    category: Reference[Category]
Question.objects.prefetch(Question.points)
Question.objects.prefetch(Category.owner)
Question.objects.prefetch(Category.owner.ids)
reference_ids(q, Question.points)
reference_ids(q, Category.owner)
Question.sources[Author.name]
Question.sources.of(Address)
Question.sources.of(Author)[Publisher.name]
Question.sources.of(Category)  # run time

# 6. paths and columns
Question.category[Author.name]
Question.objects.filter(Question.category[Category.title] == 3)
Question.category[Category.owner][Category.title]
Question.address[Street.name]
Question.address[Category.title]
Question.addresses[Address.street][Address.city]
Question.objects.filter(Address.city == "x")
Question.category.value(Author.name)
events.values(Question.category.value(Category.title))
Question.objects.filter(Question.category.value(Category.title) == "x")
Question.category.value(Category.title).like("x")
Event(title="x", place=Street(name="x"), category=cat)
Event(title="x", category=cat)

# 7. aggregates
Max(Question.question)
Max(Question.tags)
Max(Question.final)  # mypy only
Mean(Question.air_date)
Mean(Question.question)
Sum(Question.air_date)
TopOccurrences(Question.points)
Sum(Event.form)
events.filter(Event.level == 3)
events.filter(Event.form == Level.LOW)
events.filter(Event.moods.contains_any(["clam"]))
events.aggregate(Max(Question.points))
events.aggregate(Event.seats)
Question.objects.with_metadata("score").aggregate(Count())
events.group_by(Event.title).aggregate(Max(Question.points))
text: tuple[str] = events.aggregate(Count())
number: float = events.aggregate(Mean(Event.seats))[0]

# 8. text
Question.question.like(3)
Question.question.matches(["a"])
Question.question.contains_any([1])
Question.objects.filter(Question.round == 3)
Question.question == "x"  # run time
Question.question.in_(["x"])  # run time

# 9. the id
q.id = some_id
Question(question="x", points=1, category=cat, id=3)
Question.id.in_(["3"])
Question.id.like("x")

# 10. vectors
q.embedding = "0.1"
Question(question="x", points=1, category=cat, embedding="0.1")
q.embedding[0]
Question.embedding == [0.1]
events.near_text("x", target=Question.embedding)
Question.objects.near_text("x", target=Question.question)
Question.objects.with_vectors(Question.category)
Question.objects.values(Question.embedding)

# 11. searches, and what follows them
Question.objects.near_image("x.png")
Question.objects.near_image(b"x", target=Question.question)
Question.objects.bm25("x", operator="and")
words.at_least("2")
providers.openai(reasoning_effort="much")
providers.openai(modle="gpt-4o")
Question.objects.generate("x", images=b"x")
Question.objects.generate("x", image_properties=[Question.points])
Question.objects.generate("x", image_properties=[Event.title])
Question.objects.generate("x", provider="openai")
events.group_by(Event.title).generate("x", debug=True)
events.group_by(Event.title).flat()[0].key.real
card: Event = Question.objects.into(Card).all()[0]
Question.objects.into(3)
Question.objects.values_list(Event.title)
first: str = Question.objects.values_list(Question.points).all()[0]
Question.address.value(Street.name)
Question.addresses.value(Category.title)
Question.objects.filter(Question.address.value(Address.city) == "x")
events.aggregate(Count(), into=Figures)
events.aggregate(Count(), Max(Event.seats), Count(), into=Figures)
Question.points.set("5")
Question.points.set(None)
events.update(Question.points.set(5))
events.update(Event.seats)
Question.objects.with_metadata("score").update(Question.points.set(5))
events.only(Event.title).all()[0][Question.embedding]
Question.embedding.set([0.1])
Question.objects.values(Question.category[Category.title])  # run time
Question.objects.values(Question.address[Address.city])  # run time

Question.objects.near_vector("0.1", target=Question.embedding)
Question.objects.near_vector({Question.question: [0.1]})
Question.objects.near_text("a", target=targets.sum(Question.question))
Question.objects.near_text(["a"])
Question.objects.near_text("a", move_to="b")
Question.objects.near_text("a", distance="0.1")
Question.objects.near_object("x")
Question.objects.near_object(cat)
Question.objects.hybrid("a", fusion="rank")
Question.objects.hybrid("a", properties=[Question.points])
Question.objects.hybrid("a", properties=[Event.title])
Question.objects.bm25("a", properties=Question.question)
targets.average(Question.embedding, "tokens")
targets.manual_weights({Question.embedding: "1"})
Question.objects.rerank("question")
Question.objects.rerank(Event.title)
Question.objects.boost(Question.points > 3)
Question.objects.boost(boosts.matches(Event.seats > 3))
boosts.near_time(Question.points, scale=timedelta(days=1))
boosts.near_time(Question.air_date, scale=3)
boosts.near_number(Question.question, origin=1, scale=1)
boosts.value(Question.points, modifier="log")
events.auto_limit("1")
events.diversity(balance=0.3)
events.after("x")
events.consistency("SOME")
events.in_bulk([3])
events.iterator(batch_size="5")
events.delete(everything=True)
events.result().to_numpy(Event.title)
events.with_metadata("score").all()[0].metadata.scoer
events.with_metadata("score").all()[0].metadata["scoer"]
asynchronous: list[Event] = events.aall()
Question.objects.flat()

# 12. settings
class BadMeta(CollectionMeta):
    key = "question"
class BadCollection(CollectionMeta):
    collection = 3
class Misspelt(CollectionMeta):  # run time
    colection = "X"
class WithoutBase(Model):  # run time
    class Meta:
        collection = "X"

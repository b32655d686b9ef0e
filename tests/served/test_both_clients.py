"""The official client and this package's: one process, one server, the same objects."""

from __future__ import annotations

import threading
from uuid import UUID

import weaviate
from weaviate import WeaviateClient
from weaviate.classes.config import DataType
from weaviate.classes.query import MetadataQuery

from tests.served.conftest import Place
from weaviate_orm import Model, Property, Vector, connect, vector

ONES = [UUID(int=number) for number in range(1, 6)]


class ServedQuestion(Model):
    question: Property[str]
    points: Property[int]
    embedding: Vector = vector()


def test_each_reads_what_the_other_wrote(official: WeaviateClient, place: Place) -> None:
    with connect(place.url) as ours:
        ours.drop_all([ServedQuestion])
        ours.create_all([ServedQuestion])
        try:
            theirs = official.collections.get("ServedQuestion")
            kinds = {each.name: each.data_type for each in theirs.config.get().properties}
            assert kinds == {"question": DataType.TEXT, "points": DataType.INT}
            with ours.session() as session:
                for number, one in enumerate(ONES[:3]):
                    session.add(
                        ServedQuestion(
                            id=one,
                            question=f"What is {number}?",
                            points=number * 100,
                            embedding=[float(number), 1.0],
                        )
                    )
            for number, one in enumerate(ONES[3:], 3):
                theirs.data.insert(
                    {"question": f"What is {number}?", "points": number * 100},
                    uuid=one,
                    vector={"embedding": [float(number), 1.0]},
                )
            found = theirs.query.near_vector(
                [0.0, 1.0], return_metadata=MetadataQuery(distance=True)
            ).objects
            nearest = list(
                ours.objects(ServedQuestion)
                .near_vector([0.0, 1.0])
                .with_metadata("distance")
                .limit(9)
            )
            assert [each.uuid for each in found] == [each.object.id for each in nearest] == ONES
            assert [each.metadata.distance for each in found] == [
                each.metadata.distance for each in nearest
            ]
            dear = ours.objects(ServedQuestion).filter(ServedQuestion.points >= 300)
            assert [each.question for each in dear] == ["What is 3?", "What is 4?"]
        finally:
            ours.drop_all([ServedQuestion])
    assert not official.collections.exists("ServedQuestion")


def test_at_the_same_time(place: Place) -> None:
    """Both open and close their connections side by side."""
    faults: list[BaseException] = []

    def ours() -> None:
        try:
            for _ in range(3):
                with connect(place.url) as client:
                    assert client.server().version
        except BaseException as error:  # noqa: BLE001 (told by the test)
            faults.append(error)

    def theirs() -> None:
        try:
            for _ in range(3):
                with weaviate.connect_to_local(
                    port=place.http_port, grpc_port=place.grpc_port
                ) as client:
                    assert client.is_ready()
        except BaseException as error:  # noqa: BLE001 (told by the test)
            faults.append(error)

    threads = [threading.Thread(target=each) for each in (ours, theirs, ours)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert faults == []

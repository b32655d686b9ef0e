"""Aliases, the tokenizer, backups to a folder."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from weaviate import WeaviateClient
from weaviate.backup import BackupStorage
from weaviate.classes.backup import BackupLocation
from weaviate.classes.config import Configure, DataType, Property, StopwordsPreset, Tokenization
from weaviate.exceptions import BackupFailedError, UnexpectedStatusCodeError

from tests.served.conftest import Named

ONE = UUID(int=1)
FOLDER = BackupStorage.FILESYSTEM


@pytest.fixture
def alias(official: WeaviateClient) -> Iterator[str]:
    name = f"Alias_{secrets.token_hex(4)}"
    yield name
    official.alias.delete(alias_name=name)


def test_aliases(official: WeaviateClient, named: Named, alias: str) -> None:
    old, new = (official.collections.create(named(base)) for base in ("Old", "New"))
    official.alias.create(alias_name=alias, target_collection=old.name)
    found = official.alias.get(alias_name=alias)
    assert found is not None
    assert (found.alias, found.collection) == (alias, old.name)
    assert official.alias.exists(alias_name=alias)
    assert official.alias.list_all()[alias].collection == old.name
    assert list(official.alias.list_all(collection=new.name)) == []
    through = official.collections.get(alias)
    through.data.insert({"text": "x"}, uuid=ONE)
    assert old.data.exists(ONE)
    assert official.alias.update(alias_name=alias, new_target_collection=new.name)
    assert not through.data.exists(ONE)
    assert through.config.get().name == new.name
    assert not official.alias.update(alias_name="NoSuchAlias", new_target_collection=new.name)
    assert official.alias.delete(alias_name=alias)
    assert not official.alias.delete(alias_name=alias)
    assert official.alias.get(alias_name=alias) is None


def test_alias_refused(official: WeaviateClient, named: Named, alias: str) -> None:
    with pytest.raises(UnexpectedStatusCodeError, match="NoSuchCollection"):
        official.alias.create(alias_name=alias, target_collection="NoSuchCollection")
    made = official.collections.create(named("Made"))
    with pytest.raises(UnexpectedStatusCodeError, match="already exists"):
        official.alias.create(alias_name=made.name, target_collection=made.name)


def test_tokenized(official: WeaviateClient) -> None:
    tokenized = official.tokenization.text
    assert tokenized(text="The Blue-Boat's", tokenization=Tokenization.WORD).indexed == [
        "the",
        "blue",
        "boat",
        "s",
    ]
    assert tokenized(text=" The Boat ", tokenization=Tokenization.FIELD).indexed == ["The Boat"]
    assert tokenized(text="Boat", tokenization=Tokenization.TRIGRAM).indexed == ["boa", "oat"]
    folded = tokenized(
        text="L'école",
        tokenization=Tokenization.WORD,
        analyzer_config=Configure.text_analyzer(ascii_fold=True),
    )
    assert folded.indexed == ["l", "ecole"]
    stopped = tokenized(
        text="the boat",
        tokenization=Tokenization.WORD,
        analyzer_config=Configure.text_analyzer(stopword_preset=StopwordsPreset.EN),
    )
    assert (stopped.indexed, stopped.query) == (["the", "boat"], ["boat"])


def test_tokenized_for_a_property(official: WeaviateClient, named: Named) -> None:
    made = official.collections.create(
        named("Tokens"),
        properties=[
            Property(name="title", data_type=DataType.TEXT, tokenization=Tokenization.LOWERCASE)
        ],
    )
    found = official.tokenization.for_property(
        collection=made.name, property_name="title", text="A Blue-Boat"
    )
    assert found.indexed == ["a", "blue-boat"]
    with pytest.raises(UnexpectedStatusCodeError):
        official.tokenization.for_property(
            collection=made.name, property_name="nope", text="A Blue-Boat"
        )


def why_it_is_not_restored(official: WeaviateClient, name: str) -> str:
    """A server may say that it failed a moment before it says why."""
    with pytest.raises(BackupFailedError):
        official.backup.restore(backup_id=name, backend=FOLDER, wait_for_completion=True)
    for _ in range(100):
        found = official.backup.get_restore_status(name, FOLDER)
        assert found.status == "FAILED"
        if found.error is not None:
            return found.error
    pytest.fail("It never says why.")


def test_backup(official: WeaviateClient, named: Named) -> None:
    name = f"backup-{secrets.token_hex(6)}"
    kept = official.collections.create(named("Kept"))
    official.collections.create(named("Left"))
    kept.data.insert({"text": "x"}, uuid=ONE, vector=[1.0, 2.0])
    made = official.backup.create(
        backup_id=name,
        backend=FOLDER,
        include_collections=[kept.name],
        wait_for_completion=True,
    )
    assert (made.status, made.collections) == ("SUCCESS", [kept.name])
    assert official.backup.get_create_status(name, FOLDER).status == "SUCCESS"
    assert name in [each.backup_id for each in official.backup.list_backups(FOLDER)]
    kept.data.delete_by_id(ONE)
    assert f"class name {kept.name} already exists" in why_it_is_not_restored(official, name)
    official.collections.delete(kept.name)
    restored = official.backup.restore(
        backup_id=name, backend=FOLDER, include_collections=kept.name, wait_for_completion=True
    )
    assert (restored.status, restored.collections) == ("SUCCESS", [kept.name])
    assert official.backup.get_restore_status(name, FOLDER).status == "SUCCESS"
    found = kept.query.fetch_object_by_id(ONE, include_vector=True)
    assert found is not None
    assert found.vector == {"default": [1.0, 2.0]}
    assert found.properties == {"text": "x"}


def test_backup_of_a_collection(official: WeaviateClient, named: Named) -> None:
    name = f"backup-{secrets.token_hex(6)}"
    kept = official.collections.create(named("Kept"))
    kept.data.insert({"text": "x"}, uuid=ONE)
    assert kept.backup.create(name, FOLDER, wait_for_completion=True).status == "SUCCESS"
    official.collections.delete(kept.name)
    assert kept.backup.restore(name, FOLDER, wait_for_completion=True).status == "SUCCESS"
    assert kept.data.exists(ONE)


def test_backup_elsewhere(official: WeaviateClient, named: Named, tmp_path: Path) -> None:
    """In a folder that the request names."""
    name = f"backup-{secrets.token_hex(6)}"
    kept = official.collections.create(named("Kept"))
    kept.data.insert({"text": "x"}, uuid=ONE)
    place = BackupLocation.FileSystem(path=str(tmp_path))
    made = kept.backup.create(name, FOLDER, wait_for_completion=True, backup_location=place)
    assert (made.status, made.path) == ("SUCCESS", str(tmp_path / name))
    with pytest.raises(UnexpectedStatusCodeError, match=f"backup id .*{name}.* does not exist"):
        official.backup.restore(name, FOLDER)
    with pytest.raises(UnexpectedStatusCodeError, match="already exists at"):
        kept.backup.create(name, FOLDER, backup_location=place)
    official.collections.delete(kept.name)
    kept.backup.restore(name, FOLDER, wait_for_completion=True, backup_location=place)
    status = official.backup.get_restore_status(name, FOLDER, backup_location=place)
    assert status.status == "SUCCESS"
    assert kept.data.exists(ONE)


def test_backup_of_a_name_that_is_an_alias(
    official: WeaviateClient, named: Named, alias: str
) -> None:
    name = f"backup-{secrets.token_hex(6)}"
    made = official.collections.create(alias)
    made.backup.create(name, FOLDER, wait_for_completion=True)
    official.collections.delete(alias)
    other = official.collections.create(named("Other"))
    official.alias.create(alias_name=alias, target_collection=other.name)
    assert f"alias name {alias} already exists" in why_it_is_not_restored(official, name)


def test_backup_refused(official: WeaviateClient) -> None:
    with pytest.raises(UnexpectedStatusCodeError, match="404"):
        official.backup.restore("no-such-backup", FOLDER)
    with pytest.raises(UnexpectedStatusCodeError, match="404"):
        official.backup.get_create_status("no-such-backup", FOLDER)
    with pytest.raises(UnexpectedStatusCodeError, match="backup"):
        official.backup.create("no-such-backup", BackupStorage.S3)

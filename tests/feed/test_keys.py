"""Keys: made once, private, rotated without a moment in which none are good."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from repositories import Hand
from tuf.api.metadata import Root

from signage.errors import KeysError
from signage.feed.keys import ONLINE_ROLES, OnlineKeys, init_keys, load_keys, load_root, rotate_keys

Expect = Callable[..., None]


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    init_keys(tmp_path / "keys", clock=Hand())
    return tmp_path / "keys"


def key_ids(keys: OnlineKeys) -> set[str]:
    return {signer.public_key.keyid for signer in keys.signers.values()}


def test_new_keys_are_private_and_belong_together(keys: Path) -> None:
    loaded = load_keys(keys)
    assert set(loaded.signers) == set(ONLINE_ROLES)
    assert len(key_ids(loaded)) == 3
    assert loaded.root.version == 1
    assert loaded.root.consistent_snapshot
    assert loaded.roots == {1: (keys / "root.json").read_bytes()}
    for path in keys.rglob("*"):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600 if path.suffix == ".pem" else 0o644), path
    assert stat.S_IMODE(keys.stat().st_mode) == 0o700


def test_the_online_keys_cannot_sign_a_root(keys: Path) -> None:
    root = load_keys(keys).root
    assert not set(root.roles[Root.type].keyids) & {key for role in ONLINE_ROLES for key in root.roles[role].keyids}


def test_what_is_said_names_what_to_do_with_each_part(tmp_path: Path) -> None:
    said = init_keys(tmp_path / "keys")
    assert str(tmp_path / "keys" / "root.json") in said
    assert "safe" in said


def test_keys_are_never_overwritten(keys: Path) -> None:
    before = (keys / "root.json").read_bytes()
    with pytest.raises(KeysError, match="never overwritten"):
        init_keys(keys)
    assert (keys / "root.json").read_bytes() == before


def test_rotation_replaces_the_online_keys(keys: Path) -> None:
    before = load_keys(keys)
    assert "version 2" in rotate_keys(keys, clock=Hand())
    after = load_keys(keys)
    assert not key_ids(before) & key_ids(after)
    assert sorted(after.roots) == [1, 2]
    assert after.roots[1] == before.roots[1]
    assert len(list((keys / "online").iterdir())) == 3
    before.root.verify_delegate(Root.type, *_signed(after.roots[2]))


def _signed(data: bytes) -> tuple[bytes, dict]:  # type: ignore[type-arg]
    from tuf.api.metadata import Metadata

    metadata = Metadata[Root].from_bytes(data)
    return metadata.signed_bytes, metadata.signatures


def test_a_rotation_that_is_cut_short_leaves_the_old_keys_good(keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = load_keys(keys)
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        if Path(target).name == "root.json":
            raise OSError(5, "pulled out")
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", replace)
        with pytest.raises(KeysError, match="pulled out"):
            rotate_keys(keys)
    assert key_ids(load_keys(keys)) == key_ids(before)
    rotate_keys(keys)
    assert load_keys(keys).root.version == 2


def test_rotation_needs_the_root_key_back(keys: Path) -> None:
    shutil.rmtree(keys / "root")
    load_keys(keys)
    with pytest.raises(KeysError, match="bring the root key back"):
        rotate_keys(keys)


def test_rotation_with_another_root_key_is_refused(keys: Path, tmp_path: Path) -> None:
    init_keys(tmp_path / "other")
    shutil.copy(tmp_path / "other" / "root" / "root.pem", keys / "root" / "root.pem")
    with pytest.raises(KeysError, match="not the root key of"):
        rotate_keys(keys)


def test_no_keys_says_how_to_make_some(tmp_path: Path) -> None:
    with pytest.raises(KeysError, match="signage keys init"):
        load_keys(tmp_path)


def test_a_missing_online_key_is_named(keys: Path) -> None:
    next((keys / "online").glob("snapshot-*")).unlink()
    with pytest.raises(KeysError, match="no snapshot key"):
        load_keys(keys)


def test_a_missing_old_root_is_named(keys: Path) -> None:
    rotate_keys(keys)
    (keys / "roots" / "1.root.json").unlink()
    with pytest.raises(KeysError, match=r"1\.root\.json is missing"):
        load_keys(keys)


@pytest.mark.parametrize("content", [b"", b"hello", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_a_damaged_key_is_named(keys: Path, content: bytes) -> None:
    path = next((keys / "online").glob("targets-*"))
    path.write_bytes(content)
    with pytest.raises(KeysError, match="damaged, or not a private key"):
        load_keys(keys)


def test_a_key_under_anothers_name_is_found_out(keys: Path) -> None:
    one, other = next((keys / "online").glob("targets-*")), next((keys / "online").glob("snapshot-*"))
    shutil.copy(other, one)
    with pytest.raises(KeysError, match="not the key that"):
        load_keys(keys)


def test_a_key_that_others_may_read_is_said(keys: Path, expect_log: Expect) -> None:
    next((keys / "online").glob("targets-*")).chmod(0o644)
    expect_log("others on this machine may read this key")
    load_keys(keys)


def test_a_root_that_is_none_is_refused(keys: Path, tmp_path: Path) -> None:
    good = (keys / "root.json").read_bytes()
    assert load_root(good, "here").version == 1
    for bad in (b"", b"<html>", b"{}", good[:-1], good.replace(b'"version":1', b'"version":2')):
        with pytest.raises(KeysError, match=r"^here: "):
            load_root(bad, "here")

"""The keys that sign a feed: a root key to be taken offline, and online keys that it vouches for.

keys/root/root.pem            the root key: put it on a stick in a safe; needed again only to rotate
keys/online/<role>-<id>.pem   the online keys, for the publisher's machine
keys/roots/<n>.root.json      every root ever signed, public: old screens walk along them
keys/root.json                the newest root, public: what a new screen pins
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from securesystemslib.signer import CryptoSigner
from tuf.api.exceptions import RepositoryError, UnsignedMetadataError
from tuf.api.metadata import Metadata, Root
from tuf.api.serialization import DeserializationError
from tuf.api.serialization.json import JSONSerializer

from signage.clock import Clock, SystemClock
from signage.errors import KeysError
from signage.feed.terms import Terms
from signage.store.disk import sync_folder, write_whole

_log = logging.getLogger(__name__)

ONLINE_ROLES = ("targets", "snapshot", "timestamp")

_ROOT_NAME = re.compile(r"(\d+)\.root\.json\Z")
_SERIALIZER = JSONSerializer(compact=True)


@dataclass(frozen=True)
class OnlineKeys:
    """What a publisher needs: a signer for each online role, and all public roots by version, as bytes."""

    root: Root
    roots: Mapping[int, bytes]
    signers: Mapping[str, CryptoSigner]


def load_root(data: bytes, place: str) -> Root:
    """The root that `data`, signed by itself, holds. Raises: `KeysError` naming `place`."""
    try:
        metadata = Metadata[Root].from_bytes(data)
        if not isinstance(metadata.signed, Root):
            raise KeysError(f"{place}: not a root.json but a {metadata.signed.type}")
        metadata.signed.verify_delegate(Root.type, metadata.signed_bytes, metadata.signatures)
    except DeserializationError as error:
        raise KeysError(f"{place}: not a root.json; take the one that `signage keys init` made") from error
    except (UnsignedMetadataError, RepositoryError) as error:
        raise KeysError(f"{place}: not signed by its own root key: {error}") from error
    return metadata.signed


def init_keys(folder: Path, *, clock: Clock | None = None, terms: Terms | None = None) -> str:
    """Make a root key and online keys in `folder`. Returns what to tell the person.

    Raises: `KeysError` when there are keys already, or the folder cannot be written.
    """
    if folder.exists() and any(folder.iterdir()):
        raise KeysError(f"{folder}: not empty; keys are never overwritten, name a new folder")
    now = (clock or SystemClock()).now()
    try:
        for path in (folder, folder / "root", folder / "online", folder / "roots"):
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.chmod(0o700)
        root_key = CryptoSigner.generate_ed25519()
        root = Root(expires=_until(now, terms), consistent_snapshot=True)
        root.add_key(root_key.public_key, Root.type)
        _write_key(folder / "root" / "root.pem", root_key)
        _add_online_keys(folder, root)
        _write_root(folder, root, root_key)
        sync_folder(folder.parent)
    except OSError as error:
        raise KeysError(f"{folder}: cannot be written: {error.strerror or error}") from error
    return (
        f"new keys in {folder}\n"
        f"  {folder / 'root.json'}: public; every screen pins it (--root)\n"
        f"  {folder / 'online'}: for the publisher's machine alone (--keys {folder})\n"
        f"  {folder / 'root'}: move it to a stick in a safe; only `signage keys rotate` needs it again"
    )


def rotate_keys(folder: Path, *, clock: Clock | None = None, terms: Terms | None = None) -> str:
    """Replace the online keys by new ones, vouched for by the root key. Returns what to tell the person.

    The switch is the rename of root.json: a crash before it leaves the old keys good, after it the new ones.
    Raises: `KeysError` when the root key is not there, or the folder cannot be read or written.
    """
    now = (clock or SystemClock()).now()
    roots = _read_roots(folder)
    root = load_root(roots[max(roots)], str(folder / "root.json"))
    path = folder / "root" / "root.pem"
    if not path.exists():
        raise KeysError(f"{path}: not there; bring the root key back from its safe to {path.parent} and try again")
    root_key = _read_key(path)
    if root_key.public_key.keyid not in root.roles[Root.type].keyids:
        raise KeysError(f"{path}: not the root key of {folder / 'root.json'}")
    for role in ONLINE_ROLES:
        for key_id in list(root.roles[role].keyids):
            root.revoke_key(key_id, role)
    root.version += 1
    root.expires = _until(now, terms)
    try:
        _add_online_keys(folder, root)
        _write_root(folder, root, root_key)
        current = {key_id for role in ONLINE_ROLES for key_id in root.roles[role].keyids}
        for old in (folder / "online").glob("*.pem"):
            if old.stem.partition("-")[2] not in {key_id[:16] for key_id in current}:
                old.unlink()
    except OSError as error:
        raise KeysError(f"{folder}: cannot be written: {error.strerror or error}") from error
    return (
        f"new online keys in {folder / 'online'}, vouched for by root version {root.version}; the old ones are void\n"
        f"  publish once (`signage publish`, or restart `signage serve`): screens then learn of it by themselves\n"
        f"  {folder / 'root'}: back into the safe"
    )


def load_keys(folder: Path) -> OnlineKeys:
    """The online keys in `folder`. Raises: `KeysError` when some are missing, unreadable, or not those of the root."""
    roots = _read_roots(folder)
    root = load_root(roots[max(roots)], str(folder / "root.json"))
    signers = {}
    for role in ONLINE_ROLES:
        for key_id in root.roles[role].keyids:
            path = _key_path(folder, role, key_id)
            if path.exists():
                signer = _read_key(path)
                if signer.public_key.keyid != key_id:
                    raise KeysError(f"{path}: not the key that {folder / 'root.json'} names")
                signers[role] = signer
        if role not in signers:
            raise KeysError(f"{folder / 'online'}: no {role} key of root version {root.version}; restore the folder")
    return OnlineKeys(root=root, roots=roots, signers=signers)


def _until(now: dt.datetime, terms: Terms | None) -> dt.datetime:
    return (now + (terms or Terms()).root).replace(microsecond=0)


def fingerprint(root: Root) -> str:
    """Sixteen hex digits of whom `root` believes: the same for every root that the same root key vouches for.

    From the key itself, not from its id, which is only a name.
    """
    keys = sorted(str(root.keys[key_id].keyval.get("public", "")) for key_id in root.roles[Root.type].keyids)
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()[:16].upper()


def _key_path(folder: Path, role: str, key_id: str) -> Path:
    return folder / "online" / f"{role}-{key_id[:16]}.pem"


def _add_online_keys(folder: Path, root: Root) -> None:
    for role in ONLINE_ROLES:
        signer = CryptoSigner.generate_ed25519()
        root.add_key(signer.public_key, role)
        _write_key(_key_path(folder, role, signer.public_key.keyid), signer)


def _write_key(path: Path, signer: CryptoSigner) -> None:
    write_whole(path, signer.private_bytes, mode=0o600)


def _write_root(folder: Path, root: Root, signer: CryptoSigner) -> None:
    metadata = Metadata(root)
    metadata.sign(signer)
    data = metadata.to_bytes(_SERIALIZER)
    write_whole(folder / "roots" / f"{root.version}.root.json", data)
    write_whole(folder / "root.json", data)


def _read_key(path: Path) -> CryptoSigner:
    try:
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            _log.warning("%s: others on this machine may read this key; chmod 600 it", path)
        key = load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        raise KeysError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeysError(f"{path}: damaged, or not a private key") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeysError(f"{path}: not an Ed25519 key")
    return CryptoSigner(key)


def _read_roots(folder: Path) -> dict[int, bytes]:
    """All roots up to the one in root.json: a later one is left from a rotation that was cut short."""
    newest = folder / "root.json"
    try:
        data = newest.read_bytes()
        found = {
            int(match[1]): path.read_bytes()
            for path in (folder / "roots").iterdir()
            if (match := _ROOT_NAME.match(path.name))
        }
    except FileNotFoundError as error:
        raise KeysError(f"{folder}: no keys here; make them with `signage keys init {folder}`") from error
    except OSError as error:
        raise KeysError(f"{folder}: cannot be read: {error.strerror or error}") from error
    version = load_root(data, str(newest)).version
    found[version] = data
    absent = [number for number in range(1, version + 1) if number not in found]
    if absent:
        raise KeysError(
            f"{folder / 'roots'}: {absent[0]}.root.json is missing; old screens need it, restore the folder"
        )
    return {number: found[number] for number in range(1, version + 1)}

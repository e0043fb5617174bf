"""What a screen tells its console, and all that the console can answer.

    POST <console>/report/   a report, signed; the answer says whether the screen is paired, under which name, from
                             where on its journal is wanted, and when to come again
    GET  <console>/report/   `{"reports": 1}`: here is a console. A static host has none, and gets no reports.

Reports are signed with the screen's own key (Ed25519), and carry the moment: better than a shared secret, which would
have to travel once over whatever network there is, and better than a bearer token, which needs TLS that many a
compound's network has not. A report is taken once: its moment must be near the console's, and later than the last.

The answer can command nothing. What a screen shows and does follows from the signed feed alone.
"""

from __future__ import annotations

import datetime as dt
import secrets
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from signage.content.base import Instant, Record
from signage.content.compound import Display
from signage.errors import ReportError
from signage.store.identity import id_of

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PATH = "report/"
SIGNATURE = "Signage-Signature"
HERE = {"reports": 1}
"""What a console answers to a GET."""

MAX_LINES_BYTES = 128_000
MAX_SNAPSHOT_BYTES = 200_000
MAX_REPORT_BYTES = 500_000
"""Lines and snapshot in base64, and the rest."""

MAX_ANSWER_BYTES = 4_000

NEAR = dt.timedelta(minutes=5)
"""How far a report's moment may be from the console's."""

SOONEST, LATEST = 5, 3600
"""Seconds between two reports, at least and at most, whatever the console says."""

CODE_LETTERS = "ACDEFHJKMNPRTUWXY34679"
"""Unmistakable on a screen seen from two metres, and said over the telephone."""
CODE_LENGTH = 6


class Health(Record, frozen=True, kw_only=True):
    """How a screen is."""

    version: Annotated[str, Meta(max_length=40)] = ""
    uptime: Annotated[int, Meta(ge=0)] = 0
    """Seconds since the program started."""
    feed_version: Annotated[int, Meta(ge=0)] = 0
    """Of the feed that it shows; 0: none yet."""
    display: Display = Display.NORMAL
    slide: Annotated[str, Meta(max_length=40)] = ""
    """What kind of thing is on the glass now, as the journal names it; empty: nothing was painted yet."""
    item: Annotated[str, Meta(max_length=200)] = ""
    free: Annotated[int, Meta(ge=0)] | None = None
    """Bytes that are free where the store is."""
    clock_offset: float | None = None
    """Seconds that the screen's clock is ahead of the console's; None: not known yet."""
    errors: Annotated[tuple[Annotated[str, Meta(max_length=300)], ...], Meta(max_length=5)] = ()
    """The last warnings and errors of its log, the newest last."""
    size: Annotated[str, Meta(max_length=11)] = ""
    """Pixels, `1080x1920`."""


class Report(Record, frozen=True, kw_only=True):
    """One report."""

    screen: Annotated[str, Meta(pattern=r"^[0-9a-f]{32}\Z")]
    key: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
    """Its public key, of which `screen` is the digest."""
    at: Instant
    compound: Annotated[str, Meta(max_length=80)] = ""
    """The id of the compound whose feed it shows."""
    root: Annotated[str, Meta(pattern=r"^([0-9A-F]{16})?\Z")] = ""
    """The fingerprint of the root that it believes (`keys.fingerprint`)."""
    code: Annotated[str, Meta(pattern=r"^([A-Z0-9]{6})?\Z")] = ""
    """The code that it shows while it is not paired."""
    health: Health = Health()
    done: Annotated[tuple[Annotated[str, Meta(max_length=80)], ...], Meta(max_length=50)] = ()
    """Commands of the feed's that were done, or begun."""
    offset: Annotated[int, Meta(ge=0, le=2**53)] = 0
    """Where in the journal `lines` begin, in bytes since the screen's first."""
    lines: Annotated[bytes, Meta(max_length=MAX_LINES_BYTES)] = b""
    snapshot: Annotated[bytes, Meta(max_length=MAX_SNAPSHOT_BYTES)] = b""
    """A JPEG of the glass, where a command asked for it."""


class Answer(Record, frozen=True, kw_only=True):
    """What the console may answer."""

    paired: bool
    name: Annotated[str, Meta(max_length=40)] = ""
    offset: Annotated[int, Meta(ge=0, le=2**53)] = 0
    """From which byte on the journal is wanted."""
    next: Annotated[float, Meta(ge=0)] = 60
    """Seconds until the next report."""


def new_code() -> str:
    """A fresh pairing code."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def in_groups(text: str, size: int) -> str:
    """`text` in groups that can be read aloud."""
    return " ".join(text[start : start + size] for start in range(0, len(text), size))


def seal(report: Report, key: Ed25519PrivateKey) -> tuple[bytes, str]:
    """`report` as the body of a request, and its signature for the header `SIGNATURE`."""
    body = msgspec.json.encode(report)
    return body, key.sign(body).hex()


def unseal(body: bytes, signature: str) -> Report:
    """The report in `body`, if the screen that it names has signed it so.

    Whether its moment is good, only who knows the screen's last one can say.
    Raises: `ReportError`.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if len(body) > MAX_REPORT_BYTES:
        raise ReportError(f"{len(body)} bytes; at most {MAX_REPORT_BYTES} are read")
    try:
        report = msgspec.json.decode(body, type=Report)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, OverflowError) as error:
        raise ReportError(f"not a report: {error}") from error
    public = bytes.fromhex(report.key)
    if id_of(public) != report.screen:
        raise ReportError("the key is not the screen's")
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(bytes.fromhex(signature), body)
    except (InvalidSignature, ValueError) as error:
        raise ReportError("the signature is not the screen's") from error
    return report


def is_timely(at: dt.datetime, now: dt.datetime, last: dt.datetime | None) -> bool:
    """Whether a report of the moment `at` is taken at `now`, after the `last` that was: near, and never twice.

    A last one that is far ahead of now is from before the console's clock was set back, and bars nothing.
    """
    if abs(at - now) > NEAR:
        return False
    return last is None or at > last or last > now + NEAR

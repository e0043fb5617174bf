"""One tree of errors: what went wrong, where, and what would be right.

Every error that this project raises on purpose is a `SignageError`. The command line prints its text and nothing
else; code looks at its attributes, never at its text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from signage.content.fault import Fault


class SignageError(Exception):
    """Something that a person can mend; its text names the place and the mend."""


class SettingsError(SignageError):
    """A setting is unknown, of the wrong type, or out of its bounds.

    `place` is the file (or option) and the line where known; `key` the setting's dotted name.
    """

    def __init__(self, place: str, key: str, problem: str) -> None:
        super().__init__(f"{place}: {key}: {problem}")
        self.place = place
        self.key = key


class ContentError(SignageError):
    """Content cannot be published or shown. `faults` lists every fault that was found, not only the first."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


class CodecError(SignageError):
    """A document is not a feed of ours. `path` is where in the document (`$.items[3].title`)."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"feed.json: {path}: {problem}")
        self.path = path


class KeysError(SignageError):
    """Signing keys are missing, unreadable, or not those of this repository."""


class PublishError(SignageError):
    """A feed could not be published; what was published before stays as it was."""


class FeedError(SignageError):
    """A pull did not bring a new feed; what the screen shows stays as it was. `url` is what was asked for."""

    def __init__(self, problem: str, *, url: str = "") -> None:
        super().__init__(f"{url}: {problem}" if url else problem)
        self.url = url


class FeedUnreachableError(FeedError):
    """The host did not answer, answered with an error, or answered too slowly or too much: try again later."""


class FeedUntrustedError(FeedError):
    """What came is not what the pinned root vouches for: refused, whatever the host says."""


class FeedExpiredError(FeedUntrustedError):
    """The host's signatures are past their time: a freeze attack, a forgotten publisher, or a wrong clock here."""


class StoreError(SignageError):
    """The store on disk cannot be read or written."""


class ReportError(SignageError):
    """What came is not a screen's report, or the console did not take one. `status` is its answer (HTTP), 0: none."""

    def __init__(self, problem: str, *, status: int = 0) -> None:
        super().__init__(problem)
        self.status = status


class IntakeError(SignageError):
    """An upload cannot be taken. Its text, in the words of staff, says what is wrong with it and the mend.

    `reason` is the key of `server.intake.refusal.Refusal`; logs say it instead of the upload's content.
    """

    def __init__(self, problem: str, *, reason: str) -> None:
        super().__init__(problem)
        self.reason = reason


class JournalError(SignageError):
    """A part of a screen's journal cannot be kept. `offset` says where, `wanted` where the screen is to go on."""

    def __init__(self, screen: str, offset: int, problem: str, *, wanted: int) -> None:
        super().__init__(f"{screen}: journal, byte {offset}: {problem}")
        self.screen = screen
        self.offset = offset
        self.wanted = wanted

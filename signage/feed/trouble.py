"""tuf's errors into ours, in words that are the same each time: the log says each trouble once."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator

from tuf.api.exceptions import (
    DownloadError,
    DownloadHTTPError,
    DownloadLengthMismatchError,
    ExpiredMetadataError,
    LengthOrHashMismatchError,
    RepositoryError,
    UnsignedMetadataError,
)
from tuf.api.serialization import DeserializationError

from signage.errors import FeedExpiredError, FeedUnreachableError, FeedUntrustedError
from signage.feed.fetcher import InterruptedFetchError


@contextlib.contextmanager
def translated(place: str, now: dt.datetime, path: str = "") -> Iterator[None]:
    """Whatever tuf raises in the block, as ours. `place` is the host, `path` the file, `now` when expiry is judged.

    Raises: `FeedUnreachableError`, `FeedUntrustedError`, `FeedExpiredError`; `InterruptedFetchError` as it is.
    """
    prefix = f"{path}: " if path else ""
    try:
        yield
    except InterruptedFetchError:
        raise
    except DownloadLengthMismatchError as error:
        raise FeedUnreachableError(f"{prefix}answered with too much: {error}", url=place) from error
    except DownloadHTTPError as error:
        raise FeedUnreachableError(f"{prefix}{error}", url=place) from error
    except DownloadError as error:
        raise FeedUnreachableError(f"{prefix}{error}", url=place) from error
    except ExpiredMetadataError as error:
        raise FeedExpiredError(f"{error}; {_clock_says(now)}", url=place) from error
    except DeserializationError as error:
        raise _untrusted(place, "what came is no signed document: truncated, tampered with, or a login page") from error
    except UnsignedMetadataError as error:
        raise _untrusted(place, f"not signed by a key that the pinned root vouches for ({error})") from error
    except LengthOrHashMismatchError as error:
        raise _untrusted(place, "tampered with or truncated: not what was signed") from error
    except RepositoryError as error:
        raise _untrusted(place, f"rolled back or inconsistent: {error}") from error


def _untrusted(place: str, problem: str) -> FeedUntrustedError:
    return FeedUntrustedError(problem, url=place)


def expired_words(expires: dt.datetime, now: dt.datetime) -> str:
    """That signatures have ended, and what that may mean."""
    return f"signatures ended on {expires:%Y-%m-%d %H:%M} UTC; {_clock_says(now)}"


def _clock_says(now: dt.datetime) -> str:
    return f"here it is {now:%Y-%m-%d} UTC: nobody signs any more, somebody replays an old feed, or this clock is wrong"

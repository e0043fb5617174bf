"""What a screen's log says, as a clerk reads it."""

from __future__ import annotations

import pytest

from signage.server.console.screens.troubles import in_words, told

UNREACHABLE = "feed.loop: http://h.example/feed/a/: no answer in time; what is shown stays"
HTTP = "feed.loop: http://h.example/feed/a/: answered 503; what is shown stays"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (UNREACHABLE, "连不上内容服务器"),
        (HTTP, "连不上内容服务器"),
        (
            "feed.loop: http://h/: the host's name cannot be resolved; is there a network?; what is shown stays",
            "连不上",
        ),
        ("feed.loop: http://h/: tampered with or truncated: not what was signed; what is shown stays", "没有通过核对"),
        ("feed.loop: http://h/: rolled back: an older timestamp than this screen has seen; what …", "没有通过核对"),
        ("feed.loop: http://h/: signatures ended on 2026-12-01 00:00 UTC; here it is 2026-12-07 UTC: …", "签名过期"),
        ("feed.loop: http://h/: the feed of compound 'a', but this screen is of 'b'; to move …", "别的小区"),
        ("store.store: /var: the disk is full: 3 MB are free, 22 MB are needed", "存储满了"),
        ("store.store: /var: damaged on disk, removed to be fetched anew: x", "坏了"),
        ("kiosk.conductor: notice-3 cannot be typeset, its words stand alone: …", "画不出来"),
        ("kiosk.obeying: restart is not done: /var/done.json: cannot be written: Read-only file system", "写不进去"),
    ],
)
def test_a_known_trouble_has_words_and_a_mend(line, words):
    assert words in in_words(line)


def test_what_is_unknown_stays_as_it_was_said_and_what_means_the_same_is_said_once():
    lines = (UNREACHABLE, "qt: something new", HTTP)
    (first, said), (second, nothing) = told(lines)
    assert "连不上内容服务器" in first
    assert said == [HTTP, UNREACHABLE]
    assert (second, nothing) == ("qt: something new", [])


def test_no_errors_no_words():
    assert told(()) == []

"""A report: lossless, signed by the screen that it names, and taken once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from repositories import NOW, Hand
from strategies import text

from signage.content.compound import Display
from signage.errors import ReportError
from signage.feed.keys import fingerprint, init_keys, load_root, rotate_keys
from signage.feed.report import (
    CODE_LENGTH,
    CODE_LETTERS,
    MAX_REPORT_BYTES,
    NEAR,
    Health,
    Report,
    in_groups,
    is_timely,
    new_code,
    seal,
    unseal,
)
from signage.store.identity import Identity, load_identity

SECOND = dt.timedelta(seconds=1)


@pytest.fixture(scope="module")
def identity(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    return load_identity(tmp_path_factory.mktemp("screen"))


def report(identity: Identity, **more: object) -> Report:
    key = identity.private_key().public_key().public_bytes_raw().hex()
    return Report(**{"screen": identity.id, "key": key, "at": NOW, **more})


@settings(max_examples=60, deadline=None)
@given(lines=st.binary(max_size=300), snapshot=st.binary(max_size=300), errors=st.lists(text(40), max_size=5),
       offset=st.none() | st.floats(-1e6, 1e6), slide=text(40), display=st.sampled_from(Display))  # fmt: skip
def test_what_is_sealed_is_unsealed(identity, lines, snapshot, errors, offset, slide, display):
    health = Health(slide=slide, display=display, clock_offset=offset, errors=tuple(errors), free=12, uptime=3)
    said = report(identity, health=health, lines=lines, snapshot=snapshot, done=("a",), offset=7)
    assert unseal(*seal(said, identity.private_key())) == said


def test_anything_changed_on_the_way_is_refused(identity):
    body, signature = seal(report(identity), identity.private_key())
    for changed in (body.replace(b'"offset"', b'"offsex"'), body + b" ", body[:-1] + b',"done":["x"]}'):
        if changed != body:
            with pytest.raises(ReportError):
                unseal(changed, signature)
    for wrong in ("", "00", "zz" * 64, signature[:-2] + ("00" if signature[-2:] != "00" else "11")):
        with pytest.raises(ReportError, match="signature"):
            unseal(body, wrong)


def test_nobody_reports_as_another_screen(identity, tmp_path):
    thief = load_identity(tmp_path)
    stolen_name = msgspec.structs.replace(report(thief), screen=identity.id)
    with pytest.raises(ReportError, match="not the screen's"):
        unseal(*seal(stolen_name, thief.private_key()))
    with pytest.raises(ReportError, match="signature"):
        unseal(*seal(report(identity), thief.private_key()))


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"null", b"[" * 9000, b"\xff\xfe", b'{"screen":"x"}'])
def test_what_is_no_report_is_refused(body):
    with pytest.raises(ReportError):
        unseal(body, "00" * 64)


def test_a_huge_one_is_refused_unread():
    with pytest.raises(ReportError, match="at most"):
        unseal(b" " * (MAX_REPORT_BYTES + 1), "00" * 64)


def test_a_report_is_taken_once_and_only_near_its_moment():
    assert is_timely(NOW, NOW, None)
    assert is_timely(NOW, NOW, NOW - SECOND)
    assert not is_timely(NOW, NOW, NOW)  # replayed
    assert not is_timely(NOW - SECOND, NOW, NOW)  # an older one
    assert is_timely(NOW - NEAR, NOW, None)
    assert not is_timely(NOW - NEAR - SECOND, NOW, None)
    assert not is_timely(NOW + NEAR + SECOND, NOW, None)


def test_a_console_whose_clock_was_set_back_takes_reports_again():
    assert is_timely(NOW, NOW, NOW + dt.timedelta(days=1))
    assert not is_timely(NOW, NOW, NOW + NEAR)


def test_codes_are_read_without_mistakes():
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    for code in codes:
        assert len(code) == CODE_LENGTH
        assert set(code) <= set(CODE_LETTERS)
    assert not set("0O1IL2Z5S8B") & set(CODE_LETTERS)
    assert in_groups("A3K7PD", 3) == "A3K 7PD"


def test_the_fingerprint_is_the_root_keys_and_outlives_a_rotation(tmp_path: Path) -> None:
    init_keys(tmp_path / "a", clock=Hand())
    init_keys(tmp_path / "b", clock=Hand())
    first = fingerprint(load_root((tmp_path / "a" / "root.json").read_bytes(), "a"))
    rotate_keys(tmp_path / "a", clock=Hand())
    assert fingerprint(load_root((tmp_path / "a" / "root.json").read_bytes(), "a")) == first
    assert fingerprint(load_root((tmp_path / "b" / "root.json").read_bytes(), "b")) != first
    assert len(first) == 16

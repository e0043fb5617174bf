"""The bounds of a child, each proved by a child that runs against it: real processes, real limits."""

from __future__ import annotations

import ctypes
import os
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from signage.errors import IntakeError
from signage.server.intake import cage, confinement, limits
from signage.server.intake.limits import Limits
from signage.server.intake.wire import Head, Reply

Expect = Callable[..., None]

TIGHT = Limits(upload=1000, reply=100_000, memory=300 << 20, cpu=1, wall=20)

CONFINED = """
import sys, msgspec
from signage.server.intake import wire
from signage.server.intake.confine import confine
from signage.server.intake.limits import Limits
confine(msgspec.json.decode(sys.argv[1], type=Limits))
"""

ANSWER = """
sys.stdout.buffer.write(wire.encode(wire.Head(letter=wire.Letter(title=said[:60]))))
"""


def child(code: str, bounds: Limits = TIGHT) -> Reply:
    """The reply of a child that bounds itself, and then does what a file that took it over would."""
    return cage.run_program(["-c", CONFINED + code, msgspec.json.encode(bounds).decode()], b"?", bounds)


def refused(code: str, bounds: Limits = TIGHT) -> str:
    with pytest.raises(IntakeError) as caught:
        child(code, bounds)
    assert "；" in str(caught.value) or "，" in str(caught.value)
    return caught.value.reason


@pytest.fixture
def forbidden(expect_log: Expect) -> Callable[[str], bool]:
    """Whether a child that runs some code is ended for a system call, and the operator told."""

    def ended(code: str) -> bool:
        expect_log("forbidden system call")
        return refused(code) == "forbidden"

    return ended


def said(code: str) -> str:
    return child(code + ANSWER).head.letter.title


def test_a_child_that_behaves_answers() -> None:
    assert said("said = sys.stdin.read()") == "?"


HAS_LANDLOCK = ctypes.CDLL(None).syscall(444, None, 0, 1) > 0
"""What the kernel says of itself."""


def test_what_is_in_force_here() -> None:
    assert confinement() == ("limits", "seccomp", *(["landlock"] if HAS_LANDLOCK else []))


# Resources.


def test_memory_ends() -> None:
    assert refused("held = []\nwhile True: held.append(bytearray(1 << 20))") == "memory"


def test_memory_taken_in_one_piece_ends() -> None:
    assert refused("bytearray(400 << 20)") == "memory"


def test_computing_ends() -> None:
    assert refused("while True: pass") == "time"


def test_computing_on_after_the_warning_ends() -> None:
    """A child may not talk itself out of its time: behind the limit that warns stands one that kills."""
    assert refused("import signal; signal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile True: pass") == "memory"


def test_waiting_ends() -> None:
    bounds = msgspec.structs.replace(TIGHT, wall=1.0)
    assert refused("import time; time.sleep(600)", bounds) == "time"


def test_a_reply_without_end_ends() -> None:
    assert refused("while True: sys.stdout.buffer.write(bytes(1 << 16))") == "forbidden"


def test_open_files_are_few() -> None:
    assert said("""
held = []
try:
    while True: held.append(open(sys.executable, "rb"))
except OSError as error: said = str(len(held) < 64) + str(error.errno)
""").startswith("True")


def test_threads_of_its_own_are_allowed() -> None:
    """libheif and PDFium may have some."""
    assert (
        said("""
import threading
thread = threading.Thread(target=lambda: globals().update(said="drawn"))
thread.start(); thread.join()
""")
        == "drawn"
    )


# What leaves, and what is done to others.


def test_no_new_process(forbidden: Callable[[str], bool]) -> None:
    assert forbidden("import os; os.fork()")


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.execv('/bin/true', ['true'])",
        "import os; os.system('true')",
        "import os; os.posix_spawn('/bin/true', ['true'], {})",
    ],
)
def test_no_other_program(code: str, forbidden: Callable[[str], bool]) -> None:
    assert forbidden(code)


def test_no_pipe_to_another_program() -> None:
    assert refused("import subprocess; subprocess.run(['/bin/true'])") == "crashed"


def test_no_connection_leaves(forbidden: Callable[[str], bool]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        port = listener.getsockname()[1]
        assert forbidden(f"import socket; socket.create_connection(('127.0.0.1', {port}))")
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize("family", ["AF_UNIX", "AF_INET6", "AF_NETLINK"])
def test_no_socket_of_any_family(family: str, forbidden: Callable[[str], bool]) -> None:
    assert forbidden(f"import socket; socket.socket(socket.{family})")


def test_no_signal_to_its_parent(forbidden: Callable[[str], bool]) -> None:
    assert forbidden("import os; os.kill(os.getppid(), 9)")


def test_no_limit_is_lifted_again() -> None:
    assert (
        said("""
import resource
try:
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60)); said = "lifted"
except (OSError, ValueError): said = "kept"
""")
        == "kept"
    )


def test_no_process_group_of_its_own() -> None:
    assert (
        said("""
import os
try:
    os.setsid(); said = "left"
except OSError: said = "stayed"
""")
        == "stayed"
    )


def test_no_filter_is_put_over_the_filter() -> None:
    assert (
        said("""
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
said = str(libc.prctl(22, 2, 0) == 0 or libc.syscall(317, 1, 0, 0) == 0)
""")
        == "False"
    )


# Files.


WRITING = [
    "open({path!r}, 'w')",
    "open({path!r}, 'ab')",
    "os.open({path!r}, os.O_RDONLY | os.O_CREAT)",
    "os.mkdir({path!r})",
    "os.symlink('/etc/passwd', {path!r})",
    "os.open({folder!r}, os.O_TMPFILE | os.O_RDWR)",
]


def trying(attempt: str, folder: Path) -> str:
    what = attempt.format(path=str(folder / "new"), folder=str(folder))
    return f"import os\ntry:\n    {what}; said = 'written'\nexcept OSError: said = 'refused'"


@pytest.mark.parametrize("attempt", WRITING)
def test_nothing_is_written_anywhere(tmp_path: Path, attempt: str) -> None:
    assert said(trying(attempt, tmp_path)) == "refused"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("attempt", WRITING)
def test_nothing_is_written_without_landlock_either(tmp_path: Path, attempt: str) -> None:
    code = "import sys\nfrom signage.server.intake import seccomp, wire\nseccomp.restrict()\n"
    reply = cage.run_program(["-c", code + trying(attempt, tmp_path) + ANSWER], b"?", TIGHT)
    assert reply.head.letter.title == "refused"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "attempt", ["os.remove({path!r})", "os.rename({path!r}, {path!r} + '2')", "os.chmod({path!r}, 0)"]
)
def test_nothing_is_changed(tmp_path: Path, attempt: str) -> None:
    path = tmp_path / "kept"
    path.write_text("kept", encoding="utf-8")
    code = f"import os\ntry:\n    {attempt.format(path=str(path))}; said = 'done'\nexcept OSError: said = 'refused'"
    assert said(code) == "refused"
    assert path.read_text(encoding="utf-8") == "kept"


def test_the_servers_own_files_are_not_read(tmp_path: Path) -> None:
    if not HAS_LANDLOCK:
        pytest.skip("this kernel has no Landlock")
    key = tmp_path / "online.key"
    key.write_text("secret", encoding="utf-8")
    code = f"try:\n    said = open({str(key)!r}).read()\nexcept PermissionError: said = 'refused'"
    assert said(code) == "refused"
    assert said(
        f"import os\ntry:\n    said = str(os.listdir({str(tmp_path)!r}))\nexcept OSError: said = 'refused'"
    ) == ("refused")


def test_it_is_told_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    assert "DATABASE_URL" in os.environ
    assert said("import os; said = ' '.join(sorted(os.environ))").split() == [
        "LANG",
        "MALLOC_ARENA_MAX",
        "PATH",
    ]


def test_it_inherits_no_open_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret", encoding="utf-8")
    held = os.open(secret, os.O_RDONLY)
    os.set_inheritable(held, True)
    try:
        code = f"import os\ntry:\n    said = os.read({held}, 9).decode()\nexcept OSError: said = 'closed'"
        assert said(code) == "closed"
    finally:
        os.close(held)


# Replies.


@pytest.mark.parametrize(
    "reply",
    [
        "b''",
        "b'\\0\\0\\0\\2[]'",
        "b'\\xff\\xff\\xff\\xff{}'",
        "b'\\0\\0\\0\\2{}and more'",
        "b'\\0\\1\\0\\0' + b'[' * 65536",
        """wire.encode(wire.Head())[:-2] + b',"sizes":[5]}'""",
        """b'\\0\\0\\0\\x17{"sizes":[9000000000]}xx'""",
        """b'\\0\\0\\0\\x16{"refused":"whatever"}'""",
        """b'\\0\\0\\0\\x1d{"lost":[{"what":"<script>"}]}'""",
    ],
)
def test_a_reply_that_is_none_is_thrown_away(reply: str, expect_log: Expect) -> None:
    expect_log("cannot be believed")
    assert refused(f"sys.stdout.buffer.write({reply})") == "distrusted"


def test_a_child_that_crashes_is_said_so() -> None:
    assert refused("import ctypes; ctypes.string_at(0)") == "crashed"
    assert refused("1/0") == "crashed"
    assert refused("import os; os.abort()") == "crashed"


def test_no_log_holds_an_uploads_words(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        assert refused("raise ValueError('张三 13812345678')") == "crashed"
    assert "ValueError" in caplog.text
    assert "13812345678" not in caplog.text


def test_a_machine_that_cannot_confine_takes_nothing() -> None:
    code = """
import sys, msgspec
from signage.server.intake import child, confine, seccomp
from signage.server.intake.limits import Limits
def refuse(): raise OSError(38, "no seccomp here")
seccomp.restrict = refuse
sys.exit(child.main("html", msgspec.json.decode(sys.argv[1], type=Limits)))
"""
    reply = cage.run_program(["-c", code, msgspec.json.encode(TIGHT).decode()], b"<p>x</p>", TIGHT)
    assert reply.head == Head(refused="unconfined")


def test_an_upload_has_bounds_too() -> None:
    for data, reason in ((b"", "empty"), (b"x" * (limits.HTML.upload + 1), "large")):
        with pytest.raises(IntakeError) as caught:
            cage.run("html", data, limits.HTML)
        assert caught.value.reason == reason


def test_children_wait_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    turn = threading.BoundedSemaphore(1)
    monkeypatch.setattr(cage, "_turn", turn)
    monkeypatch.setattr(cage, "PATIENCE", 0.01)
    with turn:
        assert refused("") == "busy"
    assert said("said = 'again'") == "again"


def test_a_turn_is_given_back_after_every_end(
    monkeypatch: pytest.MonkeyPatch, forbidden: Callable[[str], bool]
) -> None:
    monkeypatch.setattr(cage, "_turn", threading.BoundedSemaphore(1))
    assert refused("1/0") == "crashed"
    assert forbidden("import os; os.fork()")
    assert said("said = 'again'") == "again"

"""Reads a file of staff's: never outside of the folder, never too large, always UTF-8."""

from __future__ import annotations

from pathlib import Path

from signage.sources.nodes import SourceError

MAX_TEXT_BYTES = 256_000
"""The largest notice, alert or compound.toml, in bytes."""

_IGNORED_SUFFIXES = ("~", ".swp", ".swo", ".tmp", ".part", ".bak", ".crdownload")


def is_ignored(name: str) -> bool:
    """Whether a file is none of staff's content: hidden, an editor's or a download's scratch file, a README."""
    return name.startswith((".", "_", "~$", "#", "README")) or name.lower().endswith(_IGNORED_SUFFIXES)


def inside(path: Path, root: Path) -> Path:
    """`path` with symbolic links followed.

    Raises: `SourceError` when it does not lie in `root`, or is no file.
    """
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError):
        raise SourceError("文件不存在或打不开") from None
    if not real.is_relative_to(root.resolve()):
        raise SourceError("这是指向内容文件夹之外的链接；请把文件本身放进来")
    if not real.is_file():
        raise SourceError("这不是普通文件")
    return real


def read_bytes(path: Path, root: Path, limit: int) -> bytes:
    """The content of `path` in `root`.

    Raises: `SourceError` when it is not there, leads out of `root`, or has more than `limit` bytes.
    """
    try:
        with inside(path, root).open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise SourceError(f"读不出来：{error.strerror or error}") from None
    if len(data) > limit:
        raise SourceError(f"文件太大，最多 {limit // 1000} kB")
    return data


def decode_text(data: bytes) -> str:
    """`data` as UTF-8, with or without a byte order mark, line ends made one.

    Raises: `SourceError` for any other encoding, naming the line and the mend.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(_encoding_problem(data), data.count(b"\n", 0, error.start) + 1) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _encoding_problem(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "这是 UTF-16 编码；请另存为 UTF-8"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "不是 UTF-8 文本；请另存为 UTF-8"
    return "像是 GBK/GB18030 编码；请另存为 UTF-8"

"""One command, `signage …`: parses and delegates, nothing else.

Exit status: 0 good, 1 the work failed, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import datetime as dt
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from signage import __version__
from signage.clock import Clock, ShiftedClock, SystemClock
from signage.errors import ContentError, SettingsError, SignageError

EXTRA_PACKAGES = {
    "yaml",
    "markdown_it",
    "openpyxl",
    "PIL",
    "uvicorn",
    "watchfiles",
    "django",
    "wagtail",
    "dj_database_url",
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="signage", description="The screen at the gate of a residential compound.")
    parser.add_argument("--version", action="version", version=f"signage {__version__}")
    parser.add_argument("--verbose", action="store_true", help="say more on stderr")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    demo = commands.add_parser("demo", help="the demo compound, from its folder to the glass, on this machine")
    demo.add_argument("--for", dest="seconds", type=float, metavar="SECONDS", help="end by itself")
    demo.add_argument("--size", metavar="WxH", help="the panel, such as 1080x1920 or 1920x1080")
    demo.add_argument("--snapshots", type=Path, metavar="DIR", help="a picture of each slide as painted")
    demo.add_argument("--journal", type=Path, metavar="FILE", help="the airtime journal (JSON Lines)")
    demo.add_argument("--pace", type=float, metavar="X", help="times reading speed; by default 1, faster with --for")
    demo.set_defaults(run=_demo)

    check = commands.add_parser("check", help="every fault of a content folder, at once")
    check.add_argument("dir", type=Path, metavar="DIR")
    check.set_defaults(run=_check)

    publish = commands.add_parser("publish", help="check a content folder and publish it as a signed feed")
    publish.add_argument("dir", type=Path, metavar="DIR")
    publish.add_argument("--to", type=Path, required=True, metavar="REPO", help="the folder of the repository")
    publish.add_argument("--keys", type=Path, metavar="DIR", help="the folder that `signage keys init` made")
    publish.add_argument("--allow-empty", action="store_true", help="publish although everything is gone at once")
    publish.set_defaults(run=_publish)

    serve = commands.add_parser(
        "serve", help="the feed host: repositories over HTTP, with long poll; the staff console"
    )
    serve.add_argument("repos", type=Path, nargs="*", metavar="REPO")
    serve.add_argument("--data", type=Path, metavar="DIR", help="the staff console, with all it needs in this folder")
    serve.add_argument(
        "--name", action="append", default=[], metavar="HOST", help="a host name of the console; repeatable"
    )
    serve.add_argument(
        "--proxy", action="store_true", help="the console is behind a proxy on this machine that speaks HTTPS"
    )
    serve.add_argument("--watch", type=Path, metavar="DIR", help="republish this content folder when it changes")
    serve.add_argument("--keys", type=Path, metavar="DIR", help="keys for --watch and for re-signing at night")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    serve.add_argument(
        "--port", type=int, default=8470, help="port to listen on, 0 for a free one (default: %(default)s)"
    )
    serve.set_defaults(run=_serve)

    kiosk = commands.add_parser("kiosk", help="the screen")
    kiosk.add_argument("--settings", type=Path, metavar="FILE", help="screen.toml; options overrule it")
    kiosk.add_argument("--feed", metavar="URL|PATH", help="base URL of the feed, or the folder of a repository")
    kiosk.add_argument("--root", metavar="FILE", help="the root.json that this screen believes")
    kiosk.add_argument("--store", metavar="DIR", help="where the last good feed is kept")
    kiosk.add_argument("--theme", metavar="NAME")
    kiosk.add_argument("--watch-theme", action="store_true", default=None, help="restyle while its files are saved")
    kiosk.add_argument("--size", metavar="WxH", help="a window of this size instead of the whole screen")
    kiosk.add_argument("--snapshots", metavar="DIR", help="a picture of each slide as painted")
    kiosk.add_argument("--journal", metavar="FILE", help="the airtime journal (JSON Lines)")
    kiosk.add_argument("--report", metavar="URL|off", help="the console that hears how the screen is (default: asked)")
    kiosk.add_argument("--for", dest="seconds", type=float, metavar="SECONDS", help="end by itself")
    kiosk.add_argument("--pace", type=float, metavar="X", help="times reading speed, for trials")
    kiosk.add_argument("--poll-seconds", type=float, metavar="S", help="for hosts without long poll")
    kiosk.add_argument("--now", metavar="TIME", help="start the clock at this moment, for trials")
    kiosk.add_argument("--inches", type=float, metavar="N", help="the panel's diagonal; sizes follow from it")
    kiosk.add_argument("--turned", type=int, metavar="DEGREES", help="the panel is mounted turned: 90, 180 or 270")
    kiosk.add_argument("--cursor", action="store_true", default=None, help="show the mouse pointer")
    kiosk.set_defaults(run=_kiosk)

    render = commands.add_parser("render", help="one item of a content folder as the screen would draw it, to PNG")
    render.add_argument("dir", type=Path, metavar="DIR")
    render.add_argument("item", metavar="ITEM", help="an item's id, or week, services, facilities, card")
    render.add_argument("--to", type=Path, required=True, metavar="PNG", help="further pages become NAME-p2.png …")
    render.add_argument("--size", default="1080x1920", metavar="WxH")
    render.add_argument("--theme", default="default", metavar="NAME")
    render.add_argument("--now", metavar="TIME", help="the moment to draw (default: now)")
    render.set_defaults(run=_render)

    theme = commands.add_parser("theme", help="the looks that a screen may have")
    looks = theme.add_subparsers(dest="action", required=True, metavar="ACTION")
    known = looks.add_parser("list", help="the themes that are here")
    known.set_defaults(run=_theme_list)
    examine = looks.add_parser("check", help="every fault of a theme by file, line and token")
    examine.add_argument("themes", nargs="*", metavar="NAME|DIR", help="default: all that are here")
    examine.set_defaults(run=_theme_check)
    new = looks.add_parser("new", help="the folder of a theme of one's own")
    new.add_argument("name", metavar="NAME")
    new.add_argument("--in", dest="place", type=Path, metavar="DIR", help="default: where all themes are")
    new.set_defaults(run=_theme_new)

    keys = commands.add_parser("keys", help="the keys that sign a feed")
    actions = keys.add_subparsers(dest="action", required=True, metavar="ACTION")
    init = actions.add_parser("init", help="make a root key and online keys")
    init.add_argument("dir", type=Path, metavar="DIR")
    init.set_defaults(run=_keys_init)
    rotate = actions.add_parser("rotate", help="new online keys, vouched for by the root key")
    rotate.add_argument("dir", type=Path, metavar="DIR")
    rotate.set_defaults(run=_keys_rotate)

    doctor = commands.add_parser("doctor", help="is this machine fit to be a screen, and what to do where it is not")
    doctor.add_argument("--feed", metavar="URL|PATH")
    doctor.add_argument("--root", metavar="FILE")
    doctor.add_argument("--store", metavar="DIR")
    doctor.add_argument(
        "--legibility", action="store_true", help="measure every slide of the demo compound instead, in every theme"
    )
    doctor.add_argument("--settings", type=Path, metavar="FILE", help="the screen's settings: panel, distances, theme")
    doctor.add_argument("--size", metavar="WxH", help="the panel's pixels")
    doctor.add_argument("--inches", type=float, metavar="N", help="the panel's diagonal")
    doctor.add_argument("--theme", action="append", metavar="NAME", help="only this theme; may be said again")
    doctor.set_defaults(run=_doctor)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `signage` with `arguments` (default: the command line's). Gives the exit status."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(
        level=logging.DEBUG if options.verbose else logging.INFO,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        stream=sys.stderr,
    )
    for chatty in ("urllib3", "apscheduler", "tuf", "watchfiles", "asyncio", "tzlocal", "PIL"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    try:
        status: int = options.run(options)
    except SettingsError as error:
        print(f"signage: {error}", file=sys.stderr)
        return 2
    except SignageError as error:
        print(f"signage: {error}", file=sys.stderr)
        return 1
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in EXTRA_PACKAGES:
            raise
        print(f"signage: {error.name} is not installed here: pip install 'signage[server]'", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    return status


def _clock(moment: str | None) -> Clock:
    if not moment:
        return SystemClock()
    try:
        start = dt.datetime.fromisoformat(moment)
    except ValueError as error:
        raise SettingsError("--now", "now", f"{moment!r} is not a time such as 2026-12-09T14:05+08:00") from error
    if start.tzinfo is None:
        raise SettingsError("--now", "now", f"{moment!r} has no time zone; write 2026-12-09T14:05+08:00")
    return ShiftedClock(start)


def _demo(options: argparse.Namespace) -> int:
    from signage.demo import run_demo

    return run_demo(
        seconds=options.seconds,
        size=options.size,
        snapshots=options.snapshots,
        journal=options.journal,
        pace=options.pace,
    )


def _check(options: argparse.Namespace) -> int:
    from signage.sources.report import check_folder

    return check_folder(options.dir, SystemClock().now(), sys.stdout)


def _publish(options: argparse.Namespace) -> int:
    from signage.server.publishing import publish_folder

    return publish_folder(options.dir, options.to, options.keys, SystemClock(), allow_empty=options.allow_empty)


def _serve(options: argparse.Namespace) -> int:
    if options.data is not None:
        if options.repos or options.watch or options.keys:
            raise SettingsError(
                "--data", "data", "the console has feeds and keys of its own; name no REPO, --watch or --keys"
            )
        from signage.server.console.serving import serve_console

        return serve_console(
            options.data, host=options.host, port=options.port, names=tuple(options.name), proxy=options.proxy
        )
    if not options.repos:
        raise SettingsError("command line", "repos", "say what to serve: the folders of repositories, or --data DIR")
    from signage.server.host import serve

    return serve(options.repos, watch=options.watch, keys=options.keys, host=options.host, port=options.port)


def _kiosk(options: argparse.Namespace) -> int:
    from signage.kiosk.app import run_kiosk
    from signage.settings import ScreenSettings, screen_settings

    told = {name: getattr(options, name) for name in ScreenSettings.__struct_fields__ if hasattr(options, name)}
    settings = screen_settings(options.settings, told)
    return run_kiosk(settings, _clock(options.now))


def _render(options: argparse.Namespace) -> int:
    from signage.kiosk.render import render
    from signage.settings import parse_size

    files = render(options.dir, options.item, options.to, parse_size(options.size), options.theme, _clock(options.now))
    for file in files:
        print(file)
    return 0


def _theme_list(_options: argparse.Namespace) -> int:
    from signage.kiosk.themefolders import list_themes

    return list_themes(sys.stdout)


def _theme_check(options: argparse.Namespace) -> int:
    from signage.kiosk.themefolders import check_themes

    return check_themes(options.themes, sys.stdout)


def _theme_new(options: argparse.Namespace) -> int:
    from signage.kiosk.themefolders import new_theme

    folder = new_theme(options.name, options.place)
    print(folder / "theme.toml")
    return 0


def _keys_init(options: argparse.Namespace) -> int:
    from signage.feed.keys import init_keys

    print(init_keys(options.dir))
    return 0


def _keys_rotate(options: argparse.Namespace) -> int:
    from signage.feed.keys import rotate_keys

    print(rotate_keys(options.dir))
    return 0


def _legibility(options: argparse.Namespace) -> int:
    from signage.demo_content import read_demo
    from signage.kiosk.legibility import check_legibility
    from signage.kiosk.themefolders import theme_folders
    from signage.settings import screen_settings

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    settings = screen_settings(options.settings, {"size": options.size, "inches": options.inches})
    settings = msgspec.structs.replace(settings, size=settings.size or "1080x1920", journal="", snapshots="")
    clock = SystemClock()
    reading = read_demo(clock.now())
    if reading.feed is None:
        raise ContentError(reading.faults)
    themes = options.theme or [folder.name for folder in theme_folders()]
    return check_legibility(reading.feed, reading.media, themes, settings, clock, sys.stdout)


def _doctor(options: argparse.Namespace) -> int:
    if options.legibility:
        return _legibility(options)
    from signage.kiosk.doctor import doctor

    return doctor(options.feed, options.root, options.store, sys.stdout)


if __name__ == "__main__":
    sys.exit(main())

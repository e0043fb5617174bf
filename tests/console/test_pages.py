"""Every page: drawn for everybody who may see it, with its headers, in Chinese and in English."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from console.conftest import a_screen, approve, write
from django.test import Client, override_settings
from PIL import Image

from signage.content.compound import Display
from signage.content.order import CommandKind
from signage.feed.report import Health
from signage.server.console.drawing import Draughtsman
from signage.server.console.notices import standing, work
from signage.server.console.notices.kinds import BY_KEY
from signage.server.console.screens import orders
from signage.server.console.tree.models import GuardedTime

HERE = Path(__file__).parent.parent.parent / "signage" / "server" / "console"
PO = HERE / "locale" / "en" / "LC_MESSAGES" / "django.po"


@pytest.fixture(autouse=True)
def no_drawing(monkeypatch):
    monkeypatch.setattr(Draughtsman, "available", staticmethod(lambda: False))


@pytest.fixture
def busy(tree, settled, clock):
    """One notice in each state, and a guarded time."""
    live = approve(tree, settled, write(tree))
    waiting = write(tree)
    work.submit(tree.person("editor"), waiting, waiting.latest_revision_id, "请批")
    returned = write(tree)
    submission = work.submit(tree.person("editor"), returned, returned.latest_revision_id)
    work.send_back(tree.person("approver"), returned, submission.pk, "时间不对")
    draft = work.create(tree.person("editor"), tree.compound, BY_KEY["free"])
    above = approve(tree, settled, write(tree, "area-editor", tree.area), "area-editor", "area-approver")
    gone = approve(tree, settled, write(tree))
    settled(lambda: work.withdraw(tree.person("editor"), gone))
    guard = GuardedTime.objects.create(
        branch=tree.area, start=clock.now(), end=clock.now() + dt.timedelta(days=1), reason="演练"
    )
    guard.named.add(tree.person("approver"))
    well = a_screen(tree.compound, snapshot=b"\xff\xd8\xff", snapshot_at=clock.now())
    ill = a_screen(
        tree.compound, "西门", display="safe", words="检修中", since=clock.now(), by="贺清", shows="elsewhere",
        health=Health(clock_offset=95.5, free=1000, slide="week", errors=("x: y",), size="1080x1920"),
    )  # fmt: skip
    silent = a_screen(tree.compound, "南门", seen_at=clock.now() - dt.timedelta(hours=1))
    for kind in CommandKind:
        orders.command(tree.person("administrator"), well, kind)
    orders.show_on_branch(tree.person("alerts"), tree.compound, Display.BLACKOUT)
    tree.screens = (well, ill, silent)
    tree.notices = {
        "live": live,
        "waiting": waiting,
        "returned": returned,
        "draft": draft,
        "above": above,
        "gone": gone,
    }
    return tree


def pages(tree):
    """(who, address) of every page that shows something."""
    for name in ("live", "waiting", "returned", "draft", "gone"):
        yield "editor", f"/notices/{tree.notices[name].pk}/"
        yield "approver", f"/notices/{tree.notices[name].pk}/"
    for name in ("live", "returned", "draft"):
        yield "editor", f"/notices/{tree.notices[name].pk}/edit/"
    yield "editor", f"/notices/{tree.notices['above'].pk}/"
    yield "area-editor", f"/notices/{tree.notices['above'].pk}/"
    for state in ("", "live", "submitted", "draft", "ended", "withdrawn"):
        yield "editor", f"/notices/?state={state}&q=停"
    for who in ("editor", "approver", "administrator", "chief", "nobody", "area-editor"):
        yield who, "/"
        yield who, "/screens/"
        yield who, "/withdraw/"
        yield who, "/password/"
    yield "editor", "/write/"
    yield "area-editor", "/write/"
    yield "editor", "/screens/huaian/"
    for who in ("editor", "alerts", "administrator"):
        for screen in tree.screens:
            yield who, f"/screens/huaian/{screen.pk}/"
    for who in ("alerts", "administrator", "chief"):
        yield who, "/"
        yield who, "/screens/"
        yield who, "/stop/"
    yield "administrator", "/pair/"
    for number in (tree.notices["live"].pk, tree.notices["gone"].pk):
        yield "editor", f"/airtime/notices/{number}/"
    for address in ("/alerts/", "/alerts/new/", f"/alerts/new/?kind=fire&level=red&branch={tree.compound.pk}"):
        yield "alerts", address
    yield "administrator", f"/alerts/branches/{tree.compound.pk}/"
    for address in (
        "/people/",
        "/people/new/",
        f"/people/{tree.person('editor').pk}/",
        "/compounds/",
        "/setup/",
        "/log/?check=1",
    ):
        yield "chief", address
    for branch in (tree.root, tree.subdistrict, tree.area, tree.compound):
        yield "chief", f"/branches/{branch.pk}/"
    for branch in (tree.root, tree.subdistrict, tree.area):
        yield "chief", f"/branches/{branch.pk}/add/"


def test_every_page_is_drawn_and_carries_its_policy(busy):
    clients = {}
    for who, address in pages(busy):
        client = clients.setdefault(who, busy.client(who))
        answer = client.get(address)
        assert answer.status_code == 200, (who, address)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["Cache-Control"] == "no-store"
        html = answer.content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", html), address
        assert not re.search(r"(?:src|href)=[\"'](?:https?:)?//", html), address
        assert not re.search(r"\{%|\{\{", html), address


def test_in_english_nothing_of_ours_is_left_in_chinese(busy):
    """What staff wrote, what names places and people, and what the glass says is Chinese in every language."""
    ours = set(re.findall(r'^msgid "(.*[\u4e00-\u9fff].*)"$', PO.read_text(encoding="utf-8"), re.MULTILINE))
    ours = {words for words in ours if "%" not in words and "{" not in words and len(words) > 2}
    clients = {}
    for who, address in pages(busy):
        client = clients.setdefault(who, busy.client(who))
        client.cookies["signage-language"] = "en"
        html = client.get(address).content.decode()
        assert '<html lang="en">' in html
        texts = set(re.findall(r">\s*([^<>]*?)\s*<", html)) | set(
            re.findall(r'(?:placeholder|aria-label|title)="([^"]*)"', html)
        )
        assert not texts & ours, (address, texts & ours)


def test_every_word_of_the_console_has_its_english():
    """What the source marks for translation is in the catalogue, and nothing there is empty."""
    catalogue = PO.read_text(encoding="utf-8")
    assert not re.search(r'^msgstr(\[\d\])? ""\n(?!")', catalogue.split("\n\n", 1)[1], re.MULTILINE)
    known = set(re.findall(r'^msgid "(.*)"$', catalogue, re.MULTILINE))
    marked = set()
    for file in HERE.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        marked |= set(re.findall(r'{% trans "([^"]+)"', text))
        for block in re.findall(r"{% blocktrans[^%]*%}(.*?){% endblocktrans %}", text, re.DOTALL):
            marked |= {re.sub(r"{{ (\w+) }}", r"%(\1)s", part) for part in re.split(r"{% plural %}", block)}
    for file in HERE.rglob("*.py"):
        marked |= set(re.findall(r'\b(?:_|gettext_lazy)\(\s*"([^"\n]+)"', file.read_text(encoding="utf-8")))
    assert len(marked) > 300
    assert marked - known == set()


def test_the_gates_pages_are_drawn_for_strangers(db):
    stranger = Client(HTTP_HOST="localhost")
    for address, status in (("/login/", 200), ("/link/x/", 410), ("/nonesuch/", 404)):
        answer = stranger.get(address)
        assert answer.status_code == status, address
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 302), ("127.0.0.1:8470", 302), ("[::1]:8470", 302), ("192.168.1.5", 302),
        ("screens.example.cn", 302), ("Screens.Example.CN:80", 302),
        ("evil.example", 400), ("evil.example:8470", 400), ("localhost.evil.example", 400), ("", 400),
    ],
)  # fmt: skip
def test_a_name_that_is_not_ours_is_refused(db, host, status):
    with override_settings(SIGNAGE_NAMES=["screens.example.cn"]):
        assert Client(HTTP_HOST=host).get("/").status_code == status


def test_a_title_that_looks_like_markup_is_text(tree):
    notice = write(tree, title="<script>alert(1)</script>")
    for address in (f"/notices/{notice.pk}/", f"/notices/{notice.pk}/edit/", "/notices/"):
        html = tree.client("editor").get(address).content.decode()
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert" in html


def test_without_qt_the_console_says_so_and_still_works(tree, settled):
    notice = write(tree)
    answer = tree.client("editor").get(f"/notices/{notice.pk}/preview/")
    assert "没有安装屏幕程序" in answer.json()["error"]
    approve(tree, settled, notice)
    slide = tree.client("editor").get("/screens/huaian/now.webp")
    assert slide.status_code == 404
    assert "没有安装屏幕程序" in slide.content.decode()


def test_a_form_works_without_a_script(tree):
    notice = write(tree)
    form = {"answers.reason": "管道维修", "start": "2026-12-10T09:00", "end": "2026-12-10T16:00", "issuer": "物业",
            "posting_last": "2026-12-10", "basis": "water-cut", "revision": notice.latest_revision_id, "then": "submit"}  # fmt: skip # noqa: E501
    answer = tree.client("editor").post(f"/notices/{notice.pk}/save/", form)
    assert answer.status_code == 302
    notice.refresh_from_db()
    assert standing.waiting(notice) is not None


def test_a_language_is_chosen_and_leads_back(tree):
    client = tree.client("editor")
    answer = client.post("/language/", {"language": "en", "next": "/notices/"})
    assert answer.headers["Location"] == "/notices/"
    assert client.get("/notices/").content.decode().count('<html lang="en">') == 1
    assert client.post("/language/", {"language": "xx", "next": "//evil.example"}).headers["Location"] == "/"


def test_the_comparison_shows_what_changed_and_nothing_else(tree, clock):
    notice = write(tree)
    old = notice.latest_revision_id
    clock.pass_(hours=1)
    tree.client("both").post(
        f"/notices/{notice.pk}/save/",
        {"answers.reason": "水箱清洗", "answers.prepare": "请提前储水两桶",
         "start": "2026-12-10T09:00", "end": "2026-12-10T16:00",
         "buildings": list("123456"), "basis": "water-cut", "issuer": "和檐物业槐安服务处",
         "number": "停水〔2026〕12号",
         "posting_last": "2026-12-10", "on_wall": "1", "revision": old},
        headers={"Accept": "application/json"},
    )  # fmt: skip
    notice.refresh_from_db()
    page = tree.client("editor").get(f"/notices/{notice.pk}/compare/?old={old}&new={notice.latest_revision_id}")
    assert [row.name for row in page.context["rows"]] == ["事项", "正文"]
    html = page.content.decode()
    assert "<ins>两桶</ins>" in html
    assert "<del>，关好龙头</del>" in html


def test_the_guide_has_its_pictures_each_small_and_is_for_staff(tree):
    from signage.server.console.guide import CHAPTERS, PICTURE_PIXELS

    folder = HERE / "static" / "console"
    for chapter in CHAPTERS:
        path = folder / f"guide-{chapter.key}.webp"
        assert path.stat().st_size <= 60_000, path.name
        with Image.open(path) as picture:
            assert picture.size == PICTURE_PIXELS
    assert Client(HTTP_HOST="localhost").get("/guide/").status_code == 302
    for language, words in (("zh-hans", "一页看懂小区屏"), ("en", "The screen on one page")):
        someone = tree.client("editor")
        someone.cookies["signage-language"] = language
        page = someone.get("/guide/")
        assert words in page.content.decode()
        assert (
            len(re.findall(r'<img src="/static/[^"]+/console/guide-\w+\.webp" alt="[^"]+"', page.content.decode())) == 6
        )
        assert not re.search(r"\sstyle=|<script(?![^>]*\bsrc=)", page.content.decode())
    assert 'href="/guide/"' in tree.client("editor").get("/").content.decode()

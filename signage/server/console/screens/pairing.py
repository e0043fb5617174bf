"""From a code on the glass to a screen in the list."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from signage.errors import KeysError
from signage.feed.keys import fingerprint, load_root
from signage.feed.report import CODE_LENGTH, CODE_LETTERS
from signage.server.console import moment
from signage.server.console.screens.models import CODE_LIFE, Screen
from signage.server.console.tree.access import Access
from signage.server.console.tree.models import CompoundPage
from signage.server.console.tree.roles import Action


def tidy(code: str) -> str:
    """`a3k 7pd` as the code that was meant."""
    return "".join(code.split()).replace("-", "").upper()


def find(code: str) -> tuple[Screen | None, str]:
    """The screen that shows `code` now, or in words why there is none."""
    code = tidy(code)
    if len(code) != CODE_LENGTH or not set(code) <= set(CODE_LETTERS):
        return None, _("配对码是屏上的6个字母和数字，请再看一眼。")
    found = list(Screen.objects.filter(compound=None, code=code, seen_at__gt=moment.now() - CODE_LIFE)[:2])
    if not found:
        return None, _("没有屏幕报过这个码。码每10分钟换一次，请看屏上现在的码。")
    if len(found) > 1:
        return None, _("有两块屏幕报了同一个码，可能有人冒充。请等屏上换了新码再试。")
    return found[0], ""


def compound_of(screen: Screen, access: Access) -> tuple[CompoundPage | None, str]:
    """The compound whose feed `screen` shows, or in words why it cannot be paired by this person."""
    if not screen.shows:
        return None, _("这块屏幕还没有收到内容，请等它显示小区名称后再试。")
    compound = access.compounds(Action.ADMINISTER).filter(code=screen.shows).first()
    if compound is None:
        return None, _("这块屏幕播的不是您管理的小区的内容，请核对屏幕设置里的地址。")
    if screen.root != root_of(compound):
        return None, _("这块屏幕信任的不是本控制台的根（指纹不一致）。请在屏幕上换成“小区”页下载的 root.json。")
    return compound, ""


def root_of(compound: CompoundPage) -> str:
    """The fingerprint of the root that screens of `compound` must believe; empty while there are no keys yet."""
    path = settings.DATA.keys(compound.code) / "root.json"
    try:
        return fingerprint(load_root(path.read_bytes(), str(path)))
    except (OSError, KeysError):
        return ""

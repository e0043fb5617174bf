"""An alert as it takes the glass over, drawn by the kiosk's own program."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
from django.utils.translation import gettext as _
from wagtail.models import Page

from signage.content.alert import Alert
from signage.content.feed import Feed
from signage.errors import CodecError
from signage.server.console import moment
from signage.server.console.alerts.reach import first_compound, zone_of
from signage.server.console.alerts.said import Said, alert_of
from signage.server.console.drawing import DrawingError, Order, SupersededError, draughtsman
from signage.server.console.notices.pictures import at_hand
from signage.server.console.notices.preview import SHAPES, as_json
from signage.server.console.tree.models import CompoundPage


def drawn(key: str, branch: Page, said: Said, shape: str, sent: Alert | None = None) -> dict[str, Any]:
    """For the browser: the screenfuls of the alert, or why there are none. `sent`: what really went out."""
    compound = first_compound(branch)
    if compound is None:
        return {"error": _("这里下面还没有小区，看不到预览。")}
    now = moment.now()
    try:
        alert = sent or alert_of(said, "preview", "preview", now, zone_of(branch))
        drawing = draughtsman.draw(f"alert:{key}:{shape}", _order(compound, alert, now, shape))
    except msgspec.ValidationError:
        return {"error": _("有文字超出屏幕能放的长度，改短后就能看到预览。")}
    except SupersededError:
        return {"superseded": True}
    except (DrawingError, CodecError) as error:
        return {"error": str(error)}
    return as_json(drawing, shape)


def _order(compound: CompoundPage, alert: Alert, now: dt.datetime, shape: str) -> Order:
    """Drawn at a moment at which it is in force, whatever its times say yet."""
    at = max(now, alert.sent) if alert.expires > now else alert.sent
    alert = msgspec.structs.replace(alert, expires=max(alert.expires, at + dt.timedelta(minutes=1)))
    feed = Feed(compound=compound.compound, published=at, alerts=(alert,))
    size = SHAPES.get(shape, SHAPES["portrait"])
    return Order(feed=feed, item=alert.identifier, now=at, size=size, media=at_hand(feed))

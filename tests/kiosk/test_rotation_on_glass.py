"""The rotation on a real window: what comes, when it is said to be painted, and what changes it."""

from __future__ import annotations

import sample


def test_every_slide_comes_round(make_glass, qtbot):
    glass = make_glass(sample.feed(), pace=400)
    wanted = {"week", "notice", "poster", "services", "facilities"}
    qtbot.waitUntil(lambda: wanted <= {line["slide"] for line in glass.lines("painted")}, timeout=30_000)
    pages = {line["page"] for line in glass.lines("painted") if line["item"] == "charging"}
    assert pages >= {0, 1}

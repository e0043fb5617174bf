"""Two consoles on one PostgreSQL: what one publishes wakes the screens that wait at the other."""

from __future__ import annotations

import os
import re
import threading
from pathlib import Path

import pytest
import requests
from console.browser.conftest import PASSWORD, Console, wait_for

pytestmark = pytest.mark.skipif(not os.environ.get("DATABASE_URL"), reason="needs PostgreSQL: make test-postgres")


def post(session: requests.Session, address: str, **form: str) -> requests.Response:
    page = session.get(address, timeout=20).text
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    return session.post(address, timeout=20, data={"csrfmiddlewaretoken": token[1], **form})


def test_a_publish_at_one_wakes_those_who_wait_at_the_other(tmp_path: Path) -> None:
    one = Console(tmp_path / "shared")
    two = Console(tmp_path / "shared")
    link = two.first_link()  # the later start voids the link of the one before
    try:
        chief = requests.Session()
        post(chief, link, name="沈若禾", username="shen", new_password1=PASSWORD, new_password2=PASSWORD)
        about = {"name": "槐安新苑", "code": "huaian", "gate": "门卫室", "latitude": "31", "longitude": "121"}
        post(chief, f"{one.url}setup/", subdistrict="云汀街道", area="槐安居民区", **about)
        address = f"{two.url}feed/huaian/metadata/timestamp.json"
        wait_for(lambda: requests.get(address, timeout=20).status_code == 200, "the compound at the other process")
        first = requests.get(address, timeout=20)
        woken: list[requests.Response] = []

        def wait() -> None:
            headers = {"If-None-Match": first.headers["ETag"], "Prefer": "wait=50"}
            woken.append(requests.get(address, timeout=60, headers=headers))

        waiting = threading.Thread(target=wait)
        waiting.start()
        wait_for(lambda: "1 screens waiting" in requests.get(f"{two.url}feed/", timeout=20).text, "a screen that waits")
        tree = chief.get(f"{one.url}compounds/", timeout=20).text
        branch = re.search(r'/branches/(\d+)/"><span class="row-title">槐安新苑', tree)
        assert branch, tree
        post(chief, f"{one.url}branches/{branch[1]}/", do="details", **{**about, "motto": "事事有回应"})
        waiting.join(40)
        assert woken
        assert woken[0].status_code == 200
        assert woken[0].headers["ETag"] != first.headers["ETag"]
    finally:
        one.stop()
        two.stop()

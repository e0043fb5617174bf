"""Everything that staff meet, Django's own words included, in Chinese; and in English what is not staff's own words."""

from __future__ import annotations

import re

import pytest
from console.conftest import PASSWORD
from console.test_pages import busy, no_drawing, pages  # noqa: F401
from django.test import Client
from django.utils.translation import override

from signage.server.console.accounts.models import Link
from signage.server.console.notices.intakewords import in_words
from signage.server.console.tree.models import AreaPage
from signage.server.intake.refusal import LOSSES, REFUSALS

LATIN = re.compile(r"\b[A-Za-z][a-z]+(?:\s+[A-Za-z][a-z]+){2,}\b")
"""Three words in a row: a sentence in English."""

CHINESE = re.compile(r"[\u4e00-\u9fff]+")


def texts(html: str) -> list[str]:
    """What is read or spoken of a page."""
    html = re.sub(r"<(script|style|svg)\b.*?</\1>|<!--.*?-->", "", html, flags=re.DOTALL)
    spoken = re.findall(r'\b(?:placeholder|aria-label|title|alt)="([^"]*)"', html)
    return [text.strip() for text in (*re.findall(r">([^<>]+)<", html), *spoken) if text.strip()]


def errors(html: str) -> str:
    """What a form says of its faults."""
    return " ".join(re.findall(r'class="(?:field-error|message[^"]*|banner[^"]*|errorlist[^"]*)"[^>]*>(.*?)</', html, re.DOTALL))  # fmt: skip # noqa: E501


def test_in_chinese_no_page_speaks_english(busy):  # noqa: F811
    clients = {}
    for who, address in pages(busy):
        client = clients.setdefault(who, busy.client(who))
        for text in texts(client.get(address).content.decode()):
            if text.startswith(("Time: ", "Water cut")) or "Time: Thu" in text:
                continue  # examples of what to write in English
            assert not LATIN.search(text), (address, text)


def wrong(tree):
    """(who, address, what is posted): a wrong form each, of every form that Django judges."""
    editor = tree.person("editor")
    yield "", "/login/", {"username": "editor", "password": "wrong"}
    yield "", "/login/", {}
    for password in ("short", "12345678901", "password123", "the-editor", ""):
        data = {"old_password": PASSWORD, "new_password1": password, "new_password2": password}
        yield "editor", "/password/", data
    yield "editor", "/password/", {"old_password": "x", "new_password1": "a-good-one-9", "new_password2": "another"}
    yield "chief", "/people/new/", {"name": "", "username": "a b?"}
    yield "chief", "/people/new/", {"name": "x" * 300, "username": editor.username, "roles": ["editor"]}
    area = AreaPage.objects.get(pk=tree.area.pk)
    yield "chief", f"/branches/{area.pk}/add/", {}
    compound = {
        "name": "x" * 13,
        "code": "HUAIAN",
        "latitude": "x",
        "longitude": "999",
        "public_url": "ftp://x",
        "gate": "",
    }
    yield "chief", f"/branches/{area.pk}/add/", compound
    lists = {"name": "里", "code": "huaian", "latitude": "1", "longitude": "1", "gate": "门卫室", "facilities": "轮椅", "contacts": "x"}  # fmt: skip # noqa: E501
    yield "chief", f"/branches/{area.pk}/add/", lists
    yield "chief", f"/branches/{area.pk}/add/", {**lists, "code": "new", "facilities": "轮椅 1 2", "buildings": "9-1"}
    yield "chief", f"/branches/{tree.compound.pk}/", {"do": "guard", "start": "x", "end": "y", "reason": ""}
    yield "chief", "/setup/", {}


@pytest.mark.parametrize(("language", "other"), [("zh-hans", LATIN), ("en", CHINESE)])
def test_what_is_wrong_with_a_form_is_said_in_its_language(tree, language, other):
    for who, address, data in wrong(tree):
        client = tree.client(who) if who else Client(HTTP_HOST="localhost")
        client.cookies["signage-language"] = language
        answer = client.post(address, {"sent": "1", **data}, follow=True)
        said = errors(answer.content.decode())
        assert said.strip(), (address, data, answer.status_code)
        assert not other.search(re.sub(r"“[^”]*”|\b(?:huaian|https?)\S*", "", said)), (address, data, said)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_link_that_is_used_up_says_so_in_its_language(tree, language):
    client = Client(HTTP_HOST="localhost")
    client.cookies["signage-language"] = language
    html = client.get("/link/used-up/").content.decode()
    other = CHINESE if language == "en" else LATIN
    said = " ".join(text for text in texts(html) if text not in ("中文", "简体中文", "English"))
    assert not other.search(said), said
    assert not Link.objects.exists()


SENTENCES = (*REFUSALS.values(), *LOSSES.values())


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_sentence_of_the_intake_is_said_in_english(sentence):
    said = sentence.format(11, 22, 33)
    assert in_words(said) == said
    with override("en"):
        english = in_words(said)
    assert not CHINESE.search(english)
    told = re.findall(r"\{(\d)\}", sentence)
    assert all(str(11 * (int(place) + 1)) in english for place in told)
    assert "{" not in english


def test_what_the_intake_never_says_stays_as_it_is():
    with override("en"):
        assert in_words("别的话 7") == "别的话 7"

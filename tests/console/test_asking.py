"""What looks like somebody's number holds a notice back until it is mended or public by the writer's word."""

from __future__ import annotations

import pytest
from console.conftest import FILLED, approve, write
from hypothesis import given
from hypothesis import strategies as st

from signage.content.fault import Level
from signage.content.personal import Found, Kind
from signage.content.privacy import Challenge
from signage.server.console.evidence.models import Entry
from signage.server.console.notices import standing, work
from signage.server.console.notices.asking import ask, asked_faults, key_of

MOBILE = "请致电13912345678"
IDENTITY = "证号11010519491231002X"


def save(tree, notice, **changes):
    notice.refresh_from_db()
    form = {**FILLED, "revision": notice.latest_revision_id, **changes}
    answer = tree.client("editor").post(f"/notices/{notice.pk}/save/", form, headers={"Accept": "application/json"})
    assert answer.status_code == 200, answer.content
    notice.refresh_from_db()
    return answer.json()


def test_a_number_is_asked_about_and_holds_the_notice_back(tree):
    notice = write(tree)
    (asked,) = save(tree, notice, **{"answers.prepare": MOBILE})["asked"]
    assert asked["answer"] == "是公开的电话"
    assert "13912345678" not in str(asked)
    with pytest.raises(work.FaultyError):
        work.submit(tree.person("editor"), notice, notice.latest_revision_id)


def test_the_writers_word_lets_it_pass_and_the_second_person_sees_it(tree, settled):
    notice = write(tree)
    (asked,) = save(tree, notice, **{"answers.prepare": MOBILE})["asked"]
    told = save(tree, notice, **{"answers.prepare": MOBILE, "cleared": asked["key"]})
    assert [each["cleared"] for each in told["asked"]] == [True]
    work.submit(tree.person("editor"), notice, notice.latest_revision_id, "")
    line = Entry.objects.filter(action="submit").first()
    assert line.details["public"] == [asked["what"]]
    html = tree.client("approver").get(f"/notices/{notice.pk}/").content.decode()
    assert "编辑确认是公开的电话" in html


def test_a_word_for_one_number_is_none_for_another(tree):
    notice = write(tree)
    (asked,) = save(tree, notice, **{"answers.prepare": MOBILE})["asked"]
    told = save(tree, notice, **{"answers.prepare": "请致电13987654321", "cleared": asked["key"]})
    assert [each["cleared"] for each in told["asked"]] == [False]
    with pytest.raises(work.FaultyError):
        work.submit(tree.person("editor"), notice, notice.latest_revision_id)


def test_an_identity_number_is_never_public(tree):
    notice = write(tree)
    (asked,) = save(tree, notice, **{"answers.prepare": IDENTITY})["asked"]
    assert asked["answer"] == ""
    told = save(tree, notice, **{"answers.prepare": IDENTITY, "cleared": asked["key"]})
    assert [each["cleared"] for each in told["asked"]] == [False]
    assert any(fault.level is Level.ERROR for fault in standing.faults_of(notice))


def test_the_compounds_own_telephone_is_not_asked_about(tree, settled):
    notice = write(tree, **{"answers.prepare": "请致电0000-0001"})
    assert standing.examine(notice, notice.draft().written).asked == ()
    approve(tree, settled, notice)


@pytest.mark.parametrize("posted", ["x", "mobile:zz", "mobile:" + "0" * 15, "<script>", "MOBILE:" + "0" * 16, ""])
def test_a_crooked_word_is_none(tree, posted):
    notice = write(tree)
    save(tree, notice, cleared=posted)
    assert notice.draft().written.cleared == ()


def test_the_question_stands_in_the_form_without_a_script(tree):
    notice = write(tree)
    (asked,) = save(tree, notice, **{"answers.prepare": MOBILE})["asked"]
    html = tree.client("editor").get(f"/notices/{notice.pk}/edit/").content.decode()
    assert f'<input type="checkbox" name="cleared" value="{asked["key"]}">' in html


FOUND = st.builds(Found, st.sampled_from(Kind), st.text("0123456789", min_size=4, max_size=19), st.just(0), st.just(1))


@given(st.lists(FOUND, max_size=8), st.randoms())
def test_what_is_not_answered_is_an_error_and_nothing_is_asked_twice(found, chance):
    answered = {key_of(each) for each in found if chance.random() < 0.5}
    asked = list(ask([Challenge("notices/x", "body.0", each) for each in found], answered))
    assert len({each.key for each in asked}) == len(asked) == len({(each.kind, each.words) for each in found})
    faults = list(asked_faults(asked, "notices/x"))
    for each, fault in zip(asked, faults, strict=True):
        assert (fault.level is Level.ERROR) is not each.cleared
        assert each.cleared <= (each.key in answered)

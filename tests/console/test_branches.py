"""What administrators do with branches: the first compound, further ones, settings, guarded times."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from console.conftest import write

from signage.server.console.evidence.models import Entry
from signage.server.console.notices import standing
from signage.server.console.publishing import outbox
from signage.server.console.tree.access import guards_at, kinds_alone
from signage.server.console.tree.models import AreaPage, BranchSetting, CompoundPage, GuardedTime, SubdistrictPage

ABOUT = {"name": "柳岸东里", "code": "liuan-east", "gate": "门卫室", "latitude": "31.2", "longitude": "121.5", "buildings": "1-3, 5, 12A"}  # fmt: skip # noqa: E501


def test_the_first_compound_comes_with_what_is_above_it_and_with_a_feed(tree, settled, data):
    chief = tree.client("chief")
    answer = settled(
        lambda: chief.post("/setup/", {**ABOUT, "subdistrict": "新街道", "area": "新居民区", "committee": "新居委会"})
    )
    assert answer.status_code == 302
    made = CompoundPage.objects.get(code="liuan-east")
    assert made.get_parent().title == "新居民区"
    assert made.compound.subdistrict == "新街道"
    assert made.compound.buildings == ("1", "2", "3", "5", "12A")
    assert (data.feed("liuan-east") / "metadata" / "timestamp.json").is_file()
    assert (data.keys("liuan-east") / "root" / "root.pem").is_file()


def test_branches_grow_below_one_another(tree, settled):
    chief = tree.client("chief")
    chief.post(f"/branches/{tree.root.pk}/add/", {"name": "第二街道"})
    subdistrict = SubdistrictPage.objects.get(title="第二街道")
    chief.post(f"/branches/{subdistrict.pk}/add/", {"name": "第二居民区", "committee": "第二居委会"})
    area = AreaPage.objects.get(title="第二居民区")
    settled(lambda: chief.post(f"/branches/{area.pk}/add/", ABOUT))
    assert CompoundPage.objects.get(code="liuan-east").compound.subdistrict == "第二街道"
    assert chief.get(f"/branches/{CompoundPage.objects.get(code='liuan-east').pk}/add/").status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("code", "huaian", "已有小区"),
        ("code", "Liuan East", "小写字母"),
        ("code", "../x", "小写字母"),
        ("buildings", "9-1", "看不懂的楼号"),
        ("buildings", "一个实在太长太长太长的楼名", "最多12个字"),
        ("name", "", "必需"),
        ("latitude", "91", "90"),
        ("public_url", "javascript:x", "http"),
        ("contacts", "门岗", "第1行"),
    ],
)
def test_what_is_wrong_is_named_at_its_field(tree, field, value, words):
    answer = tree.client("chief").post(f"/branches/{tree.area.pk}/add/", {**ABOUT, field: value})
    assert answer.status_code == 422
    assert words in str(answer.context["form"].errors[field])


def test_a_code_stays_for_good(tree, settled):
    settled(
        lambda: tree.client("administrator").post(
            f"/branches/{tree.compound.pk}/", {**ABOUT, "do": "details", "name": "新名字", "code": "other"}
        )
    )
    tree.compound.refresh_from_db()
    assert (tree.compound.code, tree.compound.compound.id, tree.compound.compound.name) == (
        "huaian",
        "huaian",
        "新名字",
    )


def test_kinds_without_a_second_person_need_an_explicit_word(tree):
    chief, address = tree.client("chief"), f"/branches/{tree.area.pk}/"
    chief.post(address, {"do": "alone", "alone": ["lost"]})
    assert kinds_alone(tree.compound.path) == frozenset()
    chief.post(address, {"do": "alone", "alone": ["lost", "water-cut"], "sure": "1"})
    assert kinds_alone(tree.compound.path) == {"lost"}, "nobody's water is of little risk"
    assert kinds_alone(tree.foreign.path) == frozenset()
    assert Entry.objects.get(action="alone").details == {"kinds": ["lost"]}
    chief.post(address, {"do": "alone"})
    assert kinds_alone(tree.compound.path) == frozenset()


def test_the_nearer_setting_counts(tree):
    BranchSetting.objects.create(branch=tree.subdistrict, alone=["lost", "event"])
    BranchSetting.objects.create(branch=tree.compound, alone=[])
    assert kinds_alone(tree.compound.path) == frozenset()
    assert kinds_alone(tree.sister.path) == {"lost", "event"}


def test_a_guarded_time_is_set_and_ended_and_both_are_logged(tree, clock):
    chief, address = tree.client("chief"), f"/branches/{tree.area.pk}/"
    form = {"do": "guard", "start": "2026-12-07T14:00", "end": "2026-12-09T14:00", "reason": "国庆"}
    chief.post(address, form)
    assert not GuardedTime.objects.exists(), "nobody is named"
    chief.post(address, {**form, "named": [tree.person("foreign-approver").pk]})
    assert not GuardedTime.objects.exists(), "who is no approver here cannot be named"
    chief.post(address, {**form, "named": [tree.person("area-approver").pk]})
    (guard,) = guards_at(tree.compound.path)
    assert guard.start == dt.datetime(2026, 12, 7, 6, tzinfo=dt.UTC)
    assert guard.named == {tree.person("area-approver").pk}
    assert guards_at(tree.foreign.path) == ()
    chief.post(address, {"do": "guard-off", "guard": GuardedTime.objects.get().pk})
    assert guards_at(tree.compound.path) == ()
    assert list(Entry.objects.filter(action__startswith="guard").values_list("action", flat=True)) == [
        "guard-off",
        "guard",
    ]


@pytest.mark.parametrize(
    ("start", "end"), [("2026-12-09T14:00", "2026-12-07T14:00"), ("x", "y"), ("2026-12-01T00:00", "2027-12-01T00:00")]
)
def test_a_guarded_time_that_makes_no_sense_is_not_set(tree, start, end):
    form = {"do": "guard", "start": start, "end": end, "reason": "国庆", "named": [tree.person("area-approver").pk]}
    tree.client("chief").post(f"/branches/{tree.area.pk}/", form)
    assert not GuardedTime.objects.exists()


def test_a_guarded_time_of_another_branch_is_not_ended(tree, clock):
    guard = GuardedTime.objects.create(
        branch=tree.foreign, start=clock.now(), end=clock.now() + dt.timedelta(days=1), reason="x"
    )
    answer = tree.client("administrator").post(f"/branches/{tree.compound.pk}/", {"do": "guard-off", "guard": guard.pk})
    assert answer.status_code == 404
    assert guards_at(tree.foreign.path)


def test_the_root_that_a_screen_pins_is_handed_out_and_no_key(tree, settled):
    settled(lambda: outbox.want([tree.compound]))
    answer = tree.client("editor").get(f"/branches/{tree.compound.pk}/root.json")
    signed = json.loads(b"".join(answer.streaming_content))["signed"]
    assert signed["_type"] == "root"
    assert "private" not in str(signed)
    assert tree.client("editor").get(f"/branches/{tree.sister.pk}/root.json").status_code == 404


def test_a_character_that_no_font_draws_is_an_error_at_its_field(tree):
    notice = write(tree, title="通知\U0003134f")
    faults = standing.faults_of(notice)
    assert [(fault.field, fault.level.value) for fault in faults] == [("title", "error")]
    assert "没有字体能显示" in faults[0].problem

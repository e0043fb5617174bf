"""What becomes of a notice: drafts, the second person, the glass, and away from it."""

from __future__ import annotations

import datetime as dt

import pytest
from console.conftest import approve, feed, titles, write
from django.core.exceptions import PermissionDenied

from signage.server.console.evidence.models import Entry
from signage.server.console.notices import standing, work
from signage.server.console.notices.models import State, Submission
from signage.server.console.tree.models import BranchSetting, GuardedTime


def test_a_notice_goes_from_a_template_to_the_feed(tree, settled):
    notice = write(tree)
    assert standing.state_of(notice) == State.DRAFT
    submission = work.submit(tree.person("editor"), notice, notice.latest_revision_id, "请今天批")
    assert standing.state_of(notice) == State.SUBMITTED
    assert titles(tree.compound) == []
    settled(lambda: work.approve(tree.access("approver"), notice, submission.pk))
    notice.refresh_from_db()
    assert standing.state_of(notice) == State.LIVE
    (item,) = feed(tree.compound).items
    assert item.title == "水箱清洗临时停水"
    assert [(fact.label, fact.value) for fact in item.facts] == [
        ("时间", "12月10日（周四）9:00至16:00"),
        ("范围", "1至6号楼"),
        ("准备", "请提前储水，关好龙头"),
    ]
    assert item.number == "停水〔2026〕12号"
    assert item.posting.end == dt.datetime(2026, 12, 10, 16, tzinfo=dt.UTC)
    assert item.id == f"notice-{notice.pk}"
    assert titles(tree.sister) == []
    assert [entry.action for entry in Entry.objects.filter(subject=notice.subject).order_by("pk")] == [
        "notice",
        "submit",
        "approve",
    ]


def test_nobody_approves_their_own(tree, settled):
    notice = write(tree, "both")
    submission = work.submit(tree.person("both"), notice, notice.latest_revision_id)
    with pytest.raises(PermissionDenied, match="须由另一人审核"):
        work.approve(tree.access("both"), notice, submission.pk)
    assert standing.state_of(notice) == State.SUBMITTED
    settled(lambda: work.approve(tree.access("approver"), notice, submission.pk))
    assert titles(tree.compound) == ["水箱清洗临时停水"]


def test_whoever_touched_the_draft_does_not_approve_it_though_another_submits(tree, clock):
    notice = write(tree, "both")
    clock.pass_(hours=1)
    tree.client("editor").post(
        f"/notices/{notice.pk}/save/",
        {"answers.reason": "管道维修", "revision": notice.latest_revision_id, "posting_last": "2026-12-11"},
        headers={"Accept": "application/json"},
    )
    notice.refresh_from_db()
    assert standing.writers(notice) == {tree.person("both").pk, tree.person("editor").pk}
    submission = Submission.objects.create(
        notice=notice, revision=notice.latest_revision, submitted_by=tree.person("editor")
    )
    with pytest.raises(PermissionDenied, match="您写过或改过"):
        work.approve(tree.access("both"), notice, submission.pk)


def test_an_administrator_is_no_approver(tree):
    notice = write(tree)
    submission = work.submit(tree.person("editor"), notice, notice.latest_revision_id)
    for name in ("administrator", "chief", "alerts", "nobody", "foreign-approver"):
        with pytest.raises(PermissionDenied, match="没有审核权限"):
            work.approve(tree.access(name), notice, submission.pk)


def test_low_risk_kinds_need_one_person_where_an_administrator_said_so(tree, settled):
    BranchSetting.objects.create(branch=tree.compound, alone=["water-cut"])
    notice = write(tree, "both")
    approve(tree, settled, notice, "both", "both")
    assert titles(tree.compound) == ["水箱清洗临时停水"]


def test_a_setting_on_one_branch_says_nothing_about_its_sister(tree):
    BranchSetting.objects.create(branch=tree.sister, alone=["water-cut"])
    notice = write(tree, "both")
    submission = work.submit(tree.person("both"), notice, notice.latest_revision_id)
    with pytest.raises(PermissionDenied):
        work.approve(tree.access("both"), notice, submission.pk)


def test_in_a_guarded_time_only_the_named_approve_and_nobody_alone(tree, settled, clock):
    BranchSetting.objects.create(branch=tree.compound, alone=["water-cut"])
    guard = GuardedTime.objects.create(
        branch=tree.subdistrict,
        start=clock.now() - dt.timedelta(hours=1),
        end=clock.now() + dt.timedelta(days=1),
        reason="国庆",
    )
    guard.named.add(tree.person("area-approver"), tree.person("both"))
    notice = write(tree, "both")
    submission = work.submit(tree.person("both"), notice, notice.latest_revision_id)
    with pytest.raises(PermissionDenied, match="重保"):
        work.approve(tree.access("approver"), notice, submission.pk)
    with pytest.raises(PermissionDenied, match="另一人"):
        work.approve(tree.access("both"), notice, submission.pk)
    settled(lambda: work.approve(tree.access("area-approver"), notice, submission.pk))
    assert titles(tree.compound)


def test_a_guarded_time_ends_by_itself(tree, settled, clock):
    GuardedTime.objects.create(
        branch=tree.compound, start=clock.now(), end=clock.now() + dt.timedelta(hours=1), reason="进博会"
    )
    clock.pass_(hours=1)
    approve(tree, settled, write(tree))
    assert titles(tree.compound)


def test_a_draft_with_errors_is_not_submitted_and_every_one_is_named(tree):
    notice = write(tree, **{"answers.reason": "", "start": "", "issuer": "", "title": ""})
    with pytest.raises(work.FaultyError) as caught:
        work.submit(tree.person("editor"), notice, notice.latest_revision_id)
    assert {fault.field for fault in caught.value.faults} == {"answers.reason", "start", "issuer"}


def test_an_unchanged_notice_is_not_submitted_again(tree, settled):
    notice = approve(tree, settled, write(tree))
    with pytest.raises(work.StateError, match="没有改动"):
        work.submit(tree.person("editor"), notice, notice.latest_revision_id)


def test_only_one_submission_waits(tree):
    notice = write(tree)
    work.submit(tree.person("editor"), notice, notice.latest_revision_id)
    with pytest.raises(work.StateError, match="已经在等待"):
        work.submit(tree.person("editor"), notice, notice.latest_revision_id)


def test_what_waits_cannot_be_changed_until_it_is_recalled(tree):
    notice = write(tree)
    work.submit(tree.person("editor"), notice, notice.latest_revision_id)
    with pytest.raises(work.StateError, match="先收回"):
        work.save(tree.person("editor"), notice, notice.draft().written, notice.latest_revision_id)
    work.recall(tree.person("editor"), notice)
    assert standing.state_of(notice) == State.DRAFT
    with pytest.raises(work.StateError, match="被别人处理过或收回"):
        work.recall(tree.person("editor"), notice)


def test_a_submission_that_was_recalled_and_sent_anew_is_not_approved_unseen(tree):
    notice = write(tree)
    first = work.submit(tree.person("editor"), notice, notice.latest_revision_id)
    work.recall(tree.person("editor"), notice)
    work.submit(tree.person("editor"), notice, notice.latest_revision_id)
    with pytest.raises(work.StateError):
        work.approve(tree.access("approver"), notice, first.pk)


def test_a_return_says_why_and_the_writer_goes_on(tree, settled):
    notice = write(tree)
    submission = work.submit(tree.person("editor"), notice, notice.latest_revision_id)
    work.send_back(tree.person("approver"), notice, submission.pk, "时间不对")
    assert standing.state_of(notice) == State.RETURNED
    assert notice.submissions.get().comment == "时间不对"
    approve(tree, settled, notice)
    assert standing.state_of(notice) == State.LIVE


def test_a_withdrawn_notice_is_in_no_feed_and_needs_approval_to_come_back(tree, settled):
    notice = approve(tree, settled, write(tree))
    settled(lambda: work.withdraw(tree.person("editor"), notice, "写错了"))
    notice.refresh_from_db()
    assert titles(tree.compound) == []
    assert standing.state_of(notice) == State.WITHDRAWN
    with pytest.raises(work.StateError, match="已经不在屏上"):
        work.withdraw(tree.person("editor"), notice)
    approve(tree, settled, notice)
    assert titles(tree.compound) == ["水箱清洗临时停水"]


def test_changes_to_what_is_live_reach_the_glass_only_when_approved(tree, settled, clock):
    notice = approve(tree, settled, write(tree))
    clock.pass_(hours=2)
    tree.client("editor").post(
        f"/notices/{notice.pk}/save/",
        {**_posted(notice), "title": "改期停水"},
        headers={"Accept": "application/json"},
    )
    assert titles(tree.compound) == ["水箱清洗临时停水"]
    notice.refresh_from_db()
    since = notice.approved_at
    approve(tree, settled, notice)
    assert titles(tree.compound) == ["改期停水"]
    notice.refresh_from_db()
    assert notice.approved_at == since, "a correction keeps the day on which it was first up"


def _posted(notice):
    from console.conftest import FILLED

    return {**FILLED, "revision": notice.latest_revision_id}


def test_a_notice_that_begins_later_is_in_the_feed_already(tree, settled, clock):
    notice = write(tree, posting_start="2026-12-08T08:00")
    approve(tree, settled, notice)
    assert standing.state_of(notice) == State.SCHEDULED
    (item,) = feed(tree.compound).items
    assert item.posting.start == dt.datetime(2026, 12, 8, tzinfo=dt.UTC)
    clock.pass_(days=1)
    assert standing.state_of(notice) == State.LIVE
    clock.pass_(days=3)
    assert standing.state_of(notice) == State.ENDED


def test_a_draft_can_be_deleted_what_was_on_a_glass_cannot(tree, settled):
    draft = write(tree)
    work.delete_draft(tree.person("editor"), draft)
    assert not Entry.objects.filter(action="delete", subject=draft.subject).get().details
    shown = approve(tree, settled, write(tree))
    with pytest.raises(work.StateError, match="只能撤下"):
        work.delete_draft(tree.person("editor"), shown)


def test_a_branchs_notice_reaches_every_compound_below_and_no_other(tree, settled):
    notice = write(tree, "area-editor", tree.area)
    approve(tree, settled, notice, "area-editor", "area-approver")
    assert titles(tree.compound) == titles(tree.sister) == ["水箱清洗临时停水"]
    assert not (outbox_path(tree.foreign)).exists()


def outbox_path(compound):
    from django.conf import settings

    return settings.DATA.feed(compound.code)


def test_a_compound_hides_a_branchs_notice_and_shows_it_again(tree, settled):
    notice = approve(tree, settled, write(tree, "area-editor", tree.area), "area-editor", "area-approver")
    settled(lambda: work.hide(tree.person("editor"), notice, tree.compound, "本小区不停"))
    assert (titles(tree.compound), titles(tree.sister)) == ([], ["水箱清洗临时停水"])
    settled(lambda: work.unhide(tree.person("editor"), notice, tree.compound))
    assert titles(tree.compound) == ["水箱清洗临时停水"]


def test_only_what_comes_from_above_is_hidden(tree, settled):
    own = approve(tree, settled, write(tree))
    with pytest.raises(work.StateError, match="上级"):
        work.hide(tree.person("editor"), own, tree.compound, "")
    with pytest.raises(work.StateError, match="上级"):
        work.hide(tree.person("editor"), own, tree.sister, "")


def test_a_compound_replaces_a_branchs_notice_once_its_own_is_approved(tree, settled):
    above = approve(tree, settled, write(tree, "area-editor", tree.area), "area-editor", "area-approver")
    own = work.create_replacement(tree.person("editor"), above, tree.compound)
    answer = tree.client("editor").post(
        f"/notices/{own.pk}/save/", {**_posted(own), "title": "本小区下午停水"}, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 200
    assert titles(tree.compound) == ["水箱清洗临时停水"]
    approve(tree, settled, own)
    assert titles(tree.compound) == ["本小区下午停水"]
    assert titles(tree.sister) == ["水箱清洗临时停水"]
    settled(lambda: work.withdraw(tree.person("editor"), own))
    assert titles(tree.compound) == ["水箱清洗临时停水"]


def test_autosaves_of_one_sitting_are_one_revision(tree, clock):
    notice = write(tree)
    first = notice.latest_revision_id
    clock.pass_(minutes=5)
    assert write_again(tree, notice, "管道维修").latest_revision_id == first
    clock.pass_(minutes=40)
    assert write_again(tree, notice, "水泵更换").latest_revision_id != first
    assert notice.draft().written.answers["reason"] == "水泵更换"


def write_again(tree, notice, reason, name="editor", **changes):
    answer = tree.client(name).post(
        f"/notices/{notice.pk}/save/",
        {**_posted(notice), "answers.reason": reason, **changes},
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 200, answer.content
    notice.refresh_from_db()
    return notice


def test_a_revision_that_was_put_before_somebody_never_changes(tree):
    notice = write(tree)
    shown = notice.latest_revision_id
    work.submit(tree.person("editor"), notice, shown)
    work.recall(tree.person("editor"), notice)
    assert write_again(tree, notice, "管道维修").latest_revision_id != shown


def test_what_another_wrote_meanwhile_is_not_overwritten_unless_one_insists(tree):
    notice = write(tree)
    mine = notice.latest_revision_id
    write_again(tree, notice, "管道维修", "both")
    stale = {**_posted(notice), "revision": mine, "answers.reason": "水泵更换"}
    client = tree.client("editor")
    answer = client.post(f"/notices/{notice.pk}/save/", stale, headers={"Accept": "application/json"})
    assert answer.status_code == 409
    assert "both刚刚改过" in answer.json()["conflict"]
    notice.refresh_from_db()
    assert notice.draft().written.answers["reason"] == "管道维修"
    answer = client.post(f"/notices/{notice.pk}/save/", {**stale, "force": "1"}, headers={"Accept": "application/json"})
    assert answer.status_code == 200
    notice.refresh_from_db()
    assert notice.draft().written.answers["reason"] == "水泵更换"


def test_two_who_write_at_once_are_told_of_each_other(tree, clock):
    notice = write(tree)
    assert work.present(notice, tree.person("both")) == ["editor"]
    clock.pass_(seconds=41)
    assert work.present(notice, tree.person("editor")) == []

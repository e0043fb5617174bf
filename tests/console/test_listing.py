"""What waits for whom on the first page, and what is said to be on which screen."""

from __future__ import annotations

from console.conftest import approve, write

from signage.server.console.notices import listing, work
from signage.server.console.notices.kinds import BY_KEY


def waits(tree, name) -> dict[str, list[str]]:
    """What the first page of `name` lists, by its heading."""
    context = tree.client(name).get("/").context
    return {
        "approve": [each["row"].title for each in context["to_approve"]],
        "returned": [each["title"] for each in context["returned"]],
        "drafts": [row.title for row in context["drafts"]],
        "sent": [row.title for row in context["sent"]],
        "ending": [row.title for row in context["ending"]],
    }


def nothing(**told: list[str]) -> dict[str, list[str]]:
    return {"approve": [], "returned": [], "drafts": [], "sent": [], "ending": []} | told


def test_a_draft_waits_for_its_writer_alone(tree):
    work.create(tree.person("editor"), tree.compound, BY_KEY["free"])
    assert waits(tree, "editor") == nothing(drafts=["（还没有标题）"])
    for other in ("both", "approver", "chief", "foreign-editor"):
        assert waits(tree, other) == nothing(), other


def test_what_was_sent_waits_for_approvers_here_and_nowhere_else(tree):
    notice = write(tree)
    work.submit(tree.person("editor"), notice, notice.latest_revision_id)
    assert waits(tree, "editor") == nothing(sent=["水箱清洗临时停水"])
    for approver in ("approver", "both", "area-approver"):
        assert waits(tree, approver)["approve"] == ["水箱清洗临时停水"], approver
    for other in ("administrator", "foreign-approver", "alerts", "nobody"):
        assert waits(tree, other) == nothing(), other


def test_who_may_not_decide_is_told_why(tree):
    notice = write(tree, "both")
    work.submit(tree.person("both"), notice, notice.latest_revision_id)
    (waiting,) = listing.to_approve(tree.access("both"))
    assert "须由另一人审核" in waiting["why_not"]
    assert listing.to_approve(tree.access("approver"))[0]["why_not"] == ""


def test_what_came_back_waits_for_its_writer_until_it_is_sent_again(tree):
    notice = write(tree)
    submission = work.submit(tree.person("editor"), notice, notice.latest_revision_id)
    work.send_back(tree.person("approver"), notice, submission.pk, "时间不对")
    assert waits(tree, "editor") == nothing(returned=["水箱清洗临时停水"])
    work.submit(tree.person("editor"), notice, notice.latest_revision_id)
    assert waits(tree, "editor") == nothing(sent=["水箱清洗临时停水"])


def test_changes_to_what_is_live_wait_for_whoever_made_them(tree, settled, clock):
    notice = approve(tree, settled, write(tree))
    assert waits(tree, "editor") == nothing()
    clock.pass_(hours=1)
    tree.client("both").post(
        f"/notices/{notice.pk}/save/",
        {"title": "改期", "revision": notice.latest_revision_id, "posting_last": "2026-12-20"},
        headers={"Accept": "application/json"},
    )
    assert waits(tree, "both") == nothing(drafts=["改期"])


def test_what_ends_within_two_days_is_said(tree, settled, clock):
    approve(tree, settled, write(tree))
    assert waits(tree, "editor")["ending"] == []
    clock.pass_(days=2)
    assert waits(tree, "editor")["ending"] == ["水箱清洗临时停水"]
    clock.pass_(days=3)
    assert waits(tree, "editor")["ending"] == []


def test_each_screen_shows_what_its_feed_shows_now(tree, settled, clock):
    approve(tree, settled, write(tree, title="现在"))
    approve(tree, settled, write(tree, title="以后", posting_start="2026-12-09T08:00"))
    above = approve(tree, settled, write(tree, "area-editor", tree.area, title="上级"), "area-editor", "area-approver")
    settled(lambda: work.hide(tree.person("editor"), above, tree.compound, "不用"))

    def shown() -> dict[str, list[str]]:
        compounds = [tree.compound, tree.sister, tree.foreign]
        return {each.compound.code: [row.title for row in each.items] for each in listing.screens(compounds)}

    assert shown() == {"huaian": ["现在"], "huaian-east": ["上级"], "liuan": []}
    clock.pass_(days=2)
    assert shown()["huaian"] == ["现在", "以后"]


def test_a_list_by_state(tree, settled):
    approve(tree, settled, write(tree, title="在屏上的"))
    sent = write(tree, title="待审的")
    work.submit(tree.person("editor"), sent, sent.latest_revision_id)
    write(tree, title="草稿的")
    gone = approve(tree, settled, write(tree, title="撤下的"))
    settled(lambda: work.withdraw(tree.person("editor"), gone))
    found = {
        state: {row.title for row in tree.client("editor").get(f"/notices/?state={state}").context["rows"]}
        for state in ("live", "submitted", "draft", "withdrawn", "ended")
    }
    assert found == {
        "live": {"在屏上的"}, "submitted": {"待审的"}, "draft": {"草稿的"}, "withdrawn": {"撤下的"}, "ended": set(),
    }  # fmt: skip
    assert [row.title for row in tree.client("editor").get("/notices/?q=待审").context["rows"]] == ["待审的"]

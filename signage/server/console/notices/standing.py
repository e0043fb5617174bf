"""How a notice stands: where, what it still lacks, whom it reaches, whose hand is in it. Asked, never changed, here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from wagtail.models import Page, Revision

from signage.content.base import Record
from signage.content.fault import Fault
from signage.content.privacy import Challenge, challenges, problem
from signage.content.zone import find_zone
from signage.server.console import moment
from signage.server.console.notices.asking import Asked, ask, asked_faults
from signage.server.console.notices.models import NoticePage, State, Submission
from signage.server.console.notices.written import UNTITLED, Written, missing, title_of, words_of
from signage.server.console.publishing import outbox
from signage.server.console.publishing.build import Approved
from signage.server.console.tree.models import CompoundPage, compounds_below


def waiting(notice: NoticePage) -> Submission | None:
    """The submission that waits for a second person."""
    return notice.submissions.filter(status=Submission.WAITING).select_related("submitted_by", "revision").first()


def state_of(notice: NoticePage) -> State:
    """Where it stands now."""
    last = notice.submissions.order_by("-pk").first()
    # what was written since a return is still the returned notice; since an approval or a recall, a draft
    return notice.state_at(moment.now(), last.status if last else "")


def writers(notice: NoticePage, before: int | None = None) -> set[int]:
    """Everybody whose hand is in what was written since the last approval."""
    approved = (
        notice.submissions.filter(status=Submission.APPROVED, **({"revision__lt": before} if before else {}))
        .order_by("-revision_id")
        .values_list("revision_id", flat=True)
        .first()
    )
    revisions = Revision.objects.for_instance(notice).filter(pk__gt=approved or 0)
    return {key for key in revisions.values_list("user_id", flat=True) if key is not None}


def reached_by(notice: NoticePage) -> list[CompoundPage]:
    """The compounds whose feeds have it: at and below its branch."""
    return compounds_below([notice.get_parent()])


class Examined(Record, frozen=True, kw_only=True):
    """What is wrong with a draft, and what its writer is asked about."""

    faults: tuple[Fault, ...] = ()
    asked: tuple[Asked, ...] = ()


def faults_of(notice: NoticePage) -> list[Fault]:
    """Every fault of its draft, as it would stand in the feed of the first compound that it reaches."""
    draft = notice.draft()
    return list(draft_faults(notice, draft.written))


def draft_faults(notice: NoticePage, written: Written) -> Iterator[Fault]:
    """What is missing, what `signage check` names in each compound's feed, and what was not answered; each once."""
    found = examine(notice, written)
    yield from found.faults
    yield from asked_faults(found.asked, f"notices/{notice.item_id}")


def examine(notice: NoticePage, written: Written) -> Examined:
    """All that can be said of a draft."""
    place = f"notices/{notice.item_id}"
    faults = list(missing(written, place))
    said = {(_place(fault), fault.level) for fault in faults}
    seen: set[tuple[str, str]] = set()
    challenged: list[Challenge] = []
    extra = Approved(number=notice.pk, item_id=notice.item_id, written=written, approved_at=_since(notice))
    for compound in reached_by(notice):
        built = outbox.built(compound, None, extra=extra)
        here = [challenge for challenge in challenges(built.feed) if challenge.place == place]
        challenged += here
        seen |= {(challenge.field, problem(challenge.found)) for challenge in here}
        for fault in built.faults:
            key = (fault.field, fault.problem)
            if fault.file == place and key not in seen and (_place(fault), fault.level) not in said:
                seen.add(key)
                faults.append(fault)
    return Examined(faults=tuple(faults), asked=tuple(ask(challenged, written.cleared)))


def _place(fault: Fault) -> str:
    """The part of the form: what is missing there is not said twice."""
    part = fault.field.split(".")[0]
    return "start" if part == "effect" else part


def title_in_words(notice: NoticePage, written: Written) -> str:
    """Its title, from hand or kind, or a stand-in."""
    compound = first_compound(notice)
    known = compound.compound.buildings if compound else ()
    return title_of(written, words_of(written, zone_of(notice.get_parent()), known)) or UNTITLED


def first_compound(notice: NoticePage) -> CompoundPage | None:
    """The compound that previews and proposals stand for: its own, or the first below its branch."""
    return next(iter(reached_by(notice)), None)


def zone_of(branch: Page) -> dt.tzinfo:
    """The time zone of a branch: that of its first compound."""
    compound = next(iter(compounds_below([branch])), None)
    return (find_zone(compound.compound.zone) if compound else None) or find_zone("Asia/Shanghai") or dt.UTC


def _since(notice: NoticePage) -> dt.datetime:
    return notice.approved_at if notice.approved_at is not None and notice.withdrawn_at is None else moment.now()

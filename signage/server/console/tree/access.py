"""What one person may see and do in the tree. Whatever they may not see does not exist for them: 404, not 403."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from wagtail.models import Page

from signage.server.console import moment
from signage.server.console.notices.models import NoticePage, Submission
from signage.server.console.notices.written import Written
from signage.server.console.tree.models import (
    BranchSetting,
    CompoundPage,
    GuardedTime,
    ancestors_paths,
    roles_at,
    roles_by_branch,
)
from signage.server.console.tree.roles import Action, Guard, Role, may, may_approve


class Access:
    """One person's reach. Read once a request."""

    def __init__(self, person: Any) -> None:
        self.person = person
        self.given = roles_by_branch(person) if person.is_authenticated else {}

    # Roles.

    def roles(self, path: str) -> set[Role]:
        """The person's roles at the branch with this path."""
        return roles_at(self.given, path)

    def may(self, action: Action, path: str) -> bool:
        return may(action, self.roles(path))

    def may_anywhere(self, action: Action) -> bool:
        """Whether there is any branch on which the person may do it."""
        return any(may(action, roles) for roles in self.given.values())

    def paths(self, action: Action) -> list[str]:
        """The topmost branches on which the person may do it."""
        found = sorted(path for path, roles in self.given.items() if may(action, roles))
        return [path for path in found if not any(path != other and path.startswith(other) for other in found)]

    def reaches_up_to(self, path: str) -> bool:
        """Whether what is placed on the branch with this path reaches a branch of the person's."""
        return any(own.startswith(path) for own in self.given)

    # What there is for this person.

    def branches(self, action: Action) -> QuerySet[Page]:
        """Subdistricts, areas and compounds on which the person may do it, in the tree's order."""
        pages = Page.objects.filter(_below(self.paths(action)))
        return pages.filter(content_type__app_label="tree").order_by("path")

    def compounds(self, action: Action = Action.VIEW) -> QuerySet[CompoundPage]:
        return CompoundPage.objects.filter(_below(self.paths(action))).order_by("path")

    def notices(self, action: Action = Action.VIEW) -> QuerySet[NoticePage]:
        """Notices placed where the person may do it. To see: also those approved above, that reach their compounds."""
        paths = self.paths(action)
        where = _below(paths)
        if action is Action.VIEW:
            above = {path for own in paths for path in ancestors_paths(own)} - set(paths)
            for path in above:
                depth = len(path) // Page.steplen + 1
                where |= Q(path__startswith=path, depth=depth, approved_at__isnull=False, withdrawn_at=None)
        return NoticePage.objects.filter(where)

    # Or else.

    def branch(self, key: int, action: Action) -> Page:
        """The branch with this key. Raises: `Http404`, `PermissionDenied`."""
        page = Page.objects.filter(pk=key).filter(Q(content_type__app_label="tree") | Q(depth=1)).first()
        if page is None or not self.roles(page.path):
            raise Http404
        self.demand(action, page.path)
        return page

    def notice(self, key: int, action: Action) -> NoticePage:
        """The notice with this key. Raises: `Http404` where the person may not see it, `PermissionDenied`."""
        notice = self.notices().filter(pk=key).first()
        if notice is None:
            raise Http404
        self.demand(action, notice.branch_path, seen=True)
        return notice

    def demand(self, action: Action, path: str, *, seen: bool = False) -> None:
        """Raises: `PermissionDenied` in words, unless the person may do it there (or only looks at what they see)."""
        if self.may(action, path) or (seen and action is Action.VIEW):
            return
        words = {
            Action.WRITE: _("您在这里没有编辑权限；请找管理员给您“编辑”角色。"),
            Action.APPROVE: _("您在这里没有审核权限；请找管理员给您“审核人”角色。"),
            Action.ALERT: _("您在这里不能发提醒；请找管理员给您“提醒发布人”角色。"),
            Action.WITHDRAW: _("这条通知由上级发布，您不能撤下；可以让本小区不显示它。"),
            Action.ADMINISTER: _("只有管理员能做这件事。"),
        }
        raise PermissionDenied(words.get(action, _("您没有这个权限。")))

    # Approval.

    def why_not_approve(self, submission: Submission, writers: set[int]) -> str:
        """Why the person may not approve `submission`; empty where they may."""
        notice = submission.notice
        path = notice.branch_path
        written: Written = submission.revision.as_object().written
        return may_approve(
            self.person.pk,
            self.roles(path),
            {*writers, submission.submitted_by_id},
            written.kind,
            kinds_alone(path),
            guards_at(path),
            moment.now(),
        )


def kinds_alone(path: str) -> frozenset[str]:
    """Kinds that one person may write and approve at `path`: what the nearest branch with a setting says."""
    found = BranchSetting.objects.filter(branch__path__in=ancestors_paths(path)).order_by("-branch__depth").first()
    return frozenset(found.alone) if found else frozenset()


def guards_at(path: str) -> tuple[Guard, ...]:
    """Guarded times (重保) that hold at `path` now or later."""
    times = GuardedTime.objects.filter(branch__path__in=ancestors_paths(path), end__gt=moment.now())
    return tuple(
        Guard(start=time.start, end=time.end, named=frozenset(time.named.values_list("pk", flat=True)))
        for time in times.prefetch_related("named")
    )


def _below(paths: Iterable[str]) -> Q:
    where = Q(pk__in=[])
    for path in paths:
        where |= Q(path__startswith=path)
    return where

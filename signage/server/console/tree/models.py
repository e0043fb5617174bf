"""The tree: subdistrict → residential area → compound, and who does what where.

Pages of Wagtail's, for its tree; staff never meet a page, a slug or a publish button of Wagtail's.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from signage.content.compound import Compound
from signage.server.console import moment
from signage.server.console.publishing.build import Guide
from signage.server.console.structs import StructField
from signage.server.console.tree.roles import ROLE_NAMES, Role


class SubdistrictPage(Page):
    """街道."""

    parent_page_types = ("wagtailcore.Page",)
    subpage_types = ("tree.AreaPage", "notices.NoticePage")
    wagtail_reference_index_ignore = True
    kind_name = _("街道")


class AreaPage(Page):
    """居民区."""

    parent_page_types = ("tree.SubdistrictPage",)
    subpage_types = ("tree.CompoundPage", "notices.NoticePage")
    wagtail_reference_index_ignore = True
    kind_name = _("居民区")

    committee = models.CharField(_("居委会"), max_length=40, blank=True, help_text=_("落款用，如 槐安居委会"))


class CompoundPage(Page):
    """小区: what its feed says of it. `code` is its id in the feed and in addresses, for good."""

    parent_page_types = ("tree.AreaPage",)
    subpage_types = ("notices.NoticePage",)
    wagtail_reference_index_ignore = True
    kind_name = _("小区")

    code = models.CharField(
        _("代号"),
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9-]{1,38}\Z", _("只能用小写字母、数字和 -，如 huaian-xinyuan"))],
        help_text=_("用在屏幕的地址里，定了就不能改；小写字母、数字和 -"),
    )
    about = StructField(Compound)
    guide = StructField(Guide, default=Guide)

    @property
    def compound(self) -> Compound:
        """The compound as its feed says it."""
        about: Compound = self.about
        return about


BRANCHES = (SubdistrictPage, AreaPage, CompoundPage)
"""What a role, a notice or a setting can be placed on; the tree's root besides, for the first administrator."""


class Assignment(models.Model):
    """A person's role on a branch."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments")
    branch = models.ForeignKey(Page, models.CASCADE, related_name="assignments")
    role = models.CharField(max_length=20, choices=[(role.value, name) for role, name in ROLE_NAMES.items()])

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "branch", "role"), name="a_role_once"),)

    def __str__(self) -> str:
        return f"{self.person}: {self.role} on {self.branch}"


class BranchSetting(models.Model):
    """What an administrator said for a branch and everything below it."""

    branch = models.OneToOneField(Page, models.CASCADE, related_name="signage_setting")
    alone = models.JSONField(default=list)
    """Kinds of notice that one person may both write and approve. Empty: none."""

    def __str__(self) -> str:
        return f"setting of {self.branch}"


class GuardedTime(models.Model):
    """重保 on a branch: only the named approve. Ends by itself, or by an administrator's word."""

    branch = models.ForeignKey(Page, models.CASCADE, related_name="guarded_times")
    start = models.DateTimeField(_("开始"))
    end = models.DateTimeField(_("结束"))
    named = models.ManyToManyField(settings.AUTH_USER_MODEL, verbose_name=_("指定审核人"))
    reason = models.CharField(_("事由"), max_length=60)
    made_at = models.DateTimeField(default=moment.now)

    def __str__(self) -> str:
        return f"{self.branch}: {self.reason}"


def ancestors_paths(path: str) -> list[str]:
    """The paths of a page and of everything above it (treebeard: four characters a level)."""
    return [path[: length + 4] for length in range(0, len(path), 4)]


def roles_by_branch(person: models.Model) -> dict[str, set[Role]]:
    """A person's roles by the path of the branch that they were given on."""
    found: dict[str, set[Role]] = {}
    for path, role in Assignment.objects.filter(person=person).values_list("branch__path", "role"):
        found.setdefault(path, set()).add(Role(role))
    return found


def roles_at(given: dict[str, set[Role]], path: str) -> set[Role]:
    """The roles that hold at `path`: those given on it and on everything above."""
    return {role for above in ancestors_paths(path) for role in given.get(above, ())}


def compounds_below(branches: Iterable[Page]) -> list[CompoundPage]:
    """Every compound at or below `branches`, each once, by name."""
    where = models.Q(pk__in=[])
    for branch in branches:
        where |= models.Q(path__startswith=branch.path)
    return list(CompoundPage.objects.filter(where).order_by("path"))

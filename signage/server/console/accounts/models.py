"""People, their one-time links, and failed log-ins."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from signage.server.console import moment

LINK_LIFE = dt.timedelta(hours=72)
"""How long a person has to take up a link that an administrator handed them."""

FIRST_LINK_LIFE = dt.timedelta(hours=1)
"""The first administrator's link: whoever started the server sits before it."""


class People(BaseUserManager["Person"]):
    def create_person(
        self, username: str, name: str, password: str | None = None, *, created_by: Person | None = None
    ) -> Person:
        """A person; without a password nobody can log in as them until they take up a link."""
        person = self.model(username=self.model.normalize_username(username), name=name, created_by=created_by)
        person.set_password(password)  # None: unusable
        person.save()
        return person


class Person(AbstractBaseUser):
    """Somebody who logs in. Has no permissions of their own, only roles on branches (`tree.models.Assignment`)."""

    username = models.CharField(
        _("登录名"),
        max_length=40,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        help_text=_("字母、数字或汉字"),
    )
    name = models.CharField(_("姓名"), max_length=20)
    is_active = models.BooleanField(_("可以登录"), default=True)
    created_at = models.DateTimeField(default=moment.now, editable=False)
    created_by = models.ForeignKey("self", models.SET_NULL, null=True, editable=False, related_name="+")

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    is_staff = is_superuser = False
    """Wagtail asks; here nobody is above the rules."""

    objects = People()

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def has_perm(self, _permission: str, _object: object = None) -> bool:
        return False

    def has_module_perms(self, _app: str) -> bool:
        return False


class LinkQuery(models.QuerySet["Link"]):
    def good(self, token: str) -> Link | None:
        """The link of `token`, if it is still good."""
        link = self.filter(digest=digest_of(token)).select_related("person").first()
        return link if link is not None and link.is_good() else None


class Link(models.Model):
    """A one-time link: to choose a password, or to become the first administrator (no `person`).

    Only a digest of its secret is kept, so that whoever reads the database cannot use it.
    """

    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = LinkQuery.as_manager()

    def __str__(self) -> str:
        return f"link for {self.person or 'the first administrator'}"

    @classmethod
    def make(cls, person: Person | None, life: dt.timedelta = LINK_LIFE) -> tuple[Self, str]:
        """A new link and its secret, which is said once; those made before for the same person are void."""
        cls.objects.filter(person=person, used_at=None).delete()
        token = secrets.token_urlsafe(32)
        link = cls.objects.create(person=person, digest=digest_of(token), expires_at=moment.now() + life)
        return link, token

    def is_good(self) -> bool:
        return (
            self.used_at is None and moment.now() < self.expires_at and (self.person is None or self.person.is_active)
        )

    def use(self) -> bool:
        """Whether this was the first to use the link; from now on nobody can."""
        return bool(Link.objects.filter(pk=self.pk, used_at=None).update(used_at=moment.now()))


class Attempt(models.Model):
    """A failed log-in, kept for as long as it counts (`accounts.throttle`)."""

    username = models.CharField(max_length=40, db_index=True)
    address = models.CharField(max_length=45, db_index=True)
    at = models.DateTimeField(default=moment.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.username} from {self.address}"


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from together_site.text import LineField


class Role(models.TextChoices):
    SECRETARIAT = "secretariat", _("Secretariat")
    BOARD = "board", _("Board")
    COORDINATOR = "coordinator", _("Coordinator of a network")


# Who reads what comes in, and the registry: a coordinator keeps a network and sees nothing else.
REVIEWERS = (Role.SECRETARIAT, Role.BOARD)


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        """Create a person who may sign in with ``email``; without a password, not yet."""
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email, password=None, **fields):
        """Create a person who may do everything in the admin."""
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in, by e-mail address."""

    PERSONAL_FIELDS: ClassVar = {
        "email": _("to sign in and to be written to"),
        "name": _("shown to colleagues beside what this person did"),
    }

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = LineField(_("name"), max_length=120, blank=True)
    roles = ArrayField(
        models.CharField(max_length=20, choices=Role.choices),
        verbose_name=_("roles"),
        default=list,
        blank=True,
    )
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Switch off instead of deleting: what this person did stays on record."),
    )
    gets_digest = models.BooleanField(
        _("gets the digest"),
        default=True,
        db_default=True,
        help_text=_("One letter a day at most, and only when something waits."),
    )
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_is_unique",
                violation_error_message=_("A user with this e-mail address exists already."),
            ),
            models.CheckConstraint(
                name="user_roles_are_known",
                condition=models.Q(roles__contained_by=Role.values),
            ),
        ]

    def __str__(self):
        return self.name or self.email

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return str(self)

    @property
    def is_staff(self):
        """Whether this person may enter the admin: who holds a role may."""
        return self.is_superuser or bool(self.roles)

    @property
    def is_reviewer(self):
        """Whether this person may read what staff read: not who only coordinates a network."""
        return self.is_superuser or any(self.has_role(role) for role in REVIEWERS)

    def has_role(self, role):
        return role in self.roles

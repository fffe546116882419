"""The register of personal fields in words: on which occasion what is kept, why and how long."""

from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from membership import bank_files
from membership.networks import services as networks
from membership.requests import writing
from network.contact import services as contact
from network.follow import services as follow
from network.projects import services as projects
from platforms import services as platforms
from together_site.text import listed

APPS = ("platforms", "membership", "network", "applications", "territories", "outbox", "accounts")
# What people do, and the tables that keep something of them then.
OCCASIONS = {
    "applying": (
        gettext_lazy("Applying to open a platform"),
        ("applications.Application", "platforms.PlatformApplication", "platforms.Participant"),
    ),
    "joining": (
        gettext_lazy("Asking to join"),
        ("membership.MembershipApplication", "membership.RequestedRepresentative"),
    ),
    "handling": (
        gettext_lazy("While an application or a request is handled"),
        (
            "applications.File",
            "applications.KeptAnswers",
            "applications.Note",
            "applications.Opinion",
            "applications.BoardSession",
            "applications.SessionItem",
            "applications.ExportNote",
        ),
    ),
    "member": (
        gettext_lazy("Being a member"),
        (
            "membership.Member",
            "membership.Representative",
            "membership.Proposal",
            "membership.PostHolder",
            "membership.RollEntry",
            "membership.PaymentRequest",
            "membership.Payment",
            "membership.BankLine",
            "membership.MemberNote",
        ),
    ),
    "networks": (
        gettext_lazy("Asking to join a network inside TOGETHER"),
        ("membership.NetworkRequest", "membership.NetworkNote"),
    ),
    "events": (gettext_lazy("Registering for a meeting or a training"), ("network.Registration",)),
    "facilitators": (gettext_lazy("Being a facilitator"), ("network.Facilitator",)),
    "proposals": (gettext_lazy("Proposing something for a project"), ("network.Proposal",)),
    "contact": (
        gettext_lazy("Writing to the network"),
        ("network.Message", "network.MessageNote"),
    ),
    "following": (gettext_lazy("Following by letter"), ("network.Follower",)),
    "letters": (gettext_lazy("Getting a letter from the site"), ("outbox.OutgoingEmail",)),
    "registry": (
        gettext_lazy("In the registry"),
        ("platforms.PlatformNote", "territories.TerritoryNote", "territories.ActorNote"),
    ),
    "staff": (gettext_lazy("Signing in as staff"), ("accounts.User",)),
}


@dataclass(frozen=True)
class Occasion:
    """What is kept of people on an occasion: ``rows`` of what and why, ``kept`` for how long."""

    name: str
    title: str
    rows: list
    kept: str


@dataclass(frozen=True)
class Cookie:
    name: str
    purpose: str
    lasts: str


def occasions():
    """Return the occasions with what the register names, and last what belongs to none."""
    models = {model._meta.label: model for model in _models()}
    found = [
        Occasion(name, title, _rows(models.pop(label) for label in labels if label in models), "")
        for name, (title, labels) in OCCASIONS.items()
    ]
    found.append(Occasion("other", gettext_lazy("On other occasions"), _rows(models.values()), ""))
    lasts = _how_long()
    no_end = _("No end is set yet. Ask us, and we look at it with you.")
    return [
        Occasion(one.name, one.title, one.rows, lasts.get(one.name, no_end))
        for one in found
        if one.rows
    ]


def _models():
    """Return our models that hold something of people."""
    for name in APPS:
        for model in apps.get_app_config(name).get_models():
            if getattr(model, "PERSONAL_FIELDS", None):
                yield model


def _rows(models):
    """Return pairs of what is kept, in words, and why: each reason once."""
    named = {}
    for model in models:
        for name, why in model.PERSONAL_FIELDS.items():
            words = named.setdefault(str(why), [])
            if (label := _label(model._meta.get_field(name))) not in words:
                words.append(label)
    return [(listed(words), why) for why, words in named.items()]


def _label(field):
    """Return what a field is called on forms; a column that only the site itself reads has none."""
    if field._verbose_name is None:
        return _("a copy to work with")
    return str(field.verbose_name)


def _how_long():
    """Return for each occasion of which an end is set how long it is kept."""
    drafts = ngettext(
        "A draft that nobody touches for %(days)s day is deleted. What was sent is kept with its "
        "decision; no end is set yet.",
        "A draft that nobody touches for %(days)s days is deleted. What was sent is kept with its "
        "decision; no end is set yet.",
        settings.DAYS_UNTIL_DRAFT_GOES,
    ) % {"days": settings.DAYS_UNTIL_DRAFT_GOES}
    return {
        "applying": drafts,
        "joining": drafts,
        "member": _(
            "Kept as long as the membership lasts, and after it as its record; no end is set yet. "
            "Lines of bank statements are deleted after %(days)s days."
        )
        % {"days": bank_files.KEPT.days},
        "networks": _(
            "A request that nobody confirms is deleted after %(days)s days. For the others no end "
            "is set yet."
        )
        % {"days": networks.KEPT.days},
        "contact": _(
            "Erased %(months)s months after the answer. What waits for an answer is kept until it "
            "has one; spam is erased after %(days)s days."
        )
        % {"months": settings.MONTHS_UNTIL_MESSAGES_GO, "days": contact.SPAM_KEPT.days},
        "events": _(
            "Who registered is erased %(months)s months after the event, and what somebody needs "
            "to take part some weeks after it."
        )
        % {"months": settings.MONTHS_UNTIL_REGISTRATIONS_GO},
        "proposals": _(
            "What nobody confirms or what is withdrawn is deleted after %(days)s days; who "
            "proposed is erased %(answered)s days after the answer."
        )
        % {"days": projects.KEPT_UNCONFIRMED.days, "answered": projects.KEPT_ANSWERED.days},
        "following": _("Until you stop it. What nobody confirms is deleted after %(days)s days.")
        % {"days": follow.KEPT_UNCONFIRMED.days},
        "staff": _(
            "An account is switched off instead of deleted: what this person did stays on record."
        ),
    }


def consents():
    """Return the texts to which applicants agree, with the day of the words now in force."""
    return [
        (_("Privacy notice of the application to open a platform"), _day(platforms)),
        (_("Privacy notice of the request to join"), _day(writing)),
    ]


def _day(module):
    return date.fromisoformat(module.CONSENT_VERSION)


def cookies():
    """Return the cookies that the site may set, all of them its own."""
    hours = settings.SESSION_COOKIE_AGE // 3600
    session = ngettext(
        "Until the browser is closed, %(hours)s hour at most",
        "Until the browser is closed, %(hours)s hours at most",
        hours,
    ) % {"hours": hours}
    closed = _("Until the browser is closed")
    return [
        Cookie(
            settings.CSRF_COOKIE_NAME,
            _("On pages with a form: so that nobody else can send it in your name."),
            closed,
        ),
        Cookie(
            settings.SESSION_COOKIE_NAME,
            _("While you write an application, have opened a private link, or are signed in."),
            session,
        ),
        Cookie("messages", _("To tell you once what a button has done."), closed),
    ]

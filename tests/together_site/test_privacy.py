"""The register of personal fields: every field that can hold words is in it, or said not to be."""

import hashlib

from django.apps import apps
from django.db import models
from django.template.loader import render_to_string
from django.utils.html import strip_tags

from platforms.services import CONSENT_VERSION

WORDS = (models.CharField, models.TextField, models.JSONField, models.FileField)
OURS = ("accounts", "outbox", "territories", "applications", "platforms", "membership", "network")

# What the register names as personal. The model says why it is kept.
PERSONAL = {
    "accounts.User": {"email", "name"},
    "applications.Application": {"asked_from", "email", "second_email", "sought", "title"},
    "applications.BoardSession": {"chaired_by", "note"},
    "applications.ExportNote": {"question", "reason"},
    "applications.File": {"name", "stored"},
    "applications.KeptAnswers": {"answers"},
    "applications.Note": {"text"},
    "applications.Opinion": {"answer", "question"},
    "applications.SessionItem": {"summary"},
    "membership.BankLine": {"text"},
    "membership.Member": {"folded_name", "name"},
    "membership.MemberNote": {"text"},
    "membership.MembershipApplication": {
        "asked_from",
        "billing_address",
        "contact_name",
        "contact_phone",
        "contact_role",
        "email",
        "legal_name",
        "motivation",
        "second_email",
        "second_name",
        "second_phone",
        "second_role",
        "sought",
        "title",
    },
    "membership.NetworkNote": {"text"},
    "membership.NetworkRequest": {"email", "name", "words"},
    "membership.Payment": {"note"},
    "membership.PaymentRequest": {"waived_why"},
    "membership.PostHolder": {"person_function", "person_name"},
    "membership.Proposal": {"email", "function", "name"},
    "membership.Representative": {"email", "function", "name", "phone"},
    "membership.RequestedRepresentative": {"email", "function", "name", "phone"},
    "membership.RollEntry": {"delegate_function", "delegate_name", "folded_name", "name"},
    "network.Facilitator": {"consent_by", "email", "name"},
    "network.Follower": {"email"},
    "network.Message": {"email", "name", "text"},
    "network.MessageNote": {"text"},
    "network.Proposal": {"email", "name", "reason", "text"},
    "network.Registration": {"access_needs", "email", "name", "organisation"},
    "outbox.OutgoingEmail": {"recipient", "context", "subject", "body", "last_answer"},
    "platforms.Participant": {"name", "role"},
    "platforms.PlatformApplication": {
        "asked_from",
        "contact_name",
        "contact_phone",
        "contact_role",
        "email",
        "second_email",
        "second_name",
        "second_phone",
        "second_role",
        "sought",
        "title",
    },
    "platforms.PlatformNote": {"text"},
    "territories.ActorNote": {"text"},
    "territories.TerritoryNote": {"text"},
}

# A move: which, from where to where, in which role.
MOVE = {"move", "role", "source", "target"}

# Fields with words that say nothing of a person: about places, groups, or the course of things.
NOT_PERSONAL = {
    "accounts.User": {"password", "roles"},
    "applications.Application": {
        "asked_sections",
        "came_by",
        "decision",
        "form",
        "held_from",
        "language",
        "opened_with",
        "reference",
        "state",
        "suspicion",
    },
    "applications.BoardSession": {"minutes", "place", "stage"},
    "applications.Consent": {"language", "text", "version"},
    "applications.Export": {"format", "what"},
    "applications.File": {"content_type", "purpose", "sha256"},
    "applications.History": MOVE,
    "applications.KeptAnswers": {"section"},
    "applications.SessionItem": {"outcome"},
    "applications.Tally": {"key"},
    "network.Agreement": {"title_ar", "title_en", "title_fr", "title_pt"},
    # Of the association, not of a person: staff write it for everybody to read.
    "network.Document": {
        "authentic_language",
        "body_ar",
        "body_en",
        "body_fr",
        "body_pt",
        "kind",
        "search_key",
        "slug",
        "source_url",
        "summary_ar",
        "summary_en",
        "summary_fr",
        "summary_pt",
        "title_ar",
        "title_en",
        "title_fr",
        "title_key",
        "title_pt",
    },
    "network.Article": {
        "body_ar",
        "body_en",
        "body_fr",
        "body_pt",
        "search_key",
        "slug",
        "source_url",
        "summary_ar",
        "summary_en",
        "summary_fr",
        "summary_pt",
        "title_ar",
        "title_en",
        "title_fr",
        "title_key",
        "title_pt",
    },
    # Staff write it for everybody to read; the host is a territory.
    "network.Event": {
        "access_ar",
        "access_en",
        "access_fr",
        "access_pt",
        "body_ar",
        "body_en",
        "body_fr",
        "body_pt",
        "country",
        "kind",
        "languages",
        "online_address",
        "place",
        "search_key",
        "slug",
        "source_url",
        "summary_ar",
        "summary_en",
        "summary_fr",
        "summary_pt",
        "time_zone",
        "title_ar",
        "title_en",
        "title_fr",
        "title_key",
        "title_pt",
    },
    "network.Attendance": {"kind"},
    "network.Registration": {"country", "kind", "language", "once", "spoken", "state", "suspicion"},
    "network.Session": {
        "place",
        "summary_ar",
        "summary_en",
        "summary_fr",
        "summary_pt",
        "title_ar",
        "title_en",
        "title_fr",
        "title_pt",
    },
    "network.Facilitator": {"country", "languages"},
    "network.Follow": {"country"},
    "network.Follower": {"language", "rhythm", "suspicion"},
    "network.DocumentFile": {"content_type", "language", "name", "sha256", "stored"},
    "network.Partner": {
        "body_ar",
        "body_en",
        "body_fr",
        "body_pt",
        "country",
        "search_key",
        "slug",
        "source_url",
        "summary_ar",
        "summary_en",
        "summary_fr",
        "summary_pt",
        "title_ar",
        "title_en",
        "title_fr",
        "title_key",
        "title_pt",
        "website",
    },
    "network.Project": {
        "body_ar",
        "body_en",
        "body_fr",
        "body_pt",
        "kind",
        "outcomes_ar",
        "outcomes_en",
        "outcomes_fr",
        "outcomes_pt",
        "search_key",
        "slug",
        "source_url",
        "summary_ar",
        "summary_en",
        "summary_fr",
        "summary_pt",
        "title_ar",
        "title_en",
        "title_fr",
        "title_key",
        "title_pt",
    },
    # If it is taken up, everybody may read its title.
    "network.MethodPart": {
        "kind",
        "text_ar",
        "text_en",
        "text_fr",
        "text_pt",
        "title_ar",
        "title_en",
        "title_fr",
        "title_pt",
    },
    "network.Milestone": {
        "source_url",
        "summary_ar",
        "summary_en",
        "summary_fr",
        "summary_pt",
        "title_ar",
        "title_en",
        "title_fr",
        "title_pt",
    },
    "network.Page": {
        "body_ar",
        "body_en",
        "body_fr",
        "body_pt",
        "search_key",
        "slug",
        "source_url",
        "summary_ar",
        "summary_en",
        "summary_fr",
        "summary_pt",
        "title_ar",
        "title_en",
        "title_fr",
        "title_key",
        "title_pt",
    },
    # The credit names who made a picture, in public, as its licence asks.
    "network.Picture": {
        "alternative_ar",
        "alternative_en",
        "alternative_fr",
        "alternative_pt",
        "content_type",
        "credit",
        "name",
        "sha256",
        "stored",
    },
    "network.Video": {"address", "language", "title_ar", "title_en", "title_fr", "title_pt"},
    "network.Proposal": {"language", "once", "state", "suspicion", "title"},
    "network.Message": {"language", "once", "reference", "state", "suspicion"},
    "network.MessageHistory": MOVE,
    # The names of pages of the old wiki; names of people among them are not kept.
    "network.MissedAddress": {"folded_name", "kind", "name"},
    "network.OldAddress": {"folded_name", "kind", "language", "name", "note", "target"},
    "network.Subject": {
        "answered_by",
        "help_ar",
        "help_en",
        "help_fr",
        "help_pt",
        "name_ar",
        "name_en",
        "name_fr",
        "name_pt",
        "slug",
    },
    "outbox.OutgoingEmail": {
        "about",
        "language",
        "occasion",
        "state",
        "template",
    },
    "platforms.Composition": {"kind"},
    # Of an office or a service: the form says that no private person is named.
    "platforms.Platform": {
        "aims",
        "aims_language",
        "contact_email",
        "contact_office",
        "contact_phone",
        "folded_local_name",
        "local_name",
        "process",
        "process_language",
        "slug",
        "source_url",
        "state",
        "website",
    },
    "membership.BankDetails": {"bic", "currency", "holder", "iban"},
    # The name of a file is the bank's, or of the secretariat.
    "membership.BankFile": {"currency", "digest", "name"},
    "membership.BankLine": {"amount", "bank_id", "currency", "day"},
    "membership.Body": {"name"},
    "membership.BodyRule": {"categories", "source"},
    "membership.Certificate": {"category", "serial"},
    "membership.DatedSetting": {"name", "source"},
    "membership.FeeRule": {"category", "currency", "source", "way"},
    "membership.Job": {"arguments", "kind", "once", "problem", "result", "state"},
    "membership.Member": {
        "category",
        "country",
        "kind",
        "level",
        "state",
        "website",
    },
    "membership.MemberHistory": MOVE,
    # What a body wants and has decided, and a place by its public name.
    "membership.MembershipApplication": {
        "category",
        "country",
        "currency",
        "decided_by",
        "kind",
        "level",
        "looked_for",
        "sections_done",
        "services_expected",
    },
    "membership.Payment": {"bank_id", "currency"},
    "membership.PaymentRequest": {"currency", "reference"},
    "membership.Period": {"category"},
    "membership.Post": {"title"},
    "membership.PostHolder": {"elected_by"},
    "membership.Proposal": {"language", "once", "role"},
    "membership.Representative": {"language", "role"},
    # Its contact address is one of an office or a role: so it is asked for.
    "membership.Network": {
        "actor_kind",
        "contact_email",
        "country",
        "description",
        "description_language",
        "kind",
        "name",
        "slug",
        "source_url",
        "state",
        "website",
    },
    "membership.NetworkHistory": MOVE,
    "membership.NetworkMembership": {"came"},
    "membership.NetworkRequest": {"language", "once", "state", "suspicion"},
    "membership.RequestedRepresentative": {"role"},
    "membership.Roll": {"digest", "proxy_limit_source", "quorum_source", "state", "title"},
    "membership.RollEntry": {"category", "country", "number", "part", "standing"},
    "membership.Topic": {"language", "name"},
    "platforms.Participant": {"kind"},
    # What the group is and does, and what it acts upon: of bodies, not of a person.
    "platforms.PlatformApplication": {
        "actor_kind",
        "actor_name",
        "aims",
        "decided_by",
        "help_needed",
        "help_offered",
        "holder",
        "languages",
        "local_name",
        "mandate",
        "public_contacts",
        "sections_done",
        "territory_area",
        "territory_country",
        "territory_kind",
        "territory_name",
        "territory_parent",
        "trained",
        "website",
        "why_few_kinds",
        "why_no_mandate",
    },
    "platforms.PlatformHistory": MOVE,
    "territories.ActorHistory": MOVE,
    "territories.TerritoryHistory": MOVE,
    "territories.CollectiveActor": {"folded_name", "kind", "name", "source_url", "website"},
    "territories.Territory": {
        "admin_area",
        "country",
        "folded_area",
        "folded_name",
        "iso_3166_2",
        "kind",
        "languages",
        "lau_code",
        "legacy_code",
        "name",
        "platform_states",
        "slug",
        "source_url",
        "state",
        "website",
        "wikidata_id",
    },
    "territories.TerritoryDescription": {"language", "text"},
}

# Beside the fields of its record, a row kept of a change says which history row it belongs to.
OF_A_CHANGE = {"pgh_context", "pgh_label"}


def our_models():
    return {
        model._meta.label: model
        for name in OURS
        for model in apps.get_app_config(name).get_models()
    }


def fields_with_words(model):
    own = model._meta.local_fields
    return {field.name for field in own if isinstance(field, WORDS) or hasattr(field, "base_field")}


def test_the_register_of_personal_fields():
    register = {
        label: set(model.PERSONAL_FIELDS)
        for label, model in our_models().items()
        if hasattr(model, "PERSONAL_FIELDS")
    }

    assert register == PERSONAL


def kept_changes():
    """Return the tables that keep what a record was before a change, with the record's own."""
    return {
        label: model.pgh_tracked_model
        for label, model in our_models().items()
        if hasattr(model, "pgh_tracked_model")
    }


def test_every_field_with_words_is_personal_or_said_not_to_be():
    unclassified = {
        label: words - PERSONAL.get(label, set()) - NOT_PERSONAL.get(label, set())
        for label, model in our_models().items()
        if label not in kept_changes() and (words := fields_with_words(model))
    }

    assert {label: rest for label, rest in unclassified.items() if rest} == {}


def test_what_is_never_erased_copies_no_personal_field():
    copied = {
        label: fields_with_words(our_models()[label])
        - NOT_PERSONAL[record._meta.label]
        - OF_A_CHANGE
        for label, record in kept_changes().items()
    }

    assert len(copied) == 14
    assert {label: rest for label, rest in copied.items() if rest} == {}


def test_whoever_changes_the_words_of_the_privacy_notice_raises_its_version():
    words = " ".join(strip_tags(render_to_string("platforms/privacy_notice.html")).split())
    digest = hashlib.sha256(words.encode()).hexdigest()[:16]

    assert (CONSENT_VERSION, digest) == ("2026-11-25", "ab6961fafd52dc65")

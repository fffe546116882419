"""Members and other requests that may be what a request is about."""

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q
from django.utils.translation import gettext as _

from applications.duplicates import MOST, Reasons
from membership.models import Member, MembershipApplication
from together_site.text import folded, folded_address


def members(application):
    """Return pairs of a member, a former one among them, and the reasons why it may be the same."""
    reasons = Reasons(but=[application.member_id])
    platform = _platform_of(application)
    if platform:
        for key in Member.objects.filter(platform=platform).values_list("pk", flat=True)[:MOST]:
            reasons.add(key, _("same platform"))
    for key, name in _of_like_name(application):
        is_same = name == folded(application.about())
        reasons.add(key, _("same name") if is_same else _("similar name"))
    addresses = {application.email, application.second_email} - {""}
    written = Q()
    for address in addresses:
        written |= Q(representatives__email__iexact=address)
    for key in Member.objects.filter(written).values_list("pk", flat=True).distinct()[:MOST]:
        reasons.add(key, _("same e-mail address"))
    return _found(Member.objects, reasons)


def _platform_of(application):
    applied = application.platform_application
    return application.platform_id or (applied and applied.platform_id)


def _of_like_name(application):
    """Return keys and names of the members in its country whose name is like that of who joins."""
    name, country = folded(application.about()), application.in_country()
    if not name or not country:
        return []
    likeness = TrigramWordSimilarity(name, "folded_name")
    near = Member.objects.filter(country=country, folded_name__trigram_word_similar=name)
    return list(near.order_by(likeness.desc(), "pk").values_list("pk", "folded_name")[:MOST])


def requests(application, among):
    """Return pairs of another request and the reasons why it may be about the same."""
    reasons = Reasons(but=[application.pk])
    among = among.exclude(pk=application.pk)
    if application.platform_id or application.platform_application_id:
        tied = Q()
        for name in ("platform", "platform_application"):
            key = getattr(application, f"{name}_id")
            tied |= Q(**{name: key}) if key else Q()
        for key in among.filter(tied).order_by("-pk").values_list("pk", flat=True)[:MOST]:
            reasons.add(key, _("same platform"))
    name = folded(application.about())
    if name:
        named = among.filter(sought__trigram_word_similar=name, category=application.category)
        likeness = TrigramWordSimilarity(name, "sought")
        rows = named.order_by(likeness.desc(), "-pk").values_list("pk", "title")[:MOST]
        for key, title in rows:
            reasons.add(key, _("same name") if folded(title) == name else _("similar name"))
    for address in sorted(application.contact_addresses()):
        kept = among.filter(sought__contains=folded_address(address)).order_by("-pk")
        for key in kept.values_list("pk", flat=True)[:MOST]:
            reasons.add(key, _("same e-mail address"))
    return _found(among, reasons)


def _found(records, reasons):
    rows = records.in_bulk([key for key, told in reasons.found.items() if told])
    return [(rows[key], told) for key, told in reasons.found.items() if key in rows]


def all_requests():
    return MembershipApplication.objects.for_staff()

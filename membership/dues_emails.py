"""The letters about dues: the call, the reminders and the receipt, each once for its event."""

from datetime import timedelta

from django.utils import timezone

from membership import emails
from membership.models import BankDetails, Representative
from membership.workflow import RepresentativeRole
from outbox import post

ORDER = list(emails.INSTEAD)
STILL_NEWS = timedelta(days=60)
CALL, BEFORE, AFTER = "call", "before", "after"


def write_to_all(kind, requests, *, chosen=frozenset()):
    """Write to whom the dues of each member go; returns how many letters there are to write.

    ``requests`` have their periods and members in hand; ``chosen`` are the members that choose
    their amount themselves. It costs the same few statements for one and for many.
    """
    today = timezone.localdate()
    people = contacts([asked.member.pk for asked in requests], today)
    accounts = {}
    letters = []
    for asked in requests:
        person = people.get(asked.member.pk)
        if person is None:
            continue
        if asked.currency not in accounts:
            accounts[asked.currency] = BankDetails.objects.on(asked.currency, today)
        letter = _letter(kind, asked, person, accounts[asked.currency])
        letter["context"]["is_chosen"] = asked.member in chosen
        letters.append(letter)
    post.put_all(letters)
    return len(letters)


def contacts(members, on):
    """Return for each of these members whom to write to about dues on a day, where there is one.

    It is the contact for dues, else the political representative, else the technical contact.
    """
    in_term = Representative.objects.in_term(on).filter(member__in=members)
    found = {}
    for person in in_term.order_by("-starts_on", "-pk"):
        known = found.get(person.member_id)
        if known is None or ORDER.index(person.role) < ORDER.index(known.role):
            found[person.member_id] = person
    return found


def thank(payment):
    """Tell the member that a payment came in; the receipt is on its own page.

    Of what came in long ago, and is entered now, nobody is told.
    """
    asked = payment.request
    if timezone.localdate() - payment.received_on > STILL_NEWS:
        return
    person = emails.to_whom(asked.member, RepresentativeRole.BILLING, timezone.localdate())
    if person:
        words = {"received_on": str(payment.received_on), "paid": str(payment.amount)}
        emails.write(person, f"dues:receipt:{payment.pk}", "dues_receipt", **_words(asked), **words)


def _letter(kind, asked, person, account):
    """Return what ``post.put`` takes, as ``emails.write`` has it."""
    member = asked.member
    return {
        "occasion": f"{member.number}:dues:{kind}:{asked.pk}",
        "to": person.email,
        "language": person.language,
        "template": f"membership/email/dues_{kind}",
        "context": {
            "link_pk": person.pk,
            "link_version": person.link_version,
            "number": member.number,
            "member": member.name,
            **_words(asked),
            "paid": str(asked.paid) if getattr(asked, "paid", 0) else "",
            **_account(account),
        },
        "about": member.number,
    }


def _words(asked):
    return {
        "amount": str(asked.amount),
        "currency": asked.currency,
        "reference": asked.reference,
        "due_on": str(asked.due_on),
        "first": str(asked.period.starts_on),
        "last": str(asked.period.ends_on),
    }


def _account(account):
    """Return where to pay, in words of a letter; of a sample that it is none."""
    if account is None:
        return {"holder": "", "iban": "", "is_sample": False}
    return {"holder": account.holder, "iban": account.iban, "is_sample": account.is_sample}

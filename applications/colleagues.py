"""The members of staff who may have a say in an application."""

from django.db.models.functions import Lower


def impartial(people, application, *roles):
    """Return those of some people who are active, hold one of the roles, and are no contact."""
    return (
        people.filter(is_active=True, roles__overlap=list(roles))
        .alias(address=Lower("email"))
        .exclude(address__in=application.contact_addresses())
        .order_by("name", "email")
    )

"""References such as ``K7QM-3XWD``: public names of applications, which give no rights."""

import secrets

from django.urls import register_converter

# No vowels, no letters or digits that are mistaken for one another: read out on the telephone.
LETTERS = "23456789BCDFGHJKLMNPQRSTVWXZ"


def new_reference():
    """Return a fresh reference: eight letters, a hyphen in the middle."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


class ReferenceConverter:
    """A reference in an address; anything else there is not found."""

    regex = f"[{LETTERS}]{{4}}-[{LETTERS}]{{4}}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(ReferenceConverter, "reference")

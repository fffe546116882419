"""A certificate of membership as a PDF: what stands on it, its look is in ``certificate.typ``.

It is drawn when it is opened and not kept: the name is the one the member bears now.
"""

from pathlib import Path

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

from applications.paper import drawn
from membership.workflow import VOTING, Category

DRAWING = Path(__file__).with_name("certificate.typ")


def certificate_pdf(certificate):
    """Return a certificate as a tagged PDF, in the language now in use."""
    return drawn(DRAWING, paper=told(certificate))


def told(certificate):
    """Return the words and figures of a certificate."""
    has_vote = certificate.category in VOTING
    return {
        "title": _("Certificate of membership"),
        "lead": _("TOGETHER, the network of Territories of Co-responsibility, certifies that"),
        "name": certificate.member.name,
        "after": _("is a member of the network."),
        "facts": [
            (_("Member number"), certificate.member.number),
            (_("Category"), Category(certificate.category).label),
            (_("Vote"), _vote(has_vote)),
            (_("Valid"), _period(certificate)),
            (_("Serial number"), certificate.serial),
        ],
        "check": _("Whether this certificate is valid today is said at this address:"),
        "address": certificate.public_address,
        "squares": squares(certificate.public_address),
        "squares_alt": _("The same address as a QR code"),
        "is_revoked": bool(certificate.revoked_on),
        "revoked": _("Revoked"),
    }


def _vote(has_vote):
    if has_vote:
        return _("With a vote in the general assembly")
    return _("Without a vote in the general assembly")


def _period(certificate):
    return _("From %(first)s to %(last)s") % {
        "first": date_format(certificate.issued_on, "DATE_FORMAT"),
        "last": date_format(certificate.valid_until, "DATE_FORMAT"),
    }


def squares(address):
    """Return the QR code of an address as an SVG picture: dark squares on white."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(address)
    rows = code.get_matrix()
    dark = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{dark}" fill="#000"/></svg>'
    )

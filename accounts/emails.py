"""Letters about an account that no page sends; those of pages are allauth's."""

from django.core.mail import send_mail
from django.template.loader import render_to_string


def second_factor_forgotten(user):
    """Tell a person that whoever keeps the site has removed their second factor."""
    name = "account/email/second_factor_forgotten"
    subject = render_to_string(f"{name}_subject.txt").strip()
    send_mail(subject, render_to_string(f"{name}_message.txt").strip(), None, [user.email])

"""The letters about proposals for projects and plans; each writes a row."""

from django.utils import translation

from applications.emails import Letter
from outbox import post
from outbox.models import OutgoingEmail
from outbox.rendering import render

FOLDER = "network/email"


def confirm(proposal):
    """Ask who proposes to confirm their address: nobody reads the proposal before.

    Nothing of what they wrote is in it: anybody may write any address into the form.
    """
    _put(proposal, "confirm", "proposal_confirm")


def receipt(proposal):
    """Say that the proposal has arrived, and by which reference it is known."""
    _put(proposal, "receipt", "proposal_receipt", title=proposal.title)


def answered(proposal, letter):
    """Send the answer as it was read."""
    _put(proposal, "answer", "proposal_as_read", subject=letter.subject, body=letter.body)


def forget(proposal):
    """Delete the letters about a proposal that is erased."""
    post.forget(about(proposal))


def about(proposal):
    """Return by what letters about a proposal are found."""
    return f"proposal {proposal.pk}"


def suggestion(answer, proposal, *, note=""):
    """Return the letter that we suggest for an answer, in the language of who proposes."""
    context = {**_facts(proposal), "title": proposal.title, "note": note}
    subject, body = render(_letter(proposal, answer.name.replace("-", "_"), context))
    return Letter(subject, body.strip())


def frame(proposal):
    """Return what is added beneath the answer, with words in the place of the private link."""
    context = {"proposal_pk": proposal.pk, "subject": "", "body": ""}
    return render(_letter(proposal, "as_read", context), hide_links=True)[1].lstrip()


def _letter(proposal, name, context):
    return OutgoingEmail(
        language=proposal.language, template=f"{FOLDER}/proposal_{name}", context=context
    )


def _facts(proposal):
    with translation.override(proposal.language):
        return {
            "proposal_pk": proposal.pk,
            "reference": proposal.reference,
            "project": proposal.project.title,
        }


def _put(proposal, event, template, **words):
    post.put(
        f"proposal:{proposal.pk}:{event}",
        to=proposal.email,
        language=proposal.language,
        template=f"{FOLDER}/{template}",
        context={**_facts(proposal), **words},
        about=about(proposal),
    )

"""The pages on which staff answer a proposal: the letter is read before it leaves."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from applications.emails import Letter
from applications.staff_forms import LetterForm
from moves.services import MoveRefused
from network.projects import emails, services
from network.projects.answers import ANSWERS
from network.projects.forms import AnswerForm


class AnswerPages:
    """A part of ``ProposalAdmin``."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.answer_view)
        mine = path("<int:pk>/answer/<slug:name>/", page, name="network_proposal_answer")
        return [mine, *super().get_urls()]

    def answers_to(self, request, proposal):
        """Return the answers that this person may give, each with its page."""
        if not (proposal.is_open and services.may_answer(request.user)):
            return []
        return [
            (answer, reverse("admin:network_proposal_answer", args=[proposal.pk, answer.name]))
            for answer in ANSWERS.values()
        ]

    def answer_view(self, request, pk, name):
        """Ask for what an answer needs, show its letter, and answer when the button is pressed."""
        proposal = get_object_or_404(self.get_queryset(request).select_related("project"), pk=pk)
        answer = ANSWERS.get(name)
        if answer is None:
            raise Http404
        if not services.may_answer(request.user):
            raise PermissionDenied
        where = redirect("admin:network_proposal_change", pk)
        if not proposal.is_open:
            messages.error(request, services.no_longer_open(proposal))
            return where
        sent = request.POST if request.method == "POST" else None
        form = AnswerForm(sent, answer=answer)
        letter_form = _letter_form(sent, answer, proposal, form)
        if letter_form and letter_form.is_bound and letter_form.is_valid():
            self._give(request, answer, proposal, form, Letter(**letter_form.cleaned_data))
            return where
        return self._page(request, answer, proposal, form, letter_form)

    def _give(self, request, answer, proposal, form, letter):
        try:
            services.answer(answer, proposal, by=request.user, letter=letter, **form.details())
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, answer.done)

    def _page(self, request, answer, proposal, form, letter_form):
        context = {
            **self.admin_site.each_context(request),
            "title": answer.label,
            "opts": self.opts,
            "list_url": reverse("admin:network_proposal_changelist"),
            "back": reverse("admin:network_proposal_change", args=[proposal.pk]),
            "answer": answer,
            "proposal": proposal,
            "form": form,
            "letter_form": letter_form,
            "frame": letter_form and emails.frame(proposal),
        }
        return TemplateResponse(request, "admin/proposals/answer.html", context)


def _letter_form(sent, answer, proposal, form):
    """Return the letter as it was edited, or as suggested; ``None`` where there is none yet."""
    if sent is None or not form.is_valid():
        return None
    if "letter-body" in sent and "suggest" not in sent:
        return LetterForm(sent, language=proposal.language)
    letter = emails.suggestion(answer, proposal, **form.details())
    initial = {"subject": letter.subject, "body": letter.body}
    return LetterForm(initial=initial, language=proposal.language)

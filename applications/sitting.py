"""A sitting in the admin: what the board decided is entered, its letters read, and released.

Each decision is a move of its own, made by the service of its form: where one is refused, the
others stand.
"""

from dataclasses import asdict, dataclass, field

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import REVIEWERS
from applications import agenda, board, emails, workflow
from applications.board_forms import ItemForm, MinutesForm
from applications.models import BoardSession, History
from applications.staff_forms import LetterForm
from moves.services import MoveRefused
from outbox.models import OutgoingEmail, State
from outbox.rendering import render_for_staff

# Of a move, these are asked on the first page or follow from its being one of the board.
ASKED_BEFORE = ("note", "keep_held")


@dataclass
class Line:
    """An application in a sitting: what is asked about it, its letter, and why it was refused."""

    entry: agenda.Entry
    form: ItemForm
    move_form: forms.Form | None = None
    letter_form: LetterForm | None = None
    frame: str = ""
    refusal: str = ""

    @property
    def forms(self):
        return [form for form in (self.form, self.move_form, self.letter_form) if form is not None]


@dataclass
class Done:
    """What a sitting has done: how many of each, and the lines that were refused."""

    decided: int = 0
    postponed: int = 0
    refused: list = field(default_factory=list)


class SittingPages:
    """A part of ``BoardSessionAdmin``."""

    def may_decide(self, request):
        """Return whether this person enters decisions: of the board, or who records for it."""
        user = request.user
        return user.is_active and any(user.has_role(role) for role in REVIEWERS)

    def decide_view(self, request, pk):
        """Ask what was decided, then show the letters, then make the moves."""
        session = self.visible(request, pk)
        if not self.may_decide(request):
            raise PermissionDenied
        if session.is_closed:
            messages.error(request, _("This session is closed."))
            return self.to_page(session)
        goes_back = "back" in request.POST
        sent = request.POST if request.method == "POST" else None
        minutes_form = MinutesForm(sent, initial={"minutes": session.minutes})
        lines = self._lines(request, session, sent)
        self._tell_of_gone(request, lines)
        is_sound = [form.is_valid() for form in (minutes_form, *(line.form for line in lines))]
        if sent is None or goes_back or not all(is_sound):
            return self._asked(request, session, minutes_form, lines)
        lines = [line for line in lines if line.form.cleaned_data["choice"]]
        if not lines:
            messages.error(request, _("Choose a decision for one application at least."))
            return self._asked(request, session, minutes_form, self._lines(request, session, sent))
        return self._letters(request, session, minutes_form, lines)

    def _lines(self, request, session, sent):
        """Return what can be decided by this person, and what they had chosen already."""
        others = [one for one in BoardSession.objects.open() if one.pk != session.pk]
        return [
            Line(entry, ItemForm(sent, item=entry.item, sessions=others))
            for entry in self.entries(request, session)
            if entry.item.is_open
            and not entry.is_party
            # What was chosen here stays, though somebody moved it on: that is told beside it.
            and (entry.item.is_undecided or (sent and sent.get(f"item-{entry.item.pk}-choice")))
        ]

    def _tell_of_gone(self, request, lines):
        """Say so where something was decided here that is not on the session any more."""
        shown = {line.form.add_prefix("choice") for line in lines}
        chosen = {name for name, choice in request.POST.items() if choice and _is_choice(name)}
        if chosen - shown:
            words = _("An application was taken off this session meanwhile, and is not decided.")
            messages.error(request, words)

    def _asked(self, request, session, minutes_form, lines):
        wrong = [form for form in (minutes_form, *(line.form for line in lines)) if form.is_bound]
        return self.shown(
            request,
            "decide",
            _("Enter the decisions"),
            session=session,
            back=self.page_url("change", session.pk),
            minutes_form=minutes_form,
            lines=lines,
            form=_Together(wrong),
        )

    def _letters(self, request, session, minutes_form, lines):
        """Show each letter, or act where they were shown and the button was pressed."""
        sent = request.POST if "letters" in request.POST else None
        for line in lines:
            if not line.form.is_postponed:
                self._write(line, sent)
        made = [form for line in lines for form in line.forms[1:]]
        if sent is not None and all(form.is_valid() for form in made):
            lines = self._act(request, session, minutes_form.cleaned_data["minutes"], lines)
            if not lines:
                return self.to_page(session, at="#items")
        return self.shown(
            request,
            "letters",
            _("Read the letters"),
            session=session,
            back=self.page_url("change", session.pk),
            minutes_form=minutes_form,
            lines=lines,
            form=_Together(made if sent is not None else []),
        )

    def _write(self, line, sent):
        """Give a line the form of its move and its letter, as sent or as suggested."""
        application, key, move = line.entry.application, line.entry.item.pk, line.form.move
        page = agenda.page_of_form(application, self.admin_site)
        blank = page.form_of(None, move, application)
        blank.prefix = f"move-{key}"
        before = {"note": line.form.cleaned_data["note"], "keep_held": "on"}
        data = sent.copy() if sent is not None else _as_begun(blank)
        for name in ASKED_BEFORE:
            data[blank.add_prefix(name)] = before[name]
        form = page.form_of(data, move, application)
        form.prefix = blank.prefix
        for name in ASKED_BEFORE:
            if name in form.fields:
                form.fields[name].widget = forms.HiddenInput()
        line.move_form, line.frame = form, emails.frame(application)
        is_read = sent is not None and f"letter-{key}-body" in sent
        words = {"data": sent} if is_read else {"initial": _suggested(line)}
        line.letter_form = LetterForm(language=application.language, **words)
        line.letter_form.prefix = f"letter-{key}"

    def _act(self, request, session, minutes, lines):
        """Do what was decided on each line; returns those that were refused, with the reason."""
        if not self.told(request, lambda: board.begin(session, minutes=minutes)):
            return lines
        done = Done()
        for line in lines:
            try:
                self._act_on(request, line, done)
            except MoveRefused as refusal:
                line.refusal = str(refusal)
            except PermissionDenied:
                line.refusal = _("This move is not open to you here.")
            if line.refusal:
                done.refused.append(line)
        self._tell(request, done)
        return done.refused

    def _act_on(self, request, line, done):
        if line.form.is_postponed:
            board.postpone(line.entry.item, to_pk=int(line.form.cleaned_data["to"]))
            done.postponed += 1
            return
        application = line.entry.application
        page = agenda.page_of_form(application, self.admin_site)
        board.decide(
            line.entry.item,
            line.form.move,
            application,
            by=request.user,
            act=page.act,
            letter=emails.Letter(**line.letter_form.cleaned_data),
            **line.move_form.details(),
        )
        done.decided += 1

    def _tell(self, request, done):
        if done.decided:
            words = ngettext(
                "%(number)s decision is entered. Its letter is held.",
                "%(number)s decisions are entered. Their letters are held.",
                done.decided,
            )
            messages.success(request, words % {"number": done.decided})
        if done.postponed:
            words = ngettext(
                "%(number)s application is postponed.",
                "%(number)s applications are postponed.",
                done.postponed,
            )
            messages.success(request, words % {"number": done.postponed})

    def release_view(self, request, pk):
        """Show what is decided and not released yet, and release what was shown."""
        session = self.visible(request, pk, to_keep=True)
        rows = [row for row in self.entries(request, session) if row.item.is_held]
        records = _decisions(rows)
        if request.method == "POST":
            shown = set(request.POST.getlist("decision"))
            released = self._release(request, rows, records, shown)
            if released:
                words = ngettext(
                    "%(number)s decision is released and its letter is on the way.",
                    "%(number)s decisions are released and their letters are on the way.",
                    released,
                )
                messages.success(request, words % {"number": released})
            return self.to_page(session, at="#items")
        letters, follows = _held_letters(rows), self._follows(rows)
        return self.shown(
            request,
            "release",
            _("Release all decisions of this session"),
            session=session,
            back=self.page_url("change", session.pk),
            rows=[
                {
                    "entry": row,
                    "decision": f"{row.item.pk}-{records.get(row.application.pk)}",
                    "follows": follows.get(row.application.pk, ""),
                    "letter": letters.get(row.application.reference),
                }
                for row in rows
            ],
        )

    def _follows(self, rows):
        """Return by application what follows from its release, each as its form tells it."""
        by_page = {}
        for row in rows:
            page = agenda.page_of_form(row.application, self.admin_site)
            by_page.setdefault(page, []).append(row.application)
        told = [page.on_release(applications) for page, applications in by_page.items()]
        return {key: words for part in told for key, words in part.items()}

    def _release(self, request, rows, records, shown):
        """Release the decisions that were shown, each by itself; returns how many."""
        rows = {f"{row.item.pk}-{records.get(row.application.pk)}": row for row in rows}
        released, gone = 0, len(shown - rows.keys())
        for name in rows.keys() & shown:
            row = rows[name]
            page = agenda.page_of_form(row.application, self.admin_site)
            told = {"decision_pk": records.get(row.application.pk), "by": request.user}
            try:
                board.release(row.item, row.application, act=page.act, **told)
                released += 1
            except (MoveRefused, PermissionDenied) as refusal:
                words = str(refusal) or _("This move is not open to you here.")
                messages.error(request, f"{row.application.reference}: {words}")
        if gone:
            words = ngettext(
                "%(number)s decision was not released: it was changed meanwhile. Look again.",
                "%(number)s decisions were not released: they were changed meanwhile. Look again.",
                gone,
            )
            messages.error(request, words % {"number": gone})
        return released


class _Together:
    """Several forms as one, for the summary of what is wrong in them."""

    def __init__(self, parts):
        self.parts = parts

    @property
    def errors(self):
        return [form.errors for form in self.parts if form.errors]

    def non_field_errors(self):
        return [error for form in self.parts for error in form.non_field_errors()]

    def __iter__(self):
        return (bound for form in self.parts for bound in form)


def _is_choice(name):
    """Return whether a field of the page is the decision on an item."""
    return name.startswith("item-") and name.endswith("-choice")


def _as_begun(form):
    """Return what a browser would send of a form in which nothing was touched."""
    values = {
        form.add_prefix(name): form.get_initial_for_field(asked, name)
        for name, asked in form.fields.items()
    }
    return {name: value for name, value in values.items() if value is not None}


def _suggested(line):
    """Return the letter that we suggest; of a form that still asks for something, by its note."""
    move, application, form = line.form.move, line.entry.application, line.move_form
    words = form.words() if form.is_valid() else {"note": line.form.cleaned_data["note"]}
    return asdict(emails.suggestion(move, application, **words))


def _decisions(rows):
    """Return by application the key of the history row of its last decision."""
    made = History.objects.filter(
        move__in=(workflow.ACCEPT.name, workflow.DECLINE.name),
        application__in=[row.application.pk for row in rows],
    )
    return dict(made.order_by().values_list("application").annotate(Max("pk")))


def _held_letters(rows):
    """Return by reference the letter that a release lets go: language, subject and body."""
    references = [row.application.reference for row in rows]
    held = OutgoingEmail.objects.filter(about__in=references, state=State.HELD).order_by("pk")
    return {letter.about: (letter.language, *render_for_staff(letter)) for letter in held}

"""The method in words: its phases, cycles, questions and principles, for the page and the sheet.

Only what the sources say for sure. Of the ten principles we have read seven.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Told:
    """A title and a sentence on it, in the language of the reader when they are shown."""

    title: str
    text: str = ""


QUESTIONS = (
    _("What is well-being for you?"),
    _("What is ill-being?"),
    _("What do you do, or can you do, for your own well-being and that of all?"),
)
PHASES = (
    Told(
        _("Organise and invite"),
        _(
            "Whoever begins gathers a coordination group of all kinds of actors. It lists the "
            "groups of people who are to be heard."
        ),
    ),
    Told(
        _("Say together what well-being is"),
        _(
            "Groups of people alike answer three open questions. Each answer is a criterion; the "
            "shared view made of them goes back to the group, which approves it."
        ),
    ),
    Told(
        _("See how things stand"),
        _("The criteria, with local statistics beside them, show what is well and what is not."),
    ),
    Told(
        _("Compare what could be done"),
        _("Ideas for action are put side by side and compared before anything is decided."),
    ),
    Told(
        _("Decide and commit"),
        _("It is written down who does what, with what means and by when."),
    ),
    Told(
        _("Act together"),
        _("Those who have committed themselves act, with the inhabitants."),
    ),
    Told(
        _("See what has changed"),
        _("The same criteria are looked at again: what is better, and what has been learnt?"),
    ),
    Told(
        _("Look back and prepare the next cycle"),
        _("The platform judges its own way, invites new groups and plans how to go on."),
    ),
)
CYCLES = (
    Told(
        _("Cycle 1: the group prepares"),
        _(
            "The coordination group goes through the phases itself: it makes the goal its own, "
            "takes a first look at the place, names what hinders and what helps, and plans."
        ),
    ),
    Told(
        _("Cycle 2: the inhabitants take part"),
        _(
            "All kinds of people are heard in groups of people alike. Their criteria make the "
            "shared view; first pilot actions begin."
        ),
    ),
    Told(
        _("Cycle 3: it becomes a part of the place"),
        _(
            "A wider circle of actors takes part. Indicators made of the citizens’ own criteria "
            "are measured."
        ),
    ),
)
CYCLE_0 = Told(
    _("Cycle 0: a group of citizens"),
    _(
        "Eight to twelve people at home, at work or in an association ask themselves the three "
        "questions, sort the answers on the table and agree on small actions. Nothing else is "
        "needed."
    ),
)
PRINCIPLES = (
    Told(_("A common vision"), _("People first agree on what living well together means.")),
    Told(
        _("An open process"),
        _("No answer is given beforehand. What people mean is read, not just counted."),
    ),
    Told(
        _("From living well together"),
        _("The way begins with what people wish for, not with problems."),
    ),
    Told(
        _("An equal right to speak"),
        _("Everyone writes alone before anyone speaks."),
    ),
    Told(
        _("People speak for themselves"),
        _("Those whom something concerns say it themselves."),
    ),
    Told(
        _("Every point of view stays"),
        _("A shared view drops nobody’s answer, not even a single one."),
    ),
    Told(
        _("In the open"),
        _("Shared views are made with those who take part, before their eyes."),
    ),
)

"""Join us: the way from a first group to trained facilitators, and a page for each who may come."""

from dataclasses import dataclass, replace

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications import promise
from applications.models import Form
from membership.requests.choosing import ways
from membership.workflow import Category
from network.pages import your_way
from network.pages.answers import address_of, answer

# The name of the page of each, and the categories in which they may join, the first one first.
KINDS = {
    "territory": ("join-territory", (Category.TERRITORY,)),
    "public-entity": ("join-public-entity", (Category.PUBLIC_ENTITY,)),
    "collective-actor": ("join-collective-actor", (Category.TERRITORY, Category.BODY)),
    "individual": ("join-individual", (Category.PERSON,)),
}


@dataclass(frozen=True)
class Step:
    """A step of the way: what it is, needs and takes, where it leads, and the visitor's parts."""

    name: str
    title: str
    text: str
    needs: str
    takes: str
    url: str
    link: str
    parts: tuple = ()

    @property
    def state(self):
        return your_way.state_of(self.parts)


def join_us(request, page):
    parts = your_way.of(request)
    context = {
        "steps": [replace(step, parts=tuple(parts.get(step.name, ()))) for step in _steps()],
        "is_personal": bool(parts),
        "kinds": [(reverse("network:join-us-as", args=[name]), *_door(name)) for name in KINDS],
    }
    return answer(request, "join_us", page, **context)


def join_us_as(request, page, kind):
    """Say what there is to say to one who may come; 404 for a kind that is none."""
    if kind not in KINDS:
        raise Http404
    _name, categories = KINDS[kind]
    found = {way.category: way for way in ways(timezone.localdate())}
    title, lead = _door(kind)
    context = {
        "kind": kind,
        "title": title,
        "lead": lead,
        "ways": [found[category] for category in categories],
        "opens_platform": Category.TERRITORY in categories,
        "promise": promise.of_form(Form.PLATFORM if kind == "territory" else Form.MEMBERSHIP),
        "crumbs": [(reverse("network:join-us"), _("Join us"))],
    }
    return answer(request, "join_us_as", page, **context)


def _door(kind):
    """Return the title of the page of a kind, and for whom it is."""
    return {
        "territory": (
            _("I represent a territory"),
            _(
                "A municipality, a group of municipalities, a neighbourhood, an island: any place "
                "where people wish to share the care for the well-being of all."
            ),
        ),
        "public-entity": (
            _("I represent a public entity"),
            _("A local, regional, national or international authority, with or without platform."),
        ),
        "collective-actor": (
            _("I represent an organisation"),
            _("A school, a company, a hospital, an association, a service: a collective actor."),
        ),
        "individual": (
            _("I am a person"),
            _("You share the aims of the network and come for yourself."),
        ),
    }[kind]


def _steps():
    return (*_steps_into_the_network(), *_steps_into_the_method())


def _steps_into_the_network():
    return (
        Step(
            your_way.PLATFORM,
            _("Open a platform"),
            _(
                "Gather a coordination group in which all kinds of actors of the place are "
                "welcome, or build on one that is there. It may bear any name. Then apply for its "
                "opening here."
            ),
            _("The name of the territory, what the group wants to do, and who takes part."),
            _("About ten minutes for the form. You may stop and go on later."),
            reverse("platforms:application-start"),
            _("Open a platform"),
        ),
        Step(
            your_way.JOIN,
            _("Join the network"),
            _(
                "Encouraged, never required: a platform and a membership are two decisions. A "
                "member has part in the exchanges, the trainings and the services of the network."
            ),
            _("A decision of the group to join, and the people who speak for it."),
            _("A short form: what we know of the platform is not asked again."),
            reverse("membership:join-start"),
            _("Join the network"),
        ),
    )


def _steps_into_the_method():
    return (
        Step(
            your_way.METHOD,
            _("Begin the method"),
            _(
                "The SPIRAL method leads from three questions to common action. The technical "
                "sheet says on two pages how to begin."
            ),
            _("A first meeting, notes to write on, a large sheet of paper."),
            _(
                "As long as your group needs: it may leave a phase out, or begin with another "
                "cycle."
            ),
            reverse("network:method"),
            _("Read the method"),
        ),
        Step(
            your_way.TRAINING,
            _("Train facilitators"),
            _("The network trains the people who will guide the groups of the platform."),
            _("The people who will facilitate the groups of your platform."),
            _("The page of each training says its days, its place and its language."),
            address_of("network:training-list"),
            _("See the trainings"),
        ),
    )

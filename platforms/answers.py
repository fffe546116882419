"""The answers of the application to open a platform as rows, and the order of its pages."""

from applications.answers import Answers
from platforms.forms import ConsentForm
from platforms.forms.territory import candidates
from platforms.recorded import RECORDED
from platforms.workflow import DESCRIPTION, PLACE, Mandate, Section, section_of

# The choices of the mandate with which each of its other answers goes; before there is a choice
# none is told.
_OF_MANDATE = {
    "decided_by": (Mandate.DECISION,),
    "decided_on": (Mandate.DECISION,),
    "document": (Mandate.DECISION, Mandate.PARTICIPANTS),
    "why_no_mandate": (Mandate.NOT_YET,),
}
_RADIO_BUTTONS = (
    "holder",
    "listed_territory",
    "territory_kind",
    "is_formal",
    "has_begun",
    "mandate",
    "public_contacts",
    "cycle",
    "trained",
)


class PlatformAnswers(Answers):
    recorded = RECORDED
    namespace = "platforms"
    consent_form = ConsentForm
    documents = {"document": Section.MANDATE}
    first = {"participants": "name_0", **{name: f"{name}_0" for name in _RADIO_BUTTONS}}

    def section_of(self, application, page):
        return section_of(page)

    def next_page(self, application, page, data):
        """Return where the sender goes on.

        From a place that was chosen there is nothing to describe; where none bears the name there
        is nothing to choose from.
        """
        if page == Section.TERRITORY:
            place = PLACE if candidates(application) else DESCRIPTION
            return self.page_url(application, place)
        if page == PLACE and not application.listed_territory_id:
            return self.page_url(application, DESCRIPTION)
        return super().next_page(application, page, data)

    def page_before(self, application, page):
        """Return where the link “Back” leads: a page of the same section, or the sections."""
        if page == PLACE or (page == DESCRIPTION and not candidates(application)):
            return self.page_url(application, Section.TERRITORY)
        if page == DESCRIPTION:
            return self.page_url(application, PLACE)
        return super().page_before(application, page)

    def is_told(self, application, name):
        """Return whether an answer is told: of a listed place nothing is described."""
        if name in ("actor_name", "actor_kind"):
            return application.is_of_actor
        if name in RECORDED.asked[DESCRIPTION]:
            return not application.listed_territory_id
        if name == "listed_territory":
            return bool(application.listed_territory_id)
        if name in _OF_MANDATE:
            return application.mandate in _OF_MANDATE[name]
        if name == "why_few_kinds":
            return bool(application.why_few_kinds) or not application.has_kinds_enough
        return True


ANSWERS = PlatformAnswers()

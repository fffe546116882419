"""The answers of a request to join as rows, and the order of its pages."""

from django.utils.translation import gettext as _

from applications.answers import Answers
from membership.requests.joining_forms import ConsentForm
from membership.requests.recorded import RECORDED
from membership.requests.who_forms import places_named
from membership.requests.writing import PUBLIC
from membership.workflow import PLACE, WHICH, Category, Section, section_of

_NOT_OF_PERSON = (
    "contact_name",
    "contact_role",
    "second_name",
    "second_role",
    "second_email",
    "second_phone",
)


class MembershipAnswers(Answers):
    recorded = RECORDED
    namespace = "membership"
    consent_form = ConsentForm
    documents = {"document": Section.DECISION}
    first = {
        "representatives": "political_name",
        "level": "level_0",
        "platform": "platform_0",
        "territory": "territory_0",
    }

    def section_of(self, application, page):
        """Return the section to which a page belongs, if this request has it."""
        try:
            section = section_of(page)
        except ValueError:
            return None
        return section if section in application.sections() else None

    def next_page(self, application, page, data):
        """Return where the sender goes on: to choose among what was found by a name."""
        if page == Section.PLATFORM and not application.platform_application_id:
            return self.page_url(application, WHICH)
        if page == Section.ENTITY and places_named(application):
            return self.page_url(application, PLACE)
        if "back_to_check" in data:
            return self.check_url(application)
        # Short and straight on: what is done already, carried over among it, is passed by.
        following = application.open_sections()
        following = following[following.index(self.section_of(application, page)) + 1 :]
        left = (one for one in following if not application.is_done(one))
        section = next(left, None)
        return self.page_url(application, section) if section else self.check_url(application)

    def page_before(self, application, page):
        if page == WHICH:
            return self.page_url(application, Section.PLATFORM)
        if page == PLACE:
            return self.page_url(application, Section.ENTITY)
        return super().page_before(application, page)

    def is_told(self, application, name):
        """Return whether an answer is told: what was looked for is not, what was found is."""
        if name == "looked_for":
            return False
        if name == "is_own_name":
            return application.is_own_name
        if name == "platform":
            return not application.platform_application_id
        if name in ("platform_application", "territory"):
            return bool(getattr(application, f"{name}_id"))
        if application.category == Category.PERSON:
            return name not in _NOT_OF_PERSON
        return True

    def _consents(self, application, section, is_open):
        left_out = "may_join" if application.is_of_person else PUBLIC
        for name, field in self.consent_form.base_fields.items():
            if name == left_out:
                continue
            is_given = application.is_done(section)
            is_given = is_given and (name != PUBLIC or application.is_public)
            agreed = _("Yes") if is_given else ""
            yield self._row(application, section, name, field.label, agreed, is_open)


ANSWERS = MembershipAnswers()

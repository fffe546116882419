"""The pages of the application to open a platform."""

from platforms.forms.group import ParticipantsForm, PlatformForm, ProcessForm
from platforms.forms.mandate import MandateForm
from platforms.forms.people import ConsentForm, ContactsForm
from platforms.forms.staff import AcceptForm, ReleaseForm
from platforms.forms.territory import DescriptionForm, HolderForm, PlaceForm

# In the order in which they are filled in.
PAGE_FORMS = {
    form.page: form
    for form in (
        HolderForm,
        PlaceForm,
        DescriptionForm,
        PlatformForm,
        ParticipantsForm,
        MandateForm,
        ContactsForm,
        ProcessForm,
        ConsentForm,
    )
}

__all__ = [
    "PAGE_FORMS",
    "AcceptForm",
    "ConsentForm",
    "ContactsForm",
    "DescriptionForm",
    "HolderForm",
    "MandateForm",
    "ParticipantsForm",
    "PlaceForm",
    "PlatformForm",
    "ProcessForm",
    "ReleaseForm",
]

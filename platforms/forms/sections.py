"""A page of the application to open a platform."""

from applications import section_forms
from platforms.recorded import RECORDED


class SectionForm(section_forms.SectionForm):
    recorded = RECORDED

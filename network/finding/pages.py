"""The search over the whole site."""

from urllib.parse import urlencode

from django import forms
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from network.finding import search as finding
from territories.conditional import by_version
from territories.forms import WordsField
from together_site.paging import page_of
from together_site.text import folded

A_PAGE = 25


class SearchForm(forms.Form):
    """What the address of the search may say. It is always valid."""

    q = WordsField(label=_("What are you looking for?"), required=False)

    def __init__(self, data):
        super().__init__(data)
        self.full_clean()

    @property
    def words(self):
        """The words to seek; nothing where no letter or digit is among them."""
        words = self.cleaned_data["q"]
        return words if folded(words) else ""


@by_version
def search(request):
    """Show what the site has with the words of the address: its own pages and the registry."""
    form = SearchForm(request.GET)
    context = {"question": form, "words": form.words, "changed_at": None}
    if form.words:
        context |= _found(form.words, request.GET.get("page"))
    return TemplateResponse(request, "network/finding/search.html", context)


def _found(words, number):
    found = finding.records_with(words)
    page = page_of(found, number, size=A_PAGE)
    lists = list(finding.lists_with(words))
    is_nothing = not (found or lists)
    alike = finding.territories_like(words) if is_nothing else []
    query = urlencode({"q": words})
    return {"page": page, "query": query, "lists": lists, "alike": alike, "is_nothing": is_nothing}

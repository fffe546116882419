"""The parts of the tour through every page that are about documents, partners and projects."""

from django.core.files.storage import default_storage

from tests.applications.factories import make_secretary
from tests.factories import make_platform
from tests.network.factories import (
    link_of_proposal,
    make_agreement,
    make_document,
    make_event,
    make_file,
    make_open_project,
    make_partner,
    make_project,
    make_proposal,
    make_proposer,
)

SAMPLE = {"is_sample": True, "source_url": "https://example.org/list"}


def documents(tour, settings):
    for address in ("/documents/", "/partners/", "/projects/"):
        tour.see(address)
    meeting = make_event(title_pt="Encontro")
    first = make_document(title_en="Statutes of 2013", year=2013, **SAMPLE)
    adopted = {"adopted_on": "2016-11-04", "adopted_by": meeting, "event": meeting}
    statutes = make_document(
        title_en="Statutes",
        title_ar="النظام الأساسي",
        summary_fr="Les règles du réseau.",
        body_pt="<h2>Artigo 1</h2><p>A rede chama-se TOGETHER.</p>",
        supersedes=first,
        authentic_language="fr",
        **adopted,
    )
    for code in ("ar", "fr", "es", "ast"):
        make_file(statutes, code, name="النظام الأساسي.pdf")
    for year in range(2014, 2024):
        make_document(title_en="Word" * 40, kind="action_plan", year=year)
    partner = make_partner(title_en="Cittaslow", country="IT", website="https://example.org/")
    make_agreement(partner, document=make_document(title_en="Agreement", kind="agreement"))
    make_agreement(partner, signed_on="2012-01-01", ended_on="2013-01-01", title_fr="Accord")
    project = make_open_project(title_en="Right choices", outcomes_fr="<p>Un guide.</p>", **SAMPLE)
    platform = make_platform("Mesa do Açor")
    project.platforms.add(platform, make_platform(""))
    project.partners.add(partner)
    project.documents.add(statutes)
    make_project(title_en="Plan of 2014", first_year=2014, last_year=2014)
    member = make_proposer(name="جمعية الوادي", is_public=True)
    make_proposal(project, state="taken", title="Une carte", language="fr", member=member)
    tour.see("/documents/?kind=statutes&language=fr", again=True)
    tour.see("/documents/?kind=minutes", again=True)
    for address in ("/documents/", "/partners/", "/projects/"):
        tour.see(address, again=True)
    for record in (first, statutes, partner, project, platform):
        tour.see(record.get_absolute_url().removeprefix("/en"))
    file = make_file(first)
    default_storage.delete(file.stored.name)
    tour.see(file.get_absolute_url().removeprefix("/en"))
    of_staff(tour, statutes, partner, project)


def of_staff(tour, document, partner, project):
    """Look at the same in the admin."""
    tour.sign_in(make_secretary())
    for name, record in (("document", document), ("partner", partner), ("project", project)):
        base = f"/admin/network/{name}/"
        tour.see(base)
        tour.see(f"{base}{record.pk}/change/")
        tour.see(f"{base}add/")
    tour.see(f"/admin/network/document/{document.pk}/preview/", again=True)


def proposals(tour, settings):
    settings.SENDS_A_DAY_PER_MAIL = 100
    project = make_open_project(title_en="Right choices")
    tour.see(f"/projects/{make_project().slug}/propose/")
    form = f"/projects/{project.slug}/propose/"
    tour.see(form)
    tour.see(form, sent={})
    said = {
        "title": "Um jardim",
        "text": "Plantar um jardim.",
        "member": f"M{make_proposer().pk}",
        "name": "Rui",
        "email": "rui@example.org",
    }
    tour.see(form, sent=said)
    settings.SENDS_A_DAY_PER_MAIL = 0
    tour.see(form, sent=said)
    for state in ("unconfirmed", "open", "taken", "not_taken", "withdrawn"):
        proposal = make_proposal(project, state=state)
        tour.see(link_of_proposal(proposal).removeprefix("/en"), again=True)
    answering(tour, make_proposal(project, language="ar", suspicion="honeypot"))


def answering(tour, proposal):
    """Look at how staff answer."""
    tour.sign_in(make_secretary())
    tour.see("/admin/", again=True)
    base = "/admin/network/proposal/"
    tour.see(base)
    tour.see(f"{base}{proposal.pk}/change/")
    for name in ("take", "do-not-take"):
        tour.see(f"{base}{proposal.pk}/answer/{name}/")
    tour.see(f"{base}{proposal.pk}/answer/do-not-take/", sent={"note": ""})
    tour.see(f"{base}{proposal.pk}/answer/do-not-take/", sent={"note": "No means."})

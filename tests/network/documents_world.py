"""Documents, partners, projects and proposals for who tries every address."""

from tests.network.factories import (
    link_of_proposal,
    make_document,
    make_file,
    make_open_project,
    make_partner,
    make_proposal,
    make_proposer,
)


def _changed(record):
    """Change a record once; return the number of the version before."""
    record.title_en = f"{record.title_en}, changed"
    record.save()
    return record.changes.get().pk


def things_of_documents():
    """Return the names of one thing of each sort, and of one of its like that is a draft."""
    draft = {"published_on": None}
    document, hidden = make_document(), make_document(**draft)
    project, hidden_project = make_open_project(), make_open_project(**draft)
    hidden_partner = make_partner(**draft)
    token = link_of_proposal(make_proposal(project, state="unconfirmed"))
    return {
        "document": document.slug,
        "document_file_pk": make_file(document).pk,
        "hidden_document": hidden.slug,
        "hidden_document_pk": hidden.pk,
        "hidden_document_file_pk": make_file(hidden).pk,
        "document_version": _changed(hidden),
        "partner": make_partner().slug,
        "hidden_partner": hidden_partner.slug,
        "hidden_partner_pk": hidden_partner.pk,
        "partner_version": _changed(hidden_partner),
        "project": project.slug,
        "hidden_project": hidden_project.slug,
        "hidden_project_pk": hidden_project.pk,
        "project_version": _changed(hidden_project),
        "proposal_pk": make_proposal(project).pk,
        "proposing": f"M{make_proposer().pk}",
        "token_of_proposal": token.rstrip("/").rpartition("/")[2],
    }

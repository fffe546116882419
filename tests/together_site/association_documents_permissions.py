"""Who is answered what at documents, partners, projects: the rows of ``permissions``, gone on."""

from tests.together_site.association_editing_permissions import READ, content
from tests.together_site.rows import Row

OPEN = ("all 200", "all 200")
HIDDEN = ("all 404", "all 404")
REFUSED = ("staff 403, else login",) * 2
PROPOSALS = "/en/admin/network/proposal"
PROPOSAL = f"{PROPOSALS}/{{proposal_pk}}"
ASKED = "board coordinators 403, staff 200, else login"
ANSWERED = "board coordinators 403, staff 302* admin:network_proposal_change, else login"
LETTER = {"note": "Because.", "letter-subject": "The answer", "letter-body": "Good day."}
SENT = {
    "title": "A garden",
    "text": "Plant a garden.",
    "member": "{proposing}",
    "name": "Rui",
    "email": "rui@example.org",
}
NEW = {"title_en": "New", "slug": "new"}
CHANGED = {"title_en": "Changed"}

ROWS = [
    Row("/en/documents/", *OPEN),
    Row("/en/documents/{document}/", *OPEN),
    Row("/en/documents/{hidden_document}/", *HIDDEN),
    Row("/en/documents/files/{document_file_pk}/statutes.pdf", "all 200", "all 405"),
    Row("/en/documents/files/{hidden_document_file_pk}/statutes.pdf", "all 404", "all 405"),
    Row("/en/partners/", *OPEN),
    Row("/en/partners/{partner}/", *OPEN),
    Row("/en/partners/{hidden_partner}/", *HIDDEN),
    Row("/en/projects/", *OPEN),
    Row("/en/projects/{project}/", *OPEN),
    Row("/en/projects/{hidden_project}/", *HIDDEN),
    Row("/en/projects/{project}/propose/", "all 200", "all 200*", SENT),
    Row("/en/projects/{hidden_project}/propose/", *HIDDEN),
    # The link is the right; only its buttons act.
    Row(
        "/en/projects/proposals/{token_of_proposal}/",
        "all 200",
        "all 302* network:proposal",
        {"act": "confirm"},
    ),
    Row("/en/projects/proposals/forged/", *HIDDEN),
    *content(
        "document",
        "hidden_document_pk",
        "document_version",
        new={**NEW, "kind": "minutes"},
        changed=CHANGED,
    ),
    Row(
        "/en/admin/network/document/{hidden_document_pk}/files/{hidden_document_file_pk}/",
        *READ,
    ),
    *content("partner", "hidden_partner_pk", "partner_version", new=NEW, changed=CHANGED),
    *content(
        "project",
        "hidden_project_pk",
        "project_version",
        new={**NEW, "kind": "project", "first_year": "2020"},
        changed=CHANGED,
    ),
    Row(f"{PROPOSALS}/", *READ),
    Row(f"{PROPOSALS}/add/", *REFUSED),
    Row(f"{PROPOSAL}/", *["staff 302 admin:network_proposal_change, else login"] * 2),
    Row(f"{PROPOSAL}/change/", "staff 200, else login", "staff 403, else login"),
    Row(f"{PROPOSAL}/history/", *READ),
    Row(f"{PROPOSAL}/delete/", *REFUSED),
    *[
        Row(f"{PROPOSAL}/answer/{name}/", ASKED, ANSWERED, LETTER)
        for name in ("take", "do-not-take")
    ],
    Row(f"{PROPOSAL}/answer/no-such-answer/", *["staff 404, else login"] * 2),
]

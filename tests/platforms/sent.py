"""What somebody sends who fills in each page of the application rightly."""

from platforms.workflow import DESCRIPTION, PLACE, Section

VALID = {
    Section.TERRITORY: {
        "holder": "territory",
        "territory_name": "Vila Exemplo",
        "territory_country": "PT",
    },
    PLACE: {"listed_territory": "none"},
    DESCRIPTION: {"territory_kind": "municipality"},
    Section.PLATFORM: {
        "aims": "To meet.",
        "is_formal": "False",
        "has_begun": "True",
        "languages": "Portuguese",
    },
    Section.PARTICIPANTS: {
        "row_count": "3",
        "name_0": "Council",
        "kind_0": "public_authority",
        "name_1": "Neighbours",
        "kind_1": "association",
    },
    Section.MANDATE: {"mandate": "not_yet", "why_no_mandate": "The council meets in May."},
    Section.CONTACTS: {"contact_name": "A. Sample", "contact_role": "Councillor"},
    Section.PROCESS: {"trained": "no"},
    Section.CONSENT: {"privacy": "on", "may_apply": "on"},
}

"""What a row of the permissions says, and of whom."""

from dataclasses import dataclass, field

OUTSIDE = ("visitor", "applicant", "other", "member", "other_member", "inactive")
STAFF = ("secretariat", "board", "contact", "root")
# Of a network each, and of staff in nothing else: in the admin all else is refused to them, also
# where a row does not name them.
COORDINATORS = ("coordinator", "other_coordinator")
ADMIN = "/en/admin/"
# ``contact`` is of the secretariat and a contact of the applications, and has not given the
# password again as all others have; ``board`` has a second factor; ``root`` has all rights and no
# role, ``former`` neither; ``other`` has opened another application; ``begun`` is an application
# that ``secretariat`` has begun on behalf of somebody. ``member`` and ``other_member`` have opened
# the pages of a member each, to act, by the private link of who represents it.
GROUPS = {
    "outside": OUTSIDE,
    "staff": STAFF,
    "coordinators": COORDINATORS,
    "all": (*OUTSIDE, *STAFF, *COORDINATORS, "former"),
}


@dataclass(frozen=True)
class Row:
    """An address with who gets which answer."""

    address: str
    get: str
    post: str
    sends: dict = field(default_factory=dict)

    def answers(self, method):
        """Return the answer for each person."""
        said = {}
        for part in getattr(self, method).split(", "):
            who, answer = _who_and_answer(part.split())
            if "else" in part.split() and self.address.startswith(ADMIN):
                said |= {person: "403" for person in COORDINATORS if person not in said}
            said |= {person: answer for person in who if person not in said}
        return said


def _who_and_answer(words):
    who = []
    while words[0] in GROUPS or words[0] in GROUPS["all"] or words[0] == "else":
        word = words.pop(0)
        who += GROUPS["all"] if word == "else" else GROUPS.get(word, [word])
    return who, " ".join(words)

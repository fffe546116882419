"""Who is answered what at every address outside of the admin: one row each, written by hand.

A row says what a look (GET) is answered and what a button (POST) is: who, then the answer, as in
``"board 403, secretariat 302* admin:index, else login"``. A star tells that something was written;
``login``, that the person is led to where staff sign in; after 302 stands the view it leads to.
In braces stand the things of ``world``. The button sends the form of its page, as it is shown to
somebody who gets it, with what the row ``sends`` in its fields.
"""

from tests.together_site.rows import Row
from tests.together_site.world import PASSWORD

OPEN = ("all 200", "all 200")  # nothing is read of what is sent there
HIDDEN = ("all 404", "all 404")
OWN_LOOK = ("applicant 200, else 404", "applicant 200, else 404")
BEGUN_LOOK = ("secretariat 200, else 404", "secretariat 200, else 404")

AGAIN = "contact 302 account_reauthenticate"
PASSWORDS = {"password1": "square-tables-43", "password2": "square-tables-43"}
NEW_PASSWORD = {"oldpassword": PASSWORD, **PASSWORDS}

REGISTRY = [
    Row("/health", *OPEN),
    Row("/robots.txt", *OPEN),
    Row("/sitemap.xml", *OPEN),
    Row("/sitemap-pages.xml", *OPEN),
    Row("/en/", *OPEN),
    Row("/en/search/", *OPEN),
    Row("/en/territories/", *OPEN),
    Row("/en/territories/territories.csv", *OPEN),
    Row("/en/territories/territories.geojson", *OPEN),
    Row("/en/territories/feed/", *OPEN),
    Row("/en/territories/{territory}/", *OPEN),
    Row("/en/territories/{hidden_territory}/", *HIDDEN),
    Row("/en/collective-actors/{actor_pk}/", *OPEN),
    Row("/en/collective-actors/{hidden_actor_pk}/", *HIDDEN),
    Row("/en/countries/", *OPEN),
    Row("/en/countries/pt/", *OPEN),
    Row("/en/platforms/", *OPEN),
    Row("/en/platforms/feed/", *OPEN),
    Row("/en/platforms/platforms.csv", *OPEN),
    Row("/en/platforms/platforms.geojson", *OPEN),
    Row("/en/platforms/{platform}/", *OPEN),
    Row("/en/platforms/{hidden_platform}/", *HIDDEN),
    Row("/en/members/", *OPEN),
    Row("/en/members/members.csv", *OPEN),
    Row("/en/members/{member_pk}/", *OPEN),
    Row("/en/members/{member_pk}/badge.svg", *OPEN),
    Row("/en/members/{hidden_member_pk}/", *HIDDEN),
    Row("/en/members/{hidden_member_pk}/badge.svg", *HIDDEN),
    Row("/en/figures/", *OPEN),
    Row("/en/figures/members-by-category.csv", *OPEN),
    Row("/en/figures/members-by-standing.csv", *HIDDEN),
    Row("/en/networks/", *OPEN),
    Row("/en/networks/{network}/", *OPEN),
    Row("/en/networks/{hidden_network}/", *HIDDEN),
    Row("/en/networks/{network}/feed/", *OPEN),
    Row("/en/networks/{hidden_network}/feed/", *HIDDEN),
    Row(
        "/en/networks/{network}/join/",
        "all 200",
        "all 200*",
        {"entry": "{fitting}", "name": "Rui", "email": "rui@example.org"},
    ),
    Row("/en/networks/{hidden_network}/join/", *HIDDEN),
    # The link is the right; only its buttons act.
    Row(
        "/en/networks/request/{token_of_request}/",
        "all 200",
        "all 302* membership:network-request",
        {"act": "confirm"},
    ),
    Row("/en/networks/request/forged/", *HIDDEN),
    Row("/en/verify/", *OPEN),
    Row("/en/verify/{serial}/", "all 200*", "all 200*"),
    # Of a development machine only, where no letter leaves.
    Row("/mailbox/", *OPEN),
    Row("/mailbox/{letter}/", *OPEN),
]

APPLICATIONS = [
    Row("/en/apply/", *OPEN),
    Row("/en/apply/form.pdf", *OPEN),
    Row(
        "/en/apply/begin/",
        "all 200",
        "all 302* platforms:application-sections",
        {"email": "new@example.org"},
    ),
    Row("/en/apply/{asked}/", *OWN_LOOK),
    Row("/en/apply/{begun}/", *BEGUN_LOOK),
    Row("/en/apply/{missing}/", *HIDDEN),
    # Who sends the seal of a form had it open: what was typed is kept, and not shown to them.
    Row(
        "/en/apply/{asked}/territory/",
        "applicant 200, else 404",
        "applicant 302* platforms:application-section, else 404*",
    ),
    Row(
        "/en/apply/{asked}/territory/",
        "applicant 200, else 404",
        "applicant 302* platforms:application-section, else 404",
        {"seen": "forged"},
    ),
    Row("/en/apply/{asked}/contacts/", *HIDDEN),  # it was not asked for
    Row(
        "/en/apply/{begun}/contacts/",
        "secretariat 200, else 404",
        "secretariat 302* platforms:application-section, else 404*",
    ),
    Row(
        "/en/apply/{asked}/check/",
        "applicant 200, else 404",
        "applicant 302* applications:application-status, else 404",
    ),
    Row(
        "/en/apply/{begun}/check/",
        "secretariat 200, else 404",
        "secretariat 302* applications:application-status, else 404",
    ),
    Row("/en/apply/{asked}/copy/", *OWN_LOOK),
    Row("/en/apply/{begun}/copy/", *BEGUN_LOOK),
    Row("/en/apply/{asked}/copy.pdf", *OWN_LOOK),
    Row(
        "/en/applications/find/",
        "all 200",
        "all 200*",
        {"reference": "{asked}", "email": "contact@example.org"},
    ),
    Row(
        "/en/applications/find/",
        "all 200",
        "all 200*",
        {"reference": "{missing}", "email": "a@b.pt"},
    ),
    # The link is the right; only its button confirms.
    Row(
        "/en/applications/link/status/{token_to_see}/",
        "all 200",
        "all 302 applications:application-status",
    ),
    Row(
        "/en/applications/link/confirm/{token_to_confirm}/",
        "all 200",
        "all 302* applications:application-status",
    ),
    Row(
        "/en/applications/link/gone/{token_to_go}/",
        "all 200",
        "all 302* applications:contact-gone",
    ),
    Row("/en/applications/gone/", *OPEN),
    Row("/en/applications/link/edit/{token_to_see}/", *HIDDEN),
    Row("/en/applications/link/edit/forged/", *HIDDEN),
    Row(
        "/en/applications/{asked}/",
        "applicant 302 platforms:application-sections, else 404",
        "applicant 302 platforms:application-sections, else 404",
    ),
    Row(
        "/en/applications/{begun}/",
        "secretariat 302 platforms:application-sections, else 404",
        "secretariat 302 platforms:application-sections, else 404",
    ),
    Row("/en/applications/{asked}/link/", "all 405", "applicant 200*, else 404"),
    Row(
        "/en/applications/{asked}/withdraw/",
        "applicant 200, else 404",
        "applicant 302* applications:application-status, else 404",
    ),
    Row("/en/applications/{begun}/withdraw/", *HIDDEN),
    Row("/en/applications/{asked}/files/{file_of_asked}/", *OWN_LOOK),
    Row("/en/applications/{asked}/files/{file_of_other}/", *HIDDEN),
]

OWN = "/en/membership/member/{own_pk}"
ITS_PAGE = "membership:own-page"
OF_MEMBER = ("member 200, else 404", "member 200, else 404")

MEMBERS = [
    Row("/en/membership/find/", "all 200", "all 200*", {"number": "M1", "email": "a@b.pt"}),
    Row("/en/membership/gone/", *OPEN),
    # The link is the right; only its button acts.
    Row("/en/membership/link/own/{token_own}/", "all 200", f"all 302 {ITS_PAGE}"),
    Row("/en/membership/link/act/{token_act}/", "all 200", f"all 302 {ITS_PAGE}"),
    Row("/en/membership/link/gone/{token_gone}/", "all 200", "all 302* membership:own-gone"),
    Row("/en/membership/link/follow/{token_follow}/", "all 200", f"all 302* {ITS_PAGE}"),
    Row("/en/membership/link/act/{token_own}/", *HIDDEN),
    Row("/en/membership/link/own/forged/", *HIDDEN),
    Row("/en/membership/link/no-such-purpose/{token_own}/", *HIDDEN),
    Row(f"{OWN}/", *OF_MEMBER),
    Row("/en/membership/member/{hidden_member_pk}/", *HIDDEN),
    Row(f"{OWN}/certificate.pdf", *OF_MEMBER),
    Row(f"{OWN}/dues/{{own_due}}.pdf", *OF_MEMBER),
    Row(f"{OWN}/dues/{{due_pk}}.pdf", *HIDDEN),
    Row(f"{OWN}/receipts/{{own_payment}}.pdf", *OF_MEMBER),
    Row(f"{OWN}/receipts/{{payment_pk}}.pdf", *HIDDEN),
    Row(f"{OWN}/link/", "all 405", "member 200*, else 404"),
    Row(f"{OWN}/gone/", OF_MEMBER[0], "member 302* membership:own-gone, else 404"),
    Row(
        f"{OWN}/follower/",
        OF_MEMBER[0],
        f"member 302* {ITS_PAGE}, else 404",
        {"role": "billing", "name": "Rui", "email": "a@b.pt", "starts_on": "2031-01-01"},
    ),
    Row(f"{OWN}/resign/", OF_MEMBER[0], f"member 302* {ITS_PAGE}, else 404", {"agreed": "on"}),
]

ACCOUNT = [
    Row(
        "/en/account/login/",
        "outside 200, else 302 admin:index",
        "outside 302* admin:index, else 302 admin:index",
        {"login": "secretary@example.org", "password": PASSWORD},
    ),
    Row("/en/account/logout/", "outside 302 home, else 200", "all 302 home"),
    Row("/en/account/inactive/", "all 200", "all 405"),
    Row(
        "/en/account/reauthenticate/",
        "outside login, else 200",
        "outside login, else 302 admin:index",
        {"password": PASSWORD},
    ),
    Row(
        "/en/account/password/change/",
        "outside login, else 200",
        "outside login, else 302* account_change_password",
        NEW_PASSWORD,
    ),
    Row(
        "/en/account/password/set/",
        "outside login, else 302 account_change_password",
        "outside login, else 302 account_change_password",
    ),
    Row(
        "/en/account/password/reset/",
        "all 200",
        "all 302* account_reset_password_done",
        {"email": "secretary@example.org"},
    ),
    Row("/en/account/password/reset/done/", "all 200", "all 405"),
    Row("/en/account/password/reset/key/1-forged/", "all 200", "all 200", PASSWORDS),
    Row("/en/account/password/reset/key/done/", "all 200", "all 405"),
    Row("/en/account/go-on/", *["outside login, else 302 admin:index"] * 2),
    Row(
        "/en/account/daily-letter/",
        "outside login, else 405",
        "outside login, else 302* admin:index",
    ),
    Row("/en/account/second-factor/", "outside login, else 200", "outside login, else 405"),
    Row(
        "/en/account/second-factor/set-up/",
        *[f"outside login, {AGAIN}, board 302 mfa_deactivate_totp, else 200"] * 2,
    ),
    Row(
        "/en/account/second-factor/remove/",
        "outside login, board 200, else 404",
        "outside login, board 302* mfa_index, else 404",
    ),
    Row(
        "/en/account/second-factor/code/", *["outside 302 account_login, else 302 admin:index"] * 2
    ),
    Row(
        "/en/account/second-factor/confirm/",
        *["outside login, board 200, else 302 account_reauthenticate"] * 2,
    ),
    Row(
        "/en/account/recovery-codes/",
        "outside login, board 200*, else 404",
        "outside login, else 405",
    ),
    Row(
        "/en/account/recovery-codes/new/",
        f"outside login, {AGAIN}, else 200",
        f"outside login, {AGAIN}, board 302* mfa_view_recovery_codes, else 200",
    ),
    Row(
        "/en/account/recovery-codes/download/",
        "outside login, board 200*, else 404",
        "outside login, board 405*, else 404",
    ),
]
# All other looks leave everything as it was.
LOOKS_THAT_WRITE = {
    "/en/verify/{serial}/": "tries are counted, so that nobody guesses serial numbers",
    "/en/account/recovery-codes/": "allauth notes that they were seen; nothing follows from it",
    "/en/account/recovery-codes/download/": "the same",
}

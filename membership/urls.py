from django.urls import include, path

from membership import own_pages, views
from membership.figures import pages as figure_pages
from membership.networks import pages as network_pages
from membership.networks.feed import network_feed
from membership.requests import pages

app_name = "membership"

urlpatterns = [
    path("join/", pages.join_start, name="join-start"),
    path("join/", include(pages.JoinPages().urls())),
    path("members/", views.member_list, name="member-list"),
    path("members/members.csv", views.member_csv, name="member-csv"),
    path("members/<int:pk>/", views.member_detail, name="member-detail"),
    path("members/<int:pk>/badge.svg", views.member_badge, name="member-badge"),
    path("networks/", network_pages.network_list, name="network-list"),
    path("networks/request/<str:token>/", network_pages.network_request, name="network-request"),
    path("networks/<slug:slug>/", network_pages.network_detail, name="network-detail"),
    path("networks/<slug:slug>/feed/", network_feed, name="network-feed"),
    path("networks/<slug:slug>/join/", network_pages.network_join, name="network-join"),
    path("figures/", figure_pages.figure_list, name="figure-list"),
    path("figures/<slug:name>.csv", figure_pages.figure_csv, name="figure-csv"),
    path("verify/", views.certificate_ask, name="certificate-ask"),
    path("verify/<str:serial>/", views.certificate_state, name="certificate-state"),
    # Of a member for those who represent it, by private links.
    path("membership/find/", own_pages.link_ask, name="own-link-ask"),
    path("membership/gone/", own_pages.contact_gone, name="own-gone"),
    path("membership/link/<slug:purpose>/<str:token>/", own_pages.link_open, name="link-open"),
    path("membership/member/<int:pk>/", own_pages.own_page, name="own-page"),
    path(
        "membership/member/<int:pk>/certificate.pdf",
        own_pages.own_certificate,
        name="own-certificate",
    ),
    path(
        "membership/member/<int:pk>/dues/<int:due>.pdf", own_pages.own_request, name="own-request"
    ),
    path(
        "membership/member/<int:pk>/receipts/<int:payment>.pdf",
        own_pages.own_receipt,
        name="own-receipt",
    ),
    path("membership/member/<int:pk>/link/", own_pages.link_send, name="own-link-send"),
    path("membership/member/<int:pk>/gone/", own_pages.own_contact_gone, name="own-contact-gone"),
    path("membership/member/<int:pk>/follower/", own_pages.follower, name="own-follower"),
    path("membership/member/<int:pk>/resign/", own_pages.resign, name="own-resign"),
]

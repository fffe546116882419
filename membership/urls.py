from django.urls import path

from membership import views

app_name = "membership"

urlpatterns = [
    path("members/", views.member_list, name="member-list"),
    path("members/members.csv", views.member_csv, name="member-csv"),
    path("members/<int:pk>/", views.member_detail, name="member-detail"),
    path("members/<int:pk>/badge.svg", views.member_badge, name="member-badge"),
    path("verify/", views.certificate_ask, name="certificate-ask"),
    path("verify/<str:serial>/", views.certificate_state, name="certificate-state"),
]

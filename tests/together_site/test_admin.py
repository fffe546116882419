import pytest
from django.contrib import admin
from django.urls import reverse

from tests.applications.factories import make_secretary
from tests.factories import make_platform
from tests.pages import values


def test_the_admin_holds_our_own_records_only():
    assert sorted(model._meta.label for model in admin.site._registry) == [
        "accounts.User",
        "applications.BoardSession",
        "applications.Export",
        "membership.BankDetails",
        "membership.BankFile",
        "membership.Body",
        "membership.DatedSetting",
        "membership.FeeRule",
        "membership.Job",
        "membership.Member",
        "membership.MembershipApplication",
        "membership.Network",
        "membership.PaymentRequest",
        "membership.PostHolder",
        "membership.Roll",
        "membership.Topic",
        "network.Article",
        "network.Document",
        "network.Event",
        "network.Facilitator",
        "network.Follower",
        "network.Message",
        "network.MethodPart",
        "network.Milestone",
        "network.MissedAddress",
        "network.OldAddress",
        "network.Page",
        "network.Partner",
        "network.Picture",
        "network.Project",
        "network.Proposal",
        "network.Subject",
        "network.Video",
        "outbox.OutgoingEmail",
        "platforms.Platform",
        "platforms.PlatformApplication",
        "territories.CollectiveActor",
        "territories.Territory",
    ]


@pytest.mark.django_db
def test_a_record_leads_to_its_public_page(client):
    client.force_login(make_secretary())
    platform = make_platform()

    page = client.get(reverse("admin:platforms_platform_change", args=[platform.pk]))

    assert values(page, '//a[@class="viewsitelink"]/@href') == [platform.get_absolute_url()]


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["change", "history"])
@pytest.mark.parametrize("model", ["membership_network", "platforms_platformapplication"])
def test_an_address_with_a_number_too_long_for_a_row_names_nothing(client, model, page):
    client.force_login(make_secretary())

    answer = client.get(reverse(f"admin:{model}_{page}", args=["9" * 5000]))

    assert answer.status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("row", ["abc", "-1", "1 OR 1=1", "\x00", "9" * 5000])
def test_a_row_chosen_for_an_action_is_a_number(client, row):
    client.force_login(make_secretary())
    chosen = {"action": "try_again", "_selected_action": row}

    answer = client.post(reverse("admin:outbox_outgoingemail_changelist"), chosen)

    assert answer.status_code == 400

from django.contrib import admin


def test_the_admin_holds_our_own_records_only():
    assert sorted(model._meta.label for model in admin.site._registry) == [
        "accounts.User",
        "outbox.OutgoingEmail",
        "platforms.Platform",
        "platforms.PlatformApplication",
        "territories.CollectiveActor",
        "territories.Territory",
    ]

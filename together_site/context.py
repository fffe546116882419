"""What every template can say of the site; asks the database nothing."""

from django.conf import settings


def site(request):
    return {"site_url": settings.SITE_URL, "is_local": settings.LOCAL}

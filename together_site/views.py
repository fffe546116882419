from django.db import connection
from django.http import HttpResponse
from django.template.response import TemplateResponse


def home(request):
    return TemplateResponse(request, "home.html", {})


def health(request):
    """Say whether the site and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def csrf_failure(request, reason=""):
    return TemplateResponse(request, "403_csrf.html", {}, status=403)

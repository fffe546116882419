"""Answers around every view."""


def personal_pages_are_not_stored(get_response):
    """Tell caches to keep nothing of a page that was made for a session or holds its form."""

    def middleware(request):
        response = get_response(request)
        has_form = request.META.get("CSRF_COOKIE_NEEDS_UPDATE")  # its template took the token
        if request.session.accessed or request.method == "POST" or has_form:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware

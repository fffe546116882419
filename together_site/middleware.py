"""Answers around every view."""


def personal_pages_are_not_stored(get_response):
    """Tell caches to keep nothing of a page that was made for a session."""

    def middleware(request):
        response = get_response(request)
        if request.session.accessed or request.method == "POST":
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware

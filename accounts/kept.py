"""What a form sent after the session had ended: kept in the next one, for who had typed it."""

import re

KEY = "kept"
# What no person types: keys, tokens, a box that was ticked.
OF_MACHINES = re.compile(r"on|\d+|[\w-]{24,}", re.ASCII)


def sent_by(request):
    """Return name and value of what a form sent, without passwords and the form's own token."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if "password" not in name and name != "csrfmiddlewaretoken"
        for value in values
    ]


def words_of(fields):
    """Return what a person has typed, in one text to read and to copy."""
    typed = (value.strip() for name, value in fields if not name.startswith("_"))
    return "\n\n".join(value for value in typed if value and not OF_MACHINES.fullmatch(value))


def keep(request, fields, *, person):
    """Keep in the session what was sent, for the person with this key alone."""
    request.session[KEY] = {
        "person": str(person),
        "path": request.get_full_path(),
        "fields": fields,
    }


def kept_for(request):
    """Return what is kept for who is signed in, or ``None``."""
    kept = request.session.get(KEY)
    if kept is None or kept["person"] != str(request.user.pk):
        return None
    return kept


def forget(request):
    request.session.pop(KEY, None)


def forget_if_sent(request):
    """Forget what was kept when it is sent again, or another time typed and sent."""
    kept = request.session.get(KEY)
    if kept is not None and request.method == "POST" and kept["path"] == request.get_full_path():
        forget(request)

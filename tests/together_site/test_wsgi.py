import io
from functools import partial
from wsgiref.util import setup_testing_defaults

import pytest

pytestmark = pytest.mark.django_db

# Names that Python takes for an encoding, of which some decode nothing and some half characters.
ENCODINGS = ["hex", "idna", "undefined", "utf-7", "unicode_escape", "utf-16"]
HALF = "\\ud800+2AA-"


@pytest.fixture
def ask(_prepared):
    """Ask as a server does; gives the status and the page."""
    # What a server imports looks for the folder of static files at once.
    from together_site.wsgi import application

    return partial(answer, application)


def answer(application, path, query="", *, kind, body=b""):
    environ = {
        "REQUEST_METHOD": "POST" if body else "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": str(len(body)),
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_COOKIE": "csrftoken=" + "a" * 32,
        "HTTP_X_CSRFTOKEN": "a" * 32,
        "wsgi.input": io.BytesIO(body),
    }
    setup_testing_defaults(environ)
    statuses = []
    page = b"".join(application(environ, lambda status, headers: statuses.append(status)))
    return statuses, page.decode()


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_address_is_read_as_utf_8_whatever_its_sender_claims(ask, encoding):
    kind = f"text/plain; charset={encoding}"

    statuses, page = ask("/en/account/login/", f"next=/{HALF}", kind=kind)

    assert (statuses, 'value="/\\ud800 2AA-"' in page) == (["200 OK"], True)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("path", ["/en/apply/begin/", "/en/applications/find/"])
def test_a_form_is_read_as_utf_8_whatever_its_sender_claims(ask, path, encoding):
    part = f'--x\r\nContent-Disposition: form-data; name="email"\r\n\r\n{HALF}\r\n--x--\r\n'
    kind = f"multipart/form-data; boundary=x; charset={encoding}"

    statuses, page = ask(path, kind=kind, body=part.encode())

    assert (statuses, f'value="{HALF}"' in page) == (["200 OK"], True)

"""A small proxy that compresses pages, as the one before a public site does (docs/deploying.md)."""

import contextlib
import gzip
import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOST = "127.0.0.1"
LEVEL = 6
SECONDS_TO_ANSWER = 30
# The server writes these itself.
OURS = {"server", "date", "connection", "content-length"}


@contextlib.contextmanager
def compressing(port):
    """Stand before the site on a port of this machine; give the address at which we listen."""
    server = ThreadingHTTPServer((HOST, 0), type("Handler", (Handler,), {"site": (HOST, port)}))
    threading.Thread(target=server.serve_forever).start()
    try:
        yield f"http://{HOST}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = SECONDS_TO_ANSWER

    def do_GET(self):
        site = http.client.HTTPConnection(*self.site, timeout=SECONDS_TO_ANSWER)
        try:
            site.request("GET", self.path, headers=dict(self.headers))
            answer = site.getresponse()
            self.pass_on(answer, answer.read())
        finally:
            site.close()

    def pass_on(self, answer, body):
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in OURS:
                self.send_header(name, value)
        if answer.getheader("Content-Type", "").startswith("text/html"):
            body = gzip.compress(body, LEVEL)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        """Say nothing of each request."""

"""How gunicorn serves the site: ``gunicorn --config together_site/gunicorn.py together_site.wsgi``.

``BIND`` and ``WEB_CONCURRENCY`` (processes) come from the environment or ``.env``.
"""

import os
from pathlib import Path

import environ

env = environ.Env()
# The settings read it again, too late for what gunicorn wants to know before.
env.read_env(env.str("ENV_FILE", default=str(Path(__file__).resolve().parent.parent / ".env")))

bind = env.str("BIND", default="127.0.0.1:8000")
workers = env.int("WEB_CONCURRENCY", default=2)
worker_class = "gthread"
# As many as DATABASE_POOL has connections for.
threads = 4
# A stuck process is replaced after this; statements give up long before.
timeout = 30
graceful_timeout = 20
keepalive = 5
# Heartbeats of the processes are files: on a slow disk they would make them look stuck.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 - the kernel's
control_socket_disable = True
loglevel = env.str("WEB_LOG_LEVEL", default="warning")

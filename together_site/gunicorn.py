"""How gunicorn serves the site: ``gunicorn --config together_site/gunicorn.py together_site.wsgi``.

``BIND`` and ``WEB_CONCURRENCY`` (processes) come from the environment.
"""

import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
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
loglevel = os.environ.get("WEB_LOG_LEVEL", "warning")

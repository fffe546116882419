"""A database backend: Django's own for Postgres, which sees first that the server runs."""

import contextlib

from django.conf import settings
from django.core.management.base import CommandError
from django.db.backends.postgresql import base
from django.db.utils import OperationalError
from psycopg import connect, errors, sql

from together_site.local_postgres.cluster import SUPERUSER, cluster_in
from together_site.local_postgres.errors import LocalPostgresError


class ServerUnavailableError(OperationalError, CommandError):
    """The local server cannot be started: one sentence in a terminal, the 503 page on the site."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Start the local server at the first query; ``check`` and ``--help`` never make one."""

    made = set()

    @property
    def cluster(self):
        return cluster_in(settings.LOCAL_DIR, durable=settings.LOCAL_POSTGRES_DURABLE)

    def get_connection_params(self):
        try:
            self.cluster.ensure_running()
        except LocalPostgresError as problem:
            raise ServerUnavailableError(str(problem)) from problem
        self.settings_dict |= {"HOST": str(self.cluster.folders.socket), "USER": SUPERUSER}
        params = super().get_connection_params()
        self.make_database(params)
        return params

    def make_database(self, params):
        """Make the database of this name, once a process, unless it exists."""
        name = params["dbname"]
        if name in self.made:
            return
        create = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
        with (
            connect(host=params["host"], user=params["user"], dbname="postgres") as connection,
            contextlib.suppress(errors.DuplicateDatabase, errors.UniqueViolation),
        ):
            connection.autocommit = True
            connection.execute(create)
        self.made.add(name)

    def leave(self):
        """Use the server no more; return when it has stopped or others go on with it."""
        if self.alias in self._connection_pools:
            self.close_pool()
        self.cluster.leave()

"""One number that every change of the registry raises: what is kept by it is never stale."""

import pgtrigger
from django.db import connection, models


class RegistryVersionQuerySet(models.QuerySet):
    def now(self):
        """Return the version of the registry: a greater number after each change that is seen."""
        # Every public page asks; made by the ORM the same statement costs five times as much.
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT coalesce(sum(number), 0) FROM {self.model._meta.db_table}")  # noqa: S608
            return int(cursor.fetchone()[0])


class RegistryVersion(models.Model):
    """A part of the version; their sum is the version.

    Who changes the registry raises a part that nobody else holds, or adds one: one row for all
    would let two people who change different records wait for one another, even for ever.
    """

    number = models.BigIntegerField()

    objects = RegistryVersionQuerySet.as_manager()

    class Meta:
        # No page shows it.
        default_permissions = ()

    def __str__(self):
        return str(self.number)


class RaisesVersion(pgtrigger.Trigger):
    """Raise the version of the registry with each statement that changes the table.

    A number is never given twice, not even after a transaction that was rolled back.
    """

    name = "raises_version"
    level = pgtrigger.Statement
    when = pgtrigger.After
    operation = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete
    func = """
        -- What a trigger changes belongs to a statement that raises it itself.
        IF pg_trigger_depth() > 1 THEN
            RETURN NULL;
        END IF;
        UPDATE territories_registryversion
        SET number = nextval(pg_get_serial_sequence('territories_registryversion', 'id'))
        WHERE id = (
            SELECT id FROM territories_registryversion ORDER BY id FOR UPDATE SKIP LOCKED LIMIT 1
        );
        IF NOT FOUND THEN
            INSERT INTO territories_registryversion (number)
            VALUES (nextval(pg_get_serial_sequence('territories_registryversion', 'id')));
        END IF;
        RETURN NULL;
    """

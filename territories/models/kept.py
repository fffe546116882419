from django.db import models

from territories.workflow import EDIT, Role


class Kept(models.Model):
    """What the secretariat keeps by moves, and whoever has all rights."""

    # With it goes every change of a field.
    edit_move = EDIT

    class Meta:
        abstract = True

    def roles_of(self, by):
        """Return the roles in which a user stands to this record."""
        if not by.is_active:
            return set()
        return {*by.roles, Role.SECRETARIAT} if by.is_superuser else set(by.roles)

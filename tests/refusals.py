"""Which rule the database keeps by itself when it refuses."""

import pytest
from django.db import IntegrityError, transaction


def refused_by(make, *arguments, **fields):
    """Return the name of the constraint that refuses, as Postgres tells it."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        make(*arguments, **fields)
    return refusal.value.__cause__.diag.constraint_name


def names_of(model):
    """Return the names of the constraints that a model declares."""
    return {constraint.name for constraint in model._meta.constraints}

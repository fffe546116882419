from pathlib import Path

import pytest
from django.apps import apps
from django_migration_linter import MigrationLinter

ROOT = Path(__file__).parents[1]


@pytest.mark.django_db
def test_migrations_let_the_former_release_run_on(capsys):
    ours = [app.label for app in apps.get_app_configs() if Path(app.path).parent == ROOT]
    linter = MigrationLinter(
        str(ROOT), include_apps=ours, no_cache=True, quiet=["ok", "ignore", "warning"]
    )

    linter.lint_all_migrations()

    assert linter.nb_total > 0
    assert not linter.has_errors, capsys.readouterr().out

"""The day of the release: that on which the newest file of the site came to this machine."""

import os
from datetime import UTC, date, datetime

from together_site.release import released_on


def test_the_day_is_that_of_the_newest_file_from_which_pages_are_made(tmp_path):
    moments = {
        "old.html": datetime(2020, 1, 1, tzinfo=UTC),
        "new.css": datetime(2024, 6, 30, 23, 59, tzinfo=UTC),
        # No page is made from these.
        "later.md": datetime(2025, 1, 1, tzinfo=UTC),
    }
    for name, moment in moments.items():
        path = tmp_path / name
        path.touch()
        os.utime(path, (moment.timestamp(),) * 2)

    assert released_on([tmp_path]) == date(2024, 6, 30)


def test_the_environment_can_name_the_day(settings):
    from tests.together_site.test_settings import PRODUCTION, run

    script = "from django.conf import settings; print(settings.RELEASED_ON)"
    setup = "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'together_site.settings'; "

    ran = run("-c", setup + script, **PRODUCTION, RELEASED_ON="2026-03-31")

    assert (ran.stdout, ran.returncode) == ("2026-03-31\n", 0), ran.stderr

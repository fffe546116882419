"""Settings of the site as it would be without the lock on an event: the control of trial ``h``."""

from together_site.settings import *  # noqa: F403
from together_site.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.drills.no_lock.NoLock"]

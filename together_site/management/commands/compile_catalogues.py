from django.conf import settings
from django.core.management.base import BaseCommand

from together_site.catalogues import compile_catalogues


class Command(BaseCommand):
    help = "Compile the translations that changed. Needs no gettext on the machine."
    requires_system_checks = []

    def handle(self, **options):
        for folder in settings.LOCALE_PATHS:
            for catalogue in compile_catalogues(folder):
                self.stdout.write(f"Compiled {catalogue}")

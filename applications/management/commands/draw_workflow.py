from django.conf import settings
from django.core.management.base import BaseCommand

from applications.diagram import drawing


class Command(BaseCommand):
    help = "Draw the way of an application into docs/workflow.md."

    def handle(self, **options):
        page = settings.BASE_DIR / "docs" / "workflow.md"
        page.write_text(drawing())
        self.stdout.write(f"Drawn: {page.relative_to(settings.BASE_DIR)}")

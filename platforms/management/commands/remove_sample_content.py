from django.core.management.base import BaseCommand, CommandError

from platforms import sample


class Command(BaseCommand):
    help = "Remove all sample content, unless real records stand on it."

    def handle(self, *args, **options):
        try:
            removed = sample.remove()
        except sample.RemovalRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        numbers = ", ".join(f"{number} {name}" for name, number in removed.items())
        self.stdout.write(f"Sample content removed: {numbers}.")

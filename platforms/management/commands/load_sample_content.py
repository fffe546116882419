from django.core.management.base import BaseCommand

from platforms import sample


class Command(BaseCommand):
    help = "Fill the registry with sample content from public sources. Safe to repeat."

    def handle(self, *args, **options):
        added = sample.load(tell=self.tell)
        self.stdout.write("")
        numbers = ", ".join(f"{number} {name}" for name, number in added.items())
        self.stdout.write(f"Sample content added: {numbers}.")

    def tell(self, done, total):
        self.stdout.write(f"\rSample content: {done} of {total} rows", ending="")
        self.stdout.flush()

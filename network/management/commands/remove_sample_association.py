from django.core.management.base import BaseCommand, CommandError

from network.content import samples


class Command(BaseCommand):
    help = "Remove the sample records of the association, with registrations for its sample events."

    def handle(self, *args, **options):
        try:
            removed = samples.remove()
        except samples.RemovalRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Sample records of the association removed: {removed}.")

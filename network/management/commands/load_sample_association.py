from django.core.management.base import BaseCommand

from network.content import samples


class Command(BaseCommand):
    help = "Add a sample training, meeting, article and facilitators. Safe to repeat."

    def handle(self, *args, **options):
        self.stdout.write(f"Sample records of the association added: {samples.load()}.")

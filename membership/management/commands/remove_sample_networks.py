from django.core.management.base import BaseCommand

from membership import sample


class Command(BaseCommand):
    help = "Remove the sample networks, and the sample topics that no network has."

    def handle(self, *args, **options):
        self.stdout.write(f"Sample networks and topics removed: {sample.remove()}.")

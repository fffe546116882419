from django.core.management.base import BaseCommand

from membership import sample


class Command(BaseCommand):
    help = "Add sample networks and topics from public sources. Safe to repeat."

    def handle(self, *args, **options):
        self.stdout.write(f"Sample networks and topics added: {sample.load()}.")

from django.core.management.base import BaseCommand

from network.content import loading
from network.old import repointing


class Command(BaseCommand):
    help = (
        "Add the pages and records of the network that are shipped with the site. Safe to repeat."
    )

    def handle(self, *args, **options):
        self.stdout.write(f"Records of the network added: {loading.load()}.")
        self.stdout.write(f"Old addresses led to them: {repointing.repoint()}.")

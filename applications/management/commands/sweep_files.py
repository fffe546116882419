from django.core.management.base import BaseCommand

from applications import files


class Command(BaseCommand):
    help = "Delete stored files that no row names for a day: uploads rolled back after writing."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say which files")

    def handle(self, *args, dry_run, **options):
        swept = files.sweep(dry_run=dry_run)
        for name in swept:
            self.stdout.write(name)
        kept = " (dry run: nothing deleted)" if dry_run else ""
        self.stdout.write(f"{len(swept)} files without a row{kept}")

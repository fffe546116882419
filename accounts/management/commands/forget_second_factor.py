"""Let somebody who lost phone and recovery codes sign in with the password, to set up anew."""

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.services import forget_second_factor


class Command(BaseCommand):
    help = "Forget the second factor of a person, end their sessions and tell them by letter."

    def add_arguments(self, parser):
        parser.add_argument("email", help="The address with which the person signs in.")

    def handle(self, *, email, **options):
        try:
            user = User.objects.get_by_natural_key(email)
        except User.DoesNotExist as error:
            raise CommandError(f"Nobody signs in with {email}.") from error
        if forget_second_factor(user):
            self.stdout.write(f"{user.email} has no second factor any more; a letter tells so.")
        else:
            self.stdout.write(f"{user.email} had no second factor.")

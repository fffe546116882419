from allauth.account.adapter import DefaultAccountAdapter


class StaffOnlyAdapter(DefaultAccountAdapter):
    """Nobody registers here: staff are given an account, applicants need none."""

    def is_open_for_signup(self, request):
        return False

"""What may go wrong, said so that a person knows what to do."""


class LocalPostgresError(Exception):
    """The local server cannot be started. The message is a sentence for people."""

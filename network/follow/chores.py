"""What the worker does for who follows by mail, once an hour."""

import logging

from network.follow import digest, services

log = logging.getLogger("together.chores")


def do_all():
    """Do every chore that is due. Returns how many of each were done, by its name."""
    done = {
        "letters of news": digest.write_due(),
        "follows forgotten": services.forget_unconfirmed(),
    }
    services.forget_letters()
    if any(done.values()):
        log.info("Followers: %s", ", ".join(f"{number} {name}" for name, number in done.items()))
    return done

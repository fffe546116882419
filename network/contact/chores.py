"""What the worker does about messages: it erases what was answered long ago."""

import logging

from network.contact import services

log = logging.getLogger("together.chores")


def do_all():
    """Do every chore that is due. Returns how many of each were done, by its name."""
    done = {"messages erased": services.erase_old()}
    if any(done.values()):
        log.info("Contact: %s", ", ".join(f"{number} {name}" for name, number in done.items()))
    return done

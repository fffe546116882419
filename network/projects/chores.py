"""What the worker does about proposals, once an hour."""

import logging

from network.projects import services

log = logging.getLogger("together.chores")


def do_all():
    """Do every chore that is due. Returns how many of each were done, by its name."""
    done = {"proposals forgotten": services.forget_old()}
    if any(done.values()):
        log.info("Projects: %(proposals forgotten)s proposals forgotten", done)
    return done

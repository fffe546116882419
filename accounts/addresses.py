"""Where a request comes from: limits on tries are kept by it."""

import ipaddress
import logging

from django.conf import settings

logger = logging.getLogger("together.addresses")


def client_address(request):
    """Return the network address a request comes from, or ``"unknown"``.

    ``settings.CLIENT_ADDRESS_HEADER`` says where it stands. Of several, as in X-Forwarded-For, the
    last counts: our own proxy wrote it, the others anybody can write. An IPv6 address is cut to
    its /64, the least that one connection is given.
    """
    header = settings.CLIENT_ADDRESS_HEADER
    stated = request.META.get(header) or request.headers.get(header) or ""
    last = stated.rpartition(",")[2].strip()
    try:
        address = ipaddress.ip_address(last)
    except ValueError:
        logger.warning("no address of a visitor in %s: all share one limit", header)
        return "unknown"
    if address.version == 4:
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((int(address), 64), strict=False))

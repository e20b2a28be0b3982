"""Where a request comes from."""

from __future__ import annotations

import ipaddress

from fastapi import Request


def where_from(request: Request) -> str:
    """The address that asks, as the proxies in the settings tell it; of IPv6, the network that one household has."""
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    return host if address.version == 4 else str(ipaddress.ip_network((address, 64), strict=False))

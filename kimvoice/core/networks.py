"""Networks as the keeper writes them: «10.0.0.0/24», «2001:db8::/64»."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any

from flask_babel import lazy_gettext as _l

from kimvoice.core.errors import RuleBroken

Networks = frozenset[IPv4Network | IPv6Network]


def read(plain: Any) -> Networks:
    """Raises RuleBroken with a sentence for what is no network of a house."""
    if not isinstance(plain, list):
        raise RuleBroken(_l("Skriv nettene som en liste, for eksempel 10.0.0.0/24."))
    return frozenset(_network(each) for each in plain)


def write(networks: Networks) -> list[str]:
    return sorted(str(each) for each in networks)


def _network(text: Any) -> IPv4Network | IPv6Network:
    try:
        network = ip_network(str(text))
    except ValueError as error:
        raise RuleBroken(
            _l(
                "Vi forstår ikke nettet «%(text)s»."
                " Skriv det som 10.0.0.0/24 eller 2001:db8::/64,"
                " uten tall etter det som hører til nettet.",
                text=text,
            )
        ) from error
    if network.prefixlen == 0:
        raise RuleBroken(
            _l("«%(text)s» er hele internett. La lista stå tom i stedet.", text=text)
        )
    if isinstance(network, IPv6Network) and network.network_address.ipv4_mapped:
        raise RuleBroken(
            _l(
                "Skriv «%(text)s» som et IPv4-nett, for eksempel 10.0.0.0/24.",
                text=text,
            )
        )
    return network

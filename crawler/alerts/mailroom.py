"""Everything that sending takes, in one call: digests that are due, bounces, then the outbox."""

from __future__ import annotations

from contextlib import ExitStack

from crawler.alerts.bounces import collect_bounces
from crawler.alerts.channels import ChannelTransport
from crawler.alerts.digests import write_digests
from crawler.alerts.dispatch import Dispatch, Sending, dispatch
from crawler.alerts.policy import policy_of
from crawler.alerts.transports import FileTransport, SmtpTransport, Transport
from crawler.config import Config
from crawler.errors import DeliveryError
from crawler.log import events
from crawler.storage import Store, this_process


def deliver_waiting(store: Store, config: Config, by_hand: bool = False) -> Dispatch:
    """Write the digests that are due, look for bounces, deliver what waits.

    Raises :class:`crawler.errors.ConfigurationError` when the subscriptions' file is wrong.
    """
    policy = policy_of(config)
    write_digests(store, policy, config.clock())
    note_bounces(store, config)
    channels = {
        (each.id, number): ChannelTransport(address)
        for each in policy.subscriptions or ()
        for number, address in enumerate(each.channels, 1)
    }
    with ExitStack() as stack:
        transport = transport_of(config)
        stack.callback(transport.close)
        sending = Sending(
            transport,
            config.alert_from,
            policy.operators,
            this_process(),
            lambda: transport_of(config),
            channels,
        )
        return dispatch(store, sending, config.clock, by_hand)


def note_bounces(store: Store, config: Config) -> int:
    """Record what came back, where a mailbox for it is configured; how many. A mailbox that cannot be read
    stops no mail: it is logged.
    """
    if config.bounces_url is None:
        return 0
    try:
        return collect_bounces(store, config.bounces_url.get_secret_value(), config.clock())
    except DeliveryError as error:
        events("alerts").warning("bounces_unread", error=str(error))
        return 0


def transport_of(config: Config) -> Transport:
    """The SMTP server that is configured, or the folder of files."""
    if config.smtp_url is not None:
        return SmtpTransport(config.smtp_url.get_secret_value())
    return FileTransport(config.home / "outbox")

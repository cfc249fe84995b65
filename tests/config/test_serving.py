"""One port, one house."""

from __future__ import annotations

import socket

from mektepke.config.serving import is_taken


def test_a_port_on_which_somebody_listens_is_taken_and_free_again_afterwards() -> None:
    with socket.socket() as other:
        # As granian opens it: others who say the same would be let in beside it.
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert is_taken(host="127.0.0.1", port=port)
    assert not is_taken(host="127.0.0.1", port=port)


def test_an_address_that_is_not_this_machines_is_no_free_port() -> None:
    assert is_taken(host="192.0.2.1", port=8000)

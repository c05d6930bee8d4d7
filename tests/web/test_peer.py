"""Whose connection it is: also of who has said all that they say, and of nobody who has hung up."""

from __future__ import annotations

import os
import socket

from breakd.web.peer import owner_of


def test_a_half_closed_connection_has_its_owner_and_a_closed_one_has_none() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        ours = server.getsockname()
        client = socket.create_connection(ours, timeout=20)
        accepted, peer = server.accept()
        with accepted:
            assert owner_of(peer, ours) == os.getuid()
            client.shutdown(socket.SHUT_WR)
            assert owner_of(peer, ours) == os.getuid()
            client.close()
            assert owner_of(peer, ours) is None

"""The real server over a house, and signed-in connections to it."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.conf import settings
from django.test import Client as DjangoClient

from mektepke.people.models import Person


@contextmanager
def serving() -> Iterator[int]:
    """The port of `mektepke serve` over the house of this process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "mektepke.config.command", "serve", "--port", str(port)]
    server = subprocess.Popen(command, stdout=sys.stderr, env=os.environ)
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(port: int) -> None:
    for _attempt in range(120):
        with suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/sign-in/")
            if connection.getresponse().status == http.client.OK:
                return
        time.sleep(0.25)
    raise SystemExit("The server does not answer.")


def session_of(person: Person) -> str:
    """The cookie of a session of this person, as the sign-in page would give it."""
    client = DjangoClient()
    client.force_login(person)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"

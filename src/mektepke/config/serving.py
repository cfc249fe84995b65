"""The server: granian, and the static files gathered before it starts."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

import mektepke

# Processes with one thread each: threads of one process hold SQLite's lock while they wait for each other's turn, and
# stored half as many registers (docs/decisions/0003-sqlite-by-default.md).
WORKERS = 2 * (os.cpu_count() or 1)
THREADS = 1


def serve_house(*, host: str, port: int) -> int:
    """Serve until stopped; the exit code."""
    gather_static_files()
    _let_go_of_databases()
    Granian(
        "mektepke.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        websockets=False,
        log_access=False,
        log_level=LogLevels.error,  # whoever starts it wants the address, not the workers' numbers
    ).serve()
    return 0


def is_taken(*, host: str, port: int) -> bool:
    """Whether somebody listens there already. Granian would share the port, and half of the pages would come from
    another house."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        # As a server that has just stopped leaves the port for a minute, and that is nobody listening.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def _let_go_of_databases() -> None:
    """Close what this process has open: its workers are forked, and two of them must not speak on one line."""
    for connection in connections.all(initialized_only=True):
        connection.close()


def gather_static_files() -> None:
    """Copy stylesheets and pictures to where they are served from, if they are newer than what lies there."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists() and manifest.stat().st_mtime > _newest():
        return
    call_command("collectstatic", verbosity=0, interactive=False)


def _newest() -> float:
    package = Path(mektepke.__file__).parent
    return max((file.stat().st_mtime for file in package.glob("*/static/**/*")), default=0.0)

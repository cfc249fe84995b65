"""Submitting registers over HTTP, at one client and at eight: `python -m benchmarks.registers`."""

from __future__ import annotations

import json
import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from uuid import UUID

from benchmarks.prepare import house_of_its_own
from benchmarks.timing import Figure, milliseconds, say

if TYPE_CHECKING:
    from benchmarks.house import Work

Cookies = dict[UUID, str]
EACH = 300
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
TOKEN = "b" * 32
# The better of two widely used PHP school systems stores 19 registers a second at 8 clients, on two such cores.
OTHERS = 19
TIMES = 20


def main() -> None:
    """One client alone, then eight at once; every register is new, has three absent children, and is counted after."""
    with house_of_its_own() as vendor:
        from benchmarks import house
        from benchmarks.server import serving, session_of
        from mektepke.attendance.models import Mark, Register

        clients = house.build(clients=9, classes_each=8)
        cookies = {entry.teacher.pk: session_of(entry.teacher) for work in clients for entry in work[:8]}
        with serving() as port:
            first = _client(port, cookies, clients[0][EACH : EACH + 20])  # the server's first requests load code
            alone = _at_once(port, cookies, [clients[0][:EACH]])
            eight = _at_once(port, cookies, [work[:EACH] for work in clients[1:]])
        stored, acknowledged = Register.objects.count(), len(first) + len(alone[0]) + len(eight[0])
        if (stored, Mark.objects.count()) != (acknowledged, acknowledged * 3):
            raise SystemExit(f"{stored} registers are stored, {acknowledged} were acknowledged.")
        say(_figure(vendor, 1, *alone), _figure(vendor, 8, *eight))


def _at_once(port: int, cookies: Cookies, work: list[list[Work]]) -> tuple[list[float], float]:
    """The seconds that each register took, and the seconds for all; a client that is refused stops the measuring."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(len(work)) as clients:
        asked = [clients.submit(_client, port, cookies, todo) for todo in work]
        times = [seconds for client in asked for seconds in client.result()]
    return times, time.perf_counter() - begun


def _client(port: int, cookies: Cookies, work: list[Work]) -> list[float]:
    """Registers sent one after the other on one line; the seconds from sending each to its whole answer.

    Every request is written out beforehand and the answer is read plainly: phones do not share the server's processors,
    and a client that costs little disturbs little of what is measured.
    """
    times = []
    requests = [_request(entry, cookies[entry.teacher.pk]) for entry in work]
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        for request in requests:
            begun = time.perf_counter()
            line.sendall(request)
            head, said = _answer(line)
            times.append(time.perf_counter() - begun)
            if not head.startswith(b"HTTP/1.1 200 ") or b'"new"' not in said:
                raise RuntimeError(f"{head[:300]!r}: {said[:300]!r}")
    return times


def _request(entry: Work, session: str) -> bytes:
    marks = [{"child": str(child), "kind": "absent"} for child in entry.absent]
    body = json.dumps({"based_on": 0, "marks": marks}).encode()
    head = [
        f"PUT /api/registers/{entry.school_class}/{entry.day} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Cookie: {session}; csrftoken={TOKEN}",
        f"X-CSRFToken: {TOKEN}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join([*head, "", ""]).encode() + body


def _answer(line: socket.socket) -> tuple[bytes, bytes]:
    received = line.recv(1 << 16)
    while b"\r\n\r\n" not in received:
        received += _more(line)
    head, _, body = received.partition(b"\r\n\r\n")
    length = int(LENGTH.search(head)[1])  # type: ignore[index] - every answer tells its length
    while len(body) < length:
        body += _more(line)
    return head, body


def _more(line: socket.socket) -> bytes:
    received = line.recv(1 << 16)
    if not received:
        raise ConnectionError("The server hung up in the middle of an answer.")
    return received


def _figure(vendor: str, clients: int, times: list[float], wall: float) -> Figure:
    middle, late = milliseconds(times)
    rate = len(times) / wall
    figures = f"median {middle:.1f} ms, p95 {late:.1f} ms, {rate:.0f} registers/s, all {len(times)} stored once"
    what = f"submit a register over HTTP, {vendor}, {clients} {'client' if clients == 1 else 'clients at once'}"
    if clients == 1:
        return Figure(what, figures)
    held = middle < 15 and late < 50 and rate >= OTHERS * TIMES
    return Figure(what, figures, f"median < 15 ms, p95 < 50 ms, ≥ {OTHERS * TIMES} registers/s", held)


if __name__ == "__main__":
    main()

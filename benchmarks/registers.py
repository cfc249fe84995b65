"""Submitting registers over HTTP, at one client and at eight: `python -m benchmarks.registers`."""

from __future__ import annotations

import http.client
import json
import threading
import time
from typing import TYPE_CHECKING
from uuid import UUID

from benchmarks.prepare import house_of_its_own
from benchmarks.timing import Figure, milliseconds, say

if TYPE_CHECKING:
    from benchmarks.house import Work

Cookies = dict[UUID, str]
EACH = 300
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
            _client(port, cookies, clients[0][EACH : EACH + 20], [])  # the server's first requests load code
            alone = _at_once(port, cookies, [clients[0][:EACH]])
            eight = _at_once(port, cookies, [work[:EACH] for work in clients[1:]])
        stored = Register.objects.count()
        expected = EACH * 9 + 20
        if (stored, Mark.objects.count()) != (expected, expected * 3):
            raise SystemExit(f"{stored} registers are stored, {expected} were acknowledged.")
        say(_figure(vendor, 1, *alone), _figure(vendor, 8, *eight))


def _at_once(port: int, cookies: Cookies, work: list[list[Work]]) -> tuple[list[float], float]:
    times: list[list[float]] = [[] for _ in work]
    threads = [
        threading.Thread(target=_client, args=(port, cookies, todo, own)) for todo, own in zip(work, times, strict=True)
    ]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [seconds for own in times for seconds in own], time.perf_counter() - begun


def _client(port: int, cookies: Cookies, work: list[Work], times: list[float]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for entry in work:
        headers = {
            "Cookie": f"{cookies[entry.teacher.pk]}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Content-Type": "application/json",
        }
        marks = [{"child": str(child), "kind": "absent"} for child in entry.absent]
        body = json.dumps({"based_on": 0, "marks": marks})
        begun = time.perf_counter()
        connection.request("PUT", f"/api/registers/{entry.school_class}/{entry.day}", body, headers)
        answer = connection.getresponse()
        said = answer.read()
        times.append(time.perf_counter() - begun)
        if answer.status != http.client.OK or b'"new"' not in said:
            raise SystemExit(f"{answer.status}: {said[:300]!r}")


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

"""Counts how many phones ring per `create` under faults, with the official library and with ours.

Started by `run phones`; README.md explains why. Needs only Python's standard library.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from library import LIBRARY, LIBRARY_VERSION, install, python
from outcome import Failed, guarded
from programs import HERE, ROOT, ask, bounded, build, free_port, stop

# Creates per fault, one after the other.
CREATES = 3
# Seconds that an attempt may take: plenty for one that works.
TIMEOUT = 1.5
# Upper bound in seconds; it takes the official library, which pauses between its attempts, some 20.
LIMIT = 300
# Of the sandbox.
KEY = "key-of-the-measurement"
README = ROOT / "README.md"
BEGIN = "<!-- Measured by: tests/interop/run phones --write -->\n"
END = "<!-- end -->\n"

# Faults in words, and as the sandbox takes them.
FAULTS = {
    "nothing": ["ok"],
    "placed, and the status is 500, 502, 503, 408 or 429": [
        f"status={status} after" for status in (500, 502, 503, 408, 429)
    ],
    "placed, and the connection closes, at once or during the response": [
        "drop-after",
        "drop-mid-body",
    ],
    "placed, and no response within the limit": ["hang"],
    "placed, and redirected to the same address": ["redirect=/api/call after"],
    "placed, and the response is not JSON, or half of it": ["garbage", "truncate"],
    "not placed: 503, or the connection closes": ["status=503", "drop"],
}
WORDS = [word for words in FAULTS.values() for word in words]
# Which attempts of a create the fault hits.
FIRST, EACH = "x1", ""


def main():
    parser = argparse.ArgumentParser(prog="run phones", description=__doc__.splitlines()[0])
    parser.add_argument("--scratch", type=Path, help="as for `run`")
    parser.add_argument("--write", action="store_true", help="put the table into the README")
    arguments = parser.parse_args()
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    scratch = (arguments.scratch or target).resolve() / "interop"
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit("interop: stopped"))
    guarded(lambda: measure(scratch, arguments.write))


def measure(scratch, write):
    tools = install(scratch / "tools")
    server = build("revox-sandbox")
    programs = [
        [python(tools), "-B", HERE / "place.py"],
        [build("revox-tests", "place-under-faults")],
    ]
    counts = [count(server, program, scratch / "phones") for program in programs]
    table = rows(counts)
    print(f"\nPhones per create, {LIBRARY} {LIBRARY_VERSION} and ours:\n\n{table}")
    for (words, _), numbers in counts[1].items():
        if max(numbers) > 1:
            raise Failed(f"our client has placed a call twice under `{words}`")
    before, _, rest = README.read_text().partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise Failed("the README lacks the markers around the table")
    if write:
        README.write_text(before + BEGIN + table + END + after)
    elif rest != table + END + after:
        raise Failed("the table in the README differs: tests/interop/run phones --write")


def count(server, program, scratch):
    """The number of call orders per create, by fault and how often it hits."""
    scratch.mkdir(parents=True, exist_ok=True)
    cases = [(words, times) for words in WORDS for times in (FIRST, EACH)]
    servers, lanes = [], []
    try:
        for number, (words, times) in enumerate(cases):
            # Each case has its own server, so that no fault waits for another.
            port = free_port()
            log = scratch / f"sandbox-{number}.log"
            with log.open("w") as stream:
                command = [server, f"--port={port}", "--clock=stepped", f"--key={KEY}"]
                servers.append(
                    subprocess.Popen(
                        command, stdout=stream, stderr=subprocess.STDOUT, start_new_session=True
                    )
                )
            ask(servers[-1], f"http://127.0.0.1:{port}/sandbox", log)
            fault = f"call_create {times} {words}"
            lanes.append({"origin": f"http://127.0.0.1:{port}", "fault": fault})
        task = {"key": KEY, "creates": CREATES, "timeout": TIMEOUT, "lanes": lanes}
        tasks = scratch / "lanes.json"
        tasks.write_text(json.dumps(task))
        status, output = bounded(
            [*program, tasks], LIMIT, env=dict(os.environ, NO_PROXY="*"), stderr=subprocess.STDOUT
        )
        if status != 0:
            raise Failed(f"{output}\nexit status {status} of {program[0]}")
        with ThreadPoolExecutor(4) as pool:
            found = pool.map(placed, [lane["origin"] for lane in lanes])
            return dict(zip(cases, found))
    finally:
        for process in servers:
            stop(process)


def placed(origin):
    """How many call orders each create has placed, as the server knows."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"{origin}/sandbox/requests?operation=call_create", timeout=30) as response:
        requests = json.load(response)["requests"]
    numbers = [0] * CREATES
    for request in requests:
        if request["accepted"]:
            marker = json.loads(request["body"])["metadata"]["create"]
            numbers[int(marker)] += request["accepted"]
    return numbers


def rows(counts):
    lines = [
        "| what goes wrong | official, first attempt | each attempt | this one, first attempt | each attempt |",
        "|---|---|---|---|---|",
    ]
    for meaning, words in FAULTS.items():
        cells = []
        for by_fault in counts:
            for times in (FIRST, EACH):
                numbers = [number for word in words for number in by_fault[word, times]]
                cells.append(shown(numbers))
        lines.append(f"| {meaning} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def shown(numbers):
    """Formats the counts: one number, or a range if they differ."""
    least, most = min(numbers), max(numbers)
    return str(least) if least == most else f"{least} to {most}"


if __name__ == "__main__":
    main()

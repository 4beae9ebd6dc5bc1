"""Programs that a run starts, each with a limit of time."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

from outcome import Failed

# Upper bounds in seconds.
BUILD_LIMIT = 900
START_LIMIT = 30

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def bounded(command, seconds, **options):
    """Exit status and output of a command; no status where it had to be stopped."""
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, start_new_session=True, **options
    )
    try:
        output, _ = process.communicate(timeout=seconds)
        return process.returncode, output
    except subprocess.TimeoutExpired:
        stop(process)
        try:
            return None, process.communicate(timeout=5)[0]
        except subprocess.TimeoutExpired:
            # Something that left the group still holds the pipe.
            return None, ""
    finally:
        stop(process)


def stop(process):
    """Ends a process that is the leader of its group, and what it has started."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is not None:
            return
        os.killpg(process.pid, number)
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            pass


def build(package, program=None):
    """Builds a program of a package, named like the package by default, and returns its path."""
    program = program or package
    cargo = ["cargo", "build", "--quiet", "--message-format=json"]
    cargo += ["--package", package, "--bin", program]
    status, output = bounded(cargo, BUILD_LIMIT, cwd=ROOT)
    if status is None:
        raise Failed(f"{program} is not built after {BUILD_LIMIT} s")
    if status != 0:
        raise Failed(f"{program} does not build")
    artifacts = (json.loads(line) for line in output.splitlines())
    return next(a["executable"] for a in artifacts if a.get("executable"))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ask(server, url, log):
    """What a server answers, as JSON, as soon as it does."""
    # Without the proxy that the environment may name.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + START_LIMIT
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with opener.open(url, timeout=5) as answer:
                return json.load(answer)
        except OSError:
            time.sleep(0.1)
    raise Failed(f"the server does not answer at {url}:\n{log.read_text()}")

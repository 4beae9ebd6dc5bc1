"""Runs the endpoint tests of the official Python library against a mock server of our spec.

Started by `run`; README.md says what for. Needs nothing but Python's own library.
"""

import argparse
import collections
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import names
from library import LIBRARY, LIBRARY_VERSION, MOCK, install, python, unpack
from outcome import Failed, guarded
from programs import HERE, ROOT, ask, bounded, build, free_port, stop

# All of them, so that a test which is silently not there any more is noticed.
EXPECTED_TESTS = 700
# What the spec has in answers and the library does not know any more: the published page names it.
OURS_ALONE = re.compile(r"\.transfer_phone_number$")

# Upper bound in seconds; they take 3.
TESTS_LIMIT = 180


def main():
    parser = argparse.ArgumentParser(prog="run", description=__doc__.splitlines()[0])
    parser.add_argument("spec", nargs="?", type=Path, default=ROOT / "openapi.yaml")
    parser.add_argument(
        "--scratch", type=Path, help="all is put into a folder `interop` there (default: target)"
    )
    parser.add_argument(
        "--sandbox", action="store_true", help="let the tests pass against our own server as well"
    )
    arguments = parser.parse_args()
    if not arguments.spec.is_file():
        parser.error(f"there is no file {arguments.spec}")
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    scratch = (arguments.scratch or target).resolve() / "interop"
    # So that a mock is stopped too when this program is.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit("interop: stopped"))

    def work():
        tools = install(scratch / "tools")
        agree(arguments.spec.resolve(), scratch, tools)
        if arguments.sandbox:
            agree_with_sandbox(scratch, tools)

    guarded(work)


def agree(spec, scratch, tools):
    run = scratch / "run"
    shutil.rmtree(run, ignore_errors=True)
    run.mkdir(parents=True)
    suite = unpack(tools, run)
    log = run / "mock.log"
    started = time.monotonic()
    with log.open("w") as stream:
        port = free_port()
        command = [tools / "node_modules" / ".bin" / "steady", "--host=127.0.0.1", f"--port={port}"]
        command += ["--reject-on-sdk-error", "--log-format=json", "--log-level=full", spec]
        mock = subprocess.Popen(
            command, stdout=stream, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            served = ask(mock, f"http://127.0.0.1:{port}/_x-steady/spec", log)
            results = test(tools, suite, f"http://127.0.0.1:{port}", run, ["names"])
            answers = json.loads((run / "names.json").read_text())
        finally:
            stop(mock)
    requests, session = read(log)
    strangers = names.sent_and_not_in(served, requests)
    differences = [f"sent, and not in the spec: {place}" for place in sorted(strangers)]
    for place in answers["unknown"]:
        if not OURS_ALONE.search(place):
            differences.append(f"answered, and not known to the library: {place}")
    for place in answers["missing"]:
        differences.append(f"known to the library, and in no answer: {place}")
    report(spec, results, requests, session, differences, time.monotonic() - started)


def agree_with_sandbox(scratch, tools):
    """Runs the same tests against our own server, which checks requests and answers examples."""
    run = scratch / "sandbox"
    shutil.rmtree(run, ignore_errors=True)
    run.mkdir(parents=True)
    suite = unpack(tools, run)
    program = build("revox-sandbox")
    log = run / "sandbox.log"
    started = time.monotonic()
    with log.open("w") as stream:
        port = free_port()
        # The key that the tests send.
        command = [program, f"--port={port}", "--mode=examples", "--key=My API Key"]
        server = subprocess.Popen(
            command, stdout=stream, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            ask(server, f"http://127.0.0.1:{port}/sandbox", log)
            results = test(tools, suite, f"http://127.0.0.1:{port}/api", run)
        finally:
            stop(server)
    refused = [line for line in log.read_text().splitlines() if re.search(r" -> [45]", line)]
    passed = count(results)
    seconds = time.monotonic() - started
    print(f"\nrevox-sandbox before {LIBRARY} {LIBRARY_VERSION}, in {seconds:.0f} s:")
    print(f"  {passed} of {EXPECTED_TESTS} tests passed, {len(refused)} requests were refused")
    if passed != EXPECTED_TESTS:
        print_failures(results)
        print("\n".join(refused))
        raise Failed(f"{EXPECTED_TESTS} tests had to pass against our own server, and no other")


def count(results):
    """How many tests passed; none where there is one that did not."""
    others = sum(int(results.get(name)) for name in ("failures", "errors", "skipped"))
    return 0 if others else int(results.get("tests"))


def test(tools, suite, url, run, plugins=()):
    """Runs the tests; the result is pytest's element `testsuite`."""
    results = run / "tests.xml"
    environment = dict(os.environ, TEST_API_BASE_URL=url, NO_PROXY="*")
    environment.update(PYTHONPATH=HERE, PYTHONDONTWRITEBYTECODE="1", INTEROP_NAMES=run / "names.json")
    environment.pop("PYTEST_ADDOPTS", None)
    # Without the options of the library, which spread the tests over processes.
    options = ["--override-ini=addopts=", "--quiet", "--tb=short"]
    options += [part for plugin in plugins for part in ("-p", plugin)]
    options += [f"--junit-xml={results}"]
    command = [python(tools), "-m", "pytest", *options, "tests/api_resources"]
    status, output = bounded(
        command, TESTS_LIMIT, cwd=suite, env=environment, stderr=subprocess.STDOUT
    )
    if status is None:
        raise Failed(f"{output}\nthe tests were not done after {TESTS_LIMIT} s")
    # 0 and 1: all passed, some failed. With anything else, such as a file of tests that cannot be
    # read, there is less to count than it seems.
    if status not in (0, 1):
        raise Failed(f"{output}\npytest ended with exit status {status}")
    return next(ElementTree.parse(results).iter("testsuite"))


# What came of it


def read(log):
    """The requests that the mock saw, and what it says at the end."""
    requests, session = [], {}
    for line in log.read_text().splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if entry["type"] == "request":
            requests.append(entry)
        elif entry["type"] == "shutdown":
            session = entry
    return requests, session


def report(spec, results, requests, session, differences, seconds):
    counts = {name: int(results.get(name)) for name in ("failures", "errors", "skipped")}
    passed = int(results.get("tests")) - sum(counts.values())
    as_expected = passed == EXPECTED_TESTS and not any(counts.values())
    if not as_expected:
        print_failures(results)
        refused = collections.Counter(said(r) for r in requests if r["response"]["status"] >= 400)
        print("\nWhat the mock server refused:", "" if refused else "nothing")
        for line, times in refused.most_common():
            print(f"  {times} x {line}")

    print(f"\n{spec.name} before {LIBRARY} {LIBRARY_VERSION} and {MOCK}, in {seconds:.0f} s:")
    others = ", ".join(f"{number} {name}" for name, number in counts.items())
    print(f"  {passed} of {EXPECTED_TESTS} tests passed, {others}")
    coverage = session.get("coverage", {})
    print(f"  {coverage.get('tested')} of {coverage.get('total')} operations were asked for")
    for operation in coverage.get("untestedEndpoints", []):
        print(f"    not {operation}")
    # Such as a length that the spec does not allow. The mock server answers all the same.
    noted = collections.Counter(said(r) for r in requests if r["response"]["status"] < 400)
    noted.pop("", None)
    print(f"  {sum(noted.values())} requests were noted as doubtful")
    for line, times in noted.most_common():
        print(f"    {times} x {line}")
    print(f"  {len(differences)} differences in the names of properties")
    for difference in differences:
        print(f"    {difference}")
    if not as_expected:
        raise Failed(f"{EXPECTED_TESTS} tests had to pass, and no other")
    if noted:
        raise Failed("the mock server had something to note")
    if differences:
        raise Failed("the spec and the library differ in names")


def print_failures(results):
    """One paragraph for each cause: many tests fail of the same."""
    tests = collections.defaultdict(list)
    for case in results.iter("testcase"):
        for outcome in [*case.findall("failure"), *case.findall("error")]:
            # pytest marks so what was wrong, in the order of the chain of exceptions.
            wrong = [line for line in outcome.text.splitlines() if line.startswith("E ")]
            name = f"{case.get('classname')}::{case.get('name')}"
            tests["\n".join(wrong) or outcome.text].append(name)
    for wrong, failed in sorted(tests.items(), key=lambda item: -len(item[1])):
        print(f"\n{len(failed)} failed, such as {failed[0]}:\n{wrong}")


def said(request):
    """What the mock server said about a request, in one line; nothing where it had no objection."""
    parts = [
        f"{d['code']} {d['requestPath']}: {d['message']} ({d.get('specPointer', '')})"
        for d in request["diagnostics"]
    ]
    asked = request["request"]
    place = f"{asked['method']} {asked.get('pathPattern') or asked['path']}"
    return f"{place}: {'; '.join(parts)}" if parts else ""


if __name__ == "__main__":
    main()

"""The official library, its tests, and the mock server: one release of each, and where they are."""

import json
import re
import shutil
import subprocess
import sys
import tarfile

from outcome import Failed, Missing
from programs import HERE, bounded

LIBRARY = "revox"
LIBRARY_VERSION = "0.5.0"
LIBRARY_SHA256 = "2fd666a53ffa3dddcac3994a9f72cb52f6f339ba7152af0734cb568d042af8f1"
MOCK = "@stdy/cli@0.22.2"
SKIP_MARK = '@pytest.mark.skip(reason="Mock server tests are disabled")'

# Upper bound in seconds of each fetch. Together they take some 15.
FETCH_LIMIT = 300


def install(tools):
    """Fetches and installs everything, unless the same was installed before."""
    requirements = (HERE / "requirements.txt").read_text()
    pins = [sys.version, LIBRARY_VERSION, LIBRARY_SHA256, MOCK, requirements]
    stamp = tools / "installed.json"
    if stamp.is_file() and json.loads(stamp.read_text()) == pins:
        return tools

    print(f"interop: installing {LIBRARY} {LIBRARY_VERSION} and {MOCK}", flush=True)
    shutil.rmtree(tools, ignore_errors=True)
    fetch([sys.executable, "-m", "venv", tools / "venv"])
    pip = [python(tools), "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input"]
    # A requirement with a hash makes pip refuse anything else, before it runs any of it.
    pinned = tools / "library.txt"
    pinned.write_text(f"{LIBRARY}=={LIBRARY_VERSION} --hash=sha256:{LIBRARY_SHA256}\n")
    only_source = ["--no-deps", "--no-binary", LIBRARY]
    fetch([*pip, "download", *only_source, "--dest", tools, "--requirement", pinned])
    fetch([*pip, "install", "--requirement", HERE / "requirements.txt"])
    fetch([*pip, "install", "--no-deps", sdist(tools)])
    # The program itself is an optional package, one for each platform.
    options = ["--prefix", tools, "--include=optional", "--ignore-scripts", "--no-package-lock"]
    options += ["--no-save", "--no-audit", "--no-fund", "--loglevel=error"]
    options += ["--fetch-retries=1", "--fetch-retry-mintimeout=1000"]
    fetch(["npm", "install", *options, MOCK])
    stamp.write_text(json.dumps(pins))
    return tools


def python(tools):
    return tools / "venv" / "bin" / "python"


def sdist(tools):
    return tools / f"{LIBRARY}-{LIBRARY_VERSION}.tar.gz"


# How pip and npm say that they did not reach their registry. Anything else, such as a version that
# is not there, is a failure that must not be skipped; a wrong hash least of all.
UNREACHED = re.compile(
    "connection broken|ConnectionError|Max retries|Read timed out|HTTP error 5|ENOTFOUND|EAI_AGAIN"
    "|ENETUNREACH|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|code E50"
)
WRONG_HASH = re.compile("DO NOT MATCH THE HASHES|EINTEGRITY")


def fetch(command):
    what = " ".join(str(part) for part in command)
    status, output = bounded(command, FETCH_LIMIT, stderr=subprocess.STDOUT)
    if status is None:
        raise Missing(f"not done after {FETCH_LIMIT} s: {what}")
    if status != 0:
        print(output, file=sys.stderr)
        if UNREACHED.search(output) and not WRONG_HASH.search(output):
            raise Missing(f"no network, or no registry behind it: {what}")
        raise Failed(f"exit status {status} of: {what}")


def unpack(tools, into):
    """The library's own tests, fresh each time, with their skip marks taken off."""
    with tarfile.open(sdist(tools)) as archive:
        # Where Python has it; later it is the default, in between Python warns.
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(into)
    suite = into / f"{LIBRARY}-{LIBRARY_VERSION}"
    for path in (suite / "tests" / "api_resources").rglob("*.py"):
        lines = path.read_text().splitlines(keepends=True)
        path.write_text("".join(line for line in lines if line.strip() != SKIP_MARK))
    return suite

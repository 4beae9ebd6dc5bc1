"""How a run ends: it passed, did not run, or failed."""

import sys

# Exit status by which `run` says that it did not run, as in automake.
SKIPPED = 77


class Missing(Exception):
    """Something that has nothing to do with the spec is not there: the network."""


class Failed(Exception):
    """What is said to the user; all else is a bug."""


def guarded(work):
    """Says in a few lines what is missing, or has failed, and ends accordingly."""
    try:
        work()
    except Missing as missing:
        print(f"\n!!! INTEROP DID NOT RUN: {missing}", file=sys.stderr)
        print("!!! No third party has looked at the spec.", file=sys.stderr)
        sys.exit(SKIPPED)
    except Failed as failed:
        sys.exit(f"\ninterop: {failed}")

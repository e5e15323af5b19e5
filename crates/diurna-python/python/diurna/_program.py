"""The program ``diurna``, as the package installs it."""

import signal
import sys

from ._diurna import run


def main() -> int:
    """Runs the words of the command line; returns the exit status."""
    # While the program runs no Python does, so that an interrupt must end it as it ends any program.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return run(["diurna", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())

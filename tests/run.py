"""`make test`: the tests, in parallel, and a last line that says whether the browser was in it."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.browsers import chromium_path


def main() -> int:
    """Run pytest; without a browser its tests are left out, which in CI is a failure."""
    browser = chromium_path()
    # Files in their order: those with a browser, which share what is slow to start, stay together.
    arguments = ["-n", os.environ.get("PORTSIDE_TEST_PROCESSES", "2"), "--dist", "loadfile", "--no-loadscope-reorder"]
    arguments += ["-m", "not soak"]
    if browser is None and os.environ.get("CI"):
        print("No Chromium was found: in CI the browser tests must run. 0 passed, 1 failed")
        return 1
    code = subprocess.call([sys.executable, "-m", "pytest", *arguments, *sys.argv[1:]])
    if browser is None:
        print("The browser tests did NOT run: no Chromium was found. Install Debian's chromium, or Playwright's.")
    return code


if __name__ == "__main__":
    raise SystemExit(main())

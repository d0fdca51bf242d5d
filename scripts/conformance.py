"""Compares client and simulator with the vendor's API description, whose file is no part of this repository.

    python -m scripts.conformance [FILE]

Without FILE it is looked for beside the repository; where it is not there, nothing is compared, and that is said.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
USUAL: Path = ROOT.parent / "shared" / "integrate" / "openapi-1.9.json"


def main(arguments: list[str]) -> int:
    """The exit code: 2 where a file that was named is not there."""
    path = Path(arguments[0]).resolve() if arguments else USUAL
    if not path.is_file():
        print(f"There is no API description at {path}, so nothing was compared with it.")
        print("To compare: make conformance OPENAPI=FILE, with the vendor's description of version 1.9.0.")
        return 2 if arguments else 0
    os.environ["OPENAPI"] = str(path)
    import pytest

    from tests.conformance.mistakes import MISTAKES, NOT_DESCRIBED

    print(f"Comparing client and simulator with {path}, but for these mistakes of its own:")
    for mistake in MISTAKES:
        print(f"  - {mistake.name}: {mistake.why}")
    print(f"It does not describe, so nothing was compared of: {', '.join(NOT_DESCRIBED)}.")
    return pytest.main(["-q", str(ROOT / "tests" / "conformance")])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

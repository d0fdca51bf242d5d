"""`python -m screenpop`, and the console command `screenpop`."""

import sys

from screenpop.cli.main import main

if __name__ == "__main__":
    sys.exit(main())

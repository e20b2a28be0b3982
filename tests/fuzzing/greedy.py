"""Takes so many mebibytes as it is told: what a process of little memory must not let happen."""

import sys

taken = bytearray(int(sys.argv[1]) * 2**20)

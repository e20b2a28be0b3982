"""SVG into points, by resvg: here, or as a program of its own, so that a server answers others meanwhile.

The library lets nothing else run in the process until it is done. As a program it reads the drawing, takes its options as JSON, and
writes PNG; it imports nothing of ours, and nothing from the current folder.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import resvg_py

Options = Mapping[str, Any]
"""What `resvg_py.svg_to_bytes` takes beside the drawing, as JSON values."""

TIME_LIMIT = 60.0
"""Seconds that the program may take."""


def here(drawing: str, options: Options) -> bytes:
    """The drawing as PNG."""
    return bytes(resvg_py.svg_to_bytes(svg_string=drawing, **options))


def apart(drawing: str, options: Options) -> bytes:
    """The same by a program of its own.

    Raises:
        OSError, subprocess.SubprocessError: it could not be started, failed, or took too long.
    """
    command = [sys.executable, "-P", __file__, json.dumps(options)]
    given = drawing.encode("utf-8", "surrogatepass")
    done = subprocess.run(command, input=given, capture_output=True, timeout=TIME_LIMIT, check=True)
    return done.stdout


if __name__ == "__main__":
    sys.stdout.buffer.write(here(sys.stdin.buffer.read().decode(), json.loads(sys.argv[1])))

"""A PNG as rows of pixels: just enough of the format to look at what was drawn."""

from __future__ import annotations

import struct
import zlib

CHANNELS = 4


def size(png: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", png[16:24])


def columns_with_ink(png: bytes) -> list[int]:
    """The numbers of the columns in which some pixel is not white."""
    width, height = size(png)
    rows = _rows(png, width, height)
    return [
        column
        for column in range(width)
        if any(row[column * CHANNELS : column * CHANNELS + 3] != b"\xff\xff\xff" for row in rows)
    ]


def _rows(png: bytes, width: int, height: int) -> list[bytes]:
    assert png[24:29] == b"\x08\x06\x00\x00\x00", "8 bits a channel, RGBA, not interlaced"
    packed, place = b"", 8
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place : place + 8])
        if kind == b"IDAT":
            packed += png[place + 8 : place + 8 + length]
        place += 12 + length
    raw, stride = zlib.decompress(packed), width * CHANNELS
    rows, before = [], bytes(stride)
    for number in range(height):
        start = number * (stride + 1)
        before = _unfiltered(raw[start], bytearray(raw[start + 1 : start + 1 + stride]), before)
        rows.append(before)
    return rows


def _unfiltered(kind: int, row: bytearray, above: bytes) -> bytes:
    for place in range(len(row)):
        left = row[place - CHANNELS] if place >= CHANNELS else 0
        corner = above[place - CHANNELS] if place >= CHANNELS else 0
        up = above[place]
        guess = left + up - corner
        nearest = min(
            (abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner)
        )
        row[place] = (row[place] + (0, left, up, (left + up) // 2, nearest[2])[kind]) % 256
    return bytes(row)

"""How different two colours are to those who see all colours, and to those who lack one kind of cone."""

from __future__ import annotations

from math import dist

_Matrix = tuple[tuple[float, float, float], ...]

# Machado, Oliveira and Fernandes, «A Physiologically-based Model for Simulation of Color Vision Deficiency» (2009), severity 1.
VISIONS: dict[str, _Matrix] = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "no blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.3039),
    ),
}

# Ottosson, «A perceptual color space for image processing» (2020): Oklab.
_CONES: _Matrix = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_LAB: _Matrix = (
    (0.2104542553, 0.793617785, -0.0040720468),
    (1.9779984951, -2.428592205, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.808675766),
)


def difference(one: str, other: str) -> float:
    """The distance in Oklab in the vision where the two are most alike. White and black have 1; 0.02 is just seen."""
    return min(dist(_seen(one, vision), _seen(other, vision)) for vision in VISIONS.values())


def _seen(colour: str, vision: _Matrix) -> list[float]:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    light = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    seen = [min(1.0, max(0.0, part)) for part in _times(vision, light)]
    return _times(_LAB, [cone ** (1 / 3) for cone in _times(_CONES, seen)])


def _times(matrix: _Matrix, values: list[float]) -> list[float]:
    return [sum(weight * value for weight, value in zip(row, values, strict=True)) for row in matrix]

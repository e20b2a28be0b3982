"""Measurements, printed by `make bench`: what a step costs, beside the bare drivers and another engine."""

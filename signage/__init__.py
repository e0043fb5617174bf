"""The screen at the gate of a residential compound: a Qt kiosk and the signed feed that it shows."""

__version__ = "0.1.0"

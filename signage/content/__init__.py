"""What a compound publishes, as frozen values. Pure: no I/O, no clock, no Qt."""

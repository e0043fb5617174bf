"""Alerts and reminders: written, confirmed by a second person where it is serious, updated, lifted."""

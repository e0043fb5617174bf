"""The last good feed and its pictures on disk: atomic, bounded, scrubbed."""

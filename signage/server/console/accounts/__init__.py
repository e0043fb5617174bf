"""People, their one-time links, and who may try to log in how often."""

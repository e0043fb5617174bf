"""What anybody did, in a log that only grows."""

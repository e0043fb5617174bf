"""From what is approved to a signed feed, for exactly the compounds concerned."""

"""What is live at a moment, in which order, and for how long. Pure: `now` is always an argument."""

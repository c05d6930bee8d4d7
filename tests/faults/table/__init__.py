"""Every fault at every stage of a reminder: what breaks, when, and what became of it."""

"""Stretches: what one is, which may come, which comes, and what is remembered of them. Pure, but for `catalogue`."""

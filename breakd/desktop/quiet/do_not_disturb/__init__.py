"""Whether do-not-disturb is on. Each kind of notification server says it in its own way."""

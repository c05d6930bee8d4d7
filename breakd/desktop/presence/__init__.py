"""Whether somebody is there: input, lock and sleep. `compose.Presence` is the door; each mechanism has its file."""

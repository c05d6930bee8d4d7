"""Whether somebody is there: input, lock and sleep.

`compose.PresenceMonitor` is the door; each mechanism has its file.
"""

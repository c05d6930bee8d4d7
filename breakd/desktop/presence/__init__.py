"""Whether somebody is there: input, lock and sleep.

`monitor.PresenceMonitor` is the door; each mechanism has its file.
"""

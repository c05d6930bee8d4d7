"""The desktop's facts in, effects out: one file per mechanism, chosen by what the desktop can do."""

"""The machine: clocks, the wake-up timer, files and what happens to them, and messages to systemd."""

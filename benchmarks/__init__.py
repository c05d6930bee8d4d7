"""What the daemon costs on real desktops: `python -m benchmarks.wakeups` and `python -m benchmarks.footprint`."""

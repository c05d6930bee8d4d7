"""breakd: an office break reminder for the Linux desktop that knows how long you have really been sitting."""

__version__ = "0.1.0"

"""Protocols small enough to be spoken without a library: messages over Unix sockets, in the one loop."""

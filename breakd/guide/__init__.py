"""The guided stretch: a short-lived process of its own that leads a person through a stretch, in a browser or here.

It is a client of the contract (docs/dbus.md), as any other program could be: it knows the stretches, and of the
daemon nothing but its name on the bus.
"""

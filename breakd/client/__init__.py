"""What every client of the running breakd shares: the bus, and how a command ends."""

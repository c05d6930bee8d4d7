"""Whether the notification server was told to be quiet. Each kind of server tells it in a way of its own."""

"""Terminal mode: reminders, their answers and presence in the terminal that breakd runs in, over ssh too."""

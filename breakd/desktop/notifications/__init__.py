"""Where reminders are shown: notification servers, text alone, the terminal. `choose` picks one."""

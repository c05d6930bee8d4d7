"""What each stretch looks like: the poses, the figure drawn from them, and the pictures that reminders carry."""

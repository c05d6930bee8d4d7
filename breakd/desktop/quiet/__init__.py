"""The desktop's quiet reasons, watched while a reminder is open. Paused, off-hours and locked are the engine's."""

"""The questions of the set-up: what is asked in which order, what follows from an answer, what contradicts another.

Pure: the terminal and the page ask the same questions, and the same answers give the same settings.
"""

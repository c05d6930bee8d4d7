"""What was done, kept in one SQLite file: `Reader` reads it without a daemon.

The daemon's side, `recorder.Recorder` and `write.History`, is imported by name: no reader should have to load it.
"""

from .read import Reader
from .schema import HistoryError, NewerHistory

__all__ = ["HistoryError", "NewerHistory", "Reader"]

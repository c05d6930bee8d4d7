"""What was done, kept in one SQLite file: `History` writes for the daemon, `Reader` reads without one."""

from .read import Reader
from .schema import HistoryError, NewerHistory
from .write import History

__all__ = ["History", "HistoryError", "NewerHistory", "Reader"]

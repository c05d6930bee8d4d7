"""What was done, kept in one SQLite file: `Recorder` writes for the daemon, `Reader` reads without one."""

from .read import Reader
from .recorder import Recorder
from .schema import HistoryError, NewerHistory
from .write import History

__all__ = ["History", "HistoryError", "NewerHistory", "Reader", "Recorder"]

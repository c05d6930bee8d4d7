"""A wall clock that a test sets under a real process: the kernel's, moved by what stands in a file."""

from __future__ import annotations

import shutil
import struct
import subprocess
import time
from pathlib import Path

SOURCE = r"""
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static const long unmoved = 0;
static volatile const long *moved_by = &unmoved;

__attribute__((constructor)) static void begin(void) {
    int file = open(getenv("PLAYED_CLOCK"), O_RDONLY | O_CLOEXEC);
    void *found = mmap(0, sizeof *moved_by, PROT_READ, MAP_SHARED, file, 0);
    if (found != MAP_FAILED) moved_by = found;
}

// Python 3.13 asks for the time before any constructor runs
int clock_gettime(clockid_t which, struct timespec *at) {
    int fault = syscall(SYS_clock_gettime, which, at);
    if (!fault && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE)) at->tv_sec += *moved_by;
    return fault;
}

int gettimeofday(struct timeval *at, void *zone) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    at->tv_sec = now.tv_sec;
    at->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *at) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (at) *at = now.tv_sec;
    return now.tv_sec;
}
"""
COMPILER = "cc"


def can_be_played() -> bool:
    """Whether there is a compiler for it."""
    return shutil.which(COMPILER) is not None


class PlayedClock:
    """CLOCK_REALTIME of the processes that have its environment; the others keep the machine's."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._file = folder, folder / "moved-by"
        self._seconds = 0
        self.set_by(0)

    def environment(self) -> dict[str, str]:
        """For a process that is to have this clock; compiles what it takes."""
        source, library = self._folder / "clock.c", self._folder / "clock.so"
        source.write_text(SOURCE)
        subprocess.run([COMPILER, "-shared", "-fPIC", "-O1", "-o", library, source], check=True)
        return {"LD_PRELOAD": str(library), "PLAYED_CLOCK": str(self._file)}

    def set_by(self, seconds: int) -> None:
        """Set the clock; `seconds` is how far from the machine's it then is."""
        self._seconds = seconds
        with self._file.open("r+b" if self._file.exists() else "wb") as file:
            file.write(struct.pack("l", seconds))

    def now(self) -> float:
        """Unix seconds on this clock."""
        return time.time() + self._seconds

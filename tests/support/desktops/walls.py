"""What a program tries that has gone astray inside of the service: `python -m tests.support.desktops.walls DEED...`.

For each deed it prints a line: its name, a tab, and "done" or the name of the error with which it was refused. A deed
that ends its process prints nothing.
"""

from __future__ import annotations

import ctypes
import errno
import mmap
import os
import resource
import signal
import socket
import struct
import sys
import threading
from collections.abc import Callable
from pathlib import Path

ARGUMENT = ctypes.c_long
IO_URING_SETUP, IO_URING_ENTER, ADD_KEY, PERSONALITY, UNSHARE = 425, 426, 248, 135, 272
"""Numbers of system calls: those of io_uring are everybody's, the others x86-64's."""
USER_KEYRING, NO_RANDOM_ADDRESSES, NEW_USER_NAMESPACE = -4, 0x0040000, 0x10000000
MANY_FILES, MANY_THREADS, MUCH_MEMORY = 400, 40, 300 << 20
PORT = "WALLS_PORT"
"""The variable with the port at 127.0.0.1 that answers."""


def call(number: int, *arguments: int | bytes | ctypes.Array[ctypes.c_char]) -> int:
    """A system call by its number; raises OSError."""
    libc = ctypes.CDLL(None, use_errno=True)
    words = [ARGUMENT(one) if isinstance(one, int) else one for one in arguments]
    result: int = libc.syscall(ARGUMENT(number), *words)
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def dump_core() -> None:
    """Crash with all of the memory in a file, as far as the hard limit goes."""
    os.chdir(Path.home())
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    child = os.fork()
    if not child:
        os.kill(os.getpid(), signal.SIGSEGV)
    if not os.WCOREDUMP(os.waitpid(child, 0)[1]):
        raise OSError(errno.EFBIG, "no core")


def open_files() -> None:
    """Open more files than breakd ever has."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    files = [os.open("/dev/null", os.O_RDONLY) for _ in range(MANY_FILES)]
    for file in files:
        os.close(file)


def start_threads() -> None:
    """Start more threads than breakd ever has."""
    end, threads = threading.Event(), []
    try:
        for _ in range(MANY_THREADS):
            threads.append(threading.Thread(target=end.wait))
            threads[-1].start()
    except RuntimeError as error:
        threads.pop()
        raise OSError(errno.EAGAIN, "no more threads") from error
    finally:
        end.set()
        for thread in threads:
            thread.join()


def eat_memory() -> None:
    """Take and fill more memory than breakd ever has."""
    assert b"x" * MUCH_MEMORY


def choose_cores() -> None:
    """Say on which cores to run."""
    os.sched_setaffinity(0, os.sched_getaffinity(0))


def change_owner() -> None:
    """Say who owns a file of one's own."""
    file = Path.home() / "owned"
    file.touch()
    os.chown(file, os.getuid(), os.getgid())


def keep_key() -> None:
    """Put a key into the keyring that all programs of the user share."""
    call(ADD_KEY, b"user", b"walls", b"secret", 6, USER_KEYRING)


def connect() -> None:
    """Reach the network."""
    socket.create_connection(("127.0.0.1", int(os.environ[PORT])), 5).close()


def connect_by_io_uring() -> None:
    """Reach the network by a socket that no filter of system calls sees being made (Linux 5.19)."""
    shape = ctypes.create_string_buffer(120)
    ring = call(IO_URING_SETUP, 1, shape)
    words = struct.unpack("30I", shape.raw)
    queued, waiting, answers = words[11], words[16], words[25]  # the tail, the array and the entries in the ring
    shared = mmap.MAP_SHARED | mmap.MAP_POPULATE
    rings, requests = mmap.mmap(ring, 4096, flags=shared), mmap.mmap(ring, 4096, flags=shared, offset=0x10000000)
    make_socket = 45
    requests[:32] = struct.pack("<BBHiQQII", make_socket, 0, 0, socket.AF_INET, socket.SOCK_STREAM, 0, 0, 0)
    struct.pack_into("<I", rings, waiting, 0)
    struct.pack_into("<I", rings, queued, 1)
    call(IO_URING_ENTER, ring, 1, 1, 1, 0, 0)
    (file,) = struct.unpack_from("<i", rings, answers + 8)
    if file < 0:
        raise OSError(-file, os.strerror(-file))
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, 0, file) as made:
        made.connect(("127.0.0.1", int(os.environ[PORT])))


def gain_by_set_uid() -> None:
    """Become root by a program that makes its caller so; /usr/local/bin/who is a copy of `id` with that mark."""
    with os.popen("/usr/local/bin/who -u") as said:
        if said.read().strip() != "0":
            raise OSError(errno.EPERM, "not root")


def make_set_uid() -> None:
    """Leave a program behind that runs as this user, whoever calls it."""
    file = Path.home() / "marked"
    file.touch()
    file.chmod(0o4755)


def write_for_all() -> None:
    """Leave a file that others can read."""
    file = Path.home() / "open-to-all"
    file.unlink(missing_ok=True)
    os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o666))
    if not file.stat().st_mode & 0o044:
        raise OSError(errno.EACCES, "closed to others")


def run_what_was_written() -> None:
    """Have memory that is written to and then run."""
    mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC).close()


def lay_out_as_ever() -> None:
    """Have the next program's memory where an attacker knows it."""
    call(PERSONALITY, NO_RANDOM_ADDRESSES)


def be_root_in_a_namespace() -> None:
    """Have the kernel's code for root at hand."""
    call(UNSHARE, NEW_USER_NAMESPACE)


DEEDS: dict[str, Callable[[], None]] = {
    deed.__name__: deed
    for deed in (
        dump_core, open_files, start_threads, choose_cores, change_owner, keep_key, connect, connect_by_io_uring,
        gain_by_set_uid, make_set_uid, write_for_all, run_what_was_written, lay_out_as_ever, be_root_in_a_namespace,
        eat_memory,
    )
}  # fmt: skip
"""By name."""


def main(names: list[str]) -> None:
    """Try these, one after another, each in a process of its own: some change what comes after."""
    for name in names:
        child = os.fork()
        if child:
            os.waitpid(child, 0)
            continue
        try:
            DEEDS[name]()
        except OSError as error:
            print(name, errno.errorcode[error.errno or 0], sep="\t", flush=True)
        else:
            print(name, "done", sep="\t", flush=True)
        os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])

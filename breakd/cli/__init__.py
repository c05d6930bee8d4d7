"""The command line. Each command's module is imported when it is called, so that `breakd status` stays fast."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence

from breakd.client.exit_codes import FAILED, OK, USAGE, Stop

INTERRUPTED = 130
"""What a shell reports for a command that Ctrl-C ended."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; a sentence for whatever goes wrong, never a traceback."""
    from .parser import parser

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal of another alphabet
    given = sys.argv[1:] if argv is None else list(argv)
    grammar = parser(given[0] if given else "")
    arguments = grammar.parse_args(given)
    if arguments.call is None:
        grammar.print_help(sys.stderr)
        return USAGE
    try:
        code: int = arguments.call(arguments)
        sys.stdout.flush()
    except Stop as stop:
        print(stop, file=sys.stderr)
        return stop.code
    except KeyboardInterrupt:
        if argv is None:  # the process ends now; another Ctrl-C would only change how
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        return INTERRUPTED
    except BrokenPipeError:
        # the reader went away (`breakd history | head`); without this Python complains once more when it ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as error:
        if os.environ.get("BREAKD_DEBUG"):
            raise
        from breakd.messages import command as texts

        print(texts.tr(texts.UNEXPECTED, error=f"{type(error).__name__}: {error}"), file=sys.stderr)
        return FAILED
    return code

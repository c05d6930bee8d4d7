"""The command line. Each command's module is imported when it is called, so that `breakd status` stays fast."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence

from breakd import __version__
from breakd.client.exit_codes import FAILED, OK, USAGE, Stop

INTERRUPTED = 130
"""What a shell reports for a command that Ctrl-C ended."""


DOING = frozenset({
    "run", "board", "done", "snooze", "skip", "another", "start", "now", "pause", "resume", "standing", "sitting",
    "feel", "hurts", "session", "flare", "questions", "cleared", "checkup", "setup",
})  # fmt: skip
"""Commands that have done what they were asked for before they say so; the others are there for what they print."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; a sentence for whatever goes wrong, never a traceback."""
    from . import streams

    given = sys.argv[1:] if argv is None else list(argv)
    with streams.Guarded() as output:
        try:
            code = _run(given)
            output.flush()
        except SystemExit:  # of --help and --version, or of words that cannot be read
            output.flush()
            if output.lost is None:
                raise
            code = FAILED
        except Stop as stop:
            from .paragraphs import folded

            print(folded(str(stop), errors=True), file=sys.stderr)
            return stop.code
        except KeyboardInterrupt:
            if argv is None:  # the process ends now; another Ctrl-C would only change how
                signal.signal(signal.SIGINT, signal.SIG_IGN)
            return INTERRUPTED
        except BrokenPipeError:  # the reader went away (`breakd history | head`)
            output.let_go()
            return OK
        except Exception as error:
            if os.environ.get("BREAKD_DEBUG"):
                raise
            from breakd.messages import command as texts
            from breakd.system.paths import NoHome

            if isinstance(error, NoHome):
                sentence = texts.tr(texts.ODD_HOME if error.home else texts.NO_HOME, home=error.home)
            else:
                sentence = texts.tr(texts.UNEXPECTED, error=f"{type(error).__name__}: {error}")
            print(sentence, file=sys.stderr)
            return FAILED
        if output.lost is None:
            return code
        from breakd.messages import command as texts

        print(texts.tr(texts.NOT_PRINTED, why=output.lost.strerror), file=sys.stderr)
        return FAILED if not given or given[0] not in DOING else code


def _run(given: list[str]) -> int:
    if given == ["run"]:  # what a service starts: a grammar would be in its memory for as long as it lives
        from .run import run

        return run()
    if given == ["--version"]:  # scripts and packages ask often, and argparse takes longer than Python does to begin
        print(f"breakd {__version__}")
        return OK
    from .parser import parser

    grammar = parser(given[0] if given else "")
    arguments = grammar.parse_args(given)
    if arguments.call is None:
        grammar.print_help(sys.stderr)
        return USAGE
    if vars(arguments).get("notify"):
        from .notified import notified

        return notified(arguments)
    code: int = arguments.call(arguments)
    return code

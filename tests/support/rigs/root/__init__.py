"""Another Debian in a folder: `python -m tests.support.rigs.root SUITE [COMMAND...]` runs a command inside, or a
shell.

The root folder of `trixie` or `testing` is made with mmdebstrap and kept in the cache, with the packages of the rigs
and a virtual environment for breakd. A command runs in a copy-on-write view of it which has this checkout in it, as
the real / of namespaces of its own: nothing that it does stays, and nothing is mounted on the machine.
"""

WRONG_USAGE, LACKING, CANNOT_BUILD, UNREACHABLE = 2, 3, 4, 75
"""Exit codes, besides those of the command: the machine lacks something; the root folder cannot be made, although the
archive of its packages answers, or because it does not."""

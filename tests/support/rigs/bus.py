"""A private D-Bus daemon that starts no service by itself, so that a test meets exactly the services it brought."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  {services}
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


@contextmanager
def private_bus(folder: Path, name: str = "bus", services: Path | None = None) -> Iterator[str]:
    """Run a bus whose socket is `folder/name`; yields its address. It ends with the block.

    With `services` it starts what the files in that folder describe.
    """
    socket, config = folder / name, folder / f"{name}.conf"
    config.write_text(
        CONFIG.format(socket=socket, services=f"<servicedir>{services}</servicedir>" if services else "")
    )
    argv = ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile", "--print-address=1"]
    daemon = subprocess.Popen(argv, stdout=subprocess.PIPE, text=True)
    assert daemon.stdout is not None
    try:
        # it prints its address as soon as its socket listens
        address = daemon.stdout.readline().strip()
        if not address:
            raise RuntimeError(f"dbus-daemon did not start (exit {daemon.wait(5)})")
        yield address
    finally:
        daemon.terminate()
        daemon.wait(5)
        daemon.stdout.close()

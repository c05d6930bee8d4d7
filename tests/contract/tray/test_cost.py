"""What the tray costs the daemon: no library that draws, and no thread."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from typing import Any


async def test_pictures_and_menus_cost_no_pillow_no_gtk_and_no_thread(private_bus: str) -> None:
    script = f"""
import asyncio, json, os, sys, threading
sys.path.insert(0, {str(Path(__file__).parents[3])!r})
from breakd.engine.settings import Settings
from breakd.desktop.dbus import Bus
from breakd.desktop.tray.switch import choose_tray
from tests.support.recording_handler import RecordingHandler

async def main():
    bus = await Bus.session()
    tray = choose_tray(bus, RecordingHandler(), print, Settings, print)
    await tray.start()
    heavy = [name for name in ("PIL", "gi", "Xlib", "pystray", "pystray._appindicator") if name in sys.modules]
    print(json.dumps([heavy, threading.active_count(), os.environ.get("PYSTRAY_BACKEND")]))
    await tray.stop()
    bus.close()

asyncio.run(main())
"""
    env = {"DBUS_SESSION_BUS_ADDRESS": private_bus, "PATH": "/usr/bin:/bin"}
    run = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", script], env=env, capture_output=True, text=True, timeout=30
    )
    assert run.returncode == 0, run.stderr
    found: list[Any] = json.loads(run.stdout)
    assert found == [["pystray"], 1, None]

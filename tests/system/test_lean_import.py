"""What is left out of the daemon's memory, in a process of its own: this one has loaded it all."""

from __future__ import annotations

import json
import subprocess
import sys

PROGRAM = """
import asyncio, json, sys
from breakd.system.wakeup_timer import WakeupTimer

async def main():
    rung = asyncio.Event()
    timer = WakeupTimer(rung.set)
    timer.start()
    timer.arm(0.01)
    await asyncio.wait_for(rung.wait(), 20)
    timer.stop()
    loaded = sorted(sys.modules)
    import importlib.metadata, multiprocessing, concurrent.futures.process
    print(json.dumps([loaded, importlib.metadata.version("apscheduler"), multiprocessing.cpu_count() > 0]))

asyncio.run(main())
"""
LEFT_OUT = {"email", "importlib.metadata", "multiprocessing", "concurrent.futures.process", "pickle"}


def test_the_alarm_rings_without_what_apscheduler_loads_for_others() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=60)
    loaded, version, cores = json.loads(done.stdout)
    assert not LEFT_OUT & set(loaded)
    assert version.startswith("3."), "whoever imports them afterwards has the real ones"
    assert cores

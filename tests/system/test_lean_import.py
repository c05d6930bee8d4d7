"""What is left out at an import, in a process of its own: this one has loaded it all."""

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


LATE = """
import json, sys
from breakd.system import lean_import
lean_import.prepare()
import ast, hashlib, inspect, ipaddress, locale, tempfile, textwrap, tokenize, uuid, zoneinfo
import xml.etree.ElementTree as ET, xml.parsers.expat as expat
from dbus_fast.introspection import Node
unloaded = [name for name in lean_import.LATE if "__file__" not in vars(sys.modules[name])]
works = {
    "ast": ast.literal_eval("[1]"), "hashlib": hashlib.sha256(b"").hexdigest()[:6],
    "ipaddress": str(ipaddress.ip_address("::1")), "locale": locale.localeconv()["decimal_point"],
    "tempfile": tempfile.gettempprefix(), "textwrap": textwrap.dedent(" a"), "tokenize": tokenize.tok_name[0],
    "uuid": uuid.UUID(int=1).int, "xml.etree.ElementTree": ET.Element("a", {"b": "c"}).get("b"),
    "xml.parsers.expat": expat.ErrorString(1), "zones": str(zoneinfo.ZoneInfo("Europe/Berlin")),
}
node = Node.parse('<node><interface name="a.b"><method name="C"/></interface></node>')
print(json.dumps([unloaded, works, node.interfaces[0].methods[0].name, "PYTHONTZPATH" in __import__("os").environ]))
"""


def test_what_is_loaded_late_is_whole_when_it_is_asked_for() -> None:
    done = subprocess.run([sys.executable, "-c", LATE], capture_output=True, text=True, check=True, timeout=60)
    unloaded, works, method, variable = json.loads(done.stdout)
    assert {"hashlib", "xml.etree.ElementTree", "xml.parsers.expat"} <= set(unloaded)
    assert "ast" in unloaded or sys.version_info >= (3, 14), "where dataclasses asks it about annotations"
    assert works == {
        "ast": [1], "hashlib": "e3b0c4", "ipaddress": "::1", "locale": ".", "tempfile": "tmp", "textwrap": "a",
        "tokenize": "ENDMARKER", "uuid": 1, "xml.etree.ElementTree": "c", "xml.parsers.expat": "out of memory",
        "zones": "Europe/Berlin",
    }  # fmt: skip
    assert method == "C"
    assert not variable, "nobody who is started by the daemon inherits where it looks for zones"

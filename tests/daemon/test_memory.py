"""What is not in the memory of a daemon that has settled and shown a reminder: Python itself says what it loads."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection

from tests.support.desktops.daemon import DAEMON, FAST, Daemon
from tests.support.fakes.mutter import FakeMutter
from tests.support.fakes.notifications import FakeNotifications

from .test_daemon import beside

LEFT_OUT = {
    "PIL", "_ast", "_elementtree", "_hashlib", "_sysconfigdata", "argparse", "email", "gettext", "html.entities",
    "importlib.metadata", "multiprocessing", "pickle", "pyexpat", "six", "_ssl", "tomlkit", "zipfile",
    "breakd.cli.parser", "breakd.figures.poses", "breakd.guide",
}  # fmt: skip
"""Each is named in a decision, 0146, 0251 or 0253; with what comes behind them they are a third of the daemon."""
NEEDED = {"_ast"} if sys.version_info >= (3, 14) else set()
"""What dataclasses loads there, for annotations."""


@pytest.fixture
def daemon(private_bus: str, bus_folder: Path) -> Iterator[Daemon]:
    """It writes each module that it loads into its log."""
    with FakeMutter(private_bus), FakeNotifications(private_bus):
        daemon = Daemon(beside(private_bus), bus_folder, FAST)
        daemon.env["PYTHONPROFILEIMPORTTIME"] = "1"
        with daemon:
            del daemon.env["PYTHONPROFILEIMPORTTIME"]
            yield daemon


def loaded(daemon: Daemon) -> set[str]:
    """Every module so far, and the packages around it."""
    names = re.findall(r"^import time: .*\| +(\S+)$", daemon.log_file.read_text(), re.MULTILINE)
    return {".".join(name.split(".")[:length]) for name in names for length in range(1, name.count(".") + 2)}


def test_a_day_needs_no_module_that_is_left_out(daemon: Daemon) -> None:
    daemon.breakd("now")
    daemon.wait_stage("shown")
    daemon.breakd("done")
    daemon.wait(lambda status: status["reminder"] is None, "no reminder")
    there = loaded(daemon)
    assert {"breakd.daemon", "apscheduler", "dbus_fast", "breakd.desktop.notifications.picture"} <= there
    assert {name for name in there if name.startswith("_sysconfigdata")} | (LEFT_OUT - NEEDED) & there == set()


def test_what_is_left_out_is_loaded_when_it_is_asked_for(daemon: Daemon) -> None:
    introspectable = DBusAddress(DAEMON.object_path, DAEMON.bus_name, "org.freedesktop.DBus.Introspectable")
    with open_dbus_connection(daemon.env["DBUS_SESSION_BUS_ADDRESS"]) as connection:
        reply = connection.send_and_get_reply(new_method_call(introspectable, "Introspect"), timeout=20)
    assert ElementTree.fromstring(reply.body[0]).find("interface") is not None
    assert {"pyexpat", "_elementtree"} & loaded(daemon)

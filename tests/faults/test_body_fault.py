"""A fault in body.toml while breakd runs: it costs that file alone, and no stretch is suggested until it is right."""

from __future__ import annotations

from pathlib import Path

from tests.support.desktops.daemon import CONFIRMED, Daemon, environment
from tests.support.fakes.mutter import FakeMutter
from tests.support.fakes.notifications import FakeNotifications


def test_the_config_holds_and_no_stretch_comes(private_bus: str, bus_folder: Path) -> None:
    buses = {"DBUS_SESSION_BUS_ADDRESS": private_bus, "DBUS_SYSTEM_BUS_ADDRESS": private_bus}
    with FakeMutter(private_bus), FakeNotifications(private_bus) as screen:
        daemon = Daemon(environment() | buses, bus_folder, '[sitting]\nlimit = "7m"\n')
        body = daemon.config.with_name("body.toml")
        body.write_text(CONFIRMED + 'conditions = ["glaucomma"]\n')
        with daemon:
            status = daemon.now()
            assert (status["limit_seconds"], status["ask_disclaimer"]) == (420, True)
            daemon.wait(
                lambda _status: "suggests no stretches" in str([note.body for note in screen.notes]), "a word"
            )
            body.write_text(CONFIRMED + 'conditions = ["glaucoma"]\n')
            daemon.wait(lambda status: not status["ask_disclaimer"], "the body that is right")
            body.write_text("[body\n")
            daemon.wait(lambda status: status["ask_disclaimer"], "the body that is wrong")
            daemon.save('[sitting]\nlimit = "8m"\n')
            daemon.wait(lambda status: status["limit_seconds"] == 480, "the config that is right")
            assert daemon.now()["ask_disclaimer"] is True

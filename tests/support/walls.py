"""The table of the walls between the rooms: who may import whom. `tests/test_walls.py` holds it against the code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

CORE = ("breakd.engine", "breakd.stretches", "breakd.messages")
PURE = (*CORE, "breakd.setup")
EVERYWHERE = ("breakd.frozen",)  # may be imported in every room, as if it were Python's own
EDGE_OF_STRETCHES = ("breakd.stretches.catalogue",)


@dataclass(frozen=True)
class Wall:
    """Modules whose name starts with `inside` must import nothing that starts with one of `never`, `but` excepted."""

    inside: str
    never: tuple[str, ...]
    why: str
    but: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    """Modules inside that this wall does not go around."""


WALLS = (
    Wall("breakd.frozen", ("breakd",), "what every room imports needs none"),
    Wall("breakd.engine", ("breakd",), "the engine is pure: it knows stretches and messages", but=CORE),
    Wall("breakd.engine", EDGE_OF_STRETCHES, "the engine gets a catalogue, it loads none"),
    Wall(
        "breakd.stretches",
        ("breakd",),
        "which stretch comes is decided without the engine: of it, the settings alone are known",
        but=("breakd.stretches", "breakd.engine.settings", "breakd.messages"),
        outside=EDGE_OF_STRETCHES,
    ),
    Wall(
        "breakd.stretches", EDGE_OF_STRETCHES, "stretches get a catalogue, they load none", outside=EDGE_OF_STRETCHES
    ),
    Wall(
        "breakd.stretches.catalogue",
        ("breakd",),
        "the catalogue's edge reads files into stretches",
        but=("breakd.stretches", "breakd.messages", "breakd.toml"),
    ),
    Wall("breakd.messages", ("breakd",), "messages are made of values", but=(*CORE, "breakd.printable")),
    Wall(
        "breakd.messages",
        ("breakd.engine.engine", "breakd.engine.step", *EDGE_OF_STRETCHES),
        "messages say, they do not judge",
    ),
    Wall(
        "breakd.setup",
        ("breakd",),
        "the questions know the settings, the stretches and what is said: no file, and nobody who asks them",
        but=("breakd.setup", "breakd.engine.durations", "breakd.engine.settings", *CORE[1:]),
    ),
    Wall("breakd.setup", EDGE_OF_STRETCHES, "the questions get a catalogue, they load none"),
    Wall(
        "breakd.desktop",
        ("breakd",),
        "the desktop knows the engine's language and itself, never the engine, history or the daemon",
        but=(
            "breakd.desktop",
            "breakd.engine.durations",
            "breakd.engine.effects",
            "breakd.engine.events",
            "breakd.engine.health_requests",
            "breakd.engine.records",
            "breakd.engine.settings",
            "breakd.engine.status",
            "breakd.figures.picture_store",
            "breakd.messages",
            "breakd.printable",
            "breakd.stretches.conditions",
            "breakd.stretches.model",
            "breakd.stretches.safety_state",
            "breakd.stretches.sides",
            "breakd.system.archive",
            "breakd.system.bus_address",
            "breakd.system.inotify",
            "breakd.system.installed",
            "breakd.system.launch",
            "breakd.system.lean_import",
            "breakd.system.memory",
            "breakd.system.paths",
            "breakd.system.tasks",
        ),
    ),
    Wall(
        "breakd.loop",
        ("breakd.desktop", "breakd.config", "breakd.dbus_service", "breakd.cli"),
        "the loop knows its edges by their ports",
        but=("breakd.desktop.ports",),
    ),
    Wall(
        "breakd.history",
        ("breakd",),
        "history only keeps rows",
        but=(
            "breakd.history",
            "breakd.engine.records",
            "breakd.engine.spans",
            "breakd.engine.status",
            "breakd.messages",
            "breakd.system",
        ),
    ),
    Wall(
        "breakd.dbus_service",
        ("breakd",),
        "the service talks to a RequestHandler, on a bus",
        but=(
            "breakd.desktop.bus_names",
            "breakd.desktop.dbus",
            "breakd.desktop.ports",
            "breakd.engine.effects",
            "breakd.engine.events",
            "breakd.engine.health_requests",
            "breakd.engine.records",
            "breakd.engine.status",
            "breakd.messages",
            "breakd.status_json",
            "breakd.stretches.safety_state",
        ),
    ),
    Wall(
        "breakd.config",
        ("breakd",),
        "config reads files into values",
        but=(
            "breakd.config",
            "breakd.engine.durations",
            "breakd.engine.settings",
            "breakd.messages",
            "breakd.setup.typed_hours",
            "breakd.stretches",
            "breakd.system.files",
            "breakd.system.inotify",
            "breakd.system.paths",
            "breakd.system.zone",
            "breakd.toml",
        ),
    ),
    Wall("breakd.toml", ("breakd",), "no setting here", but=("breakd.toml", "breakd.messages", "breakd.printable")),
    Wall(
        "breakd.client",
        ("breakd",),
        "what clients share knows none of them, and no daemon",
        but=(
            "breakd.client",
            "breakd.config",
            "breakd.engine.settings",
            *CORE[1:],
            "breakd.printable",
            "breakd.setup",
            "breakd.system.bus_address",
            "breakd.system.paths",
        ),
    ),
    Wall(
        "breakd.cli",
        ("breakd.engine.engine", "breakd.engine.step", "breakd.loop", "breakd.dbus_service", "breakd.desktop"),
        "the command line is a client of the contract",
        # the simulated day plays the real engine, doctor tries the desktop's own parts, the icon is installed
        outside=("breakd.cli.demo", "breakd.cli.doctor", "breakd.cli.service_files"),
    ),
    Wall(
        "breakd.system",
        ("breakd",),
        "the machine is asked, and nothing is judged",
        but=("breakd.system", "breakd.engine.events", "breakd.printable"),
    ),
    Wall(
        "breakd.figures",
        ("breakd",),
        "figures are painted from the poses, for every program that shows them",
        but=(
            "breakd.figures",
            "breakd.messages",
            "breakd.stretches.model",
            "breakd.system.archive",
            "breakd.system.files",
            "breakd.system.paths",
            "breakd.toml",
        ),
    ),
    Wall(
        "breakd.guide",
        ("breakd",),
        "the guide is a client of the contract: it knows stretches, figures and the bus",
        but=(
            "breakd.guide",
            "breakd.client",
            "breakd.figures",
            "breakd.messages",
            "breakd.stretches",
            "breakd.system",
            "breakd.web",
        ),
    ),
    Wall(
        "breakd.web",
        ("breakd",),
        "what the pages share knows neither what they show nor the daemon",
        but=("breakd.web", "breakd.figures", "breakd.messages", "breakd.system"),
    ),
    Wall(
        "breakd.report",
        ("breakd",),
        "pictures and the page to print are made of the history and the stretches, and know no daemon",
        but=(
            "breakd.report",
            "breakd.__version__",
            "breakd.engine.codec",
            "breakd.engine.erasing",
            "breakd.engine.records",
            "breakd.engine.snapshot",
            "breakd.engine.spans",
            "breakd.engine.state",
            "breakd.engine.settings",
            "breakd.history",
            "breakd.messages",
            "breakd.stretches",
            "breakd.system",
            "breakd.web",
        ),
    ),
    Wall(
        "breakd.board",
        ("breakd.engine.engine", "breakd.engine.step", "breakd.loop", "breakd.dbus_service", "breakd.desktop"),
        "the board is a client of the contract",
    ),
    Wall("breakd.guide", EDGE_OF_STRETCHES, "the guide gets a catalogue, it loads none"),
)
ONLY_FROM: Mapping[str, tuple[str, ...]] = {
    "breakd.daemon": ("breakd.cli", "breakd.daemon"),
    "breakd.cli": ("breakd.cli", "breakd.__main__"),
    "breakd.client": ("breakd.client", "breakd.cli", "breakd.guide", "breakd.board", "breakd.daemon"),
    "breakd.board": ("breakd.board", "breakd.cli"),
    "dbus_fast": ("breakd.desktop", "breakd.dbus_service"),
    "jeepney": ("breakd.client", "breakd.cli"),
    "sqlite3": ("breakd.history",),
    "tomlkit": ("breakd.toml",),
}
"""Who alone may import what."""

"""Saving the settings applies them within a second, whatever way the file is saved."""

from __future__ import annotations

import asyncio
import errno
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from breakd.config import watcher as watching
from breakd.config.loader import LoadedConfig, load
from breakd.config.watcher import ConfigWatcher, points
from breakd.engine.settings import Settings
from breakd.system.inotify import Inotify

SOON = 1.0
LATE = 10.0
"""A machine under load may be slow: the watcher's own seconds are judged, not the time that a save took."""
AFTER_SAVE, AFTER_CHANGE = 0.02, 0.1
"""The watcher's own seconds in these tests."""


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    assert watching.AFTER_CHANGE < SOON, "else a file that goes is not told in time"
    monkeypatch.setattr(watching, "AFTER_SAVE", AFTER_SAVE)
    monkeypatch.setattr(watching, "AFTER_CHANGE", AFTER_CHANGE)


def text(limit: str) -> str:
    return f'[sitting]\nlimit = "{limit}"\nhard_limit = "10h"\n'


class Seen:
    """What the watcher told."""

    def __init__(self) -> None:
        self.news: asyncio.Queue[LoadedConfig] = asyncio.Queue()

    async def next(self) -> LoadedConfig:
        return await asyncio.wait_for(self.news.get(), LATE)

    async def limit(self) -> float:
        """The new limit in minutes."""
        loaded = await self.next()
        assert loaded.errors == ()
        assert loaded.settings is not None
        return loaded.settings.sitting.limit / 60

    async def nothing(self, seconds: float = AFTER_CHANGE) -> None:
        """What was done before this is not told; the watcher's timer is in this loop, and begins with the event."""
        await asyncio.sleep(0)
        await asyncio.sleep(seconds + 0.01)
        assert self.news.empty()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "breakd"
    folder.mkdir()
    return folder


@pytest.fixture
async def watch() -> AsyncIterator[Callable[[Path, Path], Seen]]:
    """Starts a watcher on a config and a body file."""
    watchers = []

    def start(config: Path, body: Path) -> Seen:
        seen = Seen()
        watcher = ConfigWatcher(config, body, seen.news.put_nowait)
        watcher.start()
        watchers.append(watcher)
        return seen

    yield start
    for watcher in watchers:
        watcher.stop()


def in_place(file: Path, content: str) -> None:
    file.write_text(content)


def by_rename(file: Path, content: str) -> None:
    beside = file.with_name(".config.toml.swp")
    beside.write_text(content)
    beside.rename(file)


def by_delete_and_create(file: Path, content: str) -> None:
    file.unlink()
    file.write_text(content)


def with_backup(file: Path, content: str) -> None:
    """As vim does: the old file becomes the backup, a new one is written."""
    file.rename(file.with_name("config.toml~"))
    file.write_text(content)
    file.with_name("config.toml~").unlink()


@pytest.mark.parametrize("save", [in_place, by_rename, by_delete_and_create, with_backup])
async def test_every_way_of_saving(
    save: Callable[[Path, str], None], folder: Path, watch: Callable[[Path, Path], Seen]
) -> None:
    config = folder / "config.toml"
    config.write_text(text("30m"))
    seen = watch(config, folder / "body.toml")
    for minutes in (20, 25):
        save(config, text(f"{minutes}m"))
        assert await seen.limit() == minutes
    await seen.nothing()


async def test_start_says_what_holds_now(folder: Path) -> None:
    (folder / "config.toml").write_text(text("20m"))
    watcher = ConfigWatcher(folder / "config.toml", folder / "body.toml", lambda _: None)
    loaded = watcher.start()
    watcher.stop()
    assert loaded.settings is not None
    assert loaded.settings.sitting.limit == 20 * 60


async def test_a_fault_is_told_and_then_the_cure(folder: Path, watch: Callable[[Path, Path], Seen]) -> None:
    config = folder / "config.toml"
    config.write_text(text("30m"))
    seen = watch(config, folder / "body.toml")
    config.write_text(text("thirty"))
    loaded = await seen.next()
    assert loaded.settings is None
    assert [error.key for error in loaded.errors] == ["sitting.limit"]
    config.write_text(text("20m"))
    assert await seen.limit() == 20


async def test_the_body_is_watched_too(folder: Path, watch: Callable[[Path, Path], Seen]) -> None:
    seen = watch(folder / "config.toml", folder / "body.toml")
    (folder / "body.toml").write_text('[body]\npain = ["neck"]\n')
    loaded = await seen.next()
    assert loaded.settings is not None
    assert loaded.settings.body.pain == {"neck"}


async def test_a_file_that_appears_and_goes(folder: Path, watch: Callable[[Path, Path], Seen]) -> None:
    config = folder / "config.toml"
    seen = watch(config, folder / "body.toml")
    config.write_text(text("20m"))
    assert await seen.limit() == 20
    config.unlink()
    assert (await seen.next()).settings == Settings()


async def test_a_folder_that_appears_goes_and_returns(tmp_path: Path, watch: Callable[[Path, Path], Seen]) -> None:
    folder = tmp_path / "not" / "yet"
    seen = watch(folder / "config.toml", folder / "body.toml")
    for minutes in (20, 25):
        folder.mkdir(parents=True)
        (folder / "config.toml").write_text(text(f"{minutes}m"))
        assert await seen.limit() == minutes
        (folder / "config.toml").write_text(text("10m"))
        assert await seen.limit() == 10
        (folder / "config.toml").unlink()
        folder.rmdir()
        folder.parent.rmdir()
        assert (await seen.next()).settings == Settings()


async def test_a_linked_file(tmp_path: Path, folder: Path, watch: Callable[[Path, Path], Seen]) -> None:
    dotfiles = tmp_path / "dotfiles"
    dotfiles.mkdir()
    first, second = dotfiles / "first.toml", dotfiles / "second.toml"
    first.write_text(text("30m"))
    second.write_text(text("25m"))
    config = folder / "config.toml"
    config.symlink_to("../dotfiles/first.toml")
    seen = watch(config, folder / "body.toml")
    by_rename(first, text("20m"))
    assert await seen.limit() == 20
    config.unlink()
    config.symlink_to(second)
    assert await seen.limit() == 25
    in_place(second, text("15m"))
    assert await seen.limit() == 15
    in_place(first, text("5m"))
    await seen.nothing()


async def test_a_linked_folder(tmp_path: Path, watch: Callable[[Path, Path], Seen]) -> None:
    for name, limit in (("one", "20m"), ("two", "25m")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "config.toml").write_text(text(limit))
    link = tmp_path / "breakd"
    link.symlink_to("one")
    seen = watch(link / "config.toml", link / "body.toml")
    in_place(tmp_path / "one" / "config.toml", text("10m"))
    assert await seen.limit() == 10
    beside = tmp_path / "new"
    beside.symlink_to("two")
    beside.rename(link)
    assert await seen.limit() == 25


async def test_what_changes_nothing_is_not_told(folder: Path, watch: Callable[[Path, Path], Seen]) -> None:
    config = folder / "config.toml"
    config.write_text(text("30m"))
    seen = watch(config, folder / "body.toml")
    config.write_text(text("30m"))
    os.utime(config)
    (folder / "notes.txt").write_text("something else")
    await seen.nothing()


async def test_a_file_in_the_making_is_not_read(
    folder: Path, watch: Callable[[Path, Path], Seen], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "AFTER_CHANGE", LATE)
    config = folder / "config.toml"
    seen = watch(config, folder / "body.toml")
    with config.open("w") as file:
        file.write('[sitting]\nlimit = "20')
        file.flush()
        await seen.nothing(AFTER_SAVE)
        file.write('m"\n')
    assert await seen.limit() == 20


@pytest.mark.parametrize("refused", ["__init__", "add"])
async def test_where_the_kernel_refuses_a_watch_the_heartbeat_looks_and_tries_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, refused: str
) -> None:
    """At login many programs want one, and there are so many for each person, and no more."""

    def no_more(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no more")

    config, seen = folder / "config.toml", Seen()
    watcher = ConfigWatcher(config, folder / "body.toml", seen.news.put_nowait)
    with monkeypatch.context() as login:
        login.setattr(Inotify, refused, no_more)
        watcher.start()
        config.write_text(text("20m"))
        watcher.beat()
        assert await seen.limit() == 20
        config.write_text(text("25m"))
        watcher.beat()
        assert await seen.limit() == 25
    assert len(caplog.records) == 1, "it is said once"
    config.write_text(text("15m"))
    watcher.beat()
    assert await seen.limit() == 15
    config.write_text(text("10m"))
    assert await seen.limit() == 10, "without a heartbeat"
    watcher.stop()


def test_the_points_of_a_plain_file_are_one(folder: Path) -> None:
    real = folder.resolve()
    assert list(points(real / "config.toml")) == [(real, "config.toml")]


def test_a_circle_of_links_ends(folder: Path) -> None:
    real = folder.resolve()
    (real / "a").symlink_to("b")
    (real / "b").symlink_to("a")
    found = set(points(real / "a"))
    assert found == {(real, "a"), (real, "b")}


PLAN = """[[stretch]]
id = "plank"
name = "Bridge"
regions = ["lumbar"]
targets = ["lumbar"]
direction = "extension"
setting = "floor"
steps = [{ seconds = 5, text = "Lift your hips." }]
"""


class TestMovementsOfTheirOwn:
    async def test_a_plan_applies_when_it_is_saved_and_goes_when_it_is_deleted(
        self, folder: Path, watch: Callable[[Path, Path], Seen]
    ) -> None:
        seen = watch(folder / "config.toml", folder / "body.toml")
        plan = folder / "stretches.d" / "plan.toml"
        plan.parent.mkdir()
        plan.write_text(PLAN)
        assert (await seen.next()).stretches.own == {"plank"}
        plan.write_text(PLAN.replace("seconds = 5", "seconds = 0"))
        loaded = await seen.next()
        assert [error.line for error in loaded.stretches.errors] == [8]
        assert (loaded.settings, loaded.stretches.own) == (Settings(), frozenset())
        plan.write_text(PLAN)
        assert (await seen.next()).stretches.errors == ()
        plan.unlink()
        assert (await seen.next()).stretches.own == frozenset()
        await seen.nothing()

    async def test_a_second_file_a_picture_and_a_link_are_seen(
        self, folder: Path, watch: Callable[[Path, Path], Seen]
    ) -> None:
        own = folder / "stretches.d"
        own.mkdir()
        seen = watch(folder / "config.toml", folder / "body.toml")
        (own / "a.toml").write_text(PLAN + 'picture = "a.png"\n')
        assert len((await seen.next()).stretches.errors) == 1
        (own / "a.png").write_bytes(b"")
        assert (await seen.next()).stretches.own == {"plank"}
        elsewhere = folder / "elsewhere.toml"
        elsewhere.write_text(PLAN.replace('"plank"', '"other"'))
        (own / "b.toml").symlink_to(elsewhere)
        assert (await seen.next()).stretches.own == {"plank", "other"}
        elsewhere.write_text(PLAN.replace('"plank"', '"another"'))
        assert (await seen.next()).stretches.own == {"plank", "another"}
        (own / "notes.txt").write_text("")
        await seen.nothing()

    async def test_a_config_may_name_them_even_if_a_fault_has_lost_them(self, folder: Path) -> None:
        own = folder / "stretches.d"
        own.mkdir()
        (folder / "config.toml").write_text('[stretches]\ndisable = ["plank"]\n')
        files = folder / "config.toml", folder / "body.toml"
        assert len(load(*files).errors) == 1
        (own / "a.toml").write_text(PLAN)
        assert load(*files).errors == ()
        (own / "a.toml").write_text(PLAN.replace("seconds = 5", "seconds = 0"))
        assert load(*files).errors == ()

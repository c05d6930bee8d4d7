"""inotify by hand, against the kernel's own."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from breakd.system.inotify import FileEvent, Inotify, Mask


async def test_each_thing_that_happens_is_told_with_its_name(tmp_path: Path) -> None:
    heard: asyncio.Queue[FileEvent] = asyncio.Queue()
    inotify = Inotify(heard.put_nowait)
    watch = inotify.add(tmp_path, Mask.CREATE | Mask.CLOSE_WRITE | Mask.DELETE)
    assert inotify.add(tmp_path, Mask.CREATE | Mask.CLOSE_WRITE | Mask.DELETE) == watch
    for name in ("a", "a name of nine and more bytes: ä"):
        (tmp_path / name).write_text("x")
        (tmp_path / name).unlink()
        for mask in (Mask.CREATE, Mask.CLOSE_WRITE, Mask.DELETE):
            assert await asyncio.wait_for(heard.get(), 1) == FileEvent(watch, mask, name)
    inotify.remove(watch)
    assert await asyncio.wait_for(heard.get(), 1) == FileEvent(watch, Mask.IGNORED, "")
    with pytest.raises(OSError, match="Invalid argument"):
        inotify.remove(watch)
    inotify.close()


async def test_whoever_hears_may_close(tmp_path: Path) -> None:
    heard: list[FileEvent] = []

    def once(event: FileEvent) -> None:
        heard.append(event)
        inotify.close()

    inotify = Inotify(once)
    inotify.add(tmp_path, Mask.CREATE)
    for name in "abc":
        (tmp_path / name).touch()
    await asyncio.sleep(0.05)
    assert [event.name for event in heard] == ["a"]
    inotify.close()


async def test_what_is_not_there_cannot_be_watched(tmp_path: Path) -> None:
    inotify = Inotify(lambda _event: None)
    with pytest.raises(FileNotFoundError) as error:
        inotify.add(tmp_path / "none", Mask.CREATE)
    assert error.value.filename == str(tmp_path / "none")
    inotify.close()

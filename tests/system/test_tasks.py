"""The set of tasks: it holds them, waits, cancels, and loses no error."""

from __future__ import annotations

import asyncio
import gc
import logging
import weakref

import pytest

from breakd.system.tasks import TaskSet

log = logging.getLogger("tests.tasks")


async def test_a_task_is_held_until_it_is_done() -> None:
    tasks = TaskSet(log, "work")
    done = []

    async def work() -> None:
        # nothing but the task itself refers to what it waits for
        waited: asyncio.Future[None] = asyncio.Future()
        futures.append(weakref.ref(waited))
        await waited
        done.append(True)

    futures: list[weakref.ref[asyncio.Future[None]]] = []
    tasks.spawn(work())
    await asyncio.sleep(0)
    gc.collect()
    waited = futures[0]()
    assert waited is not None
    waited.set_result(None)
    await tasks.wait()
    assert done == [True]


async def test_a_task_that_is_done_is_let_go() -> None:
    tasks = TaskSet(log, "work")
    task = weakref.ref(tasks.spawn(asyncio.sleep(0)))
    await tasks.wait()
    await asyncio.sleep(0)
    gc.collect()
    assert task() is None


async def test_a_failure_is_logged_with_its_place(caplog: pytest.LogCaptureFixture) -> None:
    async def fail() -> None:
        raise OSError("no disk")

    tasks = TaskSet(log, "an effect")
    tasks.spawn(fail())
    await tasks.wait()
    await asyncio.sleep(0)
    (record,) = caplog.records
    assert (record.name, record.levelname, record.getMessage()) == ("tests.tasks", "ERROR", "an effect failed")
    assert "fail" in caplog.text, "the traceback"


async def test_a_failure_that_the_caller_reads_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    async def fail() -> None:
        raise OSError("no disk")

    task = TaskSet(log, "a call").spawn_for_caller(fail())
    with pytest.raises(OSError, match="no disk"):
        await task
    del task
    gc.collect()
    assert caplog.records == []


async def test_cancelled_tasks_end_and_are_no_failure(caplog: pytest.LogCaptureFixture) -> None:
    tasks = TaskSet(log, "work")
    two = [tasks.spawn(asyncio.Event().wait()) for _ in range(2)]
    tasks.cancel()
    await tasks.wait()
    assert all(task.cancelled() for task in two)
    assert caplog.records == []


async def test_the_wait_ends_at_its_limit() -> None:
    tasks = TaskSet(log, "work")
    task = tasks.spawn(asyncio.Event().wait())
    await tasks.wait(0.0)
    assert not task.done()
    tasks.cancel()
    await tasks.wait()


async def test_an_empty_set_is_not_waited_for() -> None:
    await TaskSet(log, "work").wait()

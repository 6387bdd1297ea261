"""Layout in worker processes: a scene that crashes, hangs or swells costs only itself.

A worker that ends or takes too long may have met with something that is no fault of the scene that it had in hand; so
that one is tried once more in another worker, before it is given up.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import ModuleType
from typing import Any, Generic, TypeVar

from process_atlas.diagrams.fallback import ended, failed_with, place_plainly, too_slow
from process_atlas.diagrams.place import place
from process_atlas.diagrams.scene import Placed, Scene
from process_atlas.diagrams.supply import Supply, Task
from process_atlas.said import NOTHING, Said

#: Seconds that one scene may take, and bytes of memory that a worker may use.
TIME_LIMIT = 10.0
MEMORY_LIMIT = 1 << 30
_START_LIMIT = 60.0
_SELDOM = 200_000
# So many workers that die before they are ready mean that none can live. Those that a scene kills do not count: the
# next scene may kill as well, and must not be laid out in this process.
_STILLBORN = 3
T = TypeVar("T")
Answer = tuple[int, T | None, Said]
_READY: Answer[Any] = (-1, None, NOTHING)


def place_all(scenes: Iterable[Scene], jobs: int | None = None, time_limit: float = TIME_LIMIT) -> tuple[Placed, ...]:
    """Lay out scenes in worker processes that end afterwards; see `Placer.place`."""
    with placing_workers(jobs, time_limit) as placer:
        return placer.place(scenes)


def placing_workers(jobs: int | None = None, time_limit: float = TIME_LIMIT) -> Placer[Placed]:
    """Workers that lay out and do not draw."""
    return Placer(jobs, time_limit, work=place, otherwise=place_plainly)


class Placer(Generic[T]):
    """A few worker processes, started when they are first needed and used again until `close`."""

    def __init__(
        self,
        jobs: int | None = None,
        time_limit: float = TIME_LIMIT,
        memory_limit: int = MEMORY_LIMIT,
        *,
        work: Callable[[Scene], T],
        otherwise: Callable[[Scene, Said], T],
    ) -> None:
        """`jobs` workers (as many as processors without it, at most four); `time_limit` seconds for one scene.

        `work` makes something of a scene in a worker, so it must be a function of a module; `otherwise` makes it here
        of a scene that cost a worker its life, with the reason.
        """
        self._jobs = max(1, jobs or min(4, os.cpu_count() or 1))
        self._time_limit, self._memory_limit = time_limit, memory_limit
        self._work, self._otherwise = work, otherwise
        self._workers: list[_Worker] = []
        self._stillborn = 0

    def __enter__(self) -> Placer[T]:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the workers. The placer may be used again; it then starts new ones."""
        for worker in self._workers:
            worker.stop()
        self._workers = []

    def place(self, scenes: Iterable[Scene]) -> tuple[T, ...]:
        """What the work makes of each scene, in their order; what goes wrong with one costs only that one.

        Scenes are taken when there is a worker for them, so that they may be built while others are worked on.
        """
        self._stillborn = 0
        try:
            results = dict(self._worked(Supply(scenes, self._jobs)))
        except (
            BaseException
        ):  # a scene that could not be built, or the user: what is under way is not for the next time
            self.close()
            raise
        return tuple(results[number] for number in range(len(results)))

    def _worked(self, supply: Supply) -> Iterator[tuple[int, T]]:
        """Results by the numbers of their scenes, as they come in."""
        batch = supply.batch()
        while batch or any(worker.busy for worker in self._workers):
            while batch and (worker := self._free()):
                worker.give(batch)
                batch = supply.batch()
            if batch and not self._workers:
                break
            for (number, scene), placed, problem in self._collect(supply):
                yield number, placed or self._otherwise(scene, problem)
            batch = batch or supply.batch()
        while batch:
            yield from ((number, self._without_workers(scene, supply.cost(number))) for number, scene in batch)
            batch = supply.batch()

    def _without_workers(self, scene: Scene, cost: Said) -> T:
        """What cost a worker would cost this process."""
        return self._otherwise(scene, cost) if cost else self._here(scene)

    def _here(self, scene: Scene) -> T:
        """Where no worker lives, the work is done in this process."""
        try:
            return self._work(scene)
        except Exception as error:  # whatever it is, the other drawings go on
            return self._otherwise(scene, failed_with(error))

    def _free(self) -> _Worker | None:
        """A worker with nothing to do, a new one while there may be more; none where all are busy or none can live."""
        idle = next((worker for worker in self._workers if not worker.busy), None)
        if idle or len(self._workers) == self._jobs or self._stillborn >= _STILLBORN:
            return idle
        try:
            self._workers.append(_Worker(self._time_limit, self._memory_limit, self._work))
        except (OSError, RuntimeError, AssertionError):  # no new processes allowed, or the host is ending
            self._stillborn = _STILLBORN
            return None
        return self._workers[-1]

    def _collect(self, supply: Supply) -> Iterator[tuple[Task, T | None, Said]]:
        """Answers that have come in; a worker that died or took too long is left and what it had not done put back."""
        busy = [worker for worker in self._workers if worker.busy]
        left = min((worker.deadline - time.monotonic() for worker in busy), default=0.0)
        ready = set(wait([worker.pipe for worker in busy], max(0.0, left)))
        for worker in busy:
            if worker.pipe in ready:
                answer = worker.receive()
                if answer is not None:
                    task, placed, trouble = answer
                    if task:
                        yield task, placed, trouble
                    continue
                problem = ended(worker.exit_code())
            elif time.monotonic() >= worker.deadline:
                problem = too_slow(self._time_limit)
            else:
                continue
            failed = self._lose(worker, supply, problem)
            if failed:
                yield failed, None, problem

    def _lose(self, worker: _Worker, supply: Supply, problem: Said) -> Task | None:
        """Do without a worker; gives the scene that it had in hand if that has cost a worker before.

        No scene is to blame for a worker that never was ready.
        """
        self._workers.remove(worker)
        in_hand, *rest = worker.abandon()
        if not worker.proven:
            self._stillborn += 1
            supply.take_back([in_hand, *rest])
            return None
        supply.take_back(rest)
        return None if supply.try_again(in_hand, problem) else in_hand


@contextmanager
def _without_main() -> Iterator[None]:
    """Let a process start without the program that starts it: workers need only the work.

    Else each would import all of the host (MkDocs, a command), which takes longer than drawing a hundred charts, and a
    program that builds a site at its top level would start itself again in every worker.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


class _Worker:
    """One worker process, as its owner sees it."""

    def __init__(self, time_limit: float, memory_limit: int, work: Callable[[Scene], Any]) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(target=_serve, args=(theirs, memory_limit, work), daemon=True)
        with _without_main():
            self._process.start()
        theirs.close()
        self._time_limit = time_limit
        self._todo: deque[Task] = deque()
        self.proven = False
        self.deadline = 0.0

    @property
    def busy(self) -> bool:
        """Whether answers are still to come."""
        return bool(self._todo)

    def give(self, batch: list[Task]) -> None:
        """Send a batch to be worked on, one after the other."""
        self._todo.extend(batch)
        self.deadline = time.monotonic() + self._time_limit + (0.0 if self.proven else _START_LIMIT)
        with suppress(OSError):  # a dead worker is noticed when its answer is awaited
            self.pipe.send(batch)

    def receive(self) -> tuple[Task | None, Any, Said] | None:
        """The next answer with its task (none with the first, which says that the process is ready), or None if the
        process has ended."""
        try:
            answer: Answer[Any] = self.pipe.recv()
        except (EOFError, OSError):
            return None
        task = None if answer == _READY else self._todo.popleft()
        self.proven = True
        self.deadline = time.monotonic() + self._time_limit
        return task, *answer[1:]

    def exit_code(self) -> int | None:
        """How the process ended."""
        self._process.join(1.0)
        return self._process.exitcode

    def abandon(self) -> list[Task]:
        """End the process; the task it was busy with, and after it those it had not come to."""
        left = list(self._todo)
        self.stop(kill=True)
        return left

    def stop(self, kill: bool = False) -> None:
        """End the process: kindly, by closing its pipe, or at once."""
        self._todo.clear()
        self.pipe.close()
        if kill:
            self._process.kill()
        self._process.join(2.0)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


def _serve(pipe: Connection, memory_limit: int, work: Callable[[Scene], Any]) -> None:
    """A worker's life: take batches, answer scene by scene, end when the pipe is closed.

    Layout makes many small values and hardly a circle, so circles are looked for seldom.
    """
    _limit_memory(memory_limit)
    gc.freeze()
    gc.set_threshold(_SELDOM)
    with suppress(EOFError, OSError, KeyboardInterrupt):
        pipe.send(_READY)
        while True:
            for index, scene in pipe.recv():
                pipe.send(_answer(index, scene, work))


def _answer(index: int, scene: Scene, work: Callable[[Scene], T]) -> Answer[T]:
    try:
        placed = work(scene)
    except Exception as error:  # whatever it is, the other drawings go on
        return index, None, failed_with(error)
    return index, placed, NOTHING


def _limit_memory(limit: int) -> None:
    """Cap the address space where the system can; a layout that swells then raises MemoryError."""
    try:
        import resource
    except ImportError:
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

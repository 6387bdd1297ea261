"""Layout in worker processes: a scene that crashes, hangs or swells costs only itself."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, Generic, TypeVar

from process_atlas.diagrams.fallback import place_plainly
from process_atlas.diagrams.place import place
from process_atlas.diagrams.scene import Placed, Scene

#: Seconds that one scene may take, and bytes of memory that a worker may use.
TIME_LIMIT = 10.0
MEMORY_LIMIT = 1 << 30
_BATCH = 16
_START_LIMIT = 60.0
# So many workers that die before they are ready mean that none can live. Those that a scene kills do not count: the
# next scene may kill as well, and must not be laid out in this process.
_STILLBORN = 3
T = TypeVar("T")
Answer = tuple[int, T | None, str]
_READY: Answer[Any] = (-1, None, "")


def place_all(scenes: Sequence[Scene], jobs: int | None = None, time_limit: float = TIME_LIMIT) -> tuple[Placed, ...]:
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
        otherwise: Callable[[Scene, str], T],
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

    def place(self, scenes: Sequence[Scene]) -> tuple[T, ...]:
        """What the work makes of each scene, in their order; what goes wrong with one costs only that one."""
        results: list[T | None] = [None] * len(scenes)
        waiting = deque(_batches(range(len(scenes)), self._jobs))
        self._stillborn = 0
        while waiting or any(worker.busy for worker in self._workers):
            if not self._staff(len(waiting)):
                break
            for worker in self._workers:
                if waiting and not worker.busy:
                    worker.give([(index, scenes[index]) for index in waiting.popleft()])
            for index, placed, problem in self._collect(waiting):
                results[index] = placed or self._otherwise(scenes[index], problem)
        return tuple(placed or self._here(scene) for placed, scene in zip(results, scenes, strict=True))

    def _here(self, scene: Scene) -> T:
        """Where no worker lives, the work is done in this process."""
        try:
            return self._work(scene)
        except Exception as error:  # whatever it is, the other drawings go on
            return self._otherwise(scene, _told(error))

    def _staff(self, batches: int) -> bool:
        """Have a worker for every waiting batch, up to the limit; false where workers cannot live here at all."""
        wanted = min(self._jobs, batches + sum(worker.busy for worker in self._workers))
        while len(self._workers) < wanted and self._stillborn < _STILLBORN:
            try:
                self._workers.append(_Worker(self._time_limit, self._memory_limit, self._work))
            except (OSError, RuntimeError, AssertionError):  # no new processes allowed, or the host is ending
                self._stillborn = _STILLBORN
        return bool(self._workers) or not batches

    def _collect(self, waiting: deque[list[int]]) -> Iterator[Answer[T]]:
        """Answers that have come in; a worker that died or took too long is replaced and its rest put back."""
        busy = [worker for worker in self._workers if worker.busy]
        left = min((worker.deadline - time.monotonic() for worker in busy), default=0.0)
        ready = set(wait([worker.pipe for worker in busy], max(0.0, left)))
        for worker in busy:
            if worker.pipe in ready:
                answer = worker.receive()
                if answer is not None:
                    if answer != _READY:
                        yield answer
                    continue
                problem = f"the layout process ended with code {worker.exit_code()}"
            elif time.monotonic() >= worker.deadline:
                problem = f"the layout took longer than {self._time_limit:g} s"
            else:
                continue
            self._workers.remove(worker)
            self._stillborn += not worker.proven
            failed, rest = worker.abandon()
            if rest:
                waiting.appendleft(rest)
            yield failed, None, problem


def _batches(indexes: Iterable[int], jobs: int) -> Iterator[list[int]]:
    """Batches that keep all workers busy and the pipes quiet."""
    left = list(indexes)
    size = max(1, min(_BATCH, len(left) // (jobs * 2) or 1))
    for start in range(0, len(left), size):
        yield left[start : start + size]


class _Worker:
    """One worker process, as its owner sees it."""

    def __init__(self, time_limit: float, memory_limit: int, work: Callable[[Scene], Any]) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(target=_serve, args=(theirs, memory_limit, work), daemon=True)
        self._process.start()
        theirs.close()
        self._time_limit = time_limit
        self._todo: deque[int] = deque()
        self.proven = False
        self.deadline = 0.0

    @property
    def busy(self) -> bool:
        """Whether answers are still to come."""
        return bool(self._todo)

    def give(self, batch: list[tuple[int, Scene]]) -> None:
        """Send a batch to be laid out one after the other."""
        self._todo.extend(index for index, _ in batch)
        self.deadline = time.monotonic() + self._time_limit + (0.0 if self.proven else _START_LIMIT)
        with suppress(OSError):  # a dead worker is noticed when its answer is awaited
            self.pipe.send(batch)

    def receive(self) -> Answer[Any] | None:
        """The next answer (the first says that the process is ready), or None if the process has ended."""
        try:
            answer: Answer[Any] = self.pipe.recv()
        except (EOFError, OSError):
            return None
        if answer != _READY:
            self._todo.popleft()
        self.proven = True
        self.deadline = time.monotonic() + self._time_limit
        return answer

    def exit_code(self) -> int | None:
        """How the process ended."""
        self._process.join(1.0)
        return self._process.exitcode

    def abandon(self) -> tuple[int, list[int]]:
        """End the process; the scene it was busy with, and those it had not come to."""
        failed = self._todo.popleft()
        rest = list(self._todo)
        self.stop(kill=True)
        return failed, rest

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
    """A worker's life: take batches, answer scene by scene, end when the pipe is closed."""
    _limit_memory(memory_limit)
    with suppress(EOFError, OSError, KeyboardInterrupt):
        pipe.send(_READY)
        while True:
            for index, scene in pipe.recv():
                pipe.send(_answer(index, scene, work))


def _answer(index: int, scene: Scene, work: Callable[[Scene], T]) -> Answer[T]:
    try:
        placed = work(scene)
    except Exception as error:  # whatever it is, the other drawings go on
        return index, None, _told(error)
    return index, placed, ""


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def _limit_memory(limit: int) -> None:
    """Cap the address space where the system can; a layout that swells then raises MemoryError."""
    try:
        import resource
    except ImportError:
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

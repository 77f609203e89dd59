"""A pool of processes that gives results in input order and survives a worker's death."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Broken(Generic[Item]):
    """The place of a result whose item killed the process that worked on it."""

    item: Item


def map_batches(
    function: Callable[[Sequence[Item]], Sequence[Result]],
    batches: Iterable[Sequence[Item]],
    *,
    jobs: int,
) -> Iterator[Result | Broken[Item]]:
    """Yield the function's results for every item of every batch, in input order.

    `function` takes a batch and returns one result an item; it must be importable by name, since
    processes are spawned. With one job it runs in this process. At most `jobs` + 2 batches are in
    work, so a corpus is never held in memory. A batch that kills its worker is worked on again item
    by item, each in a process of its own, until the guilty item stands alone as `Broken`.
    """
    if jobs == 1:
        for batch in batches:
            yield from function(batch)
        return
    waiting: deque[tuple[Sequence[Item], Future[Sequence[Result]]]] = deque()
    pool = _start(jobs)
    try:
        for batch in batches:
            waiting.append((batch, _submit(pool, function, batch)))
            if len(waiting) < jobs + 2:
                continue
            results, pool = _take(waiting, pool, function, jobs)
            yield from results
        while waiting:
            results, pool = _take(waiting, pool, function, jobs)
            yield from results
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))


def _submit(
    pool: ProcessPoolExecutor,
    function: Callable[[Sequence[Item]], Sequence[Result]],
    batch: Sequence[Item],
) -> Future[Sequence[Result]]:
    try:
        return pool.submit(function, batch)
    except BrokenProcessPool as error:
        # The pool broke between two batches: the batch is done again when its turn comes.
        failed: Future[Sequence[Result]] = Future()
        failed.set_exception(error)
        return failed


def _take(
    waiting: deque[tuple[Sequence[Item], Future[Sequence[Result]]]],
    pool: ProcessPoolExecutor,
    function: Callable[[Sequence[Item]], Sequence[Result]],
    jobs: int,
) -> tuple[list[Result | Broken[Item]], ProcessPoolExecutor]:
    batch, future = waiting.popleft()
    try:
        return list(future.result()), pool
    except BrokenProcessPool:
        pool.shutdown(wait=True, cancel_futures=True)
    results: list[Result | Broken[Item]] = []
    for item in batch:
        with _start(1) as alone:
            try:
                results += alone.submit(function, [item]).result()
            except BrokenProcessPool:
                results.append(Broken(item))
    pool = _start(jobs)
    again = [(later, _submit(pool, function, later)) for later, _ in waiting]
    waiting.clear()
    waiting.extend(again)
    return results, pool

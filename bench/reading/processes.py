"""What whole processes cost, pinned to given cores, and what they ran on."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

#: A small process that starts the measured one: memory counts from the starter's own size on.
_STARTER = """
import os, resource, subprocess, sys, time
cores = {int(core) for core in sys.argv[1].split(",") if core}
if cores:
    os.sched_setaffinity(0, cores)
start = time.perf_counter()
done = subprocess.run(sys.argv[2:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
wall = time.perf_counter() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
if done.returncode:
    sys.exit(done.stderr.decode(errors="replace"))
print(wall, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
#: On a free core the clock runs at most this much longer than the processor works.
_SHARED_FROM = 1.15


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: wall and processor seconds, and MB of its largest process at its peak."""

    wall: float
    cpu: float
    peak: float

    @property
    def is_shared(self) -> bool:
        """Return whether a process on one core had to wait for others."""
        return self.wall > _SHARED_FROM * self.cpu


def find_cores(count: int) -> tuple[int, ...]:
    """Return the last `count` cores this process may use; none where it cannot be pinned.

    Fewer come back where there are fewer.
    """
    if not hasattr(os, "sched_setaffinity"):
        return ()
    return tuple(sorted(os.sched_getaffinity(0))[-count:])


def measure(command: Sequence[str], folder: Path, cores: Sequence[int]) -> Cost:
    """Return the cost of one whole process, without the user's settings, on `cores` (none: all).

    Raises
    ------
    subprocess.CalledProcessError
        When the process does not end with status 0; its messages are shown.
    """
    kept = {key: value for key, value in os.environ.items() if not key.startswith("SAYSO_")}
    done = subprocess.run(
        [sys.executable, "-c", _STARTER, ",".join(map(str, cores)), *command],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=folder,
        env=kept | {"OMP_NUM_THREADS": "1", "XDG_CONFIG_HOME": str(folder)},
    )
    wall, cpu, peak = (float(word) for word in done.stdout.split())
    return Cost(wall, cpu, peak / (1e6 if platform.system() == "Darwin" else 1e3))


def take_median(costs: Sequence[Cost]) -> Cost:
    """Return the median of each figure over the runs."""
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.cpu for cost in costs),
        statistics.median(cost.peak for cost in costs),
    )


def describe_machine() -> str:
    """Return system, processor and Python in one line."""
    model = platform.processor()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        lines = info.read_text(encoding="utf-8", errors="replace").splitlines()
        model = next((x.split(":", 1)[1].strip() for x in lines if x.startswith("model name")), "")
    return (
        f"{platform.system()} {platform.machine()}, {model or 'processor unknown'}, "
        f"{os.cpu_count()} cores, Python {platform.python_version()}"
    )

#!/usr/bin/env python3
"""Compares how long two built jars train alone, next to one busy process per processor, on one processor, and with the quota of one processor.

The quota needs root and the controller "cpu" of control groups, version 1 or 2.

  docs/benchmarks/contention.py --old old.jar --new target/palate.jar --out docs/benchmarks/contention.json
"""
import argparse
import os
import pathlib
import subprocess
import sys

from service import existing_file, file_to_write, ratings, train_seconds, write_report

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "target" / "bench-contention"
CONTROL = pathlib.Path("/sys/fs/cgroup")
PERIOD = 100_000
SMALL, LARGE = (4_000, 8_000, 60), (4_000, 14_000, 60)  # users, items, ratings of each user
TRAININGS = {
    "ease": (SMALL, "ease", ["ease.neighbours=8000"]),
    "vae": (SMALL, "vae", ["vae.epochs=3"]),
    "autorec": (SMALL, "autorec", ["autorec.epochs=3", "autorec.hiddenSize=200"]),
    "item-knn": (SMALL, "item-knn", []),
    "ease of 14,000 items": (LARGE, "ease", ["ease.neighbours=14000"]),
}


def quota_group():
    """A control group with the quota of one processor; the file to which a process writes its id."""
    if (CONTROL / "cpu").is_dir():
        group = CONTROL / "cpu" / "palate-bench"
        group.mkdir(exist_ok=True)
        (group / "cpu.cfs_period_us").write_text(str(PERIOD))
        (group / "cpu.cfs_quota_us").write_text(str(PERIOD))
    else:
        (CONTROL / "cgroup.subtree_control").write_text("+cpu")
        group = CONTROL / "palate-bench"
        group.mkdir(exist_ok=True)
        (group / "cpu.max").write_text(f"{PERIOD} {PERIOD}")
    return group / "cgroup.procs"


def next_to_busy_processes(work):
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count())]
    try:
        return work()
    finally:
        for process in busy:
            process.kill()
            process.wait()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--old", type=existing_file, required=True)
    parser.add_argument("--new", type=existing_file, required=True)
    parser.add_argument("--machine", default="")
    parser.add_argument("--only", nargs="*", default=list(TRAININGS))
    parser.add_argument("--out", type=file_to_write)
    options = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    data = {size: FOLDER / f"ratings-{size[1]}.csv" for size in (SMALL, LARGE)}
    for size, file in data.items():
        file.write_text(ratings(1, *size))
    group = quota_group()
    jars = {"old": options.old, "new": options.new}
    report = {"machine": options.machine, "processors": os.cpu_count(), "usersItemsRatings": [SMALL, LARGE], "trainings": {}}
    for training in options.only:
        size, algorithm, settings = TRAININGS[training]
        figures = report["trainings"][training] = {name: {} for name in jars}

        def measure(state, name, **how):
            # Old jars have no such setting: all their weights are exact.
            known = [setting for setting in settings if name == "new" or not setting.startswith("ease.neighbours")]
            figures[name][state] = round(train_seconds(jars[name], FOLDER, data[size], algorithm, known, **how), 2)

        for name in jars:
            measure("alone", name)
        for name in jars:
            next_to_busy_processes(lambda: measure("nextToBusy", name))
        for name in jars:
            measure("onOneProcessor", name, prefix=["taskset", "-c", "0"])
        for name in jars:
            measure("withQuota", name, preexec=lambda: group.write_text(str(os.getpid())))
        for seconds in figures.values():
            seconds["ratios"] = {state: round(seconds[state] / seconds["alone"], 2) for state in list(seconds) if state != "alone"}
        print(training, figures, flush=True)
    write_report(report, options.out)


if __name__ == "__main__":
    main()

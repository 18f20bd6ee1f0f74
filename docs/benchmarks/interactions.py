#!/usr/bin/env python3
"""Compares lists of users with interactions with lists of users with ratings, in one service and in turns.

All groups have the same number of preferences for the same items: ratings, purchases, or half of each. Lists per second that are
cached, that are scored anew from cached preferences, and whose preferences are read from the database. Needs wrk and the built jar.

  docs/benchmarks/interactions.py --jar target/palate.jar --out docs/benchmarks/interaction-lists.json
"""
import argparse
import os
import pathlib
import random
import re
import shutil
import statistics
import subprocess

from service import existing_file, file_to_write, order_import, random_users, start, stop, train, wait, write_report

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "target" / "bench-interactions"
USERS, ITEMS, PREFERENCES = 2_000, 1_682, 40
GROUPS = {"ratings": 1, "interactions": USERS + 1, "both": 2 * USERS + 1}
NO_LISTS = "--palate.recommendations.cache-size=0"
NO_HISTORIES = "--palate.histories.cache-size=0"
CASES = {"cached": (), "scored": (NO_LISTS,), "firstRead": (NO_LISTS, NO_HISTORIES)}
WARMUPS = 3
PORT = 8092


def items(user):
    """The same for the users of one number in all groups; popular items have low numbers."""
    chance = random.Random(user)
    chosen = []
    while len(chosen) < PREFERENCES:
        item = int(chance.random() ** 2 * ITEMS) + 1
        if item not in chosen:
            chosen.append(item)
    return chosen


def rows(group, part, ending):
    return [f"{GROUPS[group] + user},{item}{ending}" for user in range(USERS) for item in items(user)[part]]


def prepare(jar):
    everything, half, rest = slice(None), slice(0, PREFERENCES // 2), slice(PREFERENCES // 2, None)
    process = start(jar, PORT, FOLDER)
    try:
        rated = ["userId,itemId,rating"] + rows("ratings", everything, ",5") + rows("both", half, ",5")
        wait(PORT, order_import(PORT, "\n".join(rated)))
        bought = ["userId,itemId"] + rows("interactions", everything, "") + rows("both", rest, "")
        wait(PORT, order_import(PORT, "\n".join(bought), "kind=interactions&type=purchase&unknownItems=create"))
        train(PORT, "vae", {"promote": "always", "hyperparameters": {"epochs": 2}})
    finally:
        stop(process)


def cpu_seconds(service):
    """Of the service and its PostgreSQL. Under load from elsewhere it is steadier than the throughput."""
    postmaster = int((FOLDER / "data/postgres/cluster/postmaster.pid").read_text().split()[0])
    parents, ticks = {}, {}
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(stat.parent.name)] = int(fields[1])
        ticks[int(stat.parent.name)] = int(fields[11]) + int(fields[12])

    def belongs(process):
        while process not in (0, service, postmaster):
            process = parents.get(process, 0)
        return process != 0

    return sum(used for process, used in ticks.items() if belongs(process)) / os.sysconf("SC_CLK_TCK")


def load(process, script, seconds):
    before = cpu_seconds(process)
    output = subprocess.run(
        ["wrk", "-t1", "-c8", f"-d{seconds}", "--latency", "-s", str(script), f"http://127.0.0.1:{PORT}"],
        capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in output:
        raise SystemExit(output)
    used = cpu_seconds(process) - before
    return {
        "listsPerSecond": float(re.search(r"Requests/sec:\s+(\S+)", output).group(1)),
        "cpuMillisecondsPerList": round(1000 * used / int(re.search(r"(\d+) requests in", output).group(1)), 4),
        "p99": re.search(r"^\s+99%\s+(\S+)", output, re.M).group(1),
    }


def measure(jar, case, options):
    process = start(jar, PORT, FOLDER, CASES[case])
    try:
        scripts = {group: random_users(FOLDER, USERS, first) for group, first in GROUPS.items()}
        for _ in range(WARMUPS):
            for script in scripts.values():
                load(process.pid, script, options.warmup)
        turns = []
        for turn in range(options.rounds):
            groups = list(GROUPS)[turn % len(GROUPS):] + list(GROUPS)[:turn % len(GROUPS)]  # each group is first equally often
            turns.append({group: load(process.pid, scripts[group], options.seconds) for group in groups})
    finally:
        stop(process)
    report = {figure: compared(turns, figure) for figure in ("listsPerSecond", "cpuMillisecondsPerList")}
    return {**report, "turns": turns}


def compared(turns, figure):
    """The median of each group, and the median of the turns' quotients by the group with ratings."""
    return {
        group: {
            "median": statistics.median(turn[group][figure] for turn in turns),
            "relativeToRatings": round(statistics.median(turn[group][figure] / turn["ratings"][figure] for turn in turns), 3),
        } for group in GROUPS}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--jar", type=existing_file, required=True)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--warmup", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--cases", default=",".join(CASES))
    parser.add_argument("--keep", action="store_true", help="measure on the data of an earlier call")
    parser.add_argument("--machine", default="")
    parser.add_argument("--out", type=file_to_write)
    options = parser.parse_args()
    if not options.keep:
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir(parents=True)
        prepare(options.jar)
    report = {
        "machine": options.machine, "processors": os.cpu_count(), "usersOfEachGroup": USERS, "items": ITEMS,
        "preferencesOfEach": PREFERENCES,
        "cases": {case: measure(options.jar, case, options) for case in options.cases.split(",")}}
    write_report(report, options.out)


if __name__ == "__main__":
    main()

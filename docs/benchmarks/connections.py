#!/usr/bin/env python3
"""Compares two built jars under many connections and while an import writes.

Lists per second with 32 and with 300 connections that each send the next request after the response, the p99 of health
checks meanwhile, and the p99 of lists at 100 requests per second before and during an import. Needs wrk and the built jar.

  docs/benchmarks/connections.py --old old.jar --new target/palate.jar --out docs/benchmarks/connections.json
"""
import argparse
import os
import pathlib
import random
import re
import shutil
import subprocess
import threading
import time
import urllib.request

from service import call, existing_file, file_to_write, order_import, random_users, ratings, start, stop, train, wait, write_report

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "target" / "bench-connections"
USERS, ITEMS, RATINGS = 5_000, 1_682, 40
PORT = 8091


def prepare(jar, folder):
    process = start(jar, PORT, folder)
    try:
        wait(PORT, order_import(PORT, ratings(1, USERS, ITEMS, RATINGS)))
        train(PORT, "vae", {"promote": "always", "hyperparameters": {"epochs": 2}})
    finally:
        stop(process)


def quantile(times, share):
    return round(1000 * sorted(times)[min(len(times) - 1, int(share * len(times)))], 1)


def probe(path, seconds, pause, times):
    """Requests at fixed times, whether or not earlier ones have been answered late."""
    end = time.time() + seconds
    while (begun := time.time()) < end:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path()}", timeout=60) as answer:
            answer.read()
        times.append(time.time() - begun)
        time.sleep(max(0.0, pause - (time.time() - begun)))


def closed(connections, seconds, script):
    times = []
    health = threading.Thread(target=probe, args=(lambda: "/actuator/health/liveness", seconds, 0.05, times))
    health.start()
    output = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}", "--timeout", "10s", "--latency", "-s", str(script), f"http://127.0.0.1:{PORT}"],
        capture_output=True, text=True, check=True).stdout
    health.join()
    responses = float(re.search(r"Requests/sec:\s+(\S+)", output).group(1))
    refused = int(m.group(1)) / seconds if (m := re.search(r"Non-2xx or 3xx responses: (\d+)", output)) else 0
    return {
        "listsPerSecond": round(responses - refused, 1),
        "refusedPerSecond": round(refused, 1),
        "p99": re.search(r"^\s+99%\s+(\S+)", output, re.M).group(1),
        "healthP99Milliseconds": quantile(times, 0.99),
    }


def lists(seconds):
    chance, all_times = random.Random(3), []
    paths = lambda: f"/users/{chance.randint(1, USERS)}/recommendations?k=30"
    threads = [threading.Thread(target=probe, args=(paths, seconds, 0.04, all_times)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"count": len(all_times), "p50Milliseconds": quantile(all_times, 0.5), "p99Milliseconds": quantile(all_times, 0.99)}


def measure(jar, folder, seconds, first_new_user):
    process = start(jar, PORT, folder)
    try:
        script = random_users(FOLDER, USERS)
        for connections in (32, 300, 32):
            closed(connections, 2 * seconds, script)
        figures = {"at32": closed(32, seconds, script), "at300": closed(300, seconds, script), "listsAlone": lists(seconds)}
        path = order_import(PORT, ratings(first_new_user, 30_000, ITEMS, RATINGS))
        figures["listsDuringImport"] = lists(seconds)
        figures["importStillRan"] = call(PORT, path)["state"] == "RUNNING"
        wait(PORT, path)
        return figures
    finally:
        stop(process)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--old", type=existing_file, required=True)
    parser.add_argument("--new", type=existing_file, required=True)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--machine", default="")
    parser.add_argument("--out", type=file_to_write)
    options = parser.parse_args()
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    jars = {"old": options.old, "new": options.new}
    for name, jar in jars.items():
        prepare(jar, FOLDER / name)
    report = {"machine": options.machine, "processors": os.cpu_count(), "users": USERS, "items": ITEMS, "rounds": []}
    for number in range(options.rounds):
        report["rounds"].append({
            name: measure(jar, FOLDER / name, options.seconds, 1_000_000 * (number + 1)) for name, jar in jars.items()})
    write_report(report, options.out)


if __name__ == "__main__":
    main()

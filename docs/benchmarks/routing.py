#!/usr/bin/env python3
"""Compares three replicas behind nginx with requests in turn and with routing by user (docs/routing/nginx.conf).

Every replica can cache the histories of two fifths of the users. Needs nginx, wrk and the built jar (./mvnw -q -DskipTests package).

  docs/benchmarks/routing.py --out docs/benchmarks/routing.json
"""
import argparse
import os
import pathlib
import platform
import re
import shutil
import subprocess
import time
import urllib.request

from service import existing_file, file_to_write, order_import, random_users, ratings, start, stop, train, wait, write_report

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "target" / "bench-routing"
USERS, ITEMS, RATINGS = 30_000, 5_000, 40
PORTS = [8081, 8082, 8083]


def replica(jar, port, environment):
    return start(jar, port, FOLDER / str(port), ["--palate.histories.cache-size=32MB"], environment)


def fill(port):
    wait(port, order_import(port, ratings(1, USERS, ITEMS, RATINGS)))
    train(port, "ease", {"promote": "always"})


def histories(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/actuator/prometheus", timeout=30) as answer:
        text = answer.read().decode()
    return {m.group(1): float(m.group(2)) for m in re.finditer(r'palate_histories_total\{.*?outcome="(\w+)".*?\} (\S+)', text)}


def measure(configuration, seconds):
    nginx = subprocess.Popen(["nginx", "-c", str(configuration), "-g", "daemon off;"], stderr=subprocess.DEVNULL)
    try:
        time.sleep(1)
        script = random_users(FOLDER, USERS)
        load = ["wrk", "-t1", "-c16", "--latency", "-s", str(script), "http://127.0.0.1:8080"]
        subprocess.run(load + ["-d40"], capture_output=True, check=True)
        before = [histories(port) for port in PORTS]
        output = subprocess.run(load + [f"-d{seconds}"], capture_output=True, text=True, check=True).stdout
        after = [histories(port) for port in PORTS]
    finally:
        # Otherwise it keeps the port.
        nginx.terminate()
        nginx.wait()
    counts = {}
    for old, new in zip(before, after):
        for outcome, value in new.items():
            counts[outcome] = counts.get(outcome, 0) + value - old.get(outcome, 0)
    return {
        "requestsPerSecond": float(re.search(r"Requests/sec:\s+(\S+)", output).group(1)),
        "p50": re.search(r"^\s+50%\s+(\S+)", output, re.M).group(1),
        "p99": re.search(r"^\s+99%\s+(\S+)", output, re.M).group(1),
        "cachedHistories": round(counts["cached"] / sum(counts.values()), 3),
        "failed": int(m.group(1)) if (m := re.search(r"Non-2xx or 3xx responses: (\d+)", output)) else 0,
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--jar", type=existing_file, default=str(ROOT / "target" / "palate.jar"))
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--out", type=file_to_write)
    options = parser.parse_args()
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    # Without keys, the service serves only this machine: requests that a proxy has forwarded are refused.
    text = re.sub(r"\n\s+proxy_set_header X-Forwarded.*", "", (ROOT / "docs" / "routing" / "nginx.conf").read_text())
    by_user, in_turn = FOLDER / "by-user.conf", FOLDER / "in-turn.conf"
    by_user.write_text(text)
    in_turn.write_text(re.sub(r"\n\s+hash .*", "", text))
    replicas = [replica(options.jar, PORTS[0], {})]
    try:
        fill(PORTS[0])
        home = FOLDER / str(PORTS[0]) / "data" / "postgres"
        port = next(home.rglob("postmaster.pid")).read_text().splitlines()[3].strip()
        database = {
            "PALATE_DATABASE_URL": f"jdbc:postgresql://127.0.0.1:{port}/palate",
            "PALATE_DATABASE_USER": "palate",
            "PALATE_DATABASE_PASSWORD": (home / "password").read_text().strip(),
        }
        replicas += [replica(options.jar, other, database) for other in PORTS[1:]]
        report = {"machine": platform.processor() or platform.machine(), "processors": os.cpu_count(),
                  "users": USERS, "ratingsOfUser": RATINGS, "historyCache": "32MB", "rounds": []}
        for _ in range(2):
            report["rounds"].append({"inTurn": measure(in_turn, options.seconds), "byUser": measure(by_user, options.seconds)})
        write_report(report, options.out)
    finally:
        for process in reversed(replicas):
            stop(process)


if __name__ == "__main__":
    main()

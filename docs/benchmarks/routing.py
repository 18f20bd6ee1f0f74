#!/usr/bin/env python3
"""Compares three replicas behind nginx with requests in turn and with routing by user (docs/routing/nginx.conf).

Every replica can cache the histories of two fifths of the users. Needs nginx, wrk and the built jar (./mvnw -q -DskipTests package).

  docs/benchmarks/routing.py --out docs/benchmarks/routing.json
"""
import argparse
import json
import os
import pathlib
import platform
import random
import re
import shutil
import subprocess
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "target" / "bench-routing"
USERS, ITEMS, RATINGS = 30_000, 5_000, 40
PORTS = [8081, 8082, 8083]
LUA = "math.randomseed(7); request = function() return wrk.format('GET', '/users/' .. math.random(1, %d) .. '/recommendations?k=30') end"


def call(port, path, body=None, kind="application/json"):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data=body, headers={"Content-Type": kind})
    with urllib.request.urlopen(request, timeout=120) as answer:
        return json.loads(answer.read())


def start(jar, port, environment):
    folder = FOLDER / str(port)
    folder.mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen(
        ["java", "-Xmx700m", "--add-modules=jdk.incubator.vector", "-jar", jar, f"--server.port={port}",
         "--palate.histories.cache-size=32MB", "--palate.training-policy.enabled=false"],
        cwd=folder, stdout=open(folder / "log", "w"), stderr=subprocess.STDOUT, env={**os.environ, **environment})
    for _ in range(300):
        try:
            call(port, "/actuator/health/readiness")
            return process
        except OSError:
            time.sleep(1)
    process.kill()
    raise SystemExit(f"the replica on port {port} does not start, see {folder}/log")


def wait(port, path):
    while (job := call(port, path))["state"] not in ("SUCCEEDED", "FAILED"):
        time.sleep(1)
    if job["state"] == "FAILED":
        raise SystemExit(f"{path}: {job['failure']}")


def fill(port):
    lines = ["userId,itemId,rating"]
    chance = random.Random(1)
    for user in range(1, USERS + 1):
        items = {int(chance.random() ** 2 * ITEMS) + 1 for _ in range(RATINGS)}
        lines += [f"{user},{item},5" for item in items]
    head = '--file\r\nContent-Disposition: form-data; name="file"; filename="ratings.csv"\r\nContent-Type: text/csv\r\n\r\n'
    body = (head + "\n".join(lines) + "\r\n--file--\r\n").encode()
    job = call(port, "/imports?unknownItems=create", body, "multipart/form-data; boundary=file")
    wait(port, f"/imports/{job['id']}")
    job = call(port, "/models/ease/train", b'{"promote": "always"}')
    wait(port, f"/training-jobs/{job['id']}")


def histories(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/actuator/prometheus", timeout=30) as answer:
        text = answer.read().decode()
    return {m.group(1): float(m.group(2)) for m in re.finditer(r'palate_histories_total\{.*?outcome="(\w+)".*?\} (\S+)', text)}


def measure(configuration, seconds):
    nginx = subprocess.Popen(["nginx", "-c", str(configuration), "-g", "daemon off;"], stderr=subprocess.DEVNULL)
    try:
        time.sleep(1)
        script = FOLDER / "users.lua"
        script.write_text(LUA % USERS)
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
    parser.add_argument("--jar", default=str(ROOT / "target" / "palate.jar"))
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--out")
    options = parser.parse_args()
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    # Without keys, the service serves only this machine: requests that a proxy has forwarded are refused.
    text = re.sub(r"\n\s+proxy_set_header X-Forwarded.*", "", (ROOT / "docs" / "routing" / "nginx.conf").read_text())
    by_user, in_turn = FOLDER / "by-user.conf", FOLDER / "in-turn.conf"
    by_user.write_text(text)
    in_turn.write_text(re.sub(r"\n\s+hash .*", "", text))
    replicas = [start(options.jar, PORTS[0], {})]
    try:
        fill(PORTS[0])
        home = FOLDER / str(PORTS[0]) / "data" / "postgres"
        port = next(home.rglob("postmaster.pid")).read_text().splitlines()[3].strip()
        database = {
            "PALATE_DATABASE_URL": f"jdbc:postgresql://127.0.0.1:{port}/palate",
            "PALATE_DATABASE_USER": "palate",
            "PALATE_DATABASE_PASSWORD": (home / "password").read_text().strip(),
        }
        replicas += [start(options.jar, other, database) for other in PORTS[1:]]
        report = {"machine": platform.processor() or platform.machine(), "processors": os.cpu_count(),
                  "users": USERS, "ratingsOfUser": RATINGS, "historyCache": "32MB", "rounds": []}
        for _ in range(2):
            report["rounds"].append({"inTurn": measure(in_turn, options.seconds), "byUser": measure(by_user, options.seconds)})
        print(json.dumps(report, indent=2))
        if options.out:
            pathlib.Path(options.out).write_text(json.dumps(report, indent=2) + "\n")
    finally:
        for replica in reversed(replicas):
            replica.terminate()
            replica.wait()


if __name__ == "__main__":
    main()

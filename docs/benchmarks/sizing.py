#!/usr/bin/env python3
"""Measures the time, the memory and the size of the database that one process needs for data of several sizes.

For each size the script creates a database on a running PostgreSQL (--user is a superuser without a password) and starts a
service with the image's JVM options or with those of --jvm. The service is put into --cgroup, a folder of the memory controller
(version 1), whose limit then applies. Needs numpy and psql. Execute startup.py first: it extracts the jar.

  /usr/bin/python3 docs/benchmarks/sizing.py --host 127.0.0.1 --port 5432 --user postgres \\
      --jdk /usr/lib/jvm/temurin-25-jdk-amd64 --sizes 100k,1m,wide --out docs/benchmarks/sizing.json
"""
import argparse
import json
import os
import pathlib
import subprocess
import time

import numpy
import startup

EPOCHS = 3
# Users, items, ratings, and hyper-parameters that replace those of the preset "ranking".
SIZES = {
    "100k": (943, 1_682, 100_000, {}),
    "1m": (6_000, 3_700, 1_000_000, {}),
    "10m": (70_000, 10_000, 10_000_000, {}),
    "wide": (10_000, 20_000, 1_000_000, {"hiddenSizes": [600], "latentSize": 200}),
}


def write_ratings(file, users, items, ratings):
    """Histories with an exponential tail; an item's popularity falls with the square root of its rank."""
    random = numpy.random.default_rng(20)
    activity = 20 + random.exponential(ratings / users - 20, users)
    draws = int(ratings * 1.6)
    user = random.choice(users, draws, p=activity / activity.sum())
    item = (random.random(draws) ** 2 * items).astype(numpy.int64)
    pairs = numpy.unique(user * items + item)
    pairs = numpy.sort(random.choice(pairs, ratings, replace=False))
    values = random.integers(1, 11, ratings) / 2
    with open(file, "w") as out:
        out.write("userId,movieId,rating,timestamp\n")
        for begin in range(0, ratings, 100_000):
            part = slice(begin, begin + 100_000)
            out.write("".join(f"{pair // items + 1},{pair % items + 1},{value},1000000000\n"
                              for pair, value in zip(pairs[part].tolist(), values[part].tolist())))


def upload(file):
    """Sent by curl, which does not read it into memory."""
    answer = subprocess.run(["curl", "-sf", "-F", f"file=@{file};filename=ratings.csv",
                             startup.ADDRESS + "/imports?unknownItems=create"], check=True, capture_output=True)
    return json.loads(answer.stdout)["id"]


def timed(work, path):
    begin = time.perf_counter()
    startup.await_end(path + work())
    return round(time.perf_counter() - begin, 1)


def train(more):
    order = {"preset": "ranking", "hyperparameters": {"epochs": EPOCHS, "patience": 0, **more}, "promote": "always"}
    return startup.call("/models/vae/train", json.dumps(order).encode())["id"]


def metric(name):
    answer = startup.call("/actuator/metrics/" + name)
    return {m["statistic"]: m["value"] for m in answer["measurements"]}


def resident(process, key):
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith(key)).split()[1]) >> 10


def measure(name, given, options):
    users, items, ratings, more = SIZES[name]
    file = startup.FOLDER / f"ratings-{name}.csv"
    if not file.exists():
        write_ratings(file, users, items, ratings)
    database = f"sizing_{name}"
    psql = ["psql", "-h", given.host, "-p", given.port, "-U", given.user, "-d", "postgres", "-Atq"]
    subprocess.run([*psql, "-c", f"DROP DATABASE IF EXISTS {database}", "-c", f"CREATE DATABASE {database}"], check=True)
    service = startup.Service(given.jdk + "/bin/java", options, [
        "-jar", "palate.jar", f"--palate.database.url=jdbc:postgresql://{given.host}:{given.port}/{database}",
        f"--palate.database.user={given.user}", f"--server.port={startup.ADDRESS.rsplit(':')[-1]}",
        f"--palate.imports.spool={startup.FOLDER}/spool"], startup.FOLDER / "app", given.cgroup)
    try:
        service.ready()
        row = {"users": users, "items": items, "ratings": ratings, "model": more or "preset ranking"}
        row["importSeconds"] = timed(lambda: upload(file), "/imports/")
        row["residentAfterImport"] = resident(service.process, "VmHWM")
        size = subprocess.run([*psql, "-c", f"SELECT pg_database_size('{database}')"],
                              check=True, capture_output=True, text=True)
        row["databaseMebibytes"] = int(size.stdout) >> 20
        row["trainingSeconds"] = timed(lambda: train(more), "/training-jobs/")
        epoch = metric("palate.training.epoch")
        row["epochSeconds"] = round(epoch["TOTAL_TIME"] / epoch["COUNT"], 2)
        row["modelMebibytes"] = round(startup.call("/models/vae/versions")["items"][0]["checkpointBytes"] / (1 << 20), 1)
        while not startup.call("/users/1/recommendations?k=30")["model"]:
            time.sleep(0.1)
        for user in range(1, 201):
            startup.call(f"/users/{user}/recommendations?k=30")
        row["peakResidentMebibytes"] = resident(service.process, "VmHWM")
        row["residentMebibytesServing"] = resident(service.process, "VmRSS")
        return row
    finally:
        service.stop()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", default="5432")
    parser.add_argument("--user", default="postgres")
    parser.add_argument("--jdk", required=True)
    parser.add_argument("--jvm", help="JVM options in place of -Xmx and the limits of the image")
    parser.add_argument("--cgroup")
    parser.add_argument("--sizes", default="100k,1m")
    parser.add_argument("--out", help="rows are added to those that it has")
    given = parser.parse_args()
    options = [*startup.image_options(), "-XX:AOTCache=palate.aot"]
    if given.jvm:
        options = [o for o in options if not o.startswith(("-Xmx", "-XX:Max", "-Dorg.bytedeco.javacpp.max"))]
        options += given.jvm.split()
    report = {"processor": startup.processor(), "processors": os.cpu_count(), "epochs": EPOCHS, "sizes": {}}
    if given.out and pathlib.Path(given.out).exists():
        report["sizes"] = json.loads(pathlib.Path(given.out).read_text())["sizes"]
    for name in given.sizes.split(","):
        row = measure(name, given, options)
        row["jvm"] = given.jvm or "the image's"
        report["sizes"][name] = row
        print(name, json.dumps(row), flush=True)
        if given.out:
            pathlib.Path(given.out).write_text(json.dumps(report, indent=2) + "\n")


if __name__ == "__main__":
    main()

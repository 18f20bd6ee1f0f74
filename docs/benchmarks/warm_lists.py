#!/usr/bin/env python3
"""Compares the lists from the cache of two built jars with an endpoint that returns the bytes of such a list from memory.

Both services are executed at the same time, each with a database of its own, and receive requests in turns: 32 connections, each of
which sends its next request after the response. Needs wrk, and the class of the endpoint:

  ./mvnw -q -Pbench process-test-classes
  docs/benchmarks/warm_lists.py --old old.jar --new target/palate.jar --items 1682 --out docs/benchmarks/warm-lists-1682.json
"""
import argparse
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import urllib.request
import zipfile

from service import existing_file, file_to_write, order_import, random_users, ratings, start, stop, train, wait, write_report

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "target" / "bench-warm-lists"
ENDPOINT = "dev/palate/load/web/NothingController.class"
USERS, RATINGS, WARM_USERS = 5_000, 40, 100
KINDS = {"nothing": "nothing", "warm": "recommendations?k=30"}


class Build:
    def __init__(self, name, jar, port):
        self.jar = jar
        self.port = port
        self.folder = FOLDER / name
        self.process = None

    def prepare(self, items):
        self.start()
        wait(self.port, order_import(self.port, ratings(1, USERS, items, RATINGS)))
        train(self.port, "vae", {"promote": "always", "hyperparameters": {"epochs": 2}})
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/users/1/recommendations?k=30") as answer:
            (self.folder / "list.json").write_bytes(answer.read())
        stop(self.process)

    def start(self, *options, program=None):
        self.process = start(self.jar, self.port, self.folder, options, jvm=("-Xmx1g",), program=program)

    def start_with_endpoint(self):
        classes = self.folder / "classes"
        (classes / ENDPOINT).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "target" / "test-classes" / ENDPOINT, classes / ENDPOINT)
        self.start(f"--load.answer={self.folder / 'list.json'}",
                   program=["-cp", f"{self.class_path()}:{classes}", "dev.palate.PalateApplication"])

    def class_path(self):
        """Earlier jars contain jars and must be extracted."""
        with zipfile.ZipFile(self.jar) as content:
            if "BOOT-INF/classpath.idx" not in content.namelist():
                return str(self.jar)
        extracted = self.folder / "extracted"
        subprocess.run(["java", "-Djarmode=tools", "-jar", self.jar, "extract", "--force", "--destination", extracted], check=True)
        return f"{extracted / self.jar.name}:{extracted}/lib/*"

    def processor_time(self):
        """Of the service, in microseconds."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) * 1_000_000 // os.sysconf("SC_CLK_TCK")

    def request(self, kind, seconds):
        script = random_users(self.folder, WARM_USERS, path=KINDS[kind])
        before = self.processor_time()
        output = subprocess.run(["wrk", "-t1", "-c32", f"-d{seconds}", "-s", str(script), f"http://127.0.0.1:{self.port}"],
                                capture_output=True, text=True, check=True).stdout
        if "Non-2xx" in output:
            raise SystemExit(output)
        count = int(re.search(r"(\d+) requests in", output).group(1))
        return {"perSecond": float(re.search(r"Requests/sec:\s+(\S+)", output).group(1)),
                "microseconds": (self.processor_time() - before) / count}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--old", type=existing_file, required=True)
    parser.add_argument("--new", type=existing_file, required=True)
    parser.add_argument("--items", type=int, default=1_682)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--machine", default="")
    parser.add_argument("--out", type=file_to_write)
    options = parser.parse_args()
    shutil.rmtree(FOLDER, ignore_errors=True)
    builds = {"old": Build("old", options.old, 8091), "new": Build("new", options.new, 8092)}
    for build in builds.values():
        build.prepare(options.items)
    for build in builds.values():
        build.start_with_endpoint()
    turns = {f"{name} {kind}": [] for name in builds for kind in KINDS}
    try:
        for _ in range(3):
            for build in builds.values():
                for kind in KINDS:
                    build.request(kind, 2 * options.seconds)
        for _ in range(options.rounds):
            for name, build in builds.items():
                for kind in KINDS:
                    turns[f"{name} {kind}"].append(build.request(kind, options.seconds))
                    print(name, kind, turns[f"{name} {kind}"][-1], flush=True)
    finally:
        for build in builds.values():
            stop(build.process)
    medians = {kind: {figure: round(statistics.median(turn[figure] for turn in all), 1) for figure in all[0]} for kind, all in turns.items()}
    shares = {name: [round(warm["perSecond"] / nothing["perSecond"], 3)
                     for warm, nothing in zip(turns[f"{name} warm"], turns[f"{name} nothing"])] for name in builds}
    report = {"machine": options.machine, "processors": os.cpu_count(), "users": USERS, "items": options.items, "medians": medians,
              "warmOfNothing": {name: statistics.median(all) for name, all in shares.items()}, "warmOfNothingInTurns": shares, "turns": turns}
    write_report(report, options.out)


if __name__ == "__main__":
    main()

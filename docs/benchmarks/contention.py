#!/usr/bin/env python3
"""Compares how long two built jars train alone, next to one busy process per processor, and on one processor.

  docs/benchmarks/contention.py --old old.jar --new target/palate.jar --out docs/benchmarks/contention.json
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys

from service import ratings

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "target" / "bench-contention"
USERS, ITEMS, RATINGS = 4_000, 8_000, 60
ALGORITHMS = {
    "ease": ["ease.neighbours=8000"],
    "vae": ["vae.epochs=3"],
    "autorec": ["autorec.epochs=3"],
    "item-knn": [],
}


def train(jar, data, algorithm, prefix=()):
    """The seconds that the training takes, without the start of the process."""
    settings = [part for setting in ALGORITHMS[algorithm] for part in ("--set", setting)]
    output = subprocess.run(
        [*prefix, "java", "-Xmx3g", "--add-modules=jdk.incubator.vector", "-jar", jar, "evaluate", "--data", str(data),
         "--algorithms", algorithm, *settings, "--json"],
        cwd=FOLDER, capture_output=True, text=True, check=True).stdout
    results = json.loads(output)["results"]
    return next(result["trainSeconds"] for result in results if result["algorithm"] == algorithm)


def beside_busy_processes(work):
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count())]
    try:
        return work()
    finally:
        for process in busy:
            process.kill()
            process.wait()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--old", required=True)
    parser.add_argument("--new", required=True)
    parser.add_argument("--machine", default="")
    parser.add_argument("--out")
    options = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    data = FOLDER / "ratings.csv"
    data.write_text(ratings(1, USERS, ITEMS, RATINGS))
    report = {"machine": options.machine, "processors": os.cpu_count(), "users": USERS, "items": ITEMS, "algorithms": {}}
    for algorithm in ALGORITHMS:
        figures = report["algorithms"][algorithm] = {}
        for name, jar in {"old": options.old, "new": options.new}.items():
            alone = train(jar, data, algorithm)
            busy = beside_busy_processes(lambda: train(jar, data, algorithm))
            one = train(jar, data, algorithm, ["taskset", "-c", "0"])
            figures[name] = {"aloneSeconds": alone, "besideBusySeconds": busy, "onOneProcessorSeconds": one,
                             "besideBusyRatio": round(busy / alone, 2), "onOneProcessorRatio": round(one / alone, 2)}
            print(algorithm, name, figures[name], flush=True)
    if options.out:
        pathlib.Path(options.out).write_text(json.dumps(report, indent=2) + "\n")


if __name__ == "__main__":
    main()

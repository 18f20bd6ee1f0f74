#!/usr/bin/env python3
"""Measures the notebook's trainings, 20 epochs of autorec and of vae on MovieLens 100K, each in a new JVM, of two jars in turns.

The time is that of the training without the start of the process and the reading of the file; the JVM compiles meanwhile.

  docs/benchmarks/new_jvm.py --old old.jar --new target/palate.jar --data ml-100k --out docs/benchmarks/new-jvm.json
"""
import argparse
import os
import pathlib
import statistics

from service import existing_file, file_to_write, train_seconds, write_report

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "target" / "bench-new-jvm"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--old", type=existing_file, required=True)
    parser.add_argument("--new", type=existing_file, required=True)
    parser.add_argument("--data", type=pathlib.Path, required=True, help="the folder of MovieLens 100K")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--machine", default="")
    parser.add_argument("--out", type=file_to_write)
    options = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    jars = {"old": options.old, "new": options.new}
    seconds = {algorithm: {name: [] for name in jars} for algorithm in ("autorec", "vae")}
    for _ in range(options.rounds):
        for algorithm, of_jars in seconds.items():
            for name, jar in jars.items():
                # The protocol has the notebook's hyper-parameters.
                of_jars[name].append(round(train_seconds(jar, FOLDER, options.data.resolve(), algorithm, options=["--protocol", "reconstruction"]), 2))
    write_report({"machine": options.machine, "processors": os.cpu_count(), "seconds": seconds,
                  "medians": {algorithm: {name: statistics.median(all) for name, all in of_jars.items()}
                              for algorithm, of_jars in seconds.items()}}, options.out)


if __name__ == "__main__":
    main()

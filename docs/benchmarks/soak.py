#!/usr/bin/env python3
"""Draws soak.svg from soak.csv and prints how much memory, connections and threads grew after the first ten minutes."""
import csv
import math
import pathlib

import matplotlib
matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "palate"
import matplotlib.pyplot as plt

FOLDER = pathlib.Path(__file__).parent
with open(FOLDER / "soak.csv") as file:
    rows = [{key: float(value) for key, value in row.items()} for row in csv.DictReader(file)]
minutes = [row["second"] / 60 for row in rows]


def column(name):
    return [row[name] for row in rows]


def slope(name, after=10):
    """Least squares, per hour."""
    points = [(m / 60, row[name]) for m, row in zip(minutes, rows) if m > after and not math.isnan(row[name])]
    if len(points) < 2:
        return math.nan
    x = sum(p[0] for p in points) / len(points)
    y = sum(p[1] for p in points) / len(points)
    return sum((p[0] - x) * (p[1] - y) for p in points) / sum((p[0] - x) ** 2 for p in points)


figure, (latency, memory, counts) = plt.subplots(3, 1, figsize=(9, 9), sharex=True)
latency.plot(minutes, column("p50_ms"), label="p50")
latency.plot(minutes, column("p99_ms"), label="p99")
latency.set_yscale("log")
latency.set_ylabel("ms, each 10 s")
for name, label in [("rss_mib", "resident"), ("heap_used_mib", "heap used"), ("heap_after_gc_mib", "heap after GC"),
                    ("tracked_native_mib", "off-heap of ND4J and the engine")]:
    memory.plot(minutes, column(name), ".-" if name == "heap_after_gc_mib" else "-", label=label, linewidth=1, markersize=3)
memory.set_ylabel("MiB")
memory.set_ylim(bottom=0)
for name, label in [("pool_connections", "connections in the pool"), ("server_connections", "connections at PostgreSQL"),
                    ("threads", "threads"), ("imports", "imports done"), ("trainings", "trainings done"), ("errors", "errors")]:
    counts.plot(minutes, column(name), label=label, linewidth=1)
counts.set_ylabel("count")
counts.set_xlabel("minutes")
for axes in (latency, memory, counts):
    axes.legend(fontsize=8, loc="upper right")
    axes.grid(alpha=0.3)
figure.tight_layout()
figure.savefig(FOLDER / "soak.svg", metadata={"Date": None})

print(f"{sum(column('requests')):.0f} requests, {sum(column('errors')):.0f} errors")
for name in ["heap_after_gc_mib", "tracked_native_mib", "rss_mib", "pool_connections", "server_connections", "threads"]:
    late = [row[name] for m, row in zip(minutes, rows) if m > 10 and not math.isnan(row[name])]
    print(f"{name}: {slope(name):+.2f} an hour after 10 minutes, {min(late, default=math.nan):.0f} to {max(late, default=math.nan):.0f}")

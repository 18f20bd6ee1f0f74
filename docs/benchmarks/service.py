"""What the scripts of this folder share: they start the built jar and call it."""
import argparse
import json
import os
import pathlib
import random
import subprocess
import time
import urllib.request


def existing_file(text):
    """The type of an argument that names a file: its absolute path."""
    path = pathlib.Path(text).resolve()
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"{text} is not a file")
    return path


def file_to_write(text):
    """The type of an argument that names a file to write, which is known to be possible before anything is measured."""
    path = pathlib.Path(text).resolve()
    if not path.parent.is_dir():
        raise argparse.ArgumentTypeError(f"{path.parent} is not a folder")
    return path


def write_report(report, file):
    """Prints the report, and writes it to the file if there is one."""
    text = json.dumps(report, indent=2)
    print(text)
    if file:
        file.write_text(text + "\n")


def call(port, path, body=None, kind="application/json"):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data=body, headers={"Content-Type": kind})
    with urllib.request.urlopen(request, timeout=120) as answer:
        return json.loads(answer.read())


def start(jar, port, folder, options=(), environment=None, jvm=("-Xmx700m",), program=None):
    """Starts a service whose data and log are in the folder, and waits until it is ready. A program replaces "-jar JAR"."""
    folder.mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen(
        ["java", *jvm, "--add-modules=jdk.incubator.vector", *(program or ["-jar", jar]), f"--server.port={port}",
         "--palate.training-policy.enabled=false", *options],
        cwd=folder, stdout=open(folder / "log", "w"), stderr=subprocess.STDOUT, env={**os.environ, **(environment or {})})
    for _ in range(300):
        if process.poll() is not None:
            raise SystemExit(f"the service on port {port} ended, see {folder}/log")
        try:
            call(port, "/actuator/health/readiness")
            return process
        except OSError:
            time.sleep(1)
    process.kill()
    raise SystemExit(f"the service on port {port} does not start, see {folder}/log")


def stop(process):
    process.terminate()
    process.wait()


def wait(port, path):
    while (job := call(port, path))["endedAt"] is None:
        time.sleep(1)
    if not job["state"].startswith("SUCCEEDED"):
        raise SystemExit(f"{path}: {job['state']}, {job['failure']}")


def ratings(first_user, users, items, of_each):
    """A CSV file of ratings; popular items have low numbers."""
    lines = ["userId,itemId,rating"]
    chance = random.Random(first_user)
    for user in range(first_user, first_user + users):
        chosen = {int(chance.random() ** 2 * items) + 1 for _ in range(of_each)}
        lines += [f"{user},{item},5" for item in chosen]
    return "\n".join(lines)


def order_import(port, text, query="unknownItems=create"):
    head = '--file\r\nContent-Disposition: form-data; name="file"; filename="ratings.csv"\r\nContent-Type: text/csv\r\n\r\n'
    body = (head + text + "\r\n--file--\r\n").encode()
    job = call(port, f"/imports?{query}", body, "multipart/form-data; boundary=file")
    return f"/imports/{job['id']}"


def train(port, algorithm, order):
    job = call(port, f"/models/{algorithm}/train", json.dumps(order).encode())
    wait(port, f"/training-jobs/{job['id']}")


def random_users(folder, users, first=1, path="recommendations?k=30"):
    """A script for wrk that requests the lists, or something else, of random ones of these users."""
    script = folder / f"{path.split('?')[0]}-from-{first}.lua"
    script.write_text(
        "math.randomseed(7); request = function() return wrk.format('GET', '/users/'"
        f" .. math.random({first}, {first + users - 1}) .. '/{path}') end")
    return script


def train_seconds(jar, folder, data, algorithm, settings=(), prefix=(), heap="3g", preexec=None, options=()):
    """The seconds that a training takes in a process of its own, without the start of the process."""
    output = subprocess.run(
        [*prefix, "java", f"-Xmx{heap}", "--add-modules=jdk.incubator.vector", "-jar", jar, "evaluate", "--data", str(data),
         "--algorithms", algorithm, *(part for setting in settings for part in ("--set", setting)), *options, "--json"],
        cwd=folder, capture_output=True, text=True, check=True, preexec_fn=preexec).stdout
    results = json.loads(output)["results"]
    return next(result["trainSeconds"] for result in results if result["algorithm"] == algorithm)

#!/usr/bin/env python3
"""Measures how long the built jar takes from the start of its process to the first 200 of /actuator/health/readiness, on a filled database.

Needs a running PostgreSQL and the built jar (./mvnw -q -DskipTests package). If the database has no active version, the script first imports
--data and trains a VAE (preset ranking).

  docs/benchmarks/startup.py --url jdbc:postgresql://127.0.0.1:5432/palate --user palate --data ml-100k \\
      --jdk17 /usr/lib/jvm/java-17-openjdk-amd64 --jdk25 /usr/lib/jvm/temurin-25-jdk-amd64 --out docs/benchmarks/startup.json

With --old and --old-url, another build is measured in turns with this one, on a database of its own.
"""
import argparse
import json
import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import time
import urllib.error
import urllib.request
import zipfile

from service import existing_file, file_to_write, write_report

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "target" / "bench-startup"
ADDRESS = "http://127.0.0.1:8089"


def image_options():
    """The JVM options of the container image, with another folder for native libraries."""
    text = (ROOT / "Dockerfile").read_text()
    options = re.search(r'JDK_JAVA_OPTIONS="([^"]*)"', text).group(1).replace("\\\n", " ").split()
    return [o for o in options if "cachedir" not in o] + [f"-Dorg.bytedeco.javacpp.cachedir={FOLDER}/natives"]


def processor():
    return re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text()).group(1)


def for_17(options):
    return [o for o in options if not o.startswith(("--enable-native-access", "--sun-misc-unsafe"))]


def call(path, body=None, kind="application/json"):
    request = urllib.request.Request(ADDRESS + path, data=body, headers={"Content-Type": kind})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read())


class Service:
    def __init__(self, java, options, arguments, app, cgroup=None):
        def enter():
            pathlib.Path(cgroup, "cgroup.procs").write_text(str(os.getpid()))

        self.begin = time.perf_counter()
        log = open(FOLDER / "service.log", "w")
        self.process = subprocess.Popen([java, *options, *arguments], cwd=app, stdout=log, stderr=log,
                                        preexec_fn=enter if cgroup else None)

    def ready(self):
        """Seconds from the start of the process."""
        while True:
            try:
                with urllib.request.urlopen(ADDRESS + "/actuator/health/readiness", timeout=5):
                    return time.perf_counter() - self.begin
            except (urllib.error.URLError, ConnectionError):
                if self.process.poll() is not None:
                    raise SystemExit(f"the service ended; see {FOLDER}/service.log")
                time.sleep(0.01)

    def stop(self):
        self.process.terminate()
        self.process.wait()


def fill(service, data):
    service.ready()
    if any(model["activeVersion"] for model in call("/models")["items"]):
        return
    archive = shutil.make_archive(str(FOLDER / "data"), "zip", data)
    content = pathlib.Path(archive).read_bytes()
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="ml-100k.zip"\r\n\r\n'
    started = call("/imports", head + content + b"\r\n--x--\r\n", "multipart/form-data; boundary=x")
    await_end("/imports/" + started["id"])
    started = call("/models/vae/train", b'{"preset": "ranking", "promote": "always"}')
    await_end("/training-jobs/" + started["id"])


def await_end(path):
    while True:
        state = call(path)["state"]
        if state in ("FAILED", "CANCELLED"):
            raise SystemExit(f"{path} {state}")
        if state == "SUCCEEDED":
            return
        time.sleep(0.5)


class Build:
    """A jar, a folder with it and its caches, and its database."""

    def __init__(self, jar, folder, url, user, password):
        self.jar = jar
        self.folder = folder
        self.arguments = [f"--palate.database.url={url}", f"--palate.database.user={user}", f"--palate.database.password={password}",
                          f"--server.port={ADDRESS.rsplit(':')[-1]}"]

    def start(self, java, options, file="palate.jar"):
        return Service(java, options, ["-jar", file, *self.arguments], self.folder)

    def prepare(self, java17, java25, options17, options25, data):
        marker = self.folder.with_suffix(".built-from")
        built_from = f"{self.jar} {self.jar.stat().st_mtime_ns} {options25}"
        if not marker.exists() or marker.read_text() != built_from:
            self.install(java17)
            self.train_cache(java25, [*options25, "-XX:AOTCacheOutput=palate.aot"])
            self.train_cache(java17, [*options17, "-XX:ArchiveClassesAtExit=palate.jsa"])
            marker.write_text(built_from)
        service = self.start(java25, options25)
        fill(service, data)
        service.stop()

    def install(self, java):
        """Earlier jars contain jars, and the JVM caches their classes only if they are extracted."""
        shutil.rmtree(self.folder, ignore_errors=True)
        with zipfile.ZipFile(self.jar) as content:
            contains_jars = "BOOT-INF/classpath.idx" in content.namelist()
        if contains_jars:
            subprocess.run([java, "-Djarmode=tools", "-jar", self.jar, "extract", "--destination", self.folder], check=True)
            os.rename(self.folder / self.jar.name, self.folder / "palate.jar")
        else:
            self.folder.mkdir()
            shutil.copy(self.jar, self.folder / "palate.jar")

    def train_cache(self, java, options):
        subprocess.run([ROOT / "docker" / "train-cache.sh", *options], check=True, cwd=self.folder,
                       env={**os.environ, "JAVA": java, "PORT": "8088"}, stdout=subprocess.DEVNULL)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jar", type=existing_file, default=str(ROOT / "target" / "palate.jar"))
    parser.add_argument("--url", required=True)
    parser.add_argument("--old", type=existing_file, help="the jar of another build")
    parser.add_argument("--old-url", help="its database")
    parser.add_argument("--user", required=True)
    parser.add_argument("--password", default="")
    parser.add_argument("--data", help="the folder of MovieLens 100K, needed if a database is empty")
    parser.add_argument("--jdk17", required=True)
    parser.add_argument("--jdk25", required=True)
    parser.add_argument("--starts", type=int, default=7, help="starts of each variant; 0 only creates the caches and fills the database")
    parser.add_argument("--out", type=file_to_write)
    given = parser.parse_args()
    java17, java25 = given.jdk17 + "/bin/java", given.jdk25 + "/bin/java"
    options25 = image_options()
    options17 = for_17(options25)
    FOLDER.mkdir(parents=True, exist_ok=True)
    build = Build(given.jar, FOLDER / "new", given.url, given.user, given.password)
    old = Build(given.old, FOLDER / "old", given.old_url, given.user, given.password) if given.old else None
    for one in filter(None, (build, old)):
        one.prepare(java17, java25, options17, options25, given.data)
    if not given.starts:
        return
    cached = "-XX:AOTCache=palate.aot"
    variants = {
        "jdk17": (build, java17, options17),
        "jdk17, AppCDS": (build, java17, [*options17, "-XX:SharedArchiveFile=palate.jsa"]),
        "jdk25": (build, java25, options25),
        "jdk25, AOT cache": (build, java25, [*options25, cached]),
    }
    if old:
        variants["old, jdk17"] = (old, java17, options17, old.jar)
        variants["old, jdk17, AppCDS"] = (old, java17, [*options17, "-XX:SharedArchiveFile=palate.jsa"])
        variants["old, jdk25"] = (old, java25, options25, old.jar)
        variants["old, jdk25, AOT cache"] = (old, java25, [*options25, cached])
    seconds = {name: [] for name in variants}
    for _ in range(given.starts):
        for name, (one, *variant) in variants.items():
            service = one.start(*variant)
            seconds[name].append(round(service.ready(), 2))
            service.stop()
            print(name, seconds[name][-1], flush=True)
    medians = {name: round(statistics.median(all), 2) for name, all in seconds.items()}
    report = {
        "processor": processor(),
        "processors": os.cpu_count(),
        "os": platform.platform(),
        "jvmOptions": [o for o in options25 if str(FOLDER) not in o],
        "medianSeconds": medians,
        "lessWithAotCache": round(1 - medians["jdk25, AOT cache"] / medians["jdk25"], 3),
        "seconds": seconds,
        "cacheMebibytes": {f: (build.folder / f).stat().st_size >> 20 for f in ("palate.aot", "palate.jsa")},
        "jarMegabytes": {name: round(one.jar.stat().st_size / 1e6, 1) for name, one in (("new", build), ("old", old)) if one},
    }
    write_report(report, given.out)


if __name__ == "__main__":
    main()

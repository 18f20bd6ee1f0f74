#!/usr/bin/env bash
# Packs what check.sh needs into FOLDER, for a GPU machine without Java and without a network:
#   bundle.sh FOLDER CLASSES JARS u.data
# CLASSES: compiled main, test and benchmark classes, colon-separated; JARS: the class path of Maven, with the profile cuda.
set -euo pipefail
folder=$1 classes=$2 jars=$3 ratings=$4
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$folder"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
jlink --add-modules java.base,java.logging,java.management,jdk.unsupported,jdk.incubator.vector --vm=server \
  --compress=0 --no-header-files --no-man-pages --strip-debug --output "$work/jre"
mkdir "$work/lib"
tr ':' '\n' <<< "$jars" | grep -E '/(javacpp|openblas|cuda|slf4j-api)-[^/]*\.jar$' | xargs cp -t "$work/lib"
# Of the native jars only what is used; the loader needs it inside a jar.
for jar in "$work"/lib/{openblas,cuda}-*-linux-x86_64.jar; do
  (mkdir "$work/x" && cd "$work/x" && unzip -q "$jar" && rm "$jar" &&
    find . -name '*.so*' | grep -vE 'libopenblas|jniopenblas_nolapack|libgcc|libquadmath|libgfortran|jnicudart|jnicublas|jninvrtc' |
      xargs -r rm && zip -q -0 -r -y "$jar" . && cd .. && rm -rf x)
done
mkdir "$work/classes"
tr ':' '\n' <<< "$classes" | while read -r c; do (cd "$c" && tar c dev/palate/core dev/palate/bench 2> /dev/null || true) | tar x -C "$work/classes"; done
cp "$ratings" "$work/u.data"
cp "$here/torch_steps.py" "$work/"
tar c -C "$work" . | xz -T2 -1 > "$folder/bundle.tar.xz"
cp "$here/check.sh" "$folder/"
ls -l "$folder"

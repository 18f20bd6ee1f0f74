#!/usr/bin/env bash
# Compiles the configuration of the service into palate.jar, so that later starts of it evaluate no conditions and read no annotations of
# Spring: it generates, with Spring's AOT processing, Java that registers the beans, compiles it, and adds the classes. Call it in the folder
# of an extracted palate.jar, with a JDK of the feature version that will execute the service, and before train-cache.sh:
#   java -Djarmode=tools -jar palate.jar extract --destination palate && cd palate && compile-context.sh
# The JDK is that of JAVA_HOME, or of the path. palate.jar changes only if everything succeeds.
set -euo pipefail
bin=${JAVA_HOME:+$JAVA_HOME/bin/}
folder=$PWD
quick=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC)
main=dev.palate.PalateApplication
marker=META-INF/compiled-context.properties
work=$(mktemp -d "$folder/compile-context.XXXXXX")
trap 'rm -rf "$work"' EXIT

# quietly COMMAND...: prints what the command wrote only if it fails.
quietly() {
  if ! "$@" >"$work/log" 2>&1; then
    cat "$work/log" >&2
    echo "$1 failed, palate.jar is unchanged" >&2
    return 1
  fi
}

if [[ ! -d lib ]]; then
  echo "$folder has no lib: extract palate.jar first" >&2
  exit 1
fi
if "${bin}jar" --list --file palate.jar | grep -q "^$marker$"; then
  echo "palate.jar contains a compiled context: extract it again" >&2
  exit 1
fi
cp palate.jar "$work/palate.jar"
mkdir "$work/empty" "$work/sources" "$work/resources" "$work/classes"

# No file and no variable of this machine may take part in the conditions. Constant hash codes keep the order of the beans the same.
# Queries of repositories stay those that the service parses when it first uses them: generated ones would be other code than that which the
# tests execute.
cd "$work/empty"
quietly env -i PATH="$PATH" "${bin}java" "${quick[@]}" -XX:+UnlockExperimentalVMOptions -XX:hashCode=2 \
  -Dspring.aot.repositories.enabled=false -cp "$folder/palate.jar" \
  org.springframework.boot.SpringApplicationAotProcessor $main ../sources ../resources ../classes dev.palate palate
cd "$work"
# The resources are for native images only.
find sources -name '*.java' | LC_ALL=C sort >sources.txt
quietly "${bin}javac" "${quick[@]/#/-J}" -nowarn -proc:none --release 17 -cp "classes:$folder/palate.jar:$folder/lib/*" -d classes @sources.txt

# Threads, and so beans, are others on other versions of Java: the service reads this file and passes over a context of another version.
mkdir -p classes/META-INF
"${bin}java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = /java=/p' >"classes/$marker"
cd classes
find . -type f | LC_ALL=C sort | sed 's,^\./,,' >../classes.txt
"${bin}jar" --update --file ../palate.jar --date 2020-01-01T00:00:00Z @../classes.txt
mv ../palate.jar "$folder/palate.jar"
echo "palate.jar contains a compiled context of $(wc -l <../classes.txt) files for $(cat "$marker")"

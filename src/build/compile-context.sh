#!/usr/bin/env bash
# Compiles the configuration of the service into palate.jar, so that its starts evaluate no conditions and read no annotations of Spring:
# it generates, with Spring's AOT processing, Java that registers the beans, compiles it, and adds the classes. ./mvnw package calls it:
#   compile-context.sh target/palate.jar
# The JDK is that of JAVA_HOME, or of the path. The jar changes only if everything succeeds.
set -euo pipefail
bin=${JAVA_HOME:+$JAVA_HOME/bin/}
jar=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
quick=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC)
main=dev.palate.PalateApplication
marker=META-INF/compiled-context.properties
work=$(mktemp -d "$jar.XXXXXX")
trap 'rm -rf "$work"' EXIT

# quietly COMMAND...: prints what the command wrote only if it fails.
quietly() {
  if ! "$@" >"$work/log" 2>&1; then
    cat "$work/log" >&2
    echo "$1 failed, $jar is unchanged" >&2
    return 1
  fi
}

cp "$jar" "$work/palate.jar"
mkdir "$work/empty" "$work/sources" "$work/resources" "$work/classes"

# No file and no variable of this machine may take part in the conditions; the language decides only how paths are read.
# Queries of repositories stay those that the service parses when it first uses them: generated ones would be other code than that which the
# tests execute.
cd "$work/empty"
quietly env -i PATH="$PATH" LC_ALL="${LC_ALL:-${LC_CTYPE:-${LANG:-C.UTF-8}}}" "${bin}java" "${quick[@]}" \
  -Dspring.aot.repositories.enabled=false -cp "$jar" \
  org.springframework.boot.SpringApplicationAotProcessor $main ../sources ../resources ../classes dev.palate palate
cd "$work"
# The resources are for native images only.
find sources -name '*.java' | LC_ALL=C sort >sources.txt
quietly "${bin}javac" "${quick[@]/#/-J}" -nowarn -proc:none -encoding UTF-8 --release 17 -cp "classes:$jar" -d classes @sources.txt

# The service reads this file and ignores the context on an earlier version of Java.
mkdir -p classes/META-INF
"${bin}java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = /java=/p' >"classes/$marker"
cd classes
find . -type f | LC_ALL=C sort | sed 's,^\./,,' >../classes.txt
"${bin}jar" --update --file ../palate.jar @../classes.txt
mv ../palate.jar "$jar"
echo "$jar contains a compiled context of $(wc -l <../classes.txt) files for $(cat "$marker")"

#!/usr/bin/env bash
# Submits dev.palate.spark.PalateSpark with the given arguments. SPARK_HOME names a Spark 4.2 with Scala 2.13; without it, Spark is the one
# that Maven downloads. SPARK_MASTER names the cluster (local[*] without one), SPARK_OPTIONS further options of spark-submit.
set -euo pipefail
spark=$(cd "$(dirname "$0")/.." && pwd)

[[ -f $spark/target/palate-spark.jar ]] || "$spark/bin/build" >&2
export SPARK_HOME=${SPARK_HOME:-$spark/target/spark-home} SPARK_SCALA_VERSION=2.13
jars=$(printf '%s,' "$spark"/target/lib/*.jar)

# Spark's launcher knows the options of the JVM. It prints a command whose parts end with NUL, after an empty line.
command=()
while IFS= read -r -d '' part; do
  command+=("${part#$'\n'}")
done < <(
  # shellcheck disable=SC2086
  java -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main org.apache.spark.deploy.SparkSubmit \
    --master "${SPARK_MASTER:-local[*]}" --conf spark.driver.maxResultSize=0 ${SPARK_OPTIONS:-} \
    --jars "${jars%,}" --class dev.palate.spark.PalateSpark "$spark/target/palate-spark.jar" "$@"
)
# The exit code of a process substitution is lost; a launcher that fails, without java or Spark, has said so and prints no command.
((${#command[@]} > 1)) || exit 1
exec "${command[@]:1}"

#!/usr/bin/env bash
# Creates a cache that makes later starts of the service faster: it starts the service on an empty database, writes ratings, trains a
# model and requests recommendations, while the JVM records which classes it loads and which methods it compiles. Call it with the JVM
# option that writes the cache, and start the service with the same path of the jar, which a cache contains:
#   train-cache.sh -XX:AOTCacheOutput=palate.aot            # JDK 25
#   train-cache.sh -XX:ArchiveClassesAtExit=palate.jsa      # JDK 17
# Variables: JAR, by default target/palate.jar or palate.jar, whichever exists; JAVA; PORT, 8080 by default.
set -euo pipefail
port=${PORT:-8080}
java=${JAVA:-java}
jar=${JAR:-target/palate.jar}
if [[ -z ${JAR:-} && ! -f $jar ]]; then jar=palate.jar; fi
if [[ ! -f $jar ]]; then
  echo "There is no $jar here: build it, or name it with JAR=..." >&2
  exit 1
fi
work=$(mktemp -d)
service=''
trap 'kill $service 2>/dev/null && wait; rm -rf "$work"' EXIT

# call METHOD PATH BODY: prints the response. The image has no curl.
call() {
  exec 3<>"/dev/tcp/127.0.0.1/$port" || return
  printf '%s %s HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' "$1" "$2" "${#3}" "$3" >&3
  cat <&3
}

# await TEXT PATH: repeats the request until the response contains the text.
await() {
  for ((second = 0; second < 300; second++)); do
    if [[ $(call GET "$2" "" 2>/dev/null) == *"$1"* ]]; then return; fi
    if ! kill -0 "$service" 2>/dev/null; then
      echo "the service ended before $2 returned $1" >&2
      return 1
    fi
    sleep 1
  done
  echo "no $1 from $2 within 300 seconds" >&2
  return 1
}

"$java" "$@" -jar "$jar" --server.address=127.0.0.1 --server.port="$port" --palate.security.mode=auto \
  --palate.database.directory="$work/postgres" --palate.imports.spool="$work/imports" &
service=$!
await ' 200 ' /actuator/health/readiness
ratings=""
for user in {1..40}; do
  for item in {1..30}; do
    ratings+=",{\"userId\":\"u$user\",\"itemId\":\"i$(((user * item) % 50))\",\"value\":$((1 + (user + item) % 5))}"
  done
done
for item in {0..49}; do call PUT "/items/i$item" "{\"title\":\"Item $item\",\"categories\":[\"Any\"]}" >/dev/null; done
call POST /ratings "[${ratings:1}]" | tail -1
call POST /models/vae/train '{"preset":"ranking","hyperparameters":{"epochs":5},"promote":"always"}' | tail -1
await '"SUCCEEDED"' '/training-jobs?size=1'
await '"vae"' '/users/u1/recommendations?k=3'
for round in {1..50}; do call GET "/users/u$((1 + round % 40))/recommendations?k=10" "" >/dev/null; done
call GET "/users/u1/recommendations?k=3" "" | tail -1
call GET /actuator/prometheus "" >/dev/null
kill -TERM "$service"
wait "$service" || (($? == 143))

#!/usr/bin/env bash
# Runs the service once as it is used and keeps what the JVM learnt: which classes are needed, linked, and which methods are
# hot. Usage: train-cache.sh JVM-OPTION..., in the folder of palate.jar, with the option that writes the cache, such as
# -XX:AOTCacheOutput=palate.aot (JDK 25) or -XX:ArchiveClassesAtExit=palate.jsa (JDK 17).
set -euo pipefail
port=${PORT:-8080}
java=${JAVA:-java}
work=$(mktemp -d)
service=''
trap 'kill $service 2>/dev/null && wait; rm -rf "$work"' EXIT

# METHOD PATH [BODY]: the answer's body. The image has no curl.
call() {
  exec 3<>"/dev/tcp/127.0.0.1/$port" || return
  printf '%s %s HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' "$1" "$2" "${#3}" "$3" >&3
  cat <&3
}

# TEXT PATH: until an answer has it.
await() {
  for ((second = 0; second < 300; second++)); do
    if [[ $(call GET "$2" "" 2>/dev/null) == *"$1"* ]]; then return; fi
    kill -0 "$service"
    sleep 1
  done
  echo "no $1 at $2" >&2
  return 1
}

"$java" "$@" -jar palate.jar --server.address=127.0.0.1 --server.port="$port" --palate.security.mode=auto \
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

#!/usr/bin/env bash
# All steps from an empty service to recommendations, with curl and standard tools only:
#   http/quickstart.sh                                  # a service on 127.0.0.1:8080
#   BASE_URL=http://127.0.0.1:9000 http/quickstart.sh   # another address
#   API_KEY=palate_... http/quickstart.sh               # a service with keys; the key needs the role train
# It writes 12 films and 60 users whose ids begin with "quickstart-", trains a small model on all ratings of the service and
# requests recommendations. It can be executed again.
set -euo pipefail

base="${BASE_URL:-http://127.0.0.1:8080}"
body="$(mktemp)"
headers="$(mktemp)"
trap 'rm -f "$body" "$headers"' EXIT
key=()
if [[ -n "${API_KEY:-}" ]]; then key=(-H "X-API-Key: $API_KEY"); fi

say() { printf '\n== %s\n' "$*"; }

# call EXPECTED_STATUS curl-arguments...: prints the response; ends the script if the status does not match.
call() {
  local expected="$1" status
  shift
  status="$(curl -sS -o "$body" -D "$headers" -w '%{http_code}' ${key[@]+"${key[@]}"} "$@")"
  # shellcheck disable=SC2053 # the expected status may be a pattern
  if [[ "$status" != $expected ]]; then
    printf 'expected status %s, got %s from: curl %s\n' "$expected" "$status" "$*" >&2
    cat "$body" >&2
    exit 1
  fi
}

json() { call "$1" -X "$2" -H 'Content-Type: application/json' "$base$3" --data "$4"; }
get() { call "$1" "$base$2"; }
show() { head -c "${1:-700}" "$body"; printf '\n'; }

# The value of a top-level text or number field of the last response.
field() { sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p" "$body" | head -n 1; }
header() { sed -n "s/^$1: *\(.*[^[:space:]]\)[[:space:]]*\$/\1/Ip" "$headers"; }

say "Is the service ready?"
get 200 /actuator/health/readiness
show

say "Films: PUT /items/{id}"
titles=("Star Harbour" "Moon Orchard" "Comet Bridge" "Mars Station" "Tea for Two" "The Long Lunch"
  "Aunt Clara Marries" "Nothing but Rain" "The Quiet Inspector" "A Key Too Many" "Footprints" "The Last Witness")
genres=(Sci-Fi Sci-Fi Sci-Fi Sci-Fi Comedy Comedy Comedy Comedy Mystery Mystery Mystery Mystery)
for i in "${!titles[@]}"; do
  call '20?' -X PUT -H 'Content-Type: application/json' "$base/items/quickstart-$((i + 1))" \
    --data "{\"title\": \"${titles[$i]}\", \"year\": $((1990 + i)), \"categories\": [\"${genres[$i]}\"]}"
done
get 200 '/items?query=Comet'
show

say "Ratings: POST /ratings, all or none. Each user likes one genre and has seen one film of another genre"
ratings=""
for user in $(seq 1 60); do
  genre=$((user % 3))
  for film in 1 2 3 4; do
    if [[ $((user % 4 + 1)) -ne $film ]]; then
      ratings+="{\"userId\": \"quickstart-$user\", \"itemId\": \"quickstart-$((genre * 4 + film))\", \"value\": $((4 + (user + film) % 2))},"
    fi
  done
  other=$(((genre + 1) % 3 * 4 + user % 4 + 1))
  ratings+="{\"userId\": \"quickstart-$user\", \"itemId\": \"quickstart-$other\", \"value\": $((1 + user % 2))},"
done
json 200 POST /ratings "[${ratings%,}]"
show

say "One rating: PUT /users/{id}/ratings/{itemId}"
json 200 PUT /users/quickstart-1/ratings/quickstart-5 '{"value": 4.5}'
show
get 200 '/users/quickstart-1/ratings?sort=-value'
show

say "A rating outside of the scale: the problem names the expected values"
json 400 PUT /users/quickstart-1/ratings/quickstart-5 '{"value": 11}'
show

say "Train in the background: POST /models/{algorithm}/train"
json 202 POST /models/autorec/train \
  '{"hyperparameters": {"hiddenSize": 4, "epochs": 200, "learningRate": 0.02, "batchSize": 16}, "seed": 7, "promote": "always"}'
show
job="$(header Location)"
job="${job#"$base"}"

say "Wait for it: GET $job"
for _ in $(seq 1 600); do
  get 200 "$job"
  state="$(field state)"
  case "$state" in
    SUCCEEDED) break ;;
    FAILED | CANCELLED) show; exit 1 ;;
  esac
  sleep 0.5
done
[[ "$state" == SUCCEEDED ]] || { echo "the job did not end in time" >&2; exit 1; }
printf 'state %s, version %s\n' "$state" "$(field version)"

say "Recommendations: GET /users/{id}/recommendations"
get 200 '/users/quickstart-1/recommendations?k=3&model=autorec'
show
etag="$(header ETag)"

say "Nothing has changed: 304"
call 304 -H "If-None-Match: $etag" "$base/users/quickstart-1/recommendations?k=3&model=autorec"
echo "304 for ETag $etag"

say "One more rating, and the list changes at once"
json 200 PUT /users/quickstart-1/ratings/quickstart-12 '{"value": 5}'
call 200 -H "If-None-Match: $etag" "$base/users/quickstart-1/recommendations?k=3&model=autorec&explain=true"
show 1200

say "Only Mystery; without Comedy; diverse; the next page"
get 200 '/users/quickstart-1/recommendations?k=2&category=Mystery'
get 200 '/users/quickstart-1/recommendations?k=2&category=none:Comedy'
get 200 '/users/quickstart-1/recommendations?k=4&diversity=0.7'
get 200 '/users/quickstart-1/recommendations?k=2&offset=2'
show

say "The user's ratings and each model next to each other: GET /users/{id}/recommendations/comparison"
get 200 '/users/quickstart-1/recommendations/comparison?models=autorec,vae&k=3'
show 1500

say "A visitor without an account: POST /recommendations"
json 200 POST /recommendations '{"ratings": [{"itemId": "quickstart-9", "value": 5}, {"itemId": "nowhere", "value": 3}], "k": 3, "model": "autorec"}'
show

say "Many users in one pass: POST /recommendations/batch"
json 200 POST /recommendations/batch '{"users": ["quickstart-1", "quickstart-2"], "k": 2, "model": "autorec"}'
show 1000

say "Similar films: GET /items/{id}/similar"
get 200 '/items/quickstart-9/similar?k=3&model=autorec'
show

say "Versions of the model: GET /models/autorec/versions"
get 200 /models/autorec/versions
show

say "An unknown user: 404 as a problem"
get 404 /users/unknown/recommendations
show

say "Done"

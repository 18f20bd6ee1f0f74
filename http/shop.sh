#!/usr/bin/env bash
# The work of a shop's product manager, with curl and standard tools only; Shop.java does the same through the Java client.
#   http/shop.sh                                        # a service on 127.0.0.1:8080
#   BASE_URL=http://127.0.0.1:9000 http/shop.sh         # another address
#   API_KEY=palate_... http/shop.sh                     # a service with keys; the key needs the role train
# It imports 24 products and the purchases of 60 customers, whose ids begin with "shop-", trains a model, gives the home page
# an in-stock filter, a boost of new arrivals and two pins, and compares it with a plain list. It can be executed again.
set -euo pipefail

base="${BASE_URL:-http://127.0.0.1:8080}"
folder="$(mktemp -d)"
body="$folder/body"
trap 'rm -rf "$folder"' EXIT
key=()
if [[ -n "${API_KEY:-}" ]]; then key=(-H "X-API-Key: $API_KEY"); fi

say() { printf '\n== %s\n' "$*"; }
show() { head -c "${1:-900}" "$body"; printf '\n'; }

# call EXPECTED_STATUS curl-arguments...: ends the script if the status does not match.
call() {
  local expected="$1" status
  shift
  status="$(curl -sS -o "$body" -w '%{http_code}' ${key[@]+"${key[@]}"} "$@")"
  # shellcheck disable=SC2053 # the expected status may be a pattern
  if [[ "$status" != $expected ]]; then
    printf 'expected status %s, got %s from: curl %s\n' "$expected" "$status" "$*" >&2
    cat "$body" >&2
    exit 1
  fi
}

json() { call "$1" -X "$2" -H 'Content-Type: application/json' "$base$3" --data "$4"; }
get() { call 200 "$base$1"; }

# The value of the first field of this name in the last response.
field() { grep -o "\"$1\":\"\{0,1\}[^\",}]*" "$body" | head -n 1 | sed 's/.*[:"]//'; }

# Waits for the import or job at this path.
wait_for() {
  for _ in $(seq 1 1200); do
    get "$1"
    case "$(field state)" in
      SUCCEEDED) return ;;
      SUCCEEDED_WITH_WARNINGS | FAILED | CANCELLED) show; exit 1 ;;
    esac
    sleep 0.1
  done
  echo "$1 did not end in time" >&2
  exit 1
}

import() {
  call 202 -F "file=@$1" "$base/imports?$2"
  wait_for "/imports/$(field id)"
}

say "Import the products with price and stock: every fourth is sold out, the last six arrived today"
today="$(date -u +%Y-%m-%dT00:00:00Z)"
{
  echo "itemId,title,categories,availableFrom,price,stock"
  for product in $(seq 1 24); do
    category=$([[ $((product % 2)) -eq 0 ]] && echo Tea || echo Tools)
    arrived=$([[ $product -gt 18 ]] && echo "$today" || echo 2024-01-01T00:00:00Z)
    echo "shop-$product,$category number $product,$category,$arrived,$((5 + product)),$((product % 4))"
  done
} > "$folder/products.csv"
import "$folder/products.csv" "kind=items&attributeColumns=price,stock"
show

say "Import the purchases of today: half of the customers buy tea, half of them tools"
{
  echo "userId,itemId,type"
  for customer in $(seq 1 60); do
    for other in 0 1 3 4 8; do
      echo "shop-customer-$customer,shop-$((2 * ((customer / 2 + other) % 12) + customer % 2 + 1)),purchase"
    done
  done
} > "$folder/purchases.csv"
import "$folder/purchases.csv" "kind=interactions"
show

say "Train a model"
json 202 POST /models/ease/train '{"promote": "always"}'
wait_for "/training-jobs/$(field id)"
echo "version $(field version)"

say "How many products are in stock?"
call 200 -G "$base/items" --data-urlencode 'filter=item.attributes.stock > 0' --data size=1
echo "$(field total) products"

say "The home page: what is in stock, new arrivals boosted, two pins"
home='{"model": "ease", "filter": "item.attributes.stock > 0", "k": 5,
  "boost": "item.availableFrom > now - duration(\"336h\") ? 3.0 : 1.0",
  "pins": [{"itemId": "shop-1", "rank": 1}, {"itemId": "shop-22", "rank": 3}]}'
json '20?' PUT '/scenarios/home?reason=In+stock,+new+arrivals+first' "$home"
show

say "A customer's list before and after a change, without changing anything"
json 200 POST /scenarios/home/preview "{\"userId\": \"shop-customer-4\", \"definition\": ${home/336h/24h}}"
show 300

say "The customer's home page: pinned and boost say why a product is there"
get '/users/shop-customer-4/recommendations?scenario=home&explain=true'
show 1500

say "An experiment: the home page against the plain list"
# Of an earlier run of this script: none, or one that has ended.
call '[24]0?' -X DELETE "$base/experiments/shop-home"
json '20?' PUT /experiments/shop-home \
  '{"arms": [{"name": "plain", "share": 0.5}, {"name": "home", "share": 0.5, "scenario": "home"}], "minimumLift": 0.1}'
show

say "Customers see their lists, and some click"
for customer in $(seq 1 20); do
  get "/users/shop-customer-$customer/recommendations?experiment=shop-home&k=5"
  list="$(field recommendationId)"
  [[ "$(field arm)" == home ]] && clicks=$((1 + customer % 2)) || clicks=$((customer % 2))
  events=""
  rank=0
  while read -r item; do
    rank=$((rank + 1))
    events+="{\"type\": \"shown\", \"itemId\": \"$item\"},"
    if [[ $rank -le $clicks ]]; then events+="{\"type\": \"clicked\", \"itemId\": \"$item\"},"; fi
  done < <(grep -o '"itemId":"[^"]*"' "$body" | cut -d '"' -f 4)
  json 200 POST "/recommendations/$list/events" "{\"events\": [${events%,}]}"
done

say "The report"
get /experiments/shop-home/report
show 1500
printf '%s\n' "Conclusion: $(grep -o '"sentence":"[^"]*"' "$body" | head -n 1 | cut -d '"' -f 4)"

say "End it; the home page stays, and its versions say who changed it and why"
json 200 POST /experiments/shop-home/end '{"winner": "home", "reason": "The example is over"}'
get /scenarios/home/versions
show 600

say "Done"

#!/usr/bin/env bash
# Checks and times training on the GPU of this machine, within 9 minutes:
#   check.sh OUTPUT-FOLDER [PART...]
# with bundle.tar.xz from bundle.sh in the same folder. Parts: agree, repeat, time, ndcg, torch, sanitizer, kernels. Each has a limit of its own; the
# last lines say which parts did not run to their end. Results are lines of JSON in OUTPUT-FOLDER/results.jsonl.
set -uo pipefail
out=$1
shift
parts=${*:-agree repeat time ndcg torch sanitizer kernels}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
mkdir -p "$out"
end=$((SECONDS + 530))
tar xJf "$here/bundle.tar.xz" -C "$work"
python=$(command -v python3)
wheels=$("$python" -c 'import nvidia, os; print(os.path.join(list(nvidia.__path__)[0], "cu13", "lib"))' 2> /dev/null)
export LD_LIBRARY_PATH=${wheels:-}:/usr/local/cuda/lib64:/usr/local/cuda/targets/x86_64-linux/lib:${LD_LIBRARY_PATH:-}
java=("$work/jre/bin/java" --add-modules=jdk.incubator.vector -Xmx16g -XX:+UseParallelGC
  -Dorg.bytedeco.javacpp.maxbytes=0 -Dorg.bytedeco.javacpp.maxphysicalbytes=0 -Dorg.bytedeco.javacpp.cachedir="$work/cache"
  -cp "$work/classes:$work/lib/*" dev.palate.core.cuda.GpuCheck)
nvidia-smi --query-gpu=name,driver_version,memory.total,clocks.sm,clocks.max.sm --format=csv,noheader | tee "$out/card.txt"

declare -A status
part() { # name limit command...
  local name=$1 limit=$2
  shift 2
  local left=$((end - SECONDS))
  if ((left < 10)); then
    status[$name]="did not run: no time left"
    return
  fi
  echo "== $name, at most $((limit < left ? limit : left)) s"
  local begin=$SECONDS
  timeout -k 5 $((limit < left ? limit : left)) "$@" > "$out/$name.log" 2>&1
  local rc=$?
  grep '^{' "$out/$name.log" >> "$out/results.jsonl"
  case $rc in
    0) status[$name]="passed" ;;
    124 | 137) status[$name]="cut off at its limit" ;;
    *) status[$name]="failed with status $rc" ;;
  esac
  status[$name]+=", $((SECONDS - begin)) s"
  grep '^{' "$out/$name.log" || tail -n 15 "$out/$name.log"
}

: > "$out/results.jsonl"
for p in $parts; do
  case $p in
    agree) part agree 120 "${java[@]}" agree "$work/u.data" ;;
    repeat) part repeat 60 "${java[@]}" repeat "$work/u.data" ;;
    ndcg) part ndcg 90 "${java[@]}" ndcg "$work/u.data" ;;
    time) part time 150 "${java[@]}" time "$work/u.data" ;;
    torch) part torch 210 "$python" "$work/torch_steps.py" "$work/u.data" 1 ${TORCH_VARIANTS:-} ;;
    sanitizer)
      for tool in memcheck racecheck; do
        part "sanitizer-$tool" 60 compute-sanitizer --tool $tool --target-processes all --error-exitcode 9 \
          --launch-timeout 60 "${java[@]}" short "$work/u.data"
      done
      ;;
    kernels)
      for network in mult-vae-600-200-20000-500 autorec-10-1682-64 autorec-500-observed-1682-500 vae-512-256-64-1682-500; do
        part "kernels-$network" 60 ncu --target-processes all --clock-control none --csv --print-units base \
          --metrics gpu__time_duration.sum "${java[@]}" profile "$work/u.data" $network
      done
      ;;
    *) status[$p]="did not run: unknown" ;;
  esac
done
echo "== result"
for p in "${!status[@]}"; do
  echo "$p: ${status[$p]}"
done | sort | tee "$out/summary.txt"
rm -rf "$work"

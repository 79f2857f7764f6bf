#!/bin/sh
# run.sh BUILD SECONDS [NAME...]: runs the fuzzers of BUILD from their corpora. What they find new
# stays in BUILD; an input that breaks one is left as BUILD/crash-* and the exit code is not 0.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$1
seconds=$2
shift 2
if [ $# -eq 0 ]; then
  set -- $(cd "$here" && ls fuzz_*.cpp | sed 's/^fuzz_//; s/\.cpp$//')
fi
for name in "$@"; do
  grown=$build/fuzz-corpus/$name
  mkdir -p "$grown" "$here/corpus/$name"
  echo "fuzz_$name, $seconds s"
  "$build/tests/fuzz/fuzz_$name" -max_total_time="$seconds" -timeout=10 -verbosity=0 \
    -print_final_stats=1 -artifact_prefix="$build/" "$grown" "$here/corpus/$name"
done

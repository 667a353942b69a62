#!/bin/sh
# usage: bench-compare.sh REVISION COUNT REGEXP – see the Makefile
#
# Runs the Go benchmarks of a revision and of the working files and prints what
# changed, by benchstat. A package without benchmarks in either is left out.
set -eu
rev=$(git rev-parse --verify --end-of-options "$1^{commit}") count=$2 bench=$3
go=${GO:-go}
benchstat=golang.org/x/perf/cmd/benchstat@v0.0.0-20260908200009-22c9c6c9d4da
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
here=$PWD
mkdir "$dir/base"
git archive "$rev" | tar -x -C "$dir/base"

# packages TREE gives the folders that have benchmarks.
packages() { (cd "$1" && grep -rl --include='*_test.go' '^func Benchmark' . | xargs -n 1 dirname | sort -u); }

# compile TREE NAME makes a program of each package's tests.
compile() {
	for p in $(packages "$1"); do
		(cd "$1" && $go test -c -o "$dir/$2-$(echo "$p" | tr / _)" "$p")
	done
}

# run TREE NAME runs all of them once, each in its own folder.
run() {
	for p in $(packages "$1"); do
		(cd "$1/$p" && PAIBAN_BENCH=1 "$dir/$2-$(echo "$p" | tr / _)" -test.run '^$' -test.bench "$bench" -test.benchmem)
	done >>"$dir/$2.txt"
}

compile "$dir/base" base
compile "$here" now
i=0
while [ $i -lt "$count" ]; do
	i=$((i + 1))
	echo "run $i of $count" >&2
	run "$dir/base" base
	run "$here" now
done
cd "$dir"
$go run "$benchstat" base.txt now.txt

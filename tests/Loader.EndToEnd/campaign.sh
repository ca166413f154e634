#!/usr/bin/env bash
# Kills the loader N times at seeded moments and compares, row by row: campaign.sh 300 7
# With a third number every load has so many rows, and one request in twenty is spoilt. A fourth one is the number of the first load, which decides about
# its shape (see LoadPlan): campaign.sh 5 1 1000000 5
set -euo pipefail
cd "$(dirname "$0")"
export LOADER_CAMPAIGN_KILLS="${1:-300}" LOADER_CAMPAIGN_SEED="${2:-1}" LOADER_CAMPAIGN_ROWS="${3:-}" LOADER_CAMPAIGN_FIRST="${4:-}"
exec dotnet test . --nologo --filter "FullyQualifiedName~KillCampaignTests" --logger "console;verbosity=detailed"

#!/usr/bin/env bash
# Kills the loader N times at seeded moments and compares, row by row: campaign.sh 300 7
set -euo pipefail
cd "$(dirname "$0")"
export LOADER_CAMPAIGN_KILLS="${1:-300}" LOADER_CAMPAIGN_SEED="${2:-1}"
exec dotnet test . --nologo --filter "FullyQualifiedName~KillCampaignTests" --logger "console;verbosity=detailed"

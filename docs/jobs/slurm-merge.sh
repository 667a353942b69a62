#!/bin/sh
# Checks that all shares of a batch are complete and writes batch.json; see slurm.sh.
#SBATCH --job-name=paiban-merge
#SBATCH --time=01:00:00
set -eu
exec paiban batch "$PAIBAN_LIST" --out "$PAIBAN_OUT" --merge

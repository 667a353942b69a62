#!/bin/sh
# One share of a batch, as a task of a Slurm job array. Submit it, and behind it the
# check that nothing is missing:
#
#   export PAIBAN_LIST=/data/list.txt PAIBAN_OUT=/data/built
#   id=$(sbatch --parsable slurm.sh)
#   sbatch --dependency=afterany:"$id" slurm-merge.sh
#
# Slurm tells each task its number and how many there are (SLURM_ARRAY_TASK_ID,
# SLURM_ARRAY_TASK_COUNT): change --array, and the shares change with it. A task that was
# broken off is requeued and takes up its journal.
#SBATCH --job-name=paiban
#SBATCH --array=1-8
#SBATCH --cpus-per-task=4
#SBATCH --mem=4G
#SBATCH --time=04:00:00
#SBATCH --requeue
#SBATCH --open-mode=append
set -eu
exec paiban batch "$PAIBAN_LIST" --out "$PAIBAN_OUT" --jobs "${SLURM_CPUS_PER_TASK:-1}"

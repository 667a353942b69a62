package batch

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Shard is a share of a batch: the I-th of N, from 1. The zero Shard is all of it.
type Shard struct{ I, N int }

func (s Shard) String() string {
	if s.N == 0 {
		return "1/1"
	}
	return fmt.Sprintf("%d/%d", s.I, s.N)
}

// ErrNoCount: the environment says which share this is, but not of how many.
var ErrNoCount = errors.New("the number of shares is not known")

// ParseShard reads "I/N".
func ParseShard(s string) (Shard, error) {
	i, n, ok := strings.Cut(s, "/")
	a, err1 := strconv.Atoi(i)
	b, err2 := strconv.Atoi(n)
	if !ok || err1 != nil || err2 != nil || a < 1 || b < a {
		return Shard{}, fmt.Errorf("%q is not a share such as 2/8", s)
	}
	return Shard{a, b}, nil
}

// arrays are the array jobs that sites run: how each tells a task its index, the
// first index, and how many tasks there are.
var arrays = []struct {
	index, first, count string
}{
	{"SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_COUNT"}, // sbatch(1), --array
	{"JOB_COMPLETION_INDEX", "", ""},                                          // Kubernetes, Job, completionMode: Indexed
	{"AWS_BATCH_JOB_ARRAY_INDEX", "", "AWS_BATCH_JOB_ARRAY_SIZE"},             // AWS Batch, array jobs
}

// EnvShard gives the share that an array job's environment asks for, the zero
// Shard if this is none. n is the number of shares, 0 to take the environment's;
// where that has none either the error is ErrNoCount.
func EnvShard(env func(string) string, n int) (Shard, error) {
	for _, a := range arrays {
		s := env(a.index)
		if s == "" {
			continue
		}
		i, err := strconv.Atoi(s)
		if err != nil {
			return Shard{}, fmt.Errorf("%s is %q, not a number", a.index, s)
		}
		first, err := number(env, a.first)
		if err != nil {
			return Shard{}, err
		}
		if n == 0 {
			if n, err = number(env, a.count); err != nil {
				return Shard{}, err
			}
		}
		if n == 0 {
			return Shard{}, fmt.Errorf("%s: %w", a.index, ErrNoCount)
		}
		if i < first || i-first >= n {
			return Shard{}, fmt.Errorf("%s is %d: not one of %d shares", a.index, i, n)
		}
		return Shard{i - first + 1, n}, nil
	}
	return Shard{}, nil
}

// number reads a variable of the environment, 0 if it is not set.
func number(env func(string) string, name string) (int, error) {
	if name == "" || env(name) == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(env(name))
	if err != nil || n < 0 {
		return 0, fmt.Errorf("%s is %q, not a number", name, env(name))
	}
	return n, nil
}

// Of gives the editions of the share: every N-th, so that years of thick and thin
// issues are spread alike. All shares together have every edition once.
func (s Shard) Of(all []Edition) []Edition {
	if s.N == 0 {
		return all
	}
	var out []Edition
	for i := s.I - 1; i < len(all); i += s.N {
		out = append(out, all[i])
	}
	return out
}

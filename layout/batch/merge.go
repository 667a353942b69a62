package batch

import (
	"cmp"
	"maps"
	"slices"

	"paiban/layout/diag"
)

// Problem is an edition that a batch did not bring to a good end.
type Problem struct {
	Key  string
	Text diag.Text
}

// Merge joins the journals of all shares and lists what is wrong with the whole:
// an edition that no share has done, one that failed, one that two shares have
// done with different files. check looks at an edition's files on the disk and
// gives an empty text if they are as the entry says.
func Merge(all []Edition, journals []*Journal, check func(Edition, Entry) diag.Text) (map[string]Entry, []Problem) {
	done := map[string]Entry{}
	var problems []Problem
	tell := func(key string, t diag.Text) { problems = append(problems, Problem{key, t}) }
	for _, j := range journals {
		for _, key := range slices.Sorted(maps.Keys(j.Done)) {
			e := j.Done[key]
			if before, ok := done[key]; ok && !before.Failed() && !e.Failed() && !maps.Equal(before.Files, e.Files) {
				tell(key, diag.T("两份记录的结果不同", "two journals have different files of it"))
			}
			if before, ok := done[key]; !ok || before.Failed() {
				done[key] = e
			}
		}
	}
	known := map[string]bool{}
	for _, e := range all {
		known[e.Key] = true
		entry, ok := done[e.Key]
		switch {
		case !ok:
			tell(e.Key, diag.T("还没有排", "not built"))
		case entry.Failed():
			tell(e.Key, diag.T("没有排成：%s", "failed: %s", entry.Why))
		default:
			if t := check(e, entry); t != (diag.Text{}) {
				tell(e.Key, t)
			}
		}
	}
	for key := range done {
		if !known[key] {
			delete(done, key)
		}
	}
	slices.SortStableFunc(problems, func(a, b Problem) int { return cmp.Compare(a.Key, b.Key) })
	return done, problems
}

package edition

import (
	"strings"

	"paiban/layout/diag"
)

// nearest gives the name most like what was written, "" if none is near: at
// most one slip in three characters (an exchange of neighbours is one slip).
func nearest(written string, names []string) string {
	best, bestCost := "", 0
	w := []rune(strings.ToLower(strings.ReplaceAll(written, "_", "-")))
	if len(w) > 64 {
		return ""
	}
	for _, n := range names {
		t := []rune(strings.ToLower(n))
		cost := slips(w, t)
		if cost > max(1, max(len(w), len(t))/3) || cost >= max(len(w), len(t)) {
			continue
		}
		if best == "" || cost < bestCost || cost == bestCost && n < best {
			best, bestCost = n, cost
		}
	}
	return best
}

// slips counts insertions, deletions, changes and exchanges of neighbours.
func slips(a, b []rune) int {
	rows := [3][]int{make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, prev, row := rows[(i+1)%3], rows[(i+2)%3], rows[i%3]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return rows[len(a)%3][len(b)]
}

// didYouMean gives the hint that names the nearest of names, or lists them all
// where they are few.
func didYouMean(written string, names []string) diag.Text {
	if best := nearest(written, names); best != "" {
		return diag.T("是不是“%s”？", "did you mean %q?", best)
	}
	if len(names) == 0 || len(names) > 16 {
		return diag.Text{}
	}
	return diag.T("可用的有：%s", "there are: %s", strings.Join(names, " "))
}

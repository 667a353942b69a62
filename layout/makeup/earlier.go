package makeup

import (
	"strings"

	"paiban/layout/paragraph"
	"paiban/layout/sheet"
)

// remember tells each paragraph of the galley the lines that it had in an earlier
// setting of the story: one of the same text, else the one it has most in common
// with, if that is at least half of it.
func (gal *galley) remember(earlier [][]string) {
	taken := make([]bool, len(earlier))
	was := make([]string, len(earlier))
	for i, lines := range earlier {
		was[i] = strings.Join(lines, "")
	}
	give := func(p *piece, i int) {
		taken[i] = true
		p.kept = paragraph.Keep(earlier[i], p.lines[0].Runes)
	}
	var changed []*piece
	for _, p := range gal.pieces {
		if p.role != sheet.Paragraph {
			continue
		}
		found := false
		for i, text := range was {
			if found = !taken[i] && text == string(p.lines[0].Runes); found {
				give(p, i)
				break
			}
		}
		if !found {
			changed = append(changed, p)
		}
	}
	for _, p := range changed {
		best, most := -1, 0
		for i, text := range was {
			n := paragraph.Common([]rune(text), p.lines[0].Runes)
			if !taken[i] && n > most && 2*n >= len(p.lines[0].Runes) {
				best, most = i, n
			}
		}
		if best >= 0 {
			give(p, best)
		}
	}
}

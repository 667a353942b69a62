package alto

import (
	"unicode/utf8"

	"paiban/layout/reading"
	"paiban/layout/sheet"
)

// note is what is known of a String beside its characters.
type note struct {
	lang  string // where it is not the block's
	ruby  *ruby  // 注音 above it
	part  string // SUBS_TYPE: which part it is of a word parted by a hyphen
	whole string // SUBS_CONTENT: that word
}

// ruby is one annotation: two of the same text are two.
type ruby struct{ text string }

// noted is a note on runes [from,to) of a run.
type noted struct {
	from, to int
	note
}

// annotate notes what is known of a block's runs, and gives its language. Strings that
// are whole lines have no language of their own, and are no parts of words.
func (d *writer) annotate(b *reading.Block) string {
	d.noted = map[*sheet.Text][]noted{}
	var lines []*sheet.Line
	for _, p := range b.Parts {
		for _, l := range p.Lines {
			lines = append(lines, l)
			d.annotations(l)
		}
	}
	lang, tongues := b.Tongues(d.ed.Lang)
	if !d.Words {
		return lang
	}
	for run, list := range tongues {
		for _, g := range list {
			d.noted[run] = append(d.noted[run], noted{g.From, g.To, note{lang: g.Lang}})
		}
	}
	for _, w := range reading.PartedWords(lines) {
		whole := ""
		for _, p := range w {
			whole += p.Text()
		}
		part := "HypPart1"
		for _, p := range w {
			d.noted[p.Run] = append(d.noted[p.Run], noted{p.From, p.To, note{part: part, whole: whole}})
			part = "HypPart2"
		}
	}
	return lang
}

// annotations notes the 注音 of a line on the runs below it: what stands over the same
// characters is one.
func (d *writer) annotations(l *sheet.Line) {
	for i := 0; i < len(l.Ruby); {
		r, over := l.Ruby[i], &ruby{}
		for ; i < len(l.Ruby) && l.Ruby[i].From == r.From && l.Ruby[i].To == r.To; i++ {
			over.text += l.Ruby[i].Text.Text
		}
		at := 0
		for _, run := range l.Runs {
			n := utf8.RuneCountInString(run.Text)
			if from, to := max(r.From-at, 0), min(r.To-at, n); from < to {
				d.noted[run] = append(d.noted[run], noted{from, to, note{ruby: over}})
			}
			at += n
		}
	}
}

// noteAt gives what is known of a rune of a run.
func (d *writer) noteAt(t *sheet.Text, at int) (out note) {
	for _, n := range d.noted[t] {
		if at < n.from || at >= n.to {
			continue
		}
		if n.ruby != nil {
			out.ruby = n.ruby
		}
		if n.lang != "" {
			out.lang = n.lang
		}
		if n.part != "" {
			out.part, out.whole = n.part, n.whole
		}
	}
	return out
}

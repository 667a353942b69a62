package makeup

import (
	"paiban/fonts"
	"paiban/layout/edition"
	"paiban/layout/parallel"
	"paiban/layout/sheet"
)

// readAhead has the first faces of what the edition sets read while the first lines are
// made: in a new process reading them takes a third of the setting. Who needs one in
// the meantime waits for it or reads it; a face that cannot be read tells whoever asks.
func readAhead(ed *edition.Edition, lib *fonts.Library) {
	var faces []*fonts.Face
	seen := map[string]bool{}
	add := func(st *edition.Style) {
		if st == nil || len(st.Font) == 0 || seen[st.Font[0]] {
			return
		}
		seen[st.Font[0]] = true
		if f := lib.Face(st.Font[0]); f != nil {
			faces = append(faces, f)
		}
	}
	for _, s := range ed.Stories {
		add(s.Frames[0].Body)
		for _, part := range []struct {
			role sheet.Role
			has  bool
		}{
			{sheet.Standing, len(s.Standing) > 0}, {sheet.Kicker, len(s.Kicker) > 0}, {sheet.Head, len(s.Head) > 0},
			{sheet.Deck, len(s.Deck) > 0}, {sheet.Caption, len(s.Pictures) > 0},
		} {
			if part.has {
				add(s.Styles[part.role])
			}
		}
		for _, b := range s.Copy {
			switch b.Kind {
			case edition.Crosshead:
				add(s.Styles[sheet.Crosshead])
			case edition.Byline:
				add(s.Styles[sheet.Byline])
			}
		}
	}
	parallel.Beside(func() {
		for _, f := range faces {
			f.Load()
		}
	})
}

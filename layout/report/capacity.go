package report

import (
	"encoding/json"
	"io"

	"paiban/layout"
)

type capacityJSON struct {
	Schema  int         `json:"schema"`
	Stories []storyRoom `json:"stories"`
}

type storyRoom struct {
	ID     string      `json:"id"`
	Head   string      `json:"head"`
	Lines  int         `json:"lines"`
	Em     milli       `json:"em"`
	Frames []frameRoom `json:"frames"`
}

type frameRoom struct {
	Frame string `json:"frame"`
	Page  string `json:"page"`
	Legs  int    `json:"legs"`
	Lines int    `json:"lines"`
	Em    milli  `json:"em"`
}

// Capacity writes rooms as JSON, story by story, under the number that
// report.json has. The error is that of w.
func Capacity(w io.Writer, rooms []layout.Room) error {
	out := capacityJSON{Schema: Schema, Stories: []storyRoom{}}
	for _, r := range rooms {
		if n := len(out.Stories); n == 0 || out.Stories[n-1].ID != r.Story {
			out.Stories = append(out.Stories, storyRoom{ID: r.Story, Head: r.Head})
		}
		s := &out.Stories[len(out.Stories)-1]
		s.Lines, s.Em = s.Lines+r.Lines, s.Em+milli(r.Em)
		s.Frames = append(s.Frames, frameRoom{r.Frame, r.Page, r.Legs, r.Lines, milli(r.Em)})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

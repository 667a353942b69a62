package layout

import (
	"encoding/json"
	"io"

	"paiban/fonts"
	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/makeup"
)

// Room is what a frame takes of its story's copy.
type Room = makeup.Room

// Capacity tells how many 字 and lines of copy each frame of the edition at path
// takes beside heads and pictures. Its stories need no copy; what they have is not
// read. With invalid input there are no rooms and the findings have errors.
func Capacity(path string, lib *fonts.Library) ([]Room, *diag.Findings) {
	lib = lib.With()
	ed, fs := edition.Read(path, edition.Options{Fonts: lib, NoCopy: true})
	if ed == nil {
		return nil, fs
	}
	return makeup.Capacity(ed, lib, fs), fs
}

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

// WriteCapacity writes rooms as JSON, story by story, under the number that
// report.json has. The error is that of w.
func WriteCapacity(w io.Writer, rooms []Room) error {
	out := capacityJSON{Schema: ReportSchema, Stories: []storyRoom{}}
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

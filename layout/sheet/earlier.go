package sheet

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
)

// Earlier holds the lines of paragraphs as sheet.json files tell them: an input,
// so that copy which has hardly changed keeps its lines.
type Earlier struct {
	stories map[string][][]string
	open    map[string]bool // its last paragraph goes on, perhaps in the next file
}

// earlierPage is what Earlier reads of a sheet.json.
type earlierPage struct {
	Schema  int `json:"schema"`
	Stories []struct {
		ID     string         `json:"id"`
		Blocks []earlierBlock `json:"blocks"`
	} `json:"stories"`
}

type earlierBlock struct {
	Role  Role `json:"role"`
	Lines []struct {
		Text string `json:"text"`
		Last bool   `json:"last"`
	} `json:"lines"`
}

// Read adds what a sheet.json of one page tells. Pages that a story runs over
// must be read in their order. The error says why r is no sheet.json; e is then
// unchanged.
func (e *Earlier) Read(r io.Reader) error {
	var p earlierPage
	if err := json.NewDecoder(r).Decode(&p); err != nil {
		return fmt.Errorf("not a sheet.json: %w", err)
	}
	if p.Schema != JSONSchema {
		return fmt.Errorf("not a sheet.json of schema %d", JSONSchema)
	}
	if e.stories == nil {
		e.stories, e.open = map[string][][]string{}, map[string]bool{}
	}
	for _, s := range p.Stories {
		for _, b := range s.Blocks {
			if b.Role != Paragraph {
				continue
			}
			for _, l := range b.Lines {
				e.add(s.ID, l.Text, l.Last)
			}
		}
	}
	return nil
}

// add puts a line of a story behind the ones before it.
func (e *Earlier) add(story, line string, last bool) {
	ps := e.stories[story]
	if e.open[story] {
		ps[len(ps)-1] = append(ps[len(ps)-1], line)
	} else {
		ps = append(ps, []string{line})
	}
	e.stories[story], e.open[story] = ps, !last
}

// Paragraphs gives the lines of a story's paragraphs, none for a story that no
// file had. A nil Earlier has none.
func (e *Earlier) Paragraphs(story string) [][]string {
	if e == nil {
		return nil
	}
	return slices.Clone(e.stories[story])
}

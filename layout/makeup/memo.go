package makeup

import (
	"reflect"

	"paiban/layout/paragraph"
)

// Memo keeps the settings of paragraphs from one run for the next: while an
// editor works at one story, all others are set as they were. The zero value is
// ready; one run at a time may use it. It remembers the last run alone.
type Memo struct {
	now, before map[string][]*memory
}

// memory is what was set of one paragraph in one style.
type memory struct {
	text paragraph.Text
	st   *style
	set  *composed
}

// turn begins a run: what the run before last used is forgotten.
func (m *Memo) turn() {
	if m != nil {
		m.now, m.before = map[string][]*memory{}, m.now
	}
}

// recall gives the settings known of a paragraph, to look up and to add to.
func (m *Memo) recall(t paragraph.Text, st *style) *composed {
	if m == nil {
		return newComposed()
	}
	key := string(t.Runes)
	for _, run := range []map[string][]*memory{m.now, m.before} {
		for _, k := range run[key] {
			// Faces are the same only if they are the same object.
			if reflect.DeepEqual(k.text, t) && reflect.DeepEqual(k.st, st) {
				m.keep(key, k)
				return k.set
			}
		}
	}
	k := &memory{t, st, newComposed()}
	m.keep(key, k)
	return k.set
}

func (m *Memo) keep(key string, k *memory) {
	for _, old := range m.now[key] {
		if old == k {
			return
		}
	}
	m.now[key] = append(m.now[key], k)
}

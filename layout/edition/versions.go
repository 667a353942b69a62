package edition

import "paiban/layout/diag"

// RulesVersion is one state of the rules of layout: where lines break, how slots
// fill, what styles say unless told otherwise. An edition that names its version
// keeps its breaks under a later program.
//
// A change that moves a line of any page is a change of the rules. Before a
// release it may be made to the newest version; after it, it needs a version of
// its own: a new first row here, the old way kept for the old version, and the
// old version's sheets kept as layout/testdata/rules/VERSION.
type RulesVersion struct {
	Name  string // year, a point, and a number within the year
	About diag.Text
}

// RulesVersions lists every version, the newest first: it is the default.
var RulesVersions = []RulesVersion{
	{"2026.1", t2("第一版规则", "the first rules")},
}

// rulesVersion is the kind of [edition] rules.
func rulesVersion() kind[string] {
	var names [][]string
	for _, v := range RulesVersions {
		names = append(names, []string{v.Name})
	}
	return choice(names...)
}

package layout

import (
	"paiban/layout/diag"
	"paiban/layout/edition"
)

// judge applies the edition's [rules] and [[waive]] to what was found. Waivers
// are held against asOf, or the edition's own date: never the clock's, for the
// same edition must give the same report tomorrow. Of a waiver of a press rule it is
// only told that it is of no use where those were held (printed).
func (r *Result) judge(asOf string, printed bool) {
	if asOf == "" {
		asOf = r.Edition.Date.String()
	}
	ws := make([]waiver, len(r.Edition.Waivers))
	for i, w := range r.Edition.Waivers {
		until := w.Until.String()
		ws[i] = waiver{Waiver: w, valid: asOf != "" && asOf <= until,
			told: &diag.Waiver{Pos: w.Pos, Owner: w.Owner, Reason: w.Reason, Until: until}}
	}
	r.Findings.Edit(func(f *diag.Finding) bool {
		if !r.level(f) {
			return false
		}
		for i := range ws {
			ws[i].judge(f)
		}
		return true
	})
	for _, w := range ws {
		if rule, _ := diag.RuleOf(w.Code); rule.Class == diag.Press && !printed {
			continue
		}
		r.tellWaiver(w, asOf)
	}
}

// level gives f the severity that [rules] says, and false if it is not wanted.
func (r *Result) level(f *diag.Finding) bool {
	rule, known := diag.RuleOf(f.Code)
	if !known || !rule.Class.Lowerable() {
		return true
	}
	switch r.Edition.Rules[f.Code] {
	case edition.LevelOff:
		return false
	case edition.LevelNote:
		f.Severity = diag.Note
	case edition.LevelWarning:
		f.Severity = diag.Warning
	case edition.LevelError:
		f.Severity = diag.Error
	}
	return true
}

// waiver is a waiver with what came of it.
type waiver struct {
	edition.Waiver
	told  *diag.Waiver
	valid bool // its last day is not over
	found int  // findings it is about
}

// judge lets f stand if it is one that w waives and no other waiver has.
func (w *waiver) judge(f *diag.Finding) {
	about := f.Code == w.Code && fits(w.Page, f.Page) && fits(w.Story, f.Story) && fits(w.Frame, f.Frame)
	if !about {
		return
	}
	w.found++
	if w.valid && f.Waiver == nil {
		f.Waiver = w.told
	}
}

func fits(want, have string) bool { return want == "" || want == have }

// tellWaiver reports a waiver that is of no use any more.
func (r *Result) tellWaiver(w waiver, asOf string) {
	f := diag.Finding{Pos: w.Pos, Page: w.Page, Story: w.Story, Frame: w.Frame}
	switch {
	case w.found == 0:
		f.Code, f.Severity = "waiver-unused", diag.Note
		f.Message = diag.T("“%s”的这条豁免没有用上", "this waiver of %q lets nothing stand", w.Code)
		f.Hint = diag.Text{ZH: "删去它", EN: "delete it"}
	case asOf == "":
		f.Code, f.Severity = "waiver-undated", diag.Warning
		f.Message = diag.T("本期没有日期，无法判断“%s”的豁免是否过期", "the edition has no date to hold this waiver of %q against", w.Code)
		f.Hint = diag.Text{ZH: "在 [edition] 写上 date，或用 --as-of 给出日期", EN: "give [edition] a date, or use --as-of"}
	case !w.valid:
		f.Code, f.Severity = "waiver-expired", diag.Warning
		f.Message = diag.T("“%[1]s”的豁免已于 %[2]s 到期（%[3]s）", "this waiver of %[1]q ended on %[2]s (%[3]s)", w.Code, w.Until, w.Owner)
		f.Hint = diag.Text{ZH: "改好它放行的问题，或由批准人延期", EN: "mend what it lets stand, or have its owner extend it"}
	default:
		return
	}
	r.Findings.Add(f)
}

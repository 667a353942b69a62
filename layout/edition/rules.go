package edition

import (
	"fmt"
	"slices"

	"paiban/layout/diag"
)

// Level is what [rules] makes of a rule's findings.
type Level string

const (
	LevelOff     Level = "off" // they are dropped
	LevelNote    Level = "note"
	LevelWarning Level = "warning"
	LevelError   Level = "error"
)

// Waiver lets the findings of one rule stand, in a place or on all pages, until
// a day.
type Waiver struct {
	Code               string
	Page, Story, Frame string // "" = any; a frame is "story/2"
	Owner, Reason      string
	Until              Date // its last day
	Pos                diag.Pos
}

type rawRules struct {
	levels map[string]Level
}

type rawWaiver struct {
	n                        *node
	code, page, story, frame field[string]
	owner, reason            field[string]
	until                    field[Date]
}

var levels = choice([]Level{LevelOff}, []Level{LevelNote}, []Level{LevelWarning}, []Level{LevelError})

// lowerable lists the codes that [rules] and [[waive]] take.
func lowerable() []string {
	var out []string
	for _, r := range diag.Rules {
		if r.Class.Lowerable() {
			out = append(out, r.Code)
		}
	}
	return out
}

// rulesRow is [rules]: CODE = "warning".
func rulesRow() row[rawFile] {
	want := t2("规则代码 = \"off\"、\"note\"、\"warning\" 或 \"error\"", `CODE = "off", "note", "warning" or "error"`)
	codes := schema{}
	for _, c := range lowerable() {
		rule, _ := diag.RuleOf(c)
		codes[c] = schema{"enum": levels.schema["enum"], "description": both(rule.About)}
	}
	return row[rawFile]{
		keyInfo{name: "rules", shape: names, want: want,
			doc:    t2("各条规则的级别：off 不查、note 提示、warning 警告、error 错误。只有版面和印刷规则可以改，输入错误、溢文和缺字不能", "severities by rule: off, note, warning, error. Only rules of the page and of the press can be set; errors of input, overset and missing glyphs cannot"),
			schema: schema{"type": "object", "properties": codes, "additionalProperties": false}},
		func(r *reader, f *rawFile, raw any, n *node) {
			m, ok := raw.(map[string]any)
			if !ok {
				r.wrongType(n, raw, tableText)
				return
			}
			f.rules.levels = map[string]Level{}
			for code, v := range m {
				if l, ok := levels.parse(r, v, n.kid(code)); r.lowerable(code, n.kid(code).key) && ok {
					f.rules.levels[code] = l
				}
			}
		},
	}
}

// lowerable reports a code that there is not, or that must stay as it is.
func (r *reader) lowerable(code string, at [2]int) bool {
	rule, known := diag.RuleOf(code)
	switch {
	case !known:
		r.fail(at, "unknown-code", diag.T("没有“%s”这条规则", "no rule has the code %q", code), didYouMean(code, lowerable()))
	case !rule.Class.Lowerable():
		r.fail(at, "not-lowerable", diag.T("“%s”不能改级别，也不能豁免", "%q can neither be lowered nor waived", code),
			t2("只有版面规则和印刷规则可以", "only rules of the page and of the press can"))
	default:
		return true
	}
	return false
}

func waiverRows() []row[rawWaiver] {
	required, any := t2("必填", "required"), t2("不限", "any")
	return []row[rawWaiver]{
		leaf("code", words, func(w *rawWaiver) *field[string] { return &w.code }, required, t2("规则代码，如 \"misfit\"", `the rule's code, as "misfit"`)),
		leaf("page", words, func(w *rawWaiver) *field[string] { return &w.page }, any, t2("只限这一版", "on this page only")),
		leaf("story", words, func(w *rawWaiver) *field[string] { return &w.story }, any, t2("只限这篇稿件", "in this story only")),
		leaf("frame", words, func(w *rawWaiver) *field[string] { return &w.frame }, any, t2("只限这一框，写作 \"稿件代号/框号\"", `in this frame only, as "story/2"`)),
		leaf("owner", words, func(w *rawWaiver) *field[string] { return &w.owner }, required, t2("谁批准的", "who answers for it")),
		leaf("reason", words, func(w *rawWaiver) *field[string] { return &w.reason }, required, t2("理由", "why it may stand")),
		leaf("until", day, func(w *rawWaiver) *field[Date] { return &w.until }, required, t2("有效到哪一天（含当天），与本期日期比较", "its last day, held against the edition's date")),
	}
}

// waivers checks and fills the waivers.
func (r *reader) waivers(raw []*rawWaiver, e *Edition) []Waiver {
	var out []Waiver
	for _, w := range raw {
		if !w.code.written() || !w.owner.written() || !w.reason.written() || !w.until.written() {
			r.fail(w.n.val, "missing-key", t2("[[waive]] 要有 code、owner、reason 和 until", "[[waive]] needs code, owner, reason and until"), diag.Text{})
		}
		if w.code.set() {
			r.lowerable(w.code.val, w.code.n.val)
		}
		r.waiverPlace(w, e)
		out = append(out, Waiver{
			Code: w.code.val, Page: w.page.val, Story: w.story.val, Frame: w.frame.val,
			Owner: w.owner.val, Reason: w.reason.val, Until: w.until.val, Pos: r.pos(w.n),
		})
	}
	return out
}

// waiverPlace reports a page, story or frame that the edition does not have.
func (r *reader) waiverPlace(w *rawWaiver, e *Edition) {
	var pages, stories, frames []string
	for _, p := range e.Pages {
		pages = append(pages, p.Name)
	}
	for _, s := range e.Stories {
		stories = append(stories, s.ID)
		for _, f := range s.Frames {
			frames = append(frames, fmt.Sprintf("%s/%d", s.ID, f.N))
		}
	}
	r.oneOf(w.page, pages, "unknown-page", func(s string) diag.Text { return diag.T("没有“%s”这个版面", "no page is called %q", s) })
	r.oneOf(w.story, stories, "unknown-story", func(s string) diag.Text { return diag.T("没有“%s”这篇稿件", "no story has the id %q", s) })
	r.oneOf(w.frame, frames, "unknown-frame", func(s string) diag.Text { return diag.T("没有“%s”这一框", "there is no frame %q", s) })
}

// oneOf reports a name that is none of those there are.
func (r *reader) oneOf(f field[string], have []string, code string, msg func(string) diag.Text) {
	if f.set() && !slices.Contains(have, f.val) {
		r.fail(f.n.val, code, msg(f.val), didYouMean(f.val, have))
	}
}

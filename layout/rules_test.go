package layout_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"paiban/fonts/fonttest"
	"paiban/layout"
	"paiban/layout/diag"
)

// short is an edition of two pages, each with a story that leaves lines empty.
func short(t *testing.T, more string) string {
	t.Helper()
	text := "[edition]\npreset = 'sikai'\nDATE\n[[page]]\nname = '01'\n[[page]]\nname = '02'\n"
	for _, id := range []string{"a", "b"} {
		page := map[string]string{"a": "01", "b": "02"}[id]
		text += "[[story]]\nid = '" + id + "'\npage = '" + page + "'\nhead = '题'\ntext = '国人在大中'\nlines = [1, 20]\n"
	}
	date, rest, ok := strings.Cut(more, "|")
	if !ok {
		rest = more
		date = "date = 2024-01-12"
	}
	path := filepath.Join(t.TempDir(), "pages.toml")
	if err := os.WriteFile(path, []byte(strings.Replace(text, "DATE", date, 1)+rest), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// told prints findings as CODE/SEVERITY@PAGE, a waived one with a *.
func told(fs *diag.Findings) string {
	var out []string
	for _, f := range fs.Sorted() {
		s := f.Code + "/" + f.Severity.String() + "@" + f.Page
		if f.Waiver != nil {
			s += "*" + f.Waiver.Owner
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestRulesAndWaivers(t *testing.T) {
	const waive = "[[waive]]\ncode = 'underset'\nowner = '周'\nreason = '待补'\nuntil = 2024-01-12\n"
	for name, c := range map[string]struct {
		more string
		opt  layout.Options
		want string
	}{
		"as it is":           {"", layout.Options{}, "underset/warning@01 underset/warning@02"},
		"off":                {"[rules]\nunderset = 'off'\n", layout.Options{}, ""},
		"raised":             {"[rules]\nunderset = 'error'\n", layout.Options{}, "underset/error@01 underset/error@02"},
		"waived":             {waive, layout.Options{}, "underset/warning@01*周 underset/warning@02*周"},
		"waived on a page":   {waive + "page = '02'\n", layout.Options{}, "underset/warning@01 underset/warning@02*周"},
		"waived in a story":  {waive + "story = 'a'\n", layout.Options{}, "underset/warning@01*周 underset/warning@02"},
		"waived in a frame":  {waive + "frame = 'b/1'\n", layout.Options{}, "underset/warning@01 underset/warning@02*周"},
		"an error is waived": {"[rules]\nunderset = 'error'\n" + waive + "page = '01'\n", layout.Options{}, "underset/error@01*周 underset/error@02"},
		"the day after":      {waive, layout.Options{AsOf: "2024-01-13"}, "underset/warning@01 underset/warning@02 waiver-expired/warning@"},
		"the day before":     {"date = 2025-01-01|" + waive, layout.Options{AsOf: "2024-01-11"}, "underset/warning@01*周 underset/warning@02*周"},
		"no date":            {"|" + waive, layout.Options{}, "underset/warning@01 underset/warning@02 waiver-undated/warning@"},
		"of no use":          {"[rules]\nunderset = 'off'\n" + waive, layout.Options{}, "waiver-unused/note@"},
		"one page":           {"", layout.Options{Pages: []string{"02"}}, "underset/warning@02"},
		"one page's waiver":  {waive + "page = '01'\n", layout.Options{Pages: []string{"02"}}, "underset/warning@02"},
	} {
		c.opt.Fonts = fonttest.Library()
		r := layout.Set(short(t, c.more), c.opt)
		if got := told(r.Findings); got != c.want {
			t.Errorf("%s: found %q, want %q", name, got, c.want)
		}
	}
}

// A waived error does not fail the build; an error of another page neither.
func TestWaivedErrorsDoNotCount(t *testing.T) {
	const more = "[rules]\nunderset = 'error'\n[[waive]]\ncode = 'underset'\nowner = '周'\nreason = '待补'\nuntil = 2024-01-12\npage = '01'\n"
	r := layout.Set(short(t, more), layout.Options{Fonts: fonttest.Library()})
	if !r.Findings.Errors() || r.Findings.Count(diag.Error) != 1 {
		t.Errorf("page 02's error must count: %s", told(r.Findings))
	}
	r = layout.Set(short(t, more), layout.Options{Fonts: fonttest.Library(), Pages: []string{"01"}})
	if r.Findings.Errors() {
		t.Errorf("page 01 has no error that counts: %s", told(r.Findings))
	}
}

// The report of an invalid edition is in the language that the edition asks for.
func TestLanguageOfInvalidInput(t *testing.T) {
	for toml, want := range map[string]diag.Lang{
		"[edition]\nreport-lang = 'en'\nnosuch = 1\n": diag.EN,
		"[edition]\nnosuch = 1\n":                     diag.ZH,
		"[edition\n":                                  diag.ZH,
	} {
		path := filepath.Join(t.TempDir(), "pages.toml")
		if err := os.WriteFile(path, []byte(toml), 0o666); err != nil {
			t.Fatal(err)
		}
		r := layout.Set(path, layout.Options{Fonts: fonttest.Library()})
		if r.Edition != nil || r.Findings.Lang != want {
			t.Errorf("%q: language %v, want %v", toml, r.Findings.Lang, want)
		}
	}
}

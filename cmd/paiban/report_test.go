package main

import (
	"encoding/json"
	"encoding/xml"
	"path/filepath"
	"strings"
	"testing"
)

// Waivers, limits and formats as CI uses them: the exit code tells.
func TestWarningsAndWaivers(t *testing.T) {
	files := little("一句话。")
	plain := files["pages.toml"]
	dir := folder(t, files)
	if r := paiban(t, dir, "build").want(t, exitClean); !strings.Contains(r.err, "[underset]") {
		t.Fatalf("the case needs a warning: %q", r.err)
	}
	paiban(t, dir, "build", "--max-warnings", "1").want(t, exitClean)
	if r := paiban(t, dir, "build", "--max-warnings", "0").want(t, exitFindings); !strings.Contains(r.err, "--max-warnings 0") {
		t.Errorf("it is not said why: %q", r.err)
	}
	wantFiles(t, filepath.Join(dir, "out"), "01.pdf", "report.json")
	paiban(t, dir, "proof", "--dpi", "10", "--max-warnings", "0").want(t, exitFindings)

	files["pages.toml"] = plain + "[rules]\nunderset = 'error'\n"
	paiban(t, folder(t, files), "build").want(t, exitFindings)

	files["pages.toml"] += "[[waive]]\ncode = 'underset'\nowner = '周芳'\nreason = '待补'\nuntil = 2024-01-12\n"
	dir = folder(t, files)
	paiban(t, dir, "build").want(t, exitFindings) // the edition has no date
	r := paiban(t, dir, "build", "--as-of", "2024-01-12").want(t, exitClean)
	if strings.Contains(r.err, "[underset]") || !strings.Contains(r.err, "waived besides: 1") {
		t.Errorf("a waived finding: %q", r.err)
	}
	paiban(t, dir, "build", "--as-of", "2024-01-13").want(t, exitFindings)
	paiban(t, dir, "build", "--as-of", "soon").want(t, exitUsage)
}

func TestFormats(t *testing.T) {
	dir := folder(t, little(long(200)))
	r := paiban(t, dir, "build", "--format", "json").want(t, exitFindings)
	if file := contents(t, filepath.Join(dir, "out"))["report.json"]; r.out != file || r.err != "" {
		t.Errorf("--format json prints\n%s\nbut the file holds\n%s\nstderr %q", r.out, file, r.err)
	}
	r = paiban(t, dir, "build", "--format", "sarif").want(t, exitFindings)
	if !json.Valid([]byte(r.out)) || !strings.Contains(r.out, `"ruleId": "overset"`) || !strings.Contains(r.out, `"uri": "pages.toml"`) {
		t.Errorf("SARIF:\n%s", r.out)
	}
	r = paiban(t, dir, "build", "--format", "junit").want(t, exitFindings)
	if xml.Unmarshal([]byte(r.out), new(struct{})) != nil || !strings.Contains(r.out, `<failure type="overset"`) {
		t.Errorf("JUnit:\n%s", r.out)
	}
	// A report comes out whatever the input.
	broken := folder(t, map[string]string{"pages.toml": "[edition\n"})
	for _, f := range []string{"json", "sarif", "junit"} {
		if r := paiban(t, broken, "build", "--format", f).want(t, exitInvalid); !strings.Contains(r.out, "syntax") {
			t.Errorf("%s of invalid input:\n%s", f, r.out)
		}
	}
	paiban(t, dir, "build", "--format", "html").want(t, exitUsage)
}

// What is wrong with another page is no matter of the page asked for.
func TestFindingsOfOtherPages(t *testing.T) {
	dir := folder(t, map[string]string{"pages.toml": `
[edition]
preset = "sikai"
[[page]]
name = "01"
[[page]]
name = "02"
[[story]]
page = "01"
id = "good"
lines = [1, 20]
text = "好。"
[[story]]
page = "02"
id = "bad"
lines = [1, 2]
legs = 1
text = "` + long(60) + `"
`})
	paiban(t, dir, "build").want(t, exitFindings)
	if r := paiban(t, dir, "build", "--page", "01").want(t, exitClean); strings.Contains(r.err, "overset") {
		t.Errorf("page 01 alone tells of page 02: %s", r.err)
	}
	paiban(t, dir, "build", "--page", "02").want(t, exitFindings)
}

// The report of an edition that cannot be set follows its report-lang too.
func TestReportLanguageOfInvalid(t *testing.T) {
	files := little("一句话。")
	files["pages.toml"] = strings.Replace(files["pages.toml"], "[edition]", "[edition]\nreport-lang = \"en\"\nnosuch = 1", 1)
	dir := folder(t, files)
	paiban(t, dir, "build").want(t, exitInvalid)
	if m := readReport(t, filepath.Join(dir, "out")).Findings[0].Message; hasHan(m) {
		t.Errorf("the report is in Chinese: %q", m)
	}
}

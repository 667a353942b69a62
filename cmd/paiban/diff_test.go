package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestDiff(t *testing.T) {
	old := folder(t, little("他在田里种下稻子。\n\n他又种下了麦子。"))
	now := folder(t, little("他在田里种下新稻。\n\n他又种下了麦子。"))
	top := t.TempDir()
	paiban(t, top, "diff", old, old).want(t, exitClean)
	r := paiban(t, top, "diff", old, now).want(t, exitFindings)
	if !strings.Contains(r.out, `01 · a: copy: "种下稻子。" became "种下新稻。"`) {
		t.Errorf("changes:\n%s", r.out)
	}
	paiban(t, top, "diff", old, now, "--accept", "copy").want(t, exitClean)
	paiban(t, top, "diff", old, now, "--accept", "copy=1").want(t, exitClean)
	paiban(t, top, "diff", old, now, "--accept", "copy=0").want(t, exitFindings)

	// What build --sheet wrote is as good as the edition, and a single page too.
	paiban(t, old, "build", "--sheet").want(t, exitClean)
	paiban(t, top, "diff", filepath.Join(old, "out"), old).want(t, exitClean)
	paiban(t, top, "diff", filepath.Join(old, "out", "01.sheet.json"), now, "--accept", "finding-new").want(t, exitFindings)
	paiban(t, top, "diff", old, filepath.Join(old, "out"), "--png", "x").want(t, exitUsage)

	// Findings are told in the language asked for.
	long := folder(t, little(strings.Repeat("他在田里种下稻子。", 400)))
	if r := paiban(t, top, "diff", old, long, "--lang", "en").want(t, exitFindings); !strings.Contains(r.out, "error[overset]: story") {
		t.Errorf("changes in English:\n%s", r.out)
	}

	paiban(t, top, "diff", old, now, "--png", "boxes").want(t, exitFindings)
	if data := wantFiles(t, filepath.Join(top, "boxes"), "01.diff.png"); !strings.HasPrefix(data["01.diff.png"], "\x89PNG") {
		t.Error("01.diff.png is no PNG")
	}
	r = paiban(t, top, "diff", old, now, "--format", "json").want(t, exitFindings)
	var rep struct {
		Schema  int
		Counts  map[string]int
		Changes []struct{ Kind, Page, Story, Message string }
	}
	if err := json.Unmarshal([]byte(r.out), &rep); err != nil || rep.Schema != 1 || rep.Counts["copy"] != 1 || len(rep.Changes) != 1 {
		t.Errorf("%v\n%s", err, r.out)
	}
	for _, args := range [][]string{{}, {old}, {old, now, "--accept", "nosuch"}, {old, now, "--accept", "copy=x"}, {old, now, "--shift", "2字"}, {old, now, "--format", "xml"}} {
		paiban(t, top, append([]string{"diff"}, args...)...).want(t, exitUsage)
	}
	for _, args := range [][]string{{old, "nosuch"}, {"-x", old}, {top, old}, {filepath.Join(old, "out", "report.json"), old}} {
		paiban(t, top, append([]string{"diff", "--"}, args...)...).want(t, exitInvalid)
	}
}

func TestDiffRevisions(t *testing.T) {
	git := tool(t, "git")
	dir := folder(t, little("他在田里种下稻子。"))
	run := func(args ...string) {
		t.Helper()
		c := exec.Command(git, append([]string{"-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"}, args...)...)
		c.Dir = dir
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	run("init", "-q")
	run("add", ".")
	run("commit", "-q", "-m", "one")
	run("tag", "v1")
	text := strings.Replace(little("")["pages.toml"], "'''\n\n'''", "'''\n他在田里种下新稻。\n'''", 1)
	if err := os.MkdirAll(filepath.Join(dir, "paper"), 0o777); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"pages.toml", "paper/pages.toml"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	paiban(t, dir, "diff", "HEAD", "v1").want(t, exitClean)
	if r := paiban(t, dir, "diff", "HEAD", "pages.toml").want(t, exitFindings); !strings.Contains(r.out, "copy") {
		t.Errorf("changes:\n%s", r.out)
	}
	run("add", ".")
	run("commit", "-q", "-m", "two")
	paiban(t, dir, "diff", "v1", "HEAD").want(t, exitFindings)
	paiban(t, dir, "diff", "HEAD:paper", "HEAD").want(t, exitClean)
	paiban(t, filepath.Join(dir, "paper"), "diff", "HEAD", "HEAD:./pages.toml").want(t, exitClean)
	paiban(t, filepath.Join(dir, "paper"), "diff", "HEAD", "HEAD:../pages.toml").want(t, exitClean)
	paiban(t, dir, "diff", "--allow", ".", "HEAD:paper", "HEAD").want(t, exitClean)
	paiban(t, dir, "diff", "nosuch", "HEAD").want(t, exitInvalid)
	paiban(t, dir, "diff", "HEAD:../outside", "HEAD").want(t, exitInvalid)
	paiban(t, dir, "diff", "--", "--output=x", "HEAD").want(t, exitInvalid)
}

// An archive that tries to leave its folder is not followed.
func TestUntarStaysInside(t *testing.T) {
	if _, err := exec.LookPath("tar"); err != nil {
		t.Skip("no tar")
	}
	from, to := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(from, "good.txt"), []byte("x"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/etc", filepath.Join(from, "link")); err != nil {
		t.Fatal(err)
	}
	c := exec.Command("tar", "-c", "--transform", "s,^bad,../bad,", "good.txt", "link")
	c.Dir = from
	pipe, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	if err := untar(pipe, to); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait()
	wantFiles(t, to, "good.txt")
}

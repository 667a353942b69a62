package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"paiban/layout/lock"
)

// locked is a little edition with a copy file, built and locked.
func locked(t *testing.T) string {
	t.Helper()
	files := little("")
	files["pages.toml"] = strings.Replace(files["pages.toml"], "text = '''\n\n'''", `file = "a.txt"`, 1)
	files["a.txt"] = long(12) + "\n"
	dir := folder(t, files)
	paiban(t, dir, "build").want(t, exitClean)
	paiban(t, dir, "lock").want(t, exitClean)
	return dir
}

func readLockFile(t *testing.T, dir string) *lock.Lock {
	t.Helper()
	l, err := readLock(filepath.Join(dir, lockName))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func rewriteLock(t *testing.T, dir string, l *lock.Lock) {
	t.Helper()
	data, err := json.Marshal(l)
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, lockName), data, 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestLock(t *testing.T) {
	dir := locked(t)
	l := readLockFile(t, dir)
	if l.Rules != "2026.1" || l.Press != "pdfx4" || l.Engine == "" {
		t.Errorf("lock: %+v", l)
	}
	for _, name := range []string{"pages.toml", "a.txt"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if l.Inputs[name] != lock.SumBytes(data) {
			t.Errorf("%s has digest %q", name, l.Inputs[name])
		}
	}
	if len(l.Inputs) != 2 || l.Faces["song"] == "" || l.Tables["icc/newsprint"] == "" {
		t.Errorf("lock: inputs %v, faces %v, tables %v", l.Inputs, l.Faces, l.Tables)
	}
	pdf, err := os.ReadFile(filepath.Join(dir, "out", "01.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Pages) != 1 || l.Pages[0].Bytes != lock.SumBytes(pdf) {
		t.Errorf("the digest of the PDF is not that of what build writes")
	}
	first, _ := os.ReadFile(filepath.Join(dir, lockName))
	paiban(t, dir, "lock").want(t, exitClean)
	if again, _ := os.ReadFile(filepath.Join(dir, lockName)); string(again) != string(first) {
		t.Error("two locks of one edition differ")
	}
}

// A spread's lock lists the files of its halves, and verify misses one that is gone.
func TestLockHalves(t *testing.T) {
	dir := folder(t, map[string]string{"pages.toml": "[edition]\nhalves = true\n[[page]]\nname = \"06-07\"\nspread = true\n[[story]]\nfit = \"off\"\ntext = \"甲乙\"\n"})
	paiban(t, dir, "build").want(t, exitClean)
	paiban(t, dir, "lock").want(t, exitClean)
	l := readLockFile(t, dir)
	if len(l.Pages) != 1 || len(l.Pages[0].Halves) != 2 {
		t.Fatalf("%+v", l.Pages)
	}
	for i, name := range []string{"06", "07"} {
		half, err := os.ReadFile(filepath.Join(dir, "out", name+".pdf"))
		if h := l.Pages[0].Halves[i]; err != nil || h.Name != name || h.Bytes != lock.SumBytes(half) {
			t.Errorf("half %s: %v, %v", name, h, err)
		}
	}
	paiban(t, dir, "verify", "--files", "out").want(t, exitClean)
	if err := os.Remove(filepath.Join(dir, "out", "07.pdf")); err != nil {
		t.Fatal(err)
	}
	if r := paiban(t, dir, "verify", "--files", "out").want(t, exitFindings); !strings.Contains(r.out, "07.pdf is gone") {
		t.Error(r.out)
	}
}

// verify names the stage at which things went another way.
func TestVerify(t *testing.T) {
	dir := locked(t)
	paiban(t, dir, "verify", "--files", "out").want(t, exitClean)

	for _, c := range []struct {
		name   string
		change func(*lock.Lock)
		want   []string
		not    string
	}{
		{"faces", func(l *lock.Lock) { l.Faces["song"] = lock.Absent }, []string{`"program" on`, "song"}, "[bytes"},
		{"lines", func(l *lock.Lock) { l.Pages[0].Stories[1].Lines = "0" }, []string{`"line breaks" on`, "page 01", "story a "}, "[makeup"},
		{"places", func(l *lock.Lock) { l.Pages[0].Places = "0" }, []string{`"makeup" on`}, "[bytes"},
		{"bytes", func(l *lock.Lock) { l.Pages[0].Bytes = "0" }, []string{`"bytes" on`}, "[makeup"},
		{"page", func(l *lock.Lock) { l.Pages[0].Name = "09" }, []string{"page 09", "is gone", "page 01", "is new"}, "[input"},
	} {
		l := readLockFile(t, dir)
		keep := readLockFile(t, dir)
		c.change(l)
		rewriteLock(t, dir, l)
		r := paiban(t, dir, "verify").want(t, exitFindings)
		for _, w := range c.want {
			if !strings.Contains(r.out, w) {
				t.Errorf("%s: %q is not said:\n%s", c.name, w, r.out)
			}
		}
		if strings.Contains(r.out, c.not) {
			t.Errorf("%s: more is said than what changed:\n%s", c.name, r.out)
		}
		rewriteLock(t, dir, keep)
	}
}

func TestVerifyChangedInput(t *testing.T) {
	dir := locked(t)
	copyFile := filepath.Join(dir, "a.txt")
	if err := os.WriteFile(copyFile, []byte("换"+long(12)+"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	r := paiban(t, dir, "verify").want(t, exitFindings)
	for _, w := range []string{`"input" on`, "a.txt has changed", "story a breaks"} {
		if !strings.Contains(r.out, w) {
			t.Errorf("%q is not said:\n%s", w, r.out)
		}
	}
	if err := os.Remove(copyFile); err != nil {
		t.Fatal(err)
	}
	if r := paiban(t, dir, "verify").want(t, exitInvalid); !strings.Contains(r.out, "a.txt is gone") {
		t.Errorf("a file that is gone is not named:\n%s", r.out)
	}
}

func TestVerifyStoredFiles(t *testing.T) {
	dir := locked(t)
	path := filepath.Join(dir, "out", "01.pdf")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)/2] ^= 1 // a bit rots
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
	if r := paiban(t, dir, "verify", "--files", "out").want(t, exitFindings); !strings.Contains(r.out, "01.pdf") {
		t.Errorf("a rotten file is not named:\n%s", r.out)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if r := paiban(t, dir, "verify", "--files", "out").want(t, exitFindings); !strings.Contains(r.out, "is gone") {
		t.Errorf("a lost file is not named:\n%s", r.out)
	}
}

func TestVerifyWithoutLock(t *testing.T) {
	dir := folder(t, little("一句话。"))
	paiban(t, dir, "verify").want(t, exitInvalid)
	for _, bad := range []string{"", "{}", "[", `{"lock":99}`} {
		if err := os.WriteFile(filepath.Join(dir, lockName), []byte(bad), 0o666); err != nil {
			t.Fatal(err)
		}
		paiban(t, dir, "verify").want(t, exitInvalid)
	}
}

// The lines of an earlier run are an input: verify uses them again, and tells when
// they have changed.
func TestLockPrevious(t *testing.T) {
	files := little("")
	files["pages.toml"] = strings.Replace(files["pages.toml"], "text = '''\n\n'''", `file = "a.txt"`, 1)
	files["a.txt"] = editable
	dir := folder(t, files)
	paiban(t, dir, "build", "--sheet", "--out", "was")
	if err := os.WriteFile(filepath.Join(dir, "a.txt"), []byte(strings.Replace(editable, "捐赠", "捐新赠", 1)), 0o666); err != nil {
		t.Fatal(err)
	}
	paiban(t, dir, "lock")
	free := readLockFile(t, dir)
	const name = "was/01.sheet.json"
	paiban(t, dir, "lock", "--previous", name)
	l := readLockFile(t, dir)
	if len(l.Previous) != 1 || l.Previous[0] != name || l.Inputs[name] == "" {
		t.Errorf("the lock names %q, inputs %v", l.Previous, l.Inputs)
	}
	if l.Pages[0].Places == free.Pages[0].Places {
		t.Error("the earlier lines change nothing")
	}
	if r := paiban(t, dir, "verify"); !strings.Contains(r.out, "all pages") {
		t.Errorf("verify does not use the earlier lines: %q %q", r.out, r.err)
	}
	f, err := os.OpenFile(filepath.Join(dir, name), os.O_APPEND|os.O_WRONLY, 0)
	if err == nil {
		_, err = f.WriteString("\n")
		f.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	if r := paiban(t, dir, "verify").want(t, exitFindings); !strings.Contains(r.out, name) {
		t.Errorf("verify does not name %s: %q", name, r.out)
	}
}

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"paiban/layout/diag"
)

func TestColumns(t *testing.T) {
	for s, want := range map[string]int{"": 0, "ab": 2, "中文": 4, "ａ，": 4, "a中": 3, "e\u0301": 1, "“”": 2, "①": 1} {
		if got := columns(s); got != want {
			t.Errorf("columns(%q) = %d, want %d", s, got, want)
		}
	}
	for _, s := range []string{"博爱县：学习经验", "abc", "a中b文c"} {
		for n := 1; n < 20; n++ {
			if got := columns(clip(s, n)); got > n {
				t.Errorf("clip(%q, %d) takes %d", s, n, got)
			}
		}
	}
}

func TestPrintTable(t *testing.T) {
	var b bytes.Buffer
	printTable(&b, []column{{"稿件", false}, {"字", true}}, [][]string{{"lead", "1200"}, {"甲", "7"}})
	if want := "稿件    字\nlead  1200\n甲       7\n"; b.String() != want {
		t.Errorf("table:\n%s\nwant:\n%s", b.String(), want)
	}
}

func TestStartLang(t *testing.T) {
	for _, c := range []struct {
		args string
		env  map[string]string
		want diag.Lang
	}{
		{"", nil, diag.EN},
		{"", map[string]string{"LANG": "zh_CN.UTF-8"}, diag.ZH},
		{"", map[string]string{"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, diag.EN},
		{"", map[string]string{"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_TW"}, diag.ZH},
		{"build --lang en", map[string]string{"LANG": "zh_CN"}, diag.EN},
		{"--lang=zh build", map[string]string{"LANG": "en_US"}, diag.ZH},
		{"build -- --lang zh", nil, diag.EN},
		{"build --lang fr", map[string]string{"LANG": "zh_CN"}, diag.ZH},
	} {
		if got := startLang(strings.Fields(c.args), func(k string) string { return c.env[k] }); got != c.want {
			t.Errorf("%q with %v gives %v", c.args, c.env, got)
		}
	}
}

func TestOutbox(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "sub", "file")
	o := &outbox{}
	text := func(s string) func(io.Writer) error {
		return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
	}
	read := func() string { b, _ := os.ReadFile(path); return string(b) }
	if err := o.write(path, text("one")); err != nil || read() != "one" {
		t.Fatalf("wrote %q, %v", read(), err)
	}
	broken := errors.New("broken")
	err := o.write(path, func(w io.Writer) error {
		io.WriteString(w, strings.Repeat("half", 1<<16))
		return broken
	})
	if err == nil || !strings.Contains(err.Error(), "broken") || read() != "one" {
		t.Errorf("after a failure the file holds %q (%v)", read(), err)
	}
	wantFiles(t, dir, "sub/file")

	err = o.write(path, func(w io.Writer) error {
		o.abandon()
		wantFiles(t, dir, "sub/file")
		return nil
	})
	if err == nil || read() != "one" {
		t.Errorf("after an interrupt the file holds %q (%v)", read(), err)
	}
	if err := o.write(path, text("two")); err == nil || !strings.Contains(err.Error(), errAbandoned.Error()) || read() != "one" {
		t.Errorf("an abandoned outbox writes: %q (%v)", read(), err)
	}
	wantFiles(t, dir, "sub/file")
}

// Of several lots each comes into place as far as it can, in its order, and nothing is
// left of what cannot.
func TestLotsComeTogether(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "b/2/in/the/way", "")
	write(t, dir, "c/1", "before")
	o := &outbox{}
	lots := make([]*lot, 3)
	for i, name := range []string{"a", "b", "c"} {
		lots[i] = o.lot()
		for _, n := range []string{"1", "2", "3"} {
			if err := lots[i].put(filepath.Join(dir, name, n), []byte(name+n)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got := contents(t, filepath.Join(dir, "c")); got["1"] != "before" {
		t.Errorf("before its time: %q", got)
	}
	errs := placeAll(lots)
	if errs[0] != nil || errs[2] != nil || errs[1] == nil || !strings.Contains(errs[1].Error(), filepath.Join("b", "2")) {
		t.Errorf("errors: %v", errs)
	}
	if got := lots[1].placed; len(got) != 1 || got[0] != filepath.Join(dir, "b", "1") {
		t.Errorf("placed of the second: %q", got)
	}
	wantFiles(t, dir, "a/1", "a/2", "a/3", "b/1", "b/2/in/the/way", "c/1", "c/2", "c/3")
	if got := contents(t, filepath.Join(dir, "c")); got["1"] != "c1" || got["3"] != "c3" {
		t.Errorf("in place: %q", got)
	}

	// Many files are no trouble, nor is one among them that cannot be placed: those
	// before it are in place.
	many, stuck := o.lot(), 3*syncing/2
	write(t, dir, fmt.Sprintf("many/%d/in/the/way", stuck), "")
	for i := range 2 * syncing {
		if err := many.put(filepath.Join(dir, "many", fmt.Sprint(i)), nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := many.place(); err == nil || len(many.placed) != stuck {
		t.Errorf("%d of many placed, %v", len(many.placed), err)
	}
	if left, err := filepath.Glob(filepath.Join(dir, "many", ".*")); err != nil || len(left) > 0 {
		t.Errorf("left over: %q, %v", left, err)
	}
}

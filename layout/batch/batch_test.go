package batch

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"paiban/layout/diag"
)

// tree makes files and goes there.
func tree(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, n := range names {
		path := filepath.Join(dir, filepath.FromSlash(n))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	return dir
}

func keys(es []Edition) string {
	var out []string
	for _, e := range es {
		out = append(out, e.Key)
	}
	return strings.Join(out, " ")
}

func TestList(t *testing.T) {
	tree(t, "a/1/pages.toml", "a/2/pages.toml", "a/2/other.toml", "a/3/none", "b/pages.toml", "pages.toml")
	if err := os.WriteFile("list.txt", []byte("\ufeff# 一月\r\n a/1 \n\nb/pages.toml\na/gone/pages.toml\na/2/*.toml"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ args, want string }{
		{"a/*", "a/1/pages.toml a/2/pages.toml"},
		{"a/*/pages.toml a/1 b", "a/1/pages.toml a/2/pages.toml b/pages.toml"},
		{"list.txt", "a/1/pages.toml a/2/other.toml a/2/pages.toml a/gone/pages.toml b/pages.toml"},
		{"gone/pages.toml", "gone/pages.toml"},
		{"pages.toml", "pages.toml"},
		{"-", "b/pages.toml"},
	} {
		got, err := List(strings.Fields(c.args), strings.NewReader("b\n"))
		if err != nil || keys(got) != c.want {
			t.Errorf("%s gives %q, %v", c.args, keys(got), err)
		}
	}
	for _, args := range []string{"z/*/pages.toml", "nosuch", "[", "list.txt/x"} {
		if got, err := List([]string{args}, nil); err == nil {
			t.Errorf("%s gives %v", args, got)
		}
	}
	got, err := List([]string{"a/2/pages.toml", "a/2/other.toml", "pages.toml"}, nil)
	if err != nil || got[0].Out != "a/2/other" || got[1].Out != "a/2" || got[2].Out != "pages" {
		t.Errorf("%v, %v", got, err)
	}
	// Editions beside the working folder are named from the folder in common.
	t.Chdir("a")
	if got, err := List([]string{"1", "../b"}, nil); err != nil || keys(got) != "a/1/pages.toml b/pages.toml" {
		t.Errorf("%v, %v", got, err)
	}
}

// Two editions never share a folder.
func TestListRefusesOneFolderForTwo(t *testing.T) {
	tree(t, "a/pages.toml", "a.toml")
	if got, err := List([]string{"a", "a.toml"}, nil); err == nil {
		t.Errorf("%v", got)
	}
}

func TestShards(t *testing.T) {
	var all []Edition
	for i := range 25 {
		all = append(all, Edition{Key: fmt.Sprint(i)})
	}
	for n := 1; n < 30; n++ {
		seen := map[string]int{}
		for i := 1; i <= n; i++ {
			s, err := ParseShard(fmt.Sprintf("%d/%d", i, n))
			if err != nil {
				t.Fatal(err)
			}
			part := s.Of(all)
			if len(part) > len(all)/n+1 {
				t.Errorf("%v has %d", s, len(part))
			}
			for _, e := range part {
				seen[e.Key]++
			}
		}
		for _, e := range all {
			if seen[e.Key] != 1 {
				t.Errorf("of %d shares %d have edition %s", n, seen[e.Key], e.Key)
			}
		}
	}
	for _, bad := range []string{"", "1", "0/3", "4/3", "a/b", "1/", "-1/3", "1/2/3"} {
		if _, err := ParseShard(bad); err == nil {
			t.Errorf("%q is a share", bad)
		}
	}
}

func TestEnvShard(t *testing.T) {
	for _, c := range []struct {
		env  string
		n    int
		want Shard
		ok   bool
	}{
		{"", 0, Shard{}, true},
		{"SLURM_ARRAY_TASK_ID=3 SLURM_ARRAY_TASK_COUNT=8 SLURM_ARRAY_TASK_MIN=1", 0, Shard{3, 8}, true},
		{"SLURM_ARRAY_TASK_ID=0 SLURM_ARRAY_TASK_COUNT=8 SLURM_ARRAY_TASK_MIN=0", 0, Shard{1, 8}, true},
		{"SLURM_ARRAY_TASK_ID=7", 8, Shard{8, 8}, true},
		{"JOB_COMPLETION_INDEX=0", 4, Shard{1, 4}, true},
		{"JOB_COMPLETION_INDEX=3", 4, Shard{4, 4}, true},
		{"JOB_COMPLETION_INDEX=4", 4, Shard{}, false},
		{"JOB_COMPLETION_INDEX=3", 0, Shard{}, false},
		{"JOB_COMPLETION_INDEX=x", 4, Shard{}, false},
		{"AWS_BATCH_JOB_ARRAY_INDEX=5 AWS_BATCH_JOB_ARRAY_SIZE=6", 0, Shard{6, 6}, true},
		{"AWS_BATCH_JOB_ARRAY_INDEX=-1", 6, Shard{}, false},
	} {
		env := map[string]string{}
		for _, kv := range strings.Fields(c.env) {
			k, v, _ := strings.Cut(kv, "=")
			env[k] = v
		}
		got, err := EnvShard(func(k string) string { return env[k] }, c.n)
		if got != c.want || (err == nil) != c.ok {
			t.Errorf("%s of %d gives %v, %v", c.env, c.n, got, err)
		}
	}
	if _, err := EnvShard(func(k string) string { return map[string]string{"JOB_COMPLETION_INDEX": "1"}[k] }, 0); !errors.Is(err, ErrNoCount) {
		t.Error(err)
	}
}

// However a journal is cut, it reads as the whole lines before the cut, and can
// be written on.
func TestJournalSurvivesAnyCut(t *testing.T) {
	path := filepath.Join(t.TempDir(), "j")
	j, err := OpenJournal(path, false)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 5 {
		key := fmt.Sprintf("第%d期", i)
		if err := errors.Join(j.Start(key), end(j, key, Entry{Pages: i, Files: map[string]string{"a": "1"}})); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := OpenJournal(path, false); !errors.Is(err, ErrBusy) {
		t.Errorf("a second run opens the journal: %v", err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for cut := range len(whole) + 1 {
		p := filepath.Join(t.TempDir(), "cut")
		if err := os.WriteFile(p, whole[:cut], 0o666); err != nil {
			t.Fatal(err)
		}
		j, err := OpenJournal(p, false)
		if err != nil {
			t.Fatalf("cut at %d: %v", cut, err)
		}
		lines := strings.Count(string(whole[:cut]), "\n")
		if len(j.Done) != lines/2 || len(j.Starts) != lines%2 {
			t.Fatalf("cut at %d: %d done, %d begun of %d lines", cut, len(j.Done), len(j.Starts), lines)
		}
		if err := errors.Join(j.Start("x"), end(j, "x", Entry{}), j.Close()); err != nil {
			t.Fatal(err)
		}
		if again, err := ReadJournal(p); err != nil || len(again.Done) != lines/2+1 {
			t.Fatalf("cut at %d and written on: %v", cut, err)
		}
	}
	if err := os.WriteFile(path, []byte("not one\n{\"start\":\"a\"}\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenJournal(path, false); err == nil {
		t.Error("any text is a journal")
	}
}

// end writes an edition's second line.
func end(j *Journal, key string, e Entry) error {
	return j.End([]*Built{{Edition: Edition{Key: key}, Entry: e}})
}

// runOn runs a batch of n editions on a fresh or given journal.
func runOn(t *testing.T, path string, n, jobs int, build func(Edition) Entry) (built []string) {
	t.Helper()
	j, err := OpenJournal(path, false)
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	r := &Run{Journal: j, Jobs: jobs, Build: func(e Edition) *Built { return &Built{Edition: e, Entry: build(e)} }, Ended: func(e Edition, _ Entry) { built = append(built, e.Key) }}
	for i := range n {
		r.Editions = append(r.Editions, Edition{Key: fmt.Sprint(i)})
	}
	if err := r.Do(r.Todo()); err != nil {
		t.Fatal(err)
	}
	return built
}

// An edition that fails, and one at which the program breaks down, stop no other;
// both are tried again, the rest is not.
func TestOneFailureStopsNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "j")
	var mu sync.Mutex
	count := map[string]int{}
	build := func(e Edition) Entry {
		mu.Lock()
		count[e.Key]++
		n := count[e.Key]
		mu.Unlock()
		switch {
		case e.Key == "3" && n == 1:
			return Entry{Code: 3, Why: "bad"}
		case e.Key == "5" && n == 1:
			panic("broken")
		case e.Key == "7":
			return Entry{Code: 1}
		}
		return Entry{}
	}
	if got := runOn(t, path, 20, 4, build); len(got) != 20 {
		t.Errorf("built %v", got)
	}
	j, err := ReadJournal(path)
	if err != nil || j.Done["3"].Code != 3 || j.Done["5"].Code != Crashed || j.Done["5"].Why != "broken" {
		t.Errorf("%+v, %v", j.Done, err)
	}
	got := runOn(t, path, 20, 4, build)
	slices.Sort(got)
	if !slices.Equal(got, []string{"3", "5"}) {
		t.Errorf("the second run builds %v", got)
	}
	if got := runOn(t, path, 20, 4, build); got != nil {
		t.Errorf("the third run builds %v", got)
	}
}

// An edition that brought the process down again and again waits for the others,
// and is built alone.
func TestWhatKillsTheProcessWaits(t *testing.T) {
	path := filepath.Join(t.TempDir(), "j")
	j, err := OpenJournal(path, false)
	if err != nil {
		t.Fatal(err)
	}
	for range maxStarts {
		if err := j.Start("2"); err != nil {
			t.Fatal(err)
		}
	}
	j.Close()
	got := runOn(t, path, 6, 3, func(Edition) Entry { return Entry{} })
	if len(got) != 6 || got[5] != "2" {
		t.Errorf("built in the order %v", got)
	}
}

func TestMerge(t *testing.T) {
	all := []Edition{{Key: "a"}, {Key: "b"}, {Key: "c"}, {Key: "d"}, {Key: "e"}}
	files := func(s string) map[string]string { return map[string]string{"f": s} }
	j1 := &Journal{Done: map[string]Entry{"a": {Files: files("1")}, "b": {Code: 3, Why: "bad"}, "c": {Files: files("1")}}}
	j2 := &Journal{Done: map[string]Entry{"b": {Files: files("2")}, "c": {Files: files("2")}, "e": {Files: files("9")}, "old": {}}}
	done, problems := Merge(all, []*Journal{j1, j2}, func(e Edition, _ Entry) diag.Text {
		if e.Key == "e" {
			return diag.T("丢", "lost")
		}
		return diag.Text{}
	})
	var got []string
	for _, p := range problems {
		got = append(got, p.Key+" "+p.Text.EN)
	}
	want := []string{"c two journals have different files of it", "d not built", "e lost"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("problems %q", got)
	}
	if ks := slices.Sorted(maps.Keys(done)); !slices.Equal(ks, []string{"a", "b", "c", "e"}) || done["b"].Failed() {
		t.Errorf("done %v", done)
	}
}

func TestStamps(t *testing.T) {
	dir := tree(t, "a/x", "a/y")
	a := filepath.Join(dir, "a")
	s := Stamps(a, []string{filepath.Join(a, "x"), filepath.Join(a, "gone"), filepath.Join(dir, "b")})
	if !Same(a, s) || len(s) != 3 || s["gone"] != "" || s["../b"] != "" {
		t.Errorf("%v", s)
	}
	if err := os.WriteFile("a/gone", nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if Same(a, s) {
		t.Error("a file that is there now changes nothing")
	}
	if Same(a, nil) {
		t.Error("an edition of nothing is the same")
	}
}

func FuzzJournal(f *testing.F) {
	f.Add([]byte("{\"start\":\"a\"}\n{\"done\":\"a\",\"code\":0}\n"))
	f.Add([]byte("{\"start\":\"a\"}\n{\"do"))
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "j")
		if err := os.WriteFile(path, data, 0o666); err != nil {
			t.Fatal(err)
		}
		j, err := OpenJournal(path, false)
		if err != nil {
			return
		}
		key := fmt.Sprint(rand.Int64())
		n := len(j.Done)
		if err := errors.Join(j.Start(key), end(j, key, Entry{}), j.Close()); err != nil {
			t.Fatal(err)
		}
		if again, err := ReadJournal(path); err != nil || len(again.Done) != n+1 {
			t.Fatalf("%d done became %v, %v", n, again, err)
		}
	})
}

// Editions are placed in groups, each once, before their second lines are written; with
// one job each is in place before the next is begun.
func TestPlacing(t *testing.T) {
	const n = 100
	for _, jobs := range []int{1, 4} {
		path := filepath.Join(t.TempDir(), "j")
		j, err := OpenJournal(path, false)
		if err != nil {
			t.Fatal(err)
		}
		defer j.Close()
		var begun, placed atomic.Int64
		var most int
		r := &Run{Journal: j, Jobs: jobs,
			Build: func(e Edition) *Built {
				if begun.Add(1) != placed.Load()+1 && jobs == 1 {
					t.Errorf("edition %s begun before the one before it is in place", e.Key)
				}
				return &Built{Edition: e, Files: e.Key}
			},
			Place: func(all []*Built) {
				most = max(most, len(all))
				done, err := ReadJournal(path)
				if err != nil {
					t.Error(err)
				}
				for _, b := range all {
					if _, ok := done.Done[b.Key]; ok || b.Files != b.Key {
						t.Errorf("edition %s with %v: in the journal %v", b.Key, b.Files, ok)
					}
					b.Entry.Pages = 7
					placed.Add(1)
				}
			}}
		for i := range n {
			r.Editions = append(r.Editions, Edition{Key: fmt.Sprint(i)})
		}
		if err := r.Do(r.Todo()); err != nil {
			t.Fatal(err)
		}
		done, err := ReadJournal(path)
		if err != nil || len(done.Done) != n || placed.Load() != n || done.Done["42"].Pages != 7 {
			t.Errorf("%d jobs: %d placed, %d in the journal, %v", jobs, placed.Load(), len(done.Done), err)
		}
		if jobs == 1 && most != 1 || most > atOnce {
			t.Errorf("%d jobs: %d at once", jobs, most)
		}
	}
}

// However slow the disk, it is given many editions at a time.
func TestSlowDisk(t *testing.T) {
	j, err := OpenJournal(filepath.Join(t.TempDir(), "j"), false)
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	const n = 10 * atOnce
	groups := 0
	r := &Run{Journal: j, Jobs: 4,
		Build: func(e Edition) *Built { return &Built{Edition: e} },
		Place: func([]*Built) {
			groups++
			time.Sleep(gather + gather/4)
		}}
	for i := range n {
		r.Editions = append(r.Editions, Edition{Key: fmt.Sprint(i)})
	}
	if err := r.Do(r.Todo()); err != nil {
		t.Fatal(err)
	}
	if groups > 3*n/atOnce { // 10 where nothing else runs
		t.Errorf("%d groups for %d editions", groups, n)
	}
}

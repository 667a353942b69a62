package serve

import (
	"bufio"
	"encoding/json"
	"image"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"paiban/fonts"
	"paiban/fonts/fonttest"
	"paiban/layout/geom"
	"paiban/layout/sheet"
)

// little is a desk of an edition of one page and one story.
func little(t *testing.T, text string) (*Desk, string) {
	t.Helper()
	dir := t.TempDir()
	toml := "[edition]\nname = '试报'\npreset = 'sikai'\n[[page]]\nname = '01'\n[[story]]\nid = 'a'\nhead = '题目'\nfile = 'a.txt'\ncolumns = [1, 2]\nlines = [1, 20]\n"
	for name, s := range map[string]string{"pages.toml": toml, "a.txt": text, "secret.txt": "不给人看"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(s), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return New(Options{Input: filepath.Join(dir, "pages.toml"), Fonts: fonttest.Library()}), dir
}

func get(h http.Handler, url string, header map[string]string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("GET", url, nil)
	for k, v := range header {
		if r.Header.Set(k, v); k == "Host" {
			r.Host = v
		}
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// Only the desk's own page is answered: DNS rebinding, other sites' pages and
// frames get nothing.
func TestGuard(t *testing.T) {
	d, _ := little(t, "国人在大中。")
	h := d.Handler("127.0.0.1:8417")
	for _, c := range []struct {
		path   string
		header map[string]string
		want   int
	}{
		{"/", nil, 200}, {"/", map[string]string{"Host": "localhost:8417"}, 200}, {"/", map[string]string{"Host": "[::1]:8417"}, 200},
		{"/", map[string]string{"Host": "evil.example:8417"}, 403}, {"/", map[string]string{"Host": "127.0.0.1:80"}, 403},
		{"/", map[string]string{"Host": "127.0.0.1"}, 403}, {"/", map[string]string{"Host": ""}, 403},
		{"/desk.js", map[string]string{"Origin": "http://127.0.0.1:8417"}, 200}, {"/desk.js", map[string]string{"Origin": "http://evil.example"}, 403},
		{"/desk.js", map[string]string{"Origin": "null"}, 403}, {"/desk.js", map[string]string{"Origin": "https://127.0.0.1:8417"}, 403},
		{"/tile/1/01/20/0/0", map[string]string{"Sec-Fetch-Site": "same-origin"}, 200},
		{"/tile/1/01/20/0/0", map[string]string{"Sec-Fetch-Site": "cross-site"}, 403},
		{"/tile/1/01/20/0/0", map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 403},
		{"/", map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 200},
		{"/", map[string]string{"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"}, 200},
		{"/pages.toml", nil, 404}, {"/a.txt", nil, 404}, {"/secret.txt", nil, 404}, {"/..%2fpages.toml", nil, 404},
		{"/tile/1/02/20/0/0", nil, 404}, {"/tile/1/01/9999/0/0", nil, 404}, {"/tile/1/01/20/99/0", nil, 404}, {"/tile/1/01/20/-1/0", nil, 404},
		{"/at/1/01?x=NaN&y=0", nil, 404}, {"/at/1/01?x=1e300&y=0", nil, 404}, {"/at/1/01", nil, 404},
	} {
		header := map[string]string{"Host": "127.0.0.1:8417"}
		for k, v := range c.header {
			header[k] = v
		}
		if w := get(h, c.path, header); w.Code != c.want {
			t.Errorf("GET %s with %v: %d, want %d", c.path, c.header, w.Code, c.want)
		}
	}
	r := httptest.NewRequest("POST", "/", nil)
	r.Host = "127.0.0.1:8417"
	w := httptest.NewRecorder()
	if h.ServeHTTP(w, r); w.Code != 405 {
		t.Errorf("POST is answered with %d", w.Code)
	}
	if csp := get(h, "/", map[string]string{"Host": "127.0.0.1:8417"}).Header().Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") {
		t.Errorf("policy %q", csp)
	}
}

func TestTileIsThePage(t *testing.T) {
	d, _ := little(t, "国人在大中。")
	w := get(d.Handler("127.0.0.1:8417"), "/tile/1/01/72/0/0?overlay=frames", map[string]string{"Host": "127.0.0.1:8417"})
	img, err := png.Decode(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	if img.Bounds() != image.Rect(0, 0, TileSize, TileSize) {
		t.Errorf("tile is %v", img.Bounds())
	}
	blue := 0
	for y := range TileSize {
		for x := range TileSize {
			if r, g, b, _ := img.At(x, y).RGBA(); b > r+0x4000 && b > g+0x4000 {
				blue++
			}
		}
	}
	if blue < 100 {
		t.Errorf("only %d pixels of the frame's outline", blue)
	}
}

// The state follows the files: edited, broken, mended, taken away, put back.
func TestWatch(t *testing.T) {
	d, dir := little(t, "国人在大中。")
	addr := listenTo(t, d)
	resp, err := http.Get("http://" + addr + "/events")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	lines := bufio.NewReader(resp.Body)
	next := func(what string, ok func(state) bool) state {
		t.Helper()
		for start := time.Now(); time.Since(start) < 2*time.Minute; {
			line, err := lines.ReadString('\n')
			if err != nil {
				t.Fatal(err)
			}
			data, found := strings.CutPrefix(line, "data: ")
			var s state
			if found && json.Unmarshal([]byte(data), &s) == nil && ok(s) {
				return s
			}
		}
		t.Fatalf("not told: %s", what)
		return state{}
	}
	write := func(name, text string) {
		t.Helper()
		tmp := filepath.Join(dir, name+"~")
		if err := os.WriteFile(tmp, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(tmp, filepath.Join(dir, name)); err != nil { // as many editors save
			t.Fatal(err)
		}
	}
	first := next("the first state", func(s state) bool { return s.Rev == 1 && s.Valid && s.Shown == 1 })
	if n := first.Pages[0].Stories[0].Chars; n != 6 {
		t.Errorf("%d characters, want 6", n)
	}
	write("a.txt", "国人在大中，大中有国人。")
	second := next("the edit", func(s state) bool { return s.Valid && s.Rev > 1 })
	if n := second.Pages[0].Stories[0].Chars; n != 12 || second.Before != 1 || len(second.Pages[0].Dirty) == 0 {
		t.Errorf("after the edit: %d characters, before %d, dirty %v", n, second.Before, second.Pages[0].Dirty)
	}
	write("a.txt", "国人{b:在")
	broken := next("the error", func(s state) bool { return !s.Valid })
	if broken.Shown != second.Shown || len(broken.Pages) != 1 || broken.Findings[0].File != "a.txt" || broken.Findings[0].Text != "国人{b:在" || broken.Findings[0].Mark != 2 {
		t.Errorf("while broken: %+v", broken)
	}
	if err := os.Remove(filepath.Join(dir, "a.txt")); err != nil {
		t.Fatal(err)
	}
	next("the missing file", func(s state) bool { return !s.Valid && s.Findings[0].Code == "missing-file" })
	write("a.txt", "国人在大中，大中有国人。")
	mended := next("the mended page", func(s state) bool { return s.Valid })
	if d := mended.Pages[0].Dirty; d == nil || len(d) != 0 {
		t.Errorf("the same page again is dirty: %v", d)
	}
}

// A click finds the very character, and the story in pages.toml.
func TestAt(t *testing.T) {
	d, _ := little(t, "第一段文字。\n\n{b:国人}在大中。")
	b, p := d.page(1, "01")
	var line *sheet.Line
	for _, s := range p.Stories {
		for _, blk := range s.Blocks {
			if blk.Role == sheet.Paragraph && strings.HasPrefix(blk.Text, "国人") {
				line = &blk.Lines[0]
			}
		}
	}
	for i, want := range []int{4, 5, 7, 8, 9} { // behind "{b:", and behind "}"
		x := line.Origin.X + line.Indent + geom.Length(i)*line.Em + line.Em/2
		s := d.at(b, p, geom.Point{X: x, Y: line.Origin.Y - line.Em/4})
		if s.Story != "a" || s.Role != "paragraph" || len(s.Places) != 2 || s.Places[0].File != "a.txt" || s.Places[0].Line != 3 || s.Places[0].Col != want {
			t.Errorf("character %d: %+v, want column %d", i, s, want)
		}
		if s.Places[1].File != "pages.toml" || s.Places[1].Line != 6 {
			t.Errorf("story at %+v", s.Places[1])
		}
	}
	if s := d.at(b, p, geom.Point{X: p.Trim.W - 1, Y: p.Trim.H - 1}); s.Role != "" || len(s.Places) != 0 {
		t.Errorf("the page's corner is %+v", s)
	}
	f := p.Frames[0].Rect
	if s := d.at(b, p, geom.Point{X: f.X + 1, Y: f.Bottom() - 1}); s.Role != "frame" || s.Story != "a" || len(s.Places) != 1 {
		t.Errorf("the frame's foot is %+v", s)
	}
}

func TestChanged(t *testing.T) {
	song := fonttest.Library().Face("song")
	text := func(x geom.Length, ids ...fonts.GID) look {
		tx := &sheet.Text{Face: song, Size: 10 * geom.Pt, Origin: geom.Point{X: x, Y: 50 * geom.Pt}}
		for i, id := range ids {
			tx.Cells = append(tx.Cells, fonts.Cell{ID: id, Runes: 1, X: geom.Length(i) * 10 * geom.Pt, W: 10 * geom.Pt})
		}
		return lookOf(tx)
	}
	fill := lookOf(&sheet.Fill{Rect: geom.Rect{W: geom.Pt, H: geom.Pt}, Ink: sheet.Black})
	a, b := text(0, 1, 2), text(0, 1, 3)
	for name, c := range map[string]struct {
		old, now []look
		want     int // places; −1 = all
	}{
		"nothing":      {[]look{a, fill}, []look{text(0, 1, 2), fill}, 0},
		"a glyph":      {[]look{a, fill}, []look{b, fill}, 2},
		"moved":        {[]look{a}, []look{text(geom.Pt, 1, 2)}, 2},
		"one more":     {[]look{a}, []look{a, a}, 1},
		"one less":     {[]look{a, fill}, []look{fill}, 1},
		"other order":  {[]look{a, fill}, []look{fill, a}, -1},
		"order and so": {[]look{a, fill, b}, []look{b, a, fill}, -1},
	} {
		got := changed(c.old, c.now)
		if n := len(got); got == nil && c.want != -1 || got != nil && n != c.want {
			t.Errorf("%s: %v, want %d places", name, got, c.want)
		}
	}
}

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("一", 100) + "二" + strings.Repeat("三", 100)
	for _, c := range []struct {
		line string
		col  int
		want string
		mark int
	}{
		{"abc", 2, "abc", 1}, {"", 1, "", 0}, {"abc", 99, "abc", 3}, {"abc", 0, "abc", 0},
		{long, 101, strings.Repeat("一", 20) + "二" + strings.Repeat("三", 39), 20},
	} {
		got, mark := excerpt(c.line, c.col)
		if !reflect.DeepEqual([]any{got, mark}, []any{c.want, c.mark}) {
			t.Errorf("excerpt(%.10q, %d) = %q, %d", c.line, c.col, got, mark)
		}
	}
}

// The earlier lines are an input of the live page too: a file of them that changes
// is read again, and one that is being written leaves what was read before.
func TestPrevious(t *testing.T) {
	d, dir := little(t, "国人在大中。")
	opt, reads := d.opt, 0
	opt.Previous = []string{filepath.Join(dir, "was.sheet.json")}
	opt.Earlier = func(files []string) (*sheet.Earlier, error) {
		reads++
		if _, err := os.Stat(files[0]); err != nil {
			return nil, err
		}
		return &sheet.Earlier{}, nil
	}
	put := func() {
		if err := os.WriteFile(opt.Previous[0], []byte("{}"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	put()
	d = New(opt)
	was := d.earlier
	if was == nil || reads != 1 {
		t.Fatal("the earlier lines are not read")
	}
	if _, known := d.now.files[opt.Previous[0]]; !known {
		t.Error("the file of the earlier lines is not watched")
	}
	if err := os.Remove(opt.Previous[0]); err != nil {
		t.Fatal(err)
	}
	if d.show(d.set()); d.earlier != was || reads != 2 {
		t.Error("a file that is away takes the earlier lines with it")
	}
	put()
	if d.show(d.set()); d.earlier == was || reads != 3 {
		t.Error("the earlier lines are not read again")
	}
}

// A save of an edition with a font of its own paints what changed, not the page.
func TestOwnFontKeepsTiles(t *testing.T) {
	d, dir := little(t, "国人在大中。\n人在国中大。")
	if err := os.WriteFile(filepath.Join(dir, "own.ttf"), fonttest.Library().Face("kai").Data(), 0o666); err != nil {
		t.Fatal(err)
	}
	pages := filepath.Join(dir, "pages.toml")
	toml, err := os.ReadFile(pages)
	if err != nil {
		t.Fatal(err)
	}
	own := strings.Replace(string(toml), "[[page]]", "[[font]]\nname = 'own'\nfile = 'own.ttf'\n[style.body]\nfont = 'own'\n[[page]]", 1)
	if err := os.WriteFile(pages, []byte(own), 0o666); err != nil {
		t.Fatal(err)
	}
	d.show(d.set())
	if !d.now.valid() {
		t.Fatal(d.now.result.Findings.Sorted())
	}
	if err := os.WriteFile(filepath.Join(dir, "a.txt"), []byte("国人在大中。\n人在国中人。"), 0o666); err != nil {
		t.Fatal(err)
	}
	d.show(d.set())
	if dirty := d.now.dirty["01"]; len(dirty) == 0 || len(dirty) > 2 {
		t.Errorf("changed: %v, want the second line's place", dirty)
	}
}

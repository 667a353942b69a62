package serve

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"image"
	"io/fs"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"paiban/layout/diag"
	"paiban/layout/geom"
	"paiban/layout/overlay"
	"paiban/layout/picture"
	"paiban/layout/proof"
	"paiban/layout/report"
)

//go:embed web
var web embed.FS

// TileSize is the side of a tile in pixels: small, because a save mostly changes
// a part of the page, and a tile of body type takes milliseconds to paint.
const TileSize = 256

// Handler answers the live page. addr is where it listens, "127.0.0.1:8417":
// requests for any other host are refused, so that no web site can reach the
// desk through a name that it points at this machine (DNS rebinding), and so
// are those that another site's page makes.
func (d *Desk) Handler(addr string) http.Handler {
	files, err := fs.Sub(web, "web")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	mux := http.NewServeMux()
	mux.Handle("GET /", http.FileServerFS(files))
	mux.HandleFunc("GET /events", d.events)
	mux.HandleFunc("GET /font", d.font)
	mux.HandleFunc("GET /tile/{rev}/{page}/{dpi}/{x}/{y}", d.tile)
	mux.HandleFunc("GET /at/{rev}/{page}", d.place)
	return guard(addr, mux)
}

// guard lets only the desk's own page in.
func guard(addr string, next http.Handler) http.Handler {
	_, port, _ := net.SplitHostPort(addr)
	hosts := []string{"127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		origin, foreign := r.Header.Get("Origin"), false
		if origin != "" {
			host, isHTTP := strings.CutPrefix(origin, "http://")
			foreign = !isHTTP || host != r.Host
		}
		site := r.Header.Get("Sec-Fetch-Site")
		// A link or a typed address may open the page itself, nothing else.
		opened := site == "none" || r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.URL.Path == "/"
		if !slices.Contains(hosts, r.Host) || foreign || site != "" && site != "same-origin" && !opened {
			http.Error(w, "paiban: this address serves its own page only", http.StatusForbidden)
			return
		}
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// events sends the state now and after every build (server-sent events).
func (d *Desk) events(w http.ResponseWriter, r *http.Request) {
	ear := d.listen()
	defer d.leave(ear)
	w.Header().Set("Content-Type", "text/event-stream")
	rc := http.NewResponseController(w)
	for {
		select {
		case <-r.Context().Done():
			return
		case msg := <-ear:
			if _, err := fmt.Fprintf(w, "data: %s\n\n", msg); err != nil || rc.Flush() != nil {
				return
			}
		}
	}
}

// tile paints one tile of a page. A build's tiles never change.
func (d *Desk) tile(w http.ResponseWriter, r *http.Request) {
	n := map[string]int{}
	for _, k := range []string{"rev", "dpi", "x", "y"} {
		v, err := strconv.Atoi(r.PathValue(k))
		if err != nil || v < 0 || v > 1<<20 {
			http.NotFound(w, r)
			return
		}
		n[k] = v
	}
	b, p := d.page(n["rev"], r.PathValue("page"))
	if p == nil {
		http.NotFound(w, r)
		return
	}
	all, err := proof.Bounds(p, n["dpi"])
	area := image.Rect(0, 0, TileSize, TileSize).Add(image.Pt(n["x"], n["y"]).Mul(TileSize)).Intersect(all)
	if err != nil || area.Empty() {
		http.NotFound(w, r)
		return
	}
	names := strings.Split(r.URL.Query().Get("overlay"), ",")
	lang := diag.ZH
	if r.URL.Query().Get("lang") == "en" {
		lang = diag.EN
	}
	layers := overlay.Make(p, report.Facts(b.result, p.Name, d.opt.Fonts.Face("hei"), lang), names)
	var out bytes.Buffer
	img, err := d.painter.Region(p, n["dpi"], area, layers...)
	if err == nil {
		err = picture.EncodePNG(&out, img, n["dpi"], picture.Fast)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "image/png")
	if b.rev == n["rev"] {
		w.Header().Set("Cache-Control", "private, max-age=3600, immutable")
	}
	w.Header().Set("Content-Length", strconv.Itoa(out.Len()))
	_, _ = out.WriteTo(w) // the browser may have gone
}

// font gives the face of the page's own words, for machines that have none for 汉字.
func (d *Desk) font(w http.ResponseWriter, r *http.Request) {
	data := d.opt.Fonts.Face("hei").Data()
	w.Header().Set("Content-Type", "font/sfnt")
	w.Header().Set("Cache-Control", "private, max-age=3600, immutable")
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	_, _ = w.Write(data) // the browser may have gone
}

// place says what stands at a point, x and y in points.
func (d *Desk) place(w http.ResponseWriter, r *http.Request) {
	rev, _ := strconv.Atoi(r.PathValue("rev"))
	x, err1 := strconv.ParseFloat(r.URL.Query().Get("x"), 64)
	y, err2 := strconv.ParseFloat(r.URL.Query().Get("y"), 64)
	b, p := d.page(rev, r.PathValue("page"))
	const far = 1e5 // points: beyond any page, and safe to convert
	if p == nil || err1 != nil || err2 != nil || !(x > -far && x < far && y > -far && y < far) {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(d.at(b, p, geom.Point{X: geom.Length(x * float64(geom.Pt)), Y: geom.Length(y * float64(geom.Pt))}))
}

package layout_test

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"

	"paiban/layout/diag"
	"paiban/layout/news"
	"paiban/layout/reading"
	"paiban/layout/sheet"
	"paiban/layout/site"
)

func siteFiles(t *testing.T, e exchanged, lang diag.Lang) map[string]string {
	t.Helper()
	files, err := site.Files(e.read, site.Options{Lang: lang, DPI: 96,
		Image: func(i int) string { return "pages/" + e.read.Pages[i].Name + ".png" }, Small: func(int) string { return "small.png" },
		Picture: func(*sheet.Picture) string { return "pictures/a b.jpg" }, File: func(s *reading.Story) string { return s.Name }})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range files {
		if out[f.Name] != "" {
			t.Errorf("%s is made twice", f.Name)
		}
		out[f.Name] = string(f.Data)
	}
	return out
}

var (
	articleHTML = regexp.MustCompile(`(?s)<article[^>]*>(.*)</article>`)
	copyHTML    = regexp.MustCompile(`(?s)<(p|h1|h2)( class="[a-z]+")?( lang="[a-zA-Z-]+")?>(.*?)</(p|h1|h2)>`)
	markHTML    = regexp.MustCompile(`</?(strong|em|ruby)>|<rp>.</rp>|<rt>[^<]*</rt>`)
	linkHTML    = regexp.MustCompile(`(?:href|src|action)="([^"]*)"`)
	pathHTML    = regexp.MustCompile(`[MHVZ ](-?\d+)`)
)

// The reading site has every character of every story once, links that lead
// somewhere, and asks nothing of any other place.
func TestSiteEqualsSource(t *testing.T) {
	eachExchanged(t, func(t *testing.T, e exchanged) {
		for _, lang := range []diag.Lang{diag.ZH, diag.EN} {
			files := siteFiles(t, e, lang)
			e.each(t, func(s *reading.Story, all, body []string) {
				article := articleHTML.FindStringSubmatch(files["stories/"+s.Name+".html"])
				if article == nil {
					t.Fatalf("%s: no article", s.ID)
				}
				var got []string
				for _, m := range copyHTML.FindAllStringSubmatch(article[1], -1) {
					for _, line := range strings.Split(markHTML.ReplaceAllString(m[4], ""), "<br>") {
						got = append(got, html.UnescapeString(line))
					}
				}
				sameTexts(t, s.ID+" on the site", got, all)
				inOrder(t, s.ID, got, body)
			})
			checkSiteLinks(t, files)
		}
	})
}

func checkSiteLinks(t *testing.T, files map[string]string) {
	t.Helper()
	for name, text := range files {
		if strings.Contains(text, "http:") || strings.Contains(text, "https:") || strings.Contains(text, "fetch(") {
			if name != "search.js" && !strings.Contains(text, "x.org") && !strings.Contains(text, "http://x") { // copy may speak of addresses
				t.Errorf("%s refers to another place", name)
			}
		}
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		for _, m := range linkHTML.FindAllStringSubmatch(text, -1) {
			to, _, _ := strings.Cut(html.UnescapeString(m[1]), "#")
			if to == "" || strings.HasPrefix(to, "data:") || strings.HasSuffix(to, ".png") || strings.HasSuffix(to, ".jpg") {
				continue
			}
			if strings.Contains(name, "/") {
				to = strings.TrimPrefix(to, "../")
			}
			if files[to] == "" {
				t.Errorf("%s leads to %s, which is not there", name, to)
			}
		}
		for _, p := range regexp.MustCompile(`viewBox="0 0 (\d+) (\d+)"`).FindAllStringSubmatch(text, -1) {
			most := max(atoi(p[1]), atoi(p[2]))
			for _, m := range pathHTML.FindAllStringSubmatch(text[strings.Index(text, "<path"):], -1) {
				if strings.HasPrefix(m[1], "-") || atoi(m[1]) > most {
					t.Errorf("%s: an area at %s, outside the page", name, m[1])
				}
			}
		}
	}
}

// TestStoryLanguages: stories and blocks in another language than the paper say so, on the
// site and in what goes to other systems.
func TestStoryLanguages(t *testing.T) {
	eachExchanged(t, func(t *testing.T, e exchanged) {
		for _, s := range e.read.Stories {
			want := "zh-CN"
			if e.read.Name == "河声报" && strings.HasPrefix(s.Title(), "The last ferry") || s.Title() == "Parted words" {
				want = "en"
			}
			var b strings.Builder
			if err := news.JSONLD(&b, e.read, s, news.Options{Href: func(*sheet.Picture) string { return "" }}); err != nil || !strings.Contains(b.String(), `"inLanguage": "`+want+`"`) {
				t.Errorf("%s: not in %s: %v %s", s.Title(), want, err, b.String())
			}
			page := siteFiles(t, e, diag.EN)["stories/"+s.Name+".html"]
			if marked := strings.Contains(page, `<h1 lang="en">`); marked != (want == "en") {
				t.Errorf("%s: a head in English: %v", s.Title(), marked)
			}
		}
	})
}

// TestRubyAbroad: 注音 stands above its base on the site, and goes to other systems in the
// text that has marks; plain text is without.
func TestRubyAbroad(t *testing.T) {
	seen := 0
	eachExchanged(t, func(t *testing.T, e exchanged) {
		for _, s := range e.read.Stories {
			page := siteFiles(t, e, diag.ZH)["stories/"+s.Name+".html"]
			if !strings.Contains(page, "<ruby>焦作<rp>（</rp><rt>Jiāozuò</rt><rp>）</rp></ruby>") {
				continue
			}
			seen++
			var b strings.Builder
			err := news.Ninjs(&b, e.read, s, news.Options{Base: "https://x.org/", Href: func(*sheet.Picture) string { return "a.jpg" }})
			if err != nil || strings.Count(b.String(), "Jiāozuò") != 1 || !strings.Contains(b.String(), `<ruby>焦作<rt>Jiāozuò</rt></ruby>`) && !strings.Contains(b.String(), `\u003crt\u003eJiāozuò`) {
				t.Errorf("%s: %v %s", s.ID, err, b.String())
			}
		}
	})
	if seen < 2 {
		t.Errorf("%d stories with 注音 on the site", seen)
	}
}

// Every story that stands on a page can be clicked there.
func TestSiteAreas(t *testing.T) {
	eachExchanged(t, func(t *testing.T, e exchanged) {
		files := siteFiles(t, e, diag.EN)
		for i, p := range e.read.Pages {
			text := files["pages/"+p.Name+".html"]
			var ids []string
			for _, s := range e.read.Stories {
				if slices.Contains(s.Pages(), i) {
					ids = append(ids, s.Name)
				}
			}
			if n := strings.Count(text, "<path"); n != len(ids) {
				t.Errorf("page %s has %d areas for the stories %v", p.Name, n, ids)
			}
		}
	})
}

package lint

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"paiban/layout/diag"
	"paiban/layout/edition"
	"paiban/layout/pattern"
)

// jumpText is a jump line typed into the copy: （下转第三版）, 上接1版.
var jumpText = pattern.Lazy(`(下转|上接|转|接)第?([0-9]+|[A-Z][0-9]+|[一二三四五六七八九十]+)版`)

// typedJumps reports jump lines in the copy that lead to a page without this
// story. An edition of one page cannot tell; nor can one that lacks the page,
// where only a page of the paper itself is missing.
func (c *checker) typedJumps(s *story) {
	if len(c.ed.Pages) < 2 {
		return
	}
	for _, p := range s.passages {
		for _, m := range p.matches(jumpText()) {
			number := arabic(m.group[2])
			pages := c.pagesOf(number)
			if holds(s.Story, pages) || c.enough("jump-nowhere") {
				continue
			}
			f := p.find(m.from, m.to)
			if len(pages) == 0 {
				f.Message = diag.T("“%s”：本期没有第%s版", "%q: there is no page %s here", m.group[0], number)
			} else {
				f.Message = diag.T("“%s”：第%s版上没有这篇稿件", "%q: page %s does not hold this story", m.group[0], number)
			}
			f.Hint = onPages(storyPages(s.Story))
			c.add("jump-nowhere", f)
		}
	}
}

// match is where a pattern is found in a passage, in runes, and its groups.
type match struct {
	from, to int
	group    []string
}

// matches finds a pattern in a passage.
func (p *passage) matches(re *regexp.Regexp) []match {
	text := string(p.runes)
	var out []match
	at, n := 0, 0 // as many bytes are n runes
	for _, ix := range re.FindAllStringSubmatchIndex(text, -1) {
		var m match
		for i := 0; i < len(ix); i += 2 {
			m.group = append(m.group, text[ix[i]:ix[i+1]])
		}
		n += utf8.RuneCountInString(text[at:ix[0]])
		at = ix[1]
		m.from, m.to = n, n+utf8.RuneCountInString(m.group[0])
		n = m.to
		out = append(out, m)
	}
	return out
}

// onPages says on which pages a story stands.
func onPages(numbers []string) diag.Text {
	list := strings.Join(numbers, "、")
	return diag.T("这篇稿件排在第%[1]s版", "this story stands on page %[2]s", list, strings.Join(numbers, ", "))
}

// arabic writes a Chinese number in digits and leaves others as they are.
func arabic(number string) string {
	if n := chineseNumber(number); n > 0 {
		return strconv.Itoa(n)
	}
	return number
}

// pagesOf gives the pages printed with a number.
func (c *checker) pagesOf(number string) []*edition.Page {
	var out []*edition.Page
	for _, p := range c.ed.Pages {
		if strings.TrimLeft(p.Number, "0") == strings.TrimLeft(number, "0") {
			out = append(out, p)
		}
	}
	return out
}

func holds(s *edition.Story, pages []*edition.Page) bool {
	return slices.ContainsFunc(s.Frames, func(f *edition.Frame) bool { return slices.Contains(pages, f.Page) })
}

func storyPages(s *edition.Story) []string {
	var out []string
	for _, f := range s.Frames {
		if !slices.Contains(out, f.Page.Number) {
			out = append(out, f.Page.Number)
		}
	}
	return out
}

// chineseNumber reads 一 to 九十九, 0 for anything else.
func chineseNumber(s string) int {
	const digits = "一二三四五六七八九"
	n, tens := 0, 0
	for _, r := range s {
		i := strings.IndexRune(digits, r)
		switch {
		case r == '十':
			tens, n = max(n, 1), 0
		case i >= 0:
			n = i/len("一") + 1
		default:
			return 0
		}
	}
	return tens*10 + n
}

// inChineseNumerals writes 1 to 99, "" for others.
func inChineseNumerals(n int) string {
	digits := []rune("一二三四五六七八九")
	if n < 1 || n > 99 {
		return ""
	}
	s := ""
	if n >= 20 {
		s = string(digits[n/10-1])
	}
	if n >= 10 {
		s += "十"
	}
	if n%10 > 0 {
		s += string(digits[n%10-1])
	}
	return s
}

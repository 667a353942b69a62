package edition

import (
	"fmt"
	"strconv"
	"strings"

	"paiban/layout/diag"
)

// Trust says how far an edition is trusted, whoever wrote it. The zero value is for
// one of a stranger: it reads no file outside its own folder, and takes no more of
// the machine than the limits' defaults.
type Trust struct {
	Allow []string // folders from which it may also read, by their paths
	most  [limitCount]int64
}

// limit is a bound on input, so that no file, however made, exhausts memory, the
// stack or time.
type limit int

const (
	limitTOML limit = iota
	limitCopy
	limitPicture
	limitPixels
	limitFont
	limitProfile
	limitAll
	limitPages
	limitStories
	limitFrames
	limitTables
	limitParagraph
	limitNesting
	limitDots
	limitMarks
	limitCount
)

// Bound is one limit for the manual and the command line.
type Bound struct {
	Name    string
	Default int64
	Bytes   bool // counted in bytes
	About   diag.Text
}

// Bounds lists the limits.
var Bounds = [limitCount]Bound{
	limitTOML:      {"toml-file", 4 << 20, true, t2("pages.toml 的大小", "size of pages.toml")},
	limitCopy:      {"copy-file", 4 << 20, true, t2("一个稿件文件的大小（约 130 万字）", "size of a copy file (some 1.3 million 字)")},
	limitPicture:   {"picture-file", 128 << 20, true, t2("一个图片文件的大小", "size of a picture file")},
	limitPixels:    {"picture-pixels", 100_000_000, false, t2("一张图片的像素数（对开一版 300 ppi 为三千万）", "pixels of a picture (a broadsheet page at 300 ppi has 30 million)")},
	limitFont:      {"font-file", 192 << 20, true, t2("一个字体文件的大小", "size of a font file")},
	limitProfile:   {"profile-file", 16 << 20, true, t2("一个 ICC 特性文件的大小（印刷厂的为 0.3–3 MB）", "size of an ICC profile (those of presses have 0.3 to 3 MB)")},
	limitAll:       {"all-files", 2 << 30, true, t2("一期全部文件的总大小", "size of all files of an edition together")},
	limitPages:     {"pages", 1000, false, t2("一期的版数", "pages of an edition")},
	limitStories:   {"stories", 1000, false, t2("一期的稿件数", "stories of an edition")},
	limitFrames:    {"frames", 2000, false, t2("一期的框数", "frames of an edition")},
	limitTables:    {"tables", 1000, false, t2("其他各种表各自的个数：样式、字体、一篇稿件的图片等", "tables of each other kind: styles, fonts, pictures of a story …")},
	limitParagraph: {"paragraph", 100_000, false, t2("一段的字符数", "characters of a paragraph")},
	limitNesting:   {"nesting", 40, false, t2("TOML 数组和内联表的嵌套层数（所有的键只用到 3 层）", "arrays and inline tables inside each other in TOML (no key needs more than 3)")},
	limitDots:      {"dotted-keys", 16, false, t2("TOML 带点的键的段数（最多用到 3 段）", "parts of a dotted key in TOML (3 are needed)")},
	limitMarks:     {"marks", 8, false, t2("稿件标记的嵌套层数", "copy marks inside each other")},
}

// most bounds what a limit can be raised to, so that counts fit where they are kept
// and nothing recurses without end.
var most = map[limit]int64{limitPixels: 1 << 30, limitNesting: 1000, limitDots: 1000, limitMarks: 1000}

// SetLimit takes "NAME=VALUE", as "picture-file=256MB".
func (t *Trust) SetLimit(s string) error {
	name, value, _ := strings.Cut(s, "=")
	for i, l := range Bounds {
		if l.Name != name {
			continue
		}
		factor := int64(1)
		for unit, n := range map[string]int64{"KB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30} {
			if v, ok := strings.CutSuffix(value, unit); ok && l.Bytes {
				value, factor = v, n
			}
		}
		top := int64(1) << 40
		if m := most[limit(i)]; m > 0 {
			top = m
		}
		n, err := strconv.ParseInt(value, 10, 64)
		if err != nil || n < 1 || n > top/factor {
			return fmt.Errorf("%s: 1 … %d", name, top)
		}
		t.most[i] = n * factor
		return nil
	}
	return fmt.Errorf("%s?", name)
}

// max gives a limit's value.
func (t *Trust) max(l limit) int64 {
	if n := t.most[l]; n > 0 {
		return n
	}
	return Bounds[l].Default
}

// Size prints a limit's default.
func (l Bound) Size() string {
	switch {
	case l.Bytes && l.Default%(1<<30) == 0:
		return fmt.Sprintf("%dGB", l.Default>>30)
	case l.Bytes:
		return fmt.Sprintf("%dMB", l.Default>>20)
	}
	return strconv.FormatInt(l.Default, 10)
}

// sizeText prints a size in bytes for a message.
func sizeText(n int64) string {
	switch {
	case n%(1<<30) == 0:
		return fmt.Sprintf("%d GB", n>>30)
	case n%(1<<20) == 0:
		return fmt.Sprintf("%d MB", n>>20)
	case n%(1<<10) == 0:
		return fmt.Sprintf("%d KB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

// raise hints at how a limit is raised.
func raise(l limit) diag.Text {
	return diag.T("若确有必要，用 --limit %s=… 放宽", "if it must be so, raise it with --limit %s=…", Bounds[l].Name)
}

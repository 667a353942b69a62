package main

import (
	"path/filepath"
	"strconv"
	"strings"
	"unicode"

	"paiban/layout/reading"
	"paiban/layout/sheet"
)

// fileNames gives stories and pictures names as files: each another, also where the
// system takes capitals for small letters.
type fileNames struct {
	stories  map[*reading.Story]string
	pictures map[*sheet.Image]string
	order    []*sheet.Image
}

// nameFiles names everything in the order of reading. A story is called by its ID if
// that is a plain file name.
func nameFiles(ed *reading.Edition) *fileNames {
	n := &fileNames{stories: map[*reading.Story]string{}, pictures: map[*sheet.Image]string{}}
	taken := map[string]bool{}
	for _, s := range ed.Stories { // whoever can has its own name
		if plainName(s.ID) && !taken[strings.ToLower(s.ID)] {
			n.stories[s] = s.ID
			taken[strings.ToLower(s.ID)] = true
		}
	}
	for _, s := range ed.Stories {
		if n.stories[s] == "" {
			n.stories[s] = free(taken, s.Name, "")
		}
		s.Each(func(b *reading.Block) {
			if b.Picture == nil || b.Picture.Image == nil || n.pictures[b.Picture.Image] != "" {
				return
			}
			n.order = append(n.order, b.Picture.Image)
			n.pictures[b.Picture.Image] = "pictures/" // its turn comes
		})
	}
	taken = map[string]bool{}
	for _, img := range n.order {
		ext := filepath.Ext(img.Name)
		n.pictures[img] += free(taken, strings.TrimSuffix(oneName(img.Name), ext), ext)
	}
	return n
}

// free finds a name that is not taken yet, and takes it.
func free(taken map[string]bool, stem, ext string) string {
	name := stem + ext
	for i := 2; taken[strings.ToLower(name)]; i++ {
		name = stem + "-" + strconv.Itoa(i) + ext
	}
	taken[strings.ToLower(name)] = true
	return name
}

// plainName reports whether a story's ID can be a file's name on every system.
func plainName(id string) bool {
	if strings.ContainsAny(id, `/\:*?"<>|`) || strings.ContainsFunc(id, unicode.IsControl) {
		return false
	}
	if id == "" || strings.HasPrefix(id, ".") || strings.HasSuffix(id, ".") || strings.TrimSpace(id) != id || len(id) > 100 {
		return false
	}
	stem, _, _ := strings.Cut(strings.ToLower(id), ".")
	switch stem { // names of devices on Windows
	case "con", "prn", "aux", "nul":
		return false
	}
	if n := len(stem); n == 4 && (stem[:3] == "com" || stem[:3] == "lpt") && '0' <= stem[3] && stem[3] <= '9' {
		return false
	}
	return filepath.IsLocal(id)
}

// oneName makes a picture's path one name.
func oneName(name string) string {
	name = strings.TrimPrefix(filepath.ToSlash(filepath.Clean(name)), "../")
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || unicode.IsControl(r) {
			return '-'
		}
		return r
	}, name)
}

func (n *fileNames) story(s *reading.Story) string { return n.stories[s] }

// picture is where a picture's file is copied to, "" if there is none.
func (n *fileNames) picture(p *sheet.Picture) string { return n.pictures[p.Image] }

// eachPicture visits the pictures that stories have, in the order of reading.
func (n *fileNames) eachPicture(visit func(name string, img *sheet.Image) error) error {
	for _, img := range n.order {
		if err := visit(n.pictures[img], img); err != nil {
			return err
		}
	}
	return nil
}

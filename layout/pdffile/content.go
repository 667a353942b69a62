package pdffile

import "bytes"

// Operations goes through a content stream (7.8.2) and gives do each operator with
// its operands, which it must not keep. A picture within the content is the operator
// BI, its one operand a *Stream as if it stood outside: keys have their long names, names
// of filters and colour spaces stay as they are. The first error, do's or of the syntax,
// ends it.
func Operations(data []byte, do func(op Word, args []Object) error) error {
	l := &Lexer{B: data, reuse: newReuse()}
	var args []Object
	for !l.End() {
		v, err := l.Next(0)
		if err != nil {
			return err
		}
		op, ok := v.(Word)
		if !ok {
			if args = append(args, v); len(args) > 1<<16 {
				return ErrSyntax
			}
			continue
		}
		if op == "BI" {
			s, err := l.inline()
			if err != nil {
				return err
			}
			args = append(args[:0], s)
		}
		if err := do(op, args); err != nil {
			return err
		}
		args = args[:0]
	}
	return nil
}

// longKeys are what keys of pictures within the content stand for (8.9.7, table 93).
var longKeys = map[Name]Name{
	"BPC": "BitsPerComponent", "CS": "ColorSpace", "D": "Decode", "DP": "DecodeParms", "F": "Filter",
	"H": "Height", "IM": "ImageMask", "I": "Interpolate", "L": "Length", "W": "Width",
}

// inline reads a picture within the content (8.9.7). Its bytes end before an EI that
// content follows, for they themselves may have these two letters.
func (l *Lexer) inline() (*Stream, error) {
	d := Dict{}
	for {
		k, err := l.Next(0)
		if err != nil {
			return nil, err
		}
		if k == Word("ID") {
			break
		}
		key, ok := k.(Name)
		if !ok {
			return nil, ErrSyntax
		}
		if long, ok := longKeys[key]; ok {
			key = long
		}
		if d[key], err = l.Next(0); err != nil {
			return nil, err
		}
	}
	l.At = min(l.At+1, len(l.B)) // the blank behind ID
	from := l.At
	for l.At < len(l.B) {
		i := bytes.Index(l.B[l.At:], []byte("EI"))
		if i < 0 {
			break
		}
		before := l.At + i - 1
		l.At += i + 2
		if before >= 0 && IsSpace(l.B[before]) && l.plain() {
			return &Stream{Dict: d, Raw: l.B[from:max(from, before)]}, nil
		}
	}
	l.At = len(l.B)
	return &Stream{Dict: d, Raw: l.B[from:]}, nil
}

// plain reports whether what follows looks like content and not like pixels.
func (l *Lexer) plain() bool {
	if l.At < len(l.B) && !IsSpace(l.B[l.At]) {
		return false
	}
	for _, c := range l.B[l.At:min(len(l.B), l.At+8)] {
		if c >= 0x7F || c < ' ' && !IsSpace(c) {
			return false
		}
	}
	return true
}

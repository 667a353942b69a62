package pdffile

import (
	"errors"

	"paiban/layout/diag"
)

// fault is what is wrong with a file, for an editor to read.
type fault struct{ diag.Text }

func (f fault) Error() string { return f.EN }

func faultf(zh, en string, args ...any) error { return fault{diag.T(zh, en, args...)} }

// Why gives an error of this room in both languages.
func Why(err error) diag.Text {
	var f fault
	if errors.As(err, &f) {
		return f.Text
	}
	return diag.T("%v", "%v", err)
}

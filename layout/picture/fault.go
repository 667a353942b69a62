package picture

import (
	"errors"

	"paiban/layout/diag"
)

// fault is what is wrong with a picture or a profile, for an editor to read.
type fault struct{ diag.Text }

func (f fault) Error() string { return f.EN }

func faultf(zh, en string, args ...any) error { return fault{diag.T(zh, en, args...)} }

// Why gives an error of this room in both languages. What a decoder of the
// library says has only its own words.
func Why(err error) diag.Text {
	var f fault
	if errors.As(err, &f) {
		return f.Text
	}
	return diag.T("%v", "%v", err)
}

// CheckProfile reports why an ICC profile cannot be that of a press: it must be
// an output profile for CMYK with tables both ways (ISO 15930-7, 6.2.3).
func CheckProfile(b []byte) error {
	p, err := openProfile(b)
	if err != nil {
		return err
	}
	switch {
	case int(be.Uint32(b)) != len(b):
		return faultf("文件不完整：特性文件自称 %d 字节，实有 %d 字节", "the ICC profile says that it has %d bytes and has %d", be.Uint32(b), len(b))
	case string(b[12:16]) != "prtr" || p.space() != "CMYK":
		return faultf("不是 CMYK 输出特性文件（类别 %q，色空间 %q）", "a profile of class %q for %q is not one for a CMYK press", b[12:16], p.space())
	case p.pcs() != "Lab ":
		return faultf("特性文件不以 Lab 为连接空间", "the ICC profile does not go by way of Lab")
	case b[8] > 4:
		return faultf("不认识 ICC 第 %d 版", "ICC version %d is not known", b[8])
	}
	if _, err := p.openTable("B2A0", 3, inkCount); err != nil {
		return err
	}
	_, err = p.openTable("A2B1", inkCount, 3)
	return err
}

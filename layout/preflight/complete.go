package preflight

import (
	"bytes"
	"strings"

	"paiban/layout/diag"
	"paiban/layout/pattern"
)

// What PDF/X wants a file to say of itself (ISO 15930-4 and 15930-7, 6), beside its
// output intent.

// xmpKeys are the properties that PDF/X-4 wants in the metadata (ISO 15930-7, 6.5).
var xmpKeys = []string{"CreateDate", "ModifyDate", "MetadataDate", "title", "DocumentID", "VersionID", "RenditionClass", "Trapped"}

// complete checks that a file says what it must.
func (c *checker) complete(data []byte, info dict, xmp map[string]string) {
	if !bytes.HasPrefix(data, []byte("%PDF-")) {
		c.tell("pdf-standard", nil, box{}, "header", diag.T("文件头前面有别的东西", "something stands before the file's header"))
	}
	if c.standard == "pdfx4" && len(xmp) > 0 {
		var missing []string
		for _, k := range xmpKeys {
			if xmp[k] == "" {
				missing = append(missing, k)
			}
		}
		if missing != nil {
			c.tell("pdf-metadata", nil, box{}, "xmp", diag.T("XMP 里没有 %s", "the XMP has no %s", strings.Join(missing, ", ")))
		}
	}
	for _, k := range []name{"CreationDate", "ModDate"} {
		if s := c.plain(info[k]); s != "" && !pdfDate().MatchString(s) {
			c.tell("pdf-metadata", nil, box{}, "date"+string(k), diag.T("Info 的 %[1]s“%[2]s”不是日期", "Info's %[1]s %[2]q is no date", k, s))
		}
	}
	for _, k := range []string{"CreateDate", "ModifyDate", "MetadataDate"} {
		if s := xmp[k]; s != "" && !pattern.IsXMPDate().MatchString(s) {
			c.tell("pdf-metadata", nil, box{}, "date"+k, diag.T("XMP 的 %[1]s“%[2]s”不是日期", "the XMP's %[1]s %[2]q is no date", k, s))
		}
	}
}

// pdfDate is a date of ISO 32000-1, 7.9.4.
var pdfDate = pattern.Lazy(`^D:\d{4}(\d\d){0,5}([-+Z](\d\d'?(\d\d'?)?)?)?$`)

// dormant tells of what sleeps in a file and may wake where it is opened: forms that
// are programs, layers that change with what is done (ISO 15930-7, 6.8, 6.17), and areas
// that hide a part of the page from print.
func (c *checker) dormant() {
	root := c.catalog()
	if c.dict(root["AcroForm"])["XFA"] != nil {
		c.tell("pdf-action", nil, box{}, "xfa", diag.T("文件里有 XFA 表单", "the file has an XFA form"))
	}
	layers := c.dict(root["OCProperties"])
	for _, o := range append(array{layers["D"]}, c.array(layers["Configs"])...) {
		if c.standard == "pdfx4" && c.dict(o)["AS"] != nil {
			c.forbid(nil, box{}, "自动显隐的图层（AS）", "layers that show by themselves (AS)")
		}
	}
	seen := c.dict(root["ViewerPreferences"])
	for _, k := range []name{"ViewArea", "ViewClip", "PrintArea", "PrintClip"} {
		if v := c.nameOf(seen[k]); v != "" && v != "MediaBox" && v != "BleedBox" {
			c.forbid(nil, box{}, string(k)+" 为 "+string(v)+" 的显示设置", "a view of "+string(v)+" as its "+string(k))
		}
	}
}

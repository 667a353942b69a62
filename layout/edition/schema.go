package edition

import (
	"bytes"
	"encoding/json"
	"slices"

	"paiban/layout/diag"
	"paiban/layout/geom"
)

// Schema gives the JSON Schema (2020-12) of pages.toml, for editors that check
// and complete while one types. It is made of the rows that the decoder uses.
func Schema() []byte {
	root := tableSchema(infos(fileRows()))
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["title"] = "paiban pages.toml"
	root["description"] = both(t2("一期报纸的版面说明", "the description of an issue's pages"))
	root["required"] = []string{"page", "story"}
	root["$defs"] = schema{
		"length":      schema{"type": "string", "pattern": lengthPattern(absoluteUnits)},
		"length-em":   schema{"type": "string", "pattern": lengthPattern(absoluteUnits + "|字|em")},
		"length-line": schema{"type": "string", "pattern": lengthPattern(absoluteUnits + "|字|em|行|lines?")},
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(root); err != nil {
		panic(err) // maps, strings and numbers only
	}
	return out.Bytes()
}

const absoluteUnits = "pt|mm|cm|in|q|Q"

// lengthPattern is what geom.ParseDim reads, with these units.
func lengthPattern(units string) string {
	return `^\s*([+-]?(\d{1,6}(\.\d{0,6})?|\.\d{1,6})\s*(` + units + `)|初号|小初|[一二三四五六七]号|小[一二三四五六]|八号)\s*$`
}

// lengthDef names the pattern for lengths in these units besides the absolute ones.
func lengthDef(units []geom.Unit) string {
	switch {
	case slices.Contains(units, geom.Line):
		return "length-line"
	case slices.Contains(units, geom.Em):
		return "length-em"
	}
	return "length"
}

// tableSchema is the schema of a table with these keys and no others.
func tableSchema(rows []keyInfo) schema {
	props := schema{}
	for _, k := range rows {
		props[k.name] = k.toSchema()
	}
	return schema{"type": "object", "properties": props, "additionalProperties": false}
}

func (k keyInfo) toSchema() schema {
	s := schema{}
	switch {
	case k.schema != nil:
		for name, v := range k.schema {
			s[name] = v
		}
	case k.shape == array:
		s = schema{"type": "array", "items": tableSchema(k.rows)}
	case k.shape == named:
		s = schema{"type": "object", "additionalProperties": tableSchema(k.rows)}
	case k.name == "folio":
		s = schema{"anyOf": []any{schema{"type": "boolean"}, tableSchema(k.rows)}}
	default:
		s = tableSchema(k.rows)
	}
	s["description"] = both(k.doc)
	return s
}

func both(t diag.Text) string { return t.ZH + "\n" + t.EN }

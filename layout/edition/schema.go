package edition

import (
	"bytes"
	"encoding/json"

	"paiban/layout/diag"
)

// Schema gives the JSON Schema (2020-12) of pages.toml, for editors that check
// and complete while one types. It is made of the rows that the decoder uses.
func Schema() []byte {
	root := tableSchema(infos(fileRows()))
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["title"] = "paiban pages.toml"
	root["description"] = both(t2("一期报纸的版面说明", "the description of an issue's pages"))
	root["required"] = []string{"page", "story"}
	root["$defs"] = schema{"length": schema{"type": "string", "pattern": lengthPattern}}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(root); err != nil {
		panic(err) // maps, strings and numbers only
	}
	return out.Bytes()
}

// lengthPattern is what geom.ParseDim reads.
const lengthPattern = `^\s*([+-]?(\d+(\.\d*)?|\.\d+)\s*(pt|mm|cm|in|q|Q|字|em|行|lines?)|初号|小初|[一二三四五六]号|小[一二三四五六]|七号|八号)\s*$`

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
		s = schema{"type": "array", "minItems": 1, "items": tableSchema(k.rows)}
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

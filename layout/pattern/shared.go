package pattern

// Language is the form of a language tag, as PDF files must have it (BCP 47; RFC 3066,
// which ISO 19005-2, 6.7.4 names).
const Language = `^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$`

// The forms of what more than one room looks for.
var (
	IsLanguage = Lazy(Language)
	IsXMPDate  = Lazy(`^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[-+]\d\d:\d\d)?)?)?)?$`) // ISO 16684-1, 8.2.1.2
)

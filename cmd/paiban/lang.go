package main

import (
	"fmt"
	"strings"

	"paiban/layout/diag"
)

// langFlag is the value of --lang. The zero value was not given.
type langFlag struct {
	given bool
	lang  diag.Lang
}

func (l *langFlag) Type() string { return "zh|en" }

func (l *langFlag) String() string {
	switch {
	case !l.given:
		return ""
	case l.lang == diag.EN:
		return "en"
	}
	return "zh"
}

func (l *langFlag) Set(s string) error {
	switch s {
	case "zh":
		*l = langFlag{true, diag.ZH}
	case "en":
		*l = langFlag{true, diag.EN}
	default:
		return fmt.Errorf("zh | en")
	}
	return nil
}

// startLang finds the language before the command line is read, since help and
// complaints about the command line are in it too: --lang, else the locale.
func startLang(args []string, env func(string) string) diag.Lang {
	for i, a := range args {
		if a == "--" {
			break
		}
		v, ok := strings.CutPrefix(a, "--lang=")
		if a == "--lang" && i+1 < len(args) {
			v, ok = args[i+1], true
		}
		var l langFlag
		if ok && l.Set(v) == nil {
			return l.lang
		}
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := env(name); v != "" {
			if strings.HasPrefix(v, "zh") {
				return diag.ZH
			}
			return diag.EN
		}
	}
	return diag.EN
}

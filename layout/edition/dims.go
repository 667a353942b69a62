package edition

import (
	"errors"

	"paiban/layout/diag"
	"paiban/layout/geom"
)

// dimMessage says in both languages why s is not a length.
func dimMessage(s string, err error) diag.Text {
	var de *geom.DimError
	if !errors.As(err, &de) {
		return say(err.Error())
	}
	switch de.Why {
	case geom.NoUnit:
		return diag.T("“%[1]s”没有单位：写作 \"%[1]spt\"、\"%[1]smm\"、\"%[1]s字\" 或 \"%[1]s行\"", "%[1]q has no unit: write \"%[1]spt\", \"%[1]smm\", \"%[1]s字\" or \"%[1]s行\"", de.Text)
	case geom.BadUnit:
		return diag.T("“%[1]s”的单位不对：可用 pt mm cm in q 字 行", "%[1]q: %[2]q is not a unit; there are pt mm cm in q 字 行", de.Text, de.Unit)
	case geom.NotInTable:
		return diag.T("铅字号数表里没有“%[1]s”；写作点数，或在 [edition] 里写 size-table = \"word\"", "the newspaper table has no %[1]s; write points, or size-table = \"word\" in [edition]", de.Text)
	case geom.OutOfRange:
		return diag.T("“%[1]s”超出范围，或小数超过六位", "%[1]q is out of range, or has more than six decimals", de.Text)
	}
	return diag.T("“%[1]s”不是长度：写数字加单位（pt mm cm in q 字 行），或号数（小五）", "%[1]q is not a length: write a number and a unit (pt mm cm in q 字 行) or a 号 size (小五)", de.Text)
}

package main

import "syscall"

// wantLargePages asks the kernel to back room by pages of 2 MB where it has them. Each
// page is entered into the page tables when it is first touched: a run that touches 20
// MB does so five thousand times in pages of 4 KB. Under a hypervisor that shadows the
// tables that takes half of the time, elsewhere some hundredths. It is a wish: where it
// is refused all is as before.
func wantLargePages(room []byte) { syscall.Madvise(room, syscall.MADV_HUGEPAGE) }

//go:build !unix

package main

// Windows has no locks for folders, and removes no file that is open: what a run
// is writing withstands the sweep of another.

func share(string) (leave func()) { return func() {} }

func ifAlone(_ string, what func()) { what() }

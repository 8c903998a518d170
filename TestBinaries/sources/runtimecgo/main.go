// Command runtimecgo links C's run time without a package that calls C, so that Go's own linker
// can write a dynamically linked file.
package main

import _ "runtime/cgo"

func main() { println("runtimecgo") }

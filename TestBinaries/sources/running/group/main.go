// Command group looks up a group by its name.
package main

import (
	"os"
	"os/user"
)

func main() {
	if _, err := user.LookupGroup(os.Args[1]); err != nil {
		println(err.Error())
		os.Exit(1)
	}
}

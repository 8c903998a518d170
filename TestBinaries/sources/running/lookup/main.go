// Command lookup looks up a user by its name.
package main

import (
	"os"
	"os/user"
)

func main() {
	if _, err := user.Lookup(os.Args[1]); err != nil {
		println(err.Error())
		os.Exit(1)
	}
}

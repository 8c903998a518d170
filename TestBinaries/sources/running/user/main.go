// Command user looks up who runs it, a user or a group.
package main

import (
	"os"
	"os/user"
)

func main() {
	if _, err := user.Current(); err != nil {
		println(err.Error())
		os.Exit(1)
	}
}

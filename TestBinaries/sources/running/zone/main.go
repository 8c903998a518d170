// Command zone finds a time zone by its name.
package main

import (
	"os"
	"time"
)

func main() {
	if _, err := time.LoadLocation("Europe/Paris"); err != nil {
		println(err.Error())
		os.Exit(1)
	}
}

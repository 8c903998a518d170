// Sets GOMAXPROCS by its control group.
package main

import "go.uber.org/automaxprocs/maxprocs"

func main() {
	undo, err := maxprocs.Set()
	if err != nil {
		println(err.Error())
	}
	undo()
}

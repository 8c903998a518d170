// Command local shows whether the time zone that TZ names is that of local times.
package main

import (
	"os"
	"time"
)

func main() {
	if name := time.Unix(0, 0).Format("MST"); name != "CET" {
		println("local times are those of " + name)
		os.Exit(1)
	}
}

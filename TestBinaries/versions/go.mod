module versions

go 1.22

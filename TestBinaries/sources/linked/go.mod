module example.com/linked

go 1.15

require go.uber.org/automaxprocs v1.6.0

replace go.uber.org/automaxprocs => ./automaxprocs

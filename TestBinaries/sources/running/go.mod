module example.com/running

go 1.15

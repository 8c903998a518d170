module example.com/runtimecgo

go 1.15

extern "C" int NAME(int x) { return x + 1; }

// A bundle that leaves it to the program that loads it to have a function.
int in_the_program(int);
int entry(int number) { return in_the_program(number) + 1; }

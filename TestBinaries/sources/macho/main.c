// A program that shows what dyld has to do: pointers to itself and to libraries, with addends, weak
// imports and weak definitions, a variable a thread. Freestanding, so that it needs no headers.
int printf(const char *, ...);
int value(void);
int framework_value(void);
int maybe(void) __attribute__((weak_import));
extern int values[4];

static int own(void) { return 1; }
__attribute__((weak)) int shared_definition(void) { return 2; }
__attribute__((visibility("hidden"))) int hidden(void) { return 3; }
_Thread_local int each = 4;
static int zeroes[16];

int (*table[])(void) = {own, value, shared_definition, hidden, framework_value};
int *third = &values[2];
const char *const names[] = {"first", "second"};

__attribute__((constructor)) static void start(void) { zeroes[1] = own(); }

int main(void) {
  int sum = each + *third + zeroes[1] + (maybe ? maybe() : 0);
  for (int i = 0; i < 5; i++) sum += table[i]();
  return printf("%s %d\n", names[0], sum);
}

// A library that exports what an exports trie can hold, and names with a shared beginning.
int printf(const char *, ...);
int value(void);

int exported = 5;
const int exported_constant = 6;
__attribute__((weak)) int exported_weak(void) { return 7; }
_Thread_local int exported_each = 8;
__attribute__((visibility("hidden"))) int not_exported = 9;
int (*exported_pointer)(void) = value;
__asm__(".globl _exported_absolute\n_exported_absolute = 0x1234\n");

int exported_function(void) { return printf("%d\n", exported + not_exported + value()); }

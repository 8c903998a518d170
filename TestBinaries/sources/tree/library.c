/* A library with one function and one variable, by names that the compiler is told. */
#ifndef FUNCTION
#define FUNCTION place
#endif
#ifdef CALLS
int CALLS(void);
#endif

int FUNCTION(void) {
#ifdef CALLS
    return CALLS();
#else
    return 1;
#endif
}

#ifdef VARIABLE
int VARIABLE = 1;
#endif

#include "CSystemCalls.h"

#if defined(__x86_64__)

#include <cpuid.h>
#include <immintrin.h>
#include <stdatomic.h>

static int has_instructions(void) {
    unsigned a, b, c, d;
    enum { ssse3 = 1 << 9, sse41 = 1 << 19, sha = 1 << 29 };
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & ssse3) || !(c & sse41)) return 0;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & sha);
}

int goelf_has_sha256(void) {
    // Asking the processor takes long where it is a virtual one: 1 is no, 2 is yes.
    static _Atomic int known;
    int answer = atomic_load_explicit(&known, memory_order_relaxed);
    if (answer == 0) {
        answer = 1 + has_instructions();
        atomic_store_explicit(&known, answer, memory_order_relaxed);
    }
    return answer == 2;
}

static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

// Intel, "Intel SHA Extensions": the state goes as ABEF and CDGH, four words of the message a step.
__attribute__((target("sha,sse4.1,ssse3"))) struct goelf_sha256
goelf_sha256(struct goelf_sha256 state, const uint8_t *blocks, size_t count) {
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0bull, 0x0405060700010203ull);
    __m128i abef = _mm_set_epi32((int)state.a, (int)state.b, (int)state.e, (int)state.f);
    __m128i cdgh = _mm_set_epi32((int)state.c, (int)state.d, (int)state.g, (int)state.h);
    for (; count >= 64; blocks += 64, count -= 64) {
        const __m128i abef_before = abef, cdgh_before = cdgh;
        __m128i words[4];
        for (int i = 0; i < 4; i++)
            words[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)blocks + i), swap);
#pragma clang loop unroll(full)
        for (int i = 0; i < 16; i++) {
            __m128i now = words[i & 3];
            __m128i sum = _mm_add_epi32(now, _mm_loadu_si128((const __m128i *)constants + i));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0e));
            if (i >= 12) continue;
            __m128i last = words[(i + 3) & 3];
            __m128i next = _mm_sha256msg1_epu32(now, words[(i + 1) & 3]);
            next = _mm_add_epi32(next, _mm_alignr_epi8(last, words[(i + 2) & 3], 4));
            words[i & 3] = _mm_sha256msg2_epu32(next, last);
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    return (struct goelf_sha256){
        .a = (uint32_t)_mm_extract_epi32(abef, 3), .b = (uint32_t)_mm_extract_epi32(abef, 2),
        .c = (uint32_t)_mm_extract_epi32(cdgh, 3), .d = (uint32_t)_mm_extract_epi32(cdgh, 2),
        .e = (uint32_t)_mm_extract_epi32(abef, 1), .f = (uint32_t)_mm_extract_epi32(abef, 0),
        .g = (uint32_t)_mm_extract_epi32(cdgh, 1), .h = (uint32_t)_mm_extract_epi32(cdgh, 0),
    };
}

#else

int goelf_has_sha256(void) { return 0; }

struct goelf_sha256 goelf_sha256(struct goelf_sha256 state, const uint8_t *blocks, size_t count) {
    (void)blocks;
    (void)count;
    return state;
}

#endif

"""Expected values for test/core/createRng.test.ts, from Blackman and Vigna's definition of xoroshiro128+ (prng.di.unimi.it,
version 24-16-37) and MurmurHash3's finaliser, written anew: python3 createRng.py"""

M32, M64 = 2**32 - 1, 2**64 - 1


def mix(h):
    h &= M32
    h = (h ^ h >> 16) * 0x85EBCA6B & M32
    h = (h ^ h >> 13) * 0xC2B2AE35 & M32
    return h ^ h >> 16


def xoroshiro128plus(s0, s1):
    while True:
        yield s0 + s1 & M64
        s1 ^= s0
        s0 = ((s0 << 24 | s0 >> 40) ^ s1 ^ s1 << 16) & M64
        s1 = (s1 << 37 | s1 >> 27) & M64


def floats(seed):
    high0, low0, high1, low1 = (mix(seed + step * 0x9E3779B9) for step in (1, 2, 3, 4))
    outputs = xoroshiro128plus(high0 << 32 | low0, high1 << 32 | low1)
    while True:  # the low 26 bits of one output, then the low 27 of the next: 53 bits
        yield (next(outputs) % 2**26 * 2**27 + next(outputs) % 2**27) / 2**53


for seed in (0, 42, 2**32 - 1):
    numbers = floats(seed)
    print(seed, [next(numbers) for _ in range(3)])

// Lets g++ compile kernels.cu. Every thread of a block is a fibre, so barriers and shared memory behave as on a card; blocks
// follow one another. A fibre runs until it meets a barrier, so a missing one gives wrong results, and always the same.
#include <csetjmp>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <ucontext.h>
#include <utility>

using std::isfinite;

#define __global__
#define __launch_bounds__(threads)
#define __device__
#define __shared__ static

struct float4 {
    float x, y, z, w;
};
static inline float4 make_float4(float x, float y, float z, float w) { return {x, y, z, w}; }
static inline float __int_as_float(int bits) { float value; memcpy(&value, &bits, 4); return value; }
static inline int __float_as_int(float value) { int bits; memcpy(&bits, &value, 4); return bits; }

struct Dim3 {
    unsigned x, y, z;
};
static Dim3 threadIdx, blockIdx, blockDim, gridDim;

namespace fibres {
const int MOST = 1024;
const int STACK = (1 << 14) + 320; // not a power of 2: the tops of the stacks would share few lines of the cache

struct Barrier {
    int arrived, alive;
    long generation;
};
struct Fibre {
    ucontext_t context;
    jmp_buf point;
    bool started, done;
};
static Fibre fibres[MOST];
static char stacks[MOST][STACK];
static jmp_buf scheduler;
static Barrier block, warps[MOST / 32];
static uint64_t slots[MOST];
static void (*body)(long long *);
static long long *arguments;

static void pause() {
    unsigned self = threadIdx.x;
    if (!_setjmp(fibres[self].point)) {
        _longjmp(scheduler, 1);
    }
    threadIdx.x = self;
}
static void wait(Barrier &barrier) {
    long generation = barrier.generation;
    if (++barrier.arrived == barrier.alive) {
        barrier.arrived = 0;
        barrier.generation++;
    }
    while (barrier.generation == generation) {
        pause();
    }
}
static void leave(Barrier &barrier) {
    barrier.alive--;
    if (barrier.alive > 0 && barrier.arrived == barrier.alive) {
        barrier.arrived = 0;
        barrier.generation++;
    }
}
static void live() {
    for (;;) {
        unsigned self = threadIdx.x;
        body(arguments);
        threadIdx.x = self;
        leave(block);
        leave(warps[self / 32]);
        fibres[self].done = true;
        pause();
    }
}
static void resume(unsigned thread) {
    threadIdx.x = thread;
    Fibre &fibre = fibres[thread];
    if (_setjmp(scheduler)) {
        return;
    }
    if (fibre.started) {
        _longjmp(fibre.point, 1);
    }
    fibre.started = true;
    getcontext(&fibre.context);
    fibre.context.uc_stack.ss_sp = stacks[thread];
    fibre.context.uc_stack.ss_size = STACK;
    fibre.context.uc_link = nullptr;
    makecontext(&fibre.context, live, 0);
    setcontext(&fibre.context);
}
static void runBlock(unsigned threads) {
    block = {0, (int)threads, 0};
    for (unsigned w = 0; w < (threads + 31) / 32; w++) {
        warps[w] = {0, (int)(threads - 32 * w < 32 ? threads - 32 * w : 32), 0};
    }
    for (unsigned t = 0; t < threads; t++) {
        fibres[t].done = false;
    }
    for (bool busy = true; busy;) {
        busy = false;
        for (unsigned t = 0; t < threads; t++) {
            if (!fibres[t].done) {
                resume(t);
                busy |= !fibres[t].done;
            }
        }
    }
}
} // namespace fibres

static void __syncthreads() { fibres::wait(fibres::block); }

template <class T> static T __shfl_xor_sync(unsigned, T value, int mask) {
    unsigned self = threadIdx.x;
    memcpy(&fibres::slots[self], &value, sizeof(T));
    fibres::wait(fibres::warps[self / 32]);
    memcpy(&value, &fibres::slots[self ^ mask], sizeof(T));
    fibres::wait(fibres::warps[self / 32]);
    return value;
}

static int atomicAdd(int *address, int value) {
    int old = *address;
    *address += value;
    return old;
}

// Calls a kernel with arguments that begin at words of 8 bytes.
template <class... P, size_t... I>
static void call(void (*kernel)(P...), long long *words, std::index_sequence<I...>) {
    size_t lengths[] = {(sizeof(P) + 7) / 8 ...};
    size_t starts[sizeof...(P)];
    size_t at = 0;
    for (size_t i = 0; i < sizeof...(P); i++) {
        starts[i] = at;
        at += lengths[i];
    }
    kernel(*(P *)(words + starts[I])...);
}
template <class... P> static void call(void (*kernel)(P...), long long *words) {
    call(kernel, words, std::index_sequence_for<P...>());
}

// Executes one grid; `kernels` ends with a null name.
struct NamedKernel {
    const char *name;
    void (*body)(long long *);
};
static int execute(
        const NamedKernel *kernels, const char *name, long long *words, long long gridX, int gridY, int threads) {
    while (kernels->name && strcmp(kernels->name, name) != 0) {
        kernels++;
    }
    if (!kernels->name || threads < 1 || threads > fibres::MOST || threads % 32 != 0) {
        return -1;
    }
    fibres::body = kernels->body;
    fibres::arguments = words;
    blockDim = {(unsigned)threads, 1, 1};
    gridDim = {(unsigned)gridX, (unsigned)gridY, 1};
    for (blockIdx.y = 0; blockIdx.y < gridDim.y; blockIdx.y++) {
        for (blockIdx.x = 0; blockIdx.x < gridDim.x; blockIdx.x++) {
            fibres::runBlock(threads);
        }
    }
    return 0;
}

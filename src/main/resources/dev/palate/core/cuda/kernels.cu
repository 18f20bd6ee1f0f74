// The kernels of dev.palate.core.cuda. NVRTC compiles them for the installed card; a test compiles them with g++ and a shim
// that gives each thread a fibre. They use no floating-point atomics, and every sum has a fixed order, so two runs give the
// same bits. Contraction is off: a fused multiply-add appears only where it is written.
//
// Every matrix is row-major. The activations of a layer have one more column, of ones, that meets the next layer's bias; the
// stride of all matrices is a multiple of 16, and the padding is 0.
//
// A kernel with up to 1024 threads a block says so: otherwise a compiler may give each of them too many registers.

typedef long long int64;
typedef unsigned long long uint64;

#define CHUNK 1024 // parameters that one block of adam or sum_of_squares handles; every segment is a multiple of it
#define EPSILON_NORM 0.1f
#define NEGATIVE_INFINITY __int_as_float((int)0xff800000)
#define FULL_MASK 0xffffffffu

// ---------------------------------------------------------------------------------------------------------------- records

// Where the ratings of one row of the batch are.
struct Row {
    int64 from; // in the ratings
    int count;
    int at; // in the buffers of the batch's entries
    int source; // the row of the ratings
    int unused;
};

// The scalars of one step; the rows of its batch follow.
struct Step {
    int64 seed;
    int epoch;
    int rows;
    double klWeight;
    float encoderStep;
    float encoderRoot;
    float decoderStep;
    float decoderRoot;
    int momentum;
    int training;
};

// The ratings on the device and the buffers of one batch.
struct Batch {
    const Step *step;
    const int *items;
    const float *targets;
    const float *norms;
    const float *targetSums;
    float *inputs;
    int *rowOf;
    int *counts; // of an item's entries, then their total
    int *starts;
    int *cursors;
    int *unsorted;
    int *sorted;
};

// All parameters, their moments, and the gradients of those that no sparse update handles.
struct Arena {
    float *weights;
    float *first;
    float *second;
    float *gradients; // the gradient of parameter i is gradients[i - gradientBase]
    int64 gradientBase;
};

struct Segment {
    int64 offset;
    int64 length;
    int stride;
    int biasColumn; // -1: no bias; -2: all bias; -3: neither decays
    int layer;
    int encoder;
};

struct Decay {
    float weights;
    float bias;
};

// What a step leaves for the host, and for its own update.
struct Outcome {
    double objective;
    int finite;
    int unused;
    Decay decays[64];
};

__device__ inline Row row_of(const Step *step, int row) {
    return ((const Row *)(step + 1))[row];
}

// --------------------------------------------------------------------------------------------------------- random numbers

#define GOLDEN 0x9E3779B97F4A7C15ULL
#define STREAM_DROPOUT 2
#define STREAM_LATENT 3

__device__ inline uint64 mix(uint64 value) {
    uint64 z = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

__device__ inline uint64 random_key(int64 seed, int stream, int epoch, int row) {
    uint64 key = mix((uint64)seed + GOLDEN * (uint64)(stream + 1));
    return mix(key ^ (((uint64)(unsigned)epoch << 32) | (uint64)(unsigned)row));
}

__device__ inline uint64 random_bits(uint64 key, int64 position) {
    return mix(key + GOLDEN * (uint64)(position + 1));
}

__device__ inline float uniform(uint64 key, int64 position) {
    return (float)(random_bits(key, position) >> 40) * 5.9604644775390625e-8f;
}

// -------------------------------------------------------------------------------------------------------------- arithmetic

// NaN for NaN: fminf and fmaxf would return their other argument.
__device__ inline float fast_exp(float argument) {
    if (argument != argument) {
        return argument;
    }
    float x = fminf(fmaxf(argument, -87.3f), 88.3f);
    float shifted = fmaf(x, 1.44269504088896341f, 12582912.0f);
    float n = shifted - 12582912.0f;
    float r = fmaf(n, 2.12194440e-4f, fmaf(n, -0.693359375f, x));
    float p = fmaf(1.9875691500e-4f, r, 1.3981999507e-3f);
    p = fmaf(p, r, 8.3334519073e-3f);
    p = fmaf(p, r, 4.1665795894e-2f);
    p = fmaf(p, r, 1.6666665459e-1f);
    p = fmaf(p, r, 5.0000001201e-1f);
    p = fmaf(p, r * r, r + 1.0f);
    return __int_as_float(__float_as_int(p) + (int)((unsigned)__float_as_int(shifted) << 23));
}

// The sum over the block's threads, in a fixed order; every thread receives it.
__device__ inline double block_sum(double value) {
    __shared__ double partial[32];
    for (int mask = 16; mask > 0; mask >>= 1) {
        value += __shfl_xor_sync(FULL_MASK, value, mask);
    }
    if ((threadIdx.x & 31) == 0) {
        partial[threadIdx.x >> 5] = value;
    }
    __syncthreads();
    double sum = 0;
    for (int warp = 0; warp < (int)(blockDim.x >> 5); warp++) {
        sum += partial[warp];
    }
    __syncthreads();
    return sum;
}

__device__ inline float4 fma4(float a, float4 x, float4 y) {
    y.x = fmaf(a, x.x, y.x);
    y.y = fmaf(a, x.y, y.y);
    y.z = fmaf(a, x.z, y.z);
    y.w = fmaf(a, x.w, y.w);
    return y;
}

__device__ inline float4 fma4x4(float4 a, float4 x, float4 y) {
    y.x = fmaf(a.x, x.x, y.x);
    y.y = fmaf(a.y, x.y, y.y);
    y.z = fmaf(a.z, x.z, y.z);
    y.w = fmaf(a.w, x.w, y.w);
    return y;
}

__device__ inline float4 add4(float4 x, float4 y) {
    x.x += y.x;
    x.y += y.y;
    x.z += y.z;
    x.w += y.w;
    return x;
}

// ------------------------------------------------------------------------------------------------------------------- batch

// Counts the entries of each item.
extern "C" __global__ void count_entries(Batch batch) {
    Row row = row_of(batch.step, blockIdx.x);
    for (int k = threadIdx.x; k < row.count; k += blockDim.x) {
        batch.rowOf[row.at + k] = blockIdx.x;
        atomicAdd(&batch.counts[batch.items[row.from + k]], 1);
    }
}

// Reserves a stretch of the entry list for each item. Blocks reserve in any order: only the place differs, not the content.
extern "C" __global__ void item_starts(Batch batch, int items) {
    __shared__ int sums[2][256];
    __shared__ int base;
    int item = blockIdx.x * 256 + threadIdx.x;
    int count = item < items ? batch.counts[item] : 0;
    int from = 0;
    sums[0][threadIdx.x] = count;
    __syncthreads();
    for (int reach = 1; reach < 256; reach <<= 1) {
        int sum = sums[from][threadIdx.x];
        if ((int)threadIdx.x >= reach) {
            sum += sums[from][threadIdx.x - reach];
        }
        sums[1 - from][threadIdx.x] = sum;
        from = 1 - from;
        __syncthreads();
    }
    if (threadIdx.x == 255) {
        base = atomicAdd(&batch.counts[items], sums[from][255]);
    }
    __syncthreads();
    if (item < items) {
        batch.starts[item] = base + sums[from][threadIdx.x] - count;
        batch.cursors[item] = 0;
    }
}

// Puts each entry into its item's stretch, in any order.
extern "C" __global__ void place_entries(Batch batch) {
    Row row = row_of(batch.step, blockIdx.x);
    for (int k = threadIdx.x; k < row.count; k += blockDim.x) {
        int item = batch.items[row.from + k];
        batch.unsorted[batch.starts[item] + atomicAdd(&batch.cursors[item], 1)] = row.at + k;
    }
}

// Sorts each item's stretch: the place of an entry is the number of smaller ones. Rows ascend inside an item.
extern "C" __global__ void rank_entries(Batch batch) {
    Row row = row_of(batch.step, blockIdx.x);
    for (int k = threadIdx.x; k < row.count; k += blockDim.x) {
        int item = batch.items[row.from + k];
        int start = batch.starts[item];
        int length = batch.counts[item];
        int rank = 0;
        for (int other = 0; other < length; other++) {
            rank += batch.unsorted[start + other] < row.at + k;
        }
        batch.sorted[start + rank] = row.at + k;
    }
}

// ----------------------------------------------------------------------------------------------------------------- forward

#define IDENTITY 0
#define SIGMOID 1
#define TANH 2
#define RELU 3
#define SWISH 4

struct Layer {
    float *values;
    float *gradients;
    float *sums; // weighted sums, kept for swish
    float *normalised;
    float *outputGradients; // with respect to the normalised row
    float *inverse; // one over each row's deviation
    const float *gain; // null where there is no layer norm
    const float *shift;
    int64 earlierStride; // floats from one encoder layer's activations to the next one's
    int size;
    int stride;
    int activation;
    int earlier; // how many earlier layers are added to the sums
};

__device__ inline float activated(int activation, float sum) {
    switch (activation) {
        case SIGMOID: return 1.0f / (1.0f + fast_exp(-sum));
        case TANH: return 1.0f - 2.0f / (1.0f + fast_exp(2.0f * sum));
        case RELU: return sum <= 0.0f ? 0.0f : sum;
        case SWISH: return sum * (1.0f / (1.0f + fast_exp(-sum)));
        default: return sum;
    }
}

// The activation of a column, which may be the column of ones or padding.
__device__ inline float activated_column(const Layer &layer, int column, float sum) {
    return column < layer.size ? activated(layer.activation, sum) : column == layer.size ? 1.0f : 0.0f;
}

#define GIVEN 0
#define INPUTS 1
#define INPUTS_WITHOUT_DROPOUT 2

// The row's sum over its entries of coefficient * table[item], plus bias. The coefficients are given, or they are the inputs:
// normalised, and 0 where dropped; these are kept for the update. `lanes` threads with four columns each share the columns,
// 256 / lanes groups the entries; grid rows x (stride / (4 lanes)). Applies the layer's activation where `activates` is set.
extern "C" __global__ void gather(
        Batch batch,
        int source,
        float dropout,
        const float *coefficients,
        const float *table,
        const float *bias,
        Layer layer,
        int activates,
        int lanes) {
    __shared__ int items[256];
    __shared__ float factors[256];
    __shared__ float4 partial[256];
    Row row = row_of(batch.step, blockIdx.x);
    int lane = threadIdx.x % lanes;
    int group = threadIdx.x / lanes;
    int groups = 256 / lanes;
    int column = (blockIdx.y * lanes + lane) * 4;
    float rate = source == INPUTS && batch.step->training ? dropout : 0.0f;
    float factor = source == GIVEN ? 0.0f : 1.0f / (1.0f - rate) / batch.norms[row.source];
    uint64 key = random_key(batch.step->seed, STREAM_DROPOUT, batch.step->epoch, row.source);
    float4 sum = make_float4(0, 0, 0, 0);
    for (int first = 0; first < row.count; first += 256) {
        int k = first + threadIdx.x;
        if (k < row.count) {
            items[threadIdx.x] = batch.items[row.from + k];
            float input;
            if (source == GIVEN) {
                input = coefficients[row.at + k];
            } else {
                bool dropped = rate > 0 && uniform(key, k) < rate;
                input = dropped ? 0.0f : batch.targets[row.from + k] * factor;
                if (source == INPUTS && blockIdx.y == 0) {
                    batch.inputs[row.at + k] = input;
                }
            }
            factors[threadIdx.x] = input;
        }
        __syncthreads();
        int count = row.count - first < 256 ? row.count - first : 256;
        if (column < layer.stride) {
#pragma unroll 4
            for (int e = group; e < count; e += groups) {
                sum = fma4(factors[e], *(const float4 *)(table + (int64)items[e] * layer.stride + column), sum);
            }
        }
        __syncthreads();
    }
    partial[threadIdx.x] = sum;
    __syncthreads();
    if (group == 0 && column < layer.stride) {
        float4 total = bias ? *(const float4 *)(bias + column) : make_float4(0, 0, 0, 0);
        for (int g = 0; g < groups; g++) {
            total = add4(total, partial[g * lanes + lane]);
        }
        int64 at = (int64)blockIdx.x * layer.stride + column;
        if (activates) {
            if (layer.sums) {
                *(float4 *)(layer.sums + at) = total;
            }
            total.x = activated_column(layer, column, total.x);
            total.y = activated_column(layer, column + 1, total.y);
            total.z = activated_column(layer, column + 2, total.z);
            total.w = activated_column(layer, column + 3, total.w);
        }
        *(float4 *)(layer.values + at) = total;
    }
}

// Turns a row's weighted sums into activations in place, with the column of ones.
extern "C" __global__ void activate(Layer layer) {
    int64 at = (int64)blockIdx.x * layer.stride;
    float *values = layer.values + at;
    double mean = 0;
    for (int i = threadIdx.x; i < layer.stride; i += blockDim.x) {
        float value = i == layer.size ? 1.0f : 0.0f;
        if (i < layer.size) {
            float sum = values[i];
            for (int e = 0; e < layer.earlier; e++) {
                sum += layer.values[at + i - (layer.earlier - e) * layer.earlierStride];
            }
            if (layer.sums) {
                layer.sums[at + i] = sum;
            }
            value = activated(layer.activation, sum);
            mean += value;
        }
        values[i] = value;
    }
    if (!layer.gain) {
        return;
    }
    mean = block_sum(mean) / layer.size;
    double variance = 0;
    for (int i = threadIdx.x; i < layer.size; i += blockDim.x) {
        variance += (values[i] - mean) * (values[i] - mean);
    }
    variance = block_sum(variance);
    float inverse = (float)(1.0 / sqrt(variance / layer.size + EPSILON_NORM));
    for (int i = threadIdx.x; i < layer.size; i += blockDim.x) {
        float normal = (float)(values[i] - mean) * inverse;
        layer.normalised[at + i] = normal;
        values[i] = fmaf(normal, layer.gain[i], layer.shift[i]);
    }
    if (threadIdx.x == 0) {
        layer.inverse[blockIdx.x] = inverse;
    }
}

// Draws code = mu + noise * exp(logvar / 2); without noise where sampled is 0.
extern "C" __global__ void latent_forward(
        Batch batch, const float *head, int headStride, float *code, int codeStride, float *noise, int size, int sampled) {
    int row = blockIdx.x;
    uint64 key = random_key(batch.step->seed, STREAM_LATENT, batch.step->epoch, row_of(batch.step, row).source);
    const float *mu = head + (int64)row * headStride;
    float *out = code + (int64)row * codeStride;
    float *eps = noise + (int64)row * size;
    for (int k = 2 * threadIdx.x; k < size && sampled; k += 2 * blockDim.x) {
        const double unit = 1.1102230246251565e-16;
        double radius = sqrt(-2 * log((double)((random_bits(key, k) >> 11) + 1) * unit));
        double angle = 2 * 3.141592653589793 * ((double)(random_bits(key, k + 1) >> 11) * unit);
        eps[k] = (float)(radius * cos(angle));
        out[k] = fmaf(eps[k], fast_exp(0.5f * mu[size + k]), mu[k]);
        if (k + 1 < size) {
            eps[k + 1] = (float)(radius * sin(angle));
            out[k + 1] = fmaf(eps[k + 1], fast_exp(0.5f * mu[size + k + 1]), mu[k + 1]);
        }
    }
    for (int k = threadIdx.x; k < codeStride; k += blockDim.x) {
        if (k >= size) {
            out[k] = k == size ? 1.0f : 0.0f;
        } else if (!sampled) {
            out[k] = mu[k];
        }
    }
}

// ------------------------------------------------------------------------------------------------------------------ losses

// Turns a row of outputs into the gradient 2 scale (o - x), and adds up (o - x)^2.
extern "C" __global__ __launch_bounds__(1024) void squared(
        Batch batch, float *outputs, int stride, int items, float scale, double *losses) {
    Row row = row_of(batch.step, blockIdx.x);
    float *values = outputs + (int64)blockIdx.x * stride;
    for (int k = threadIdx.x; k < row.count; k += blockDim.x) {
        values[batch.items[row.from + k]] -= batch.targets[row.from + k];
    }
    __syncthreads();
    double loss = 0;
    for (int i = threadIdx.x * 4; i < stride; i += blockDim.x * 4) {
        float4 error = *(float4 *)(values + i);
        loss += (double)(error.x * error.x) + (double)(error.y * error.y);
        loss += (double)(error.z * error.z) + (double)(error.w * error.w);
        error.x *= 2 * scale;
        error.y *= 2 * scale;
        error.z *= 2 * scale;
        error.w *= 2 * scale;
        *(float4 *)(values + i) = error;
    }
    loss = block_sum(loss);
    if (threadIdx.x == 0) {
        losses[blockIdx.x] = loss;
    }
}

// Turns a row of logits into the gradient scale (n softmax(o) - x), n being the sum of the targets, and works out
// -sum of x log softmax(o). One pass finds the maximum and the sum of the exponentials, a second one writes.
extern "C" __global__ __launch_bounds__(1024) void multinomial(
        Batch batch, float *outputs, int stride, int items, float scale, double *losses) {
    __shared__ float maxima[32];
    Row row = row_of(batch.step, blockIdx.x);
    float *logits = outputs + (int64)blockIdx.x * stride;
    double loss = 0;
    for (int k = threadIdx.x; k < row.count; k += blockDim.x) {
        loss -= (double)batch.targets[row.from + k] * logits[batch.items[row.from + k]];
    }
    float maximum = NEGATIVE_INFINITY;
    float sum = 0;
    for (int i = threadIdx.x * 4; i < items; i += blockDim.x * 4) {
        float4 logit = *(float4 *)(logits + i);
        logit.y = i + 1 < items ? logit.y : NEGATIVE_INFINITY;
        logit.z = i + 2 < items ? logit.z : NEGATIVE_INFINITY;
        logit.w = i + 3 < items ? logit.w : NEGATIVE_INFINITY;
        float greatest = fmaxf(fmaxf(logit.x, logit.y), fmaxf(logit.z, logit.w));
        if (greatest > maximum) {
            sum *= fast_exp(maximum - greatest);
            maximum = greatest;
        }
        float first = fast_exp(logit.x - maximum) + (i + 1 < items ? fast_exp(logit.y - maximum) : 0.0f);
        float second = (i + 2 < items ? fast_exp(logit.z - maximum) : 0.0f)
                + (i + 3 < items ? fast_exp(logit.w - maximum) : 0.0f);
        sum += first + second;
    }
    float own = maximum;
    for (int mask = 16; mask > 0; mask >>= 1) {
        maximum = fmaxf(maximum, __shfl_xor_sync(FULL_MASK, maximum, mask));
    }
    if ((threadIdx.x & 31) == 0) {
        maxima[threadIdx.x >> 5] = maximum;
    }
    __syncthreads();
    for (int warp = 0; warp < (int)(blockDim.x >> 5); warp++) {
        maximum = fmaxf(maximum, maxima[warp]);
    }
    // Without a maximum, a thread without items keeps its sum of 0, and one whose logits are all NaN keeps NaN.
    double total = block_sum((double)(sum * fast_exp(own - maximum)));
    loss = block_sum(loss);
    float n = batch.targetSums[row.source];
    float factor = scale * n / (float)total;
    for (int i = threadIdx.x * 4; i < items; i += blockDim.x * 4) {
        float4 logit = *(float4 *)(logits + i);
        logit.x = fast_exp(logit.x - maximum) * factor;
        logit.y = i + 1 < items ? fast_exp(logit.y - maximum) * factor : 0.0f;
        logit.z = i + 2 < items ? fast_exp(logit.z - maximum) * factor : 0.0f;
        logit.w = i + 3 < items ? fast_exp(logit.w - maximum) * factor : 0.0f;
        *(float4 *)(logits + i) = logit;
    }
    __syncthreads();
    for (int k = threadIdx.x; k < row.count; k += blockDim.x) {
        logits[batch.items[row.from + k]] -= scale * batch.targets[row.from + k];
    }
    if (threadIdx.x == 0) {
        // A sum that is not a number must reach the objective.
        losses[blockIdx.x] = loss + n * (maximum + log((double)(float)total)) + (total - total);
    }
}

__device__ inline float warp_sum(float value) {
    for (int mask = 16; mask > 0; mask >>= 1) {
        value += __shfl_xor_sync(FULL_MASK, value, mask);
    }
    return value;
}

// Scores a row's rated items only: residuals 2 scale (o - x) and the sum of (o - x)^2. A warp takes two entries at a time; 1024
// threads.
extern "C" __global__ __launch_bounds__(1024) void observed(
        Batch batch, const float *values, const float *table, int stride, float scale, float *residuals, double *losses) {
    __shared__ int items[1024];
    __shared__ float targets[1024];
    Row row = row_of(batch.step, blockIdx.x);
    int lane = threadIdx.x & 31;
    values += (int64)blockIdx.x * stride;
    double loss = 0;
    for (int first = 0; first < row.count; first += 1024) {
        int count = row.count - first < 1024 ? row.count - first : 1024;
        __syncthreads();
        if ((int)threadIdx.x < count) {
            items[threadIdx.x] = batch.items[row.from + first + threadIdx.x];
            targets[threadIdx.x] = batch.targets[row.from + first + threadIdx.x];
        }
        __syncthreads();
        for (int k = 2 * (threadIdx.x >> 5); k < count; k += 64) {
            int other = k + 1 < count ? k + 1 : k;
            const float *weights = table + (int64)items[k] * stride;
            const float *otherWeights = table + (int64)items[other] * stride;
            float4 dots = make_float4(0, 0, 0, 0);
            float4 otherDots = dots;
#pragma unroll 4
            for (int i = lane * 4; i < stride; i += 128) {
                float4 x = *(const float4 *)(values + i);
                dots = fma4x4(x, *(const float4 *)(weights + i), dots);
                otherDots = fma4x4(x, *(const float4 *)(otherWeights + i), otherDots);
            }
            float dot = warp_sum((dots.x + dots.y) + (dots.z + dots.w));
            float otherDot = warp_sum((otherDots.x + otherDots.y) + (otherDots.z + otherDots.w));
            if (lane == 0) {
                float error = dot - targets[k];
                loss += (double)error * error;
                residuals[row.at + first + k] = 2 * scale * error;
            }
            if (lane == 1 && other > k) {
                float error = otherDot - targets[other];
                loss += (double)error * error;
                residuals[row.at + first + other] = 2 * scale * error;
            }
        }
    }
    loss = block_sum(loss);
    if (threadIdx.x == 0) {
        losses[blockIdx.x] = loss;
    }
}

// ---------------------------------------------------------------------------------------------------------------- backward

// Turns the gradient with respect to a row's activations into that with respect to its weighted sums.
extern "C" __global__ void activate_back(Layer layer) {
    int64 at = (int64)blockIdx.x * layer.stride;
    float *gradients = layer.gradients + at;
    const float *values = layer.values + at;
    if (layer.gain) {
        double mean = 0;
        double projection = 0;
        for (int i = threadIdx.x; i < layer.size; i += blockDim.x) {
            layer.outputGradients[at + i] = gradients[i];
            float gradient = gradients[i] * layer.gain[i];
            mean += gradient;
            projection += gradient * layer.normalised[at + i];
        }
        mean = block_sum(mean) / layer.size;
        projection = block_sum(projection) / layer.size;
        for (int i = threadIdx.x; i < layer.size; i += blockDim.x) {
            double centred = gradients[i] * layer.gain[i] - mean - layer.normalised[at + i] * projection;
            gradients[i] = (float)centred * layer.inverse[blockIdx.x];
        }
    }
    for (int i = threadIdx.x; i < layer.stride; i += blockDim.x) {
        float gradient = gradients[i];
        if (i >= layer.size) {
            gradient = 0;
        } else if (layer.activation == SIGMOID) {
            gradient *= values[i] * (1 - values[i]);
        } else if (layer.activation == TANH) {
            gradient *= 1 - values[i] * values[i];
        } else if (layer.activation == RELU) {
            gradient = values[i] > 0 ? gradient : 0;
        } else if (layer.activation == SWISH) {
            float sum = layer.sums[at + i];
            float sigmoid = 1 / (1 + fast_exp(-sum));
            gradient *= sigmoid * (1 + sum * (1 - sigmoid));
        }
        gradients[i] = gradient;
    }
}

// Passes a layer's gradient on to the earlier layers that were added to its sums; overwrites all but the nearest one where
// nothing was passed to them before.
extern "C" __global__ void skip_back(Layer layer, int overwrites) {
    int64 at = (int64)blockIdx.x * layer.stride;
    for (int i = threadIdx.x; i < layer.size; i += blockDim.x) {
        float gradient = layer.gradients[at + i];
        for (int back = 1; back <= layer.earlier; back++) {
            float *target = layer.gradients + at + i - back * layer.earlierStride;
            *target = overwrites && back > 1 ? gradient : *target + gradient;
        }
    }
}

#define LOG_2PI 1.8378770664093453

__device__ inline double log_normal(double z, double mean, double logVariance) {
    return -0.5 * (logVariance + LOG_2PI + (z - mean) * (z - mean) * exp(-logVariance));
}

// Logarithm of the composite prior's density at z, and the derivative of that.
__device__ inline double composite_prior(double z, double oldMean, double oldLogVariance, double *slope) {
    double standard = log(3.0 / 20) + log_normal(z, 0, 0);
    double old = log(3.0 / 4) + log_normal(z, oldMean, oldLogVariance);
    double flat = log(1.0 / 10) + log_normal(z, 0, 10);
    double greatest = fmax(standard, fmax(old, flat));
    double standardPart = exp(standard - greatest);
    double oldPart = exp(old - greatest);
    double flatPart = exp(flat - greatest);
    double sum = standardPart + oldPart + flatPart;
    *slope = -(standardPart * z + oldPart * (z - oldMean) * exp(-oldLogVariance) + flatPart * z * exp(-10.0)) / sum;
    return greatest + log(sum);
}

#define KL_SUM 0
#define KL_MEAN 1
#define KL_PER_INTERACTION_MEAN 2

// The head's gradients from the code's and the divergence's; each row's weighted divergence. The prior is composite where
// there are old codes.
extern "C" __global__ void latent_back(
        Batch batch,
        const float *head,
        float *headGradients,
        int headStride,
        const float *code,
        const float *codeGradients,
        int codeStride,
        const float *noise,
        const float *oldHead,
        int size,
        int klWeight,
        double *divergences) {
    int row = blockIdx.x;
    const Step *step = batch.step;
    double rowWeight = step->klWeight;
    if (klWeight == KL_MEAN) {
        rowWeight = rowWeight / step->rows;
    } else if (klWeight == KL_PER_INTERACTION_MEAN) {
        rowWeight = rowWeight * batch.targetSums[row_of(step, row).source] / step->rows;
    }
    float weight = (float)rowWeight;
    const float *mu = head + (int64)row * headStride;
    float *gradients = headGradients + (int64)row * headStride;
    double divergence = 0;
    for (int k = threadIdx.x; k < headStride; k += blockDim.x) {
        if (k >= 2 * size) {
            gradients[k] = 0;
        }
        if (k >= size) {
            continue;
        }
        float logVariance = mu[size + k];
        float deviation = fast_exp(0.5f * logVariance);
        float eps = noise[(int64)row * size + k];
        float fromCode = codeGradients[(int64)row * codeStride + k];
        if (!oldHead) {
            float variance = deviation * deviation;
            gradients[k] = fmaf(weight, mu[k], fromCode);
            gradients[size + k] = 0.5f * (fromCode * eps * deviation + weight * (variance - 1));
            divergence -= 0.5 * (1 + logVariance - mu[k] * mu[k] - variance);
        } else {
            const float *old = oldHead + (int64)row * headStride;
            double slope;
            double logarithm = composite_prior(code[(int64)row * codeStride + k], old[k], old[size + k], &slope);
            float towardsCode = fromCode - weight * (float)slope;
            gradients[k] = towardsCode;
            gradients[size + k] = 0.5f * (towardsCode * eps * deviation - weight);
            divergence += -0.5 * (logVariance + LOG_2PI + eps * eps) - logarithm;
        }
    }
    divergence = block_sum(divergence);
    if (threadIdx.x == 0) {
        divergences[row] = weight * divergence;
    }
}

// out[j] = sum over rows of a[row][j], times b[row][j] where there is a b; 32 columns and 32 shares of the rows a block.
extern "C" __global__ __launch_bounds__(1024) void column_sums(
        const float *a, const float *b, int rows, int stride, int width, float *out) {
    __shared__ float partial[32][33];
    int lane = threadIdx.x & 31;
    int share = threadIdx.x >> 5;
    int column = blockIdx.x * 32 + lane;
    float sum = 0;
    if (column < width) {
        for (int row = share; row < rows; row += 32) {
            float value = a[(int64)row * stride + column];
            sum = b ? fmaf(value, b[(int64)row * stride + column], sum) : sum + value;
        }
    }
    partial[share][lane] = sum;
    __syncthreads();
    if (share == 0 && column < width) {
        float total = 0;
        for (int s = 0; s < 32; s++) {
            total += partial[s][lane];
        }
        out[column] = total;
    }
}

// --------------------------------------------------------------------------------------------------- objective and update

// The sums of squared weights and of squared biases of one chunk of the parameters.
extern "C" __global__ void sum_of_squares(Arena arena, const Segment *segments, double *sums) {
    int64 at = (int64)blockIdx.x * CHUNK;
    const Segment *segment = segments;
    while (at >= segment->offset + segment->length) {
        segment++;
    }
    double weights = 0;
    double biases = 0;
    for (int i = threadIdx.x; i < CHUNK; i += blockDim.x) {
        double square = (double)arena.weights[at + i] * arena.weights[at + i];
        int column = segment->biasColumn < 0 ? 0 : (int)((at + i - segment->offset) % segment->stride);
        if (segment->biasColumn == -2 || (segment->biasColumn >= 0 && column == segment->biasColumn)) {
            biases += square;
        } else {
            weights += square;
        }
    }
    weights = block_sum(weights);
    biases = block_sum(biases);
    if (threadIdx.x == 0) {
        sums[2 * (int64)blockIdx.x] = weights;
        sums[2 * (int64)blockIdx.x + 1] = biases;
    }
}

#define PENALTY_NONE 0
#define PENALTY_SQUARED_L2 1
#define PENALTY_L2_NORM 2

// The batch objective, whether it is finite, and the decay of each layer. One block.
extern "C" __global__ void objective(
        const double *losses,
        const double *divergences,
        int rows,
        float scale,
        const Segment *segments,
        int segmentCount,
        const double *sums,
        int layers,
        int penalty,
        float lambda,
        Outcome *outcome) {
    __shared__ double squares[2 * 64];
    double loss = 0;
    double divergence = 0;
    for (int row = threadIdx.x; row < rows; row += blockDim.x) {
        loss += losses[row];
        divergence += divergences ? divergences[row] : 0;
    }
    // A warp adds up a layer.
    int warps = blockDim.x >> 5;
    int lane = threadIdx.x & 31;
    for (int l = threadIdx.x >> 5; l < layers && penalty != PENALTY_NONE; l += warps) {
        double weights = 0;
        double biases = 0;
        for (int s = 0; s < segmentCount; s++) {
            if (segments[s].layer == l && segments[s].biasColumn != -3) {
                int64 end = (segments[s].offset + segments[s].length) / CHUNK;
                for (int64 chunk = segments[s].offset / CHUNK + lane; chunk < end; chunk += 32) {
                    weights += sums[2 * chunk];
                    biases += sums[2 * chunk + 1];
                }
            }
        }
        for (int mask = 16; mask > 0; mask >>= 1) {
            weights += __shfl_xor_sync(FULL_MASK, weights, mask);
            biases += __shfl_xor_sync(FULL_MASK, biases, mask);
        }
        if (lane == 0) {
            squares[2 * l] = weights;
            squares[2 * l + 1] = biases;
        }
    }
    double total = block_sum(loss) * scale + (divergences ? block_sum(divergence) : 0);
    if (threadIdx.x != 0) {
        return;
    }
    double penalties = 0;
    for (int l = 0; l < layers; l++) {
        Decay decay = {0, 0};
        if (penalty == PENALTY_SQUARED_L2) {
            decay.weights = lambda;
            penalties += 0.5 * lambda * squares[2 * l];
        } else if (penalty == PENALTY_L2_NORM) {
            double weightNorm = sqrt(squares[2 * l]);
            double biasNorm = sqrt(squares[2 * l + 1]);
            decay.weights = weightNorm == 0 ? 0.0f : (float)(0.5 * lambda / weightNorm);
            decay.bias = biasNorm == 0 ? 0.0f : (float)(0.5 * lambda / biasNorm);
            penalties += 0.5 * lambda * (weightNorm + biasNorm);
        }
        outcome->decays[l] = decay;
    }
    total += penalties;
    outcome->objective = total;
    outcome->finite = isfinite(total);
}

struct Rule {
    float stepSize;
    float rootScale;
    int momentum;
};

__device__ inline Rule rule_of(const Step *step, int encoder) {
    Rule rule;
    rule.stepSize = encoder ? step->encoderStep : step->decoderStep;
    rule.rootScale = encoder ? step->encoderRoot : step->decoderRoot;
    rule.momentum = step->momentum;
    return rule;
}

__device__ inline void update(const Rule &rule, float gradient, float &w, float &m, float &v) {
    if (rule.momentum) {
        m = m * 0.9f + gradient;
        w = fmaf(-rule.stepSize, m, w);
        return;
    }
    const float add1 = 1.0f - 0.9f;
    const float add2 = 1.0f - 0.999f;
    m = fmaf(0.9f, m, add1 * gradient);
    v = fmaf(0.999f, v, add2 * gradient * gradient);
    float root = fmaf(sqrtf(v), rule.rootScale, 1e-8f);
    w -= rule.stepSize * m / root;
}

__device__ inline void update4(const Rule &rule, const Arena &arena, int64 i, float4 gradient) {
    float4 w = *(float4 *)(arena.weights + i);
    float4 m = *(float4 *)(arena.first + i);
    float4 v = make_float4(0, 0, 0, 0);
    if (!rule.momentum) {
        v = *(float4 *)(arena.second + i);
    }
    update(rule, gradient.x, w.x, m.x, v.x);
    update(rule, gradient.y, w.y, m.y, v.y);
    update(rule, gradient.z, w.z, m.z, v.z);
    update(rule, gradient.w, w.w, m.w, v.w);
    *(float4 *)(arena.weights + i) = w;
    *(float4 *)(arena.first + i) = m;
    if (!rule.momentum) {
        *(float4 *)(arena.second + i) = v;
    }
}

__device__ inline float decayed(const Decay &decay, int biasColumn, int column, float w, float gradient) {
    if (biasColumn == -2 || (biasColumn >= 0 && column == biasColumn)) {
        return gradient + decay.bias * w;
    }
    return fmaf(decay.weights, w, gradient);
}

__device__ inline float4 decayed4(const Decay &decay, int biasColumn, int column, float4 w, float4 gradient) {
    gradient.x = decayed(decay, biasColumn, column, w.x, gradient.x);
    gradient.y = decayed(decay, biasColumn, column + 1, w.y, gradient.y);
    gradient.z = decayed(decay, biasColumn, column + 2, w.z, gradient.z);
    gradient.w = decayed(decay, biasColumn, column + 3, w.w, gradient.w);
    return gradient;
}

// Applies the dense gradients of the chunks from firstChunk on; 256 threads with four parameters each.
extern "C" __global__ void adam(
        Arena arena, const Segment *segments, int64 firstChunk, const Step *step, const Outcome *outcome) {
    if (!outcome->finite) {
        return;
    }
    int64 at = (firstChunk + blockIdx.x) * CHUNK;
    const Segment *segment = segments;
    while (at >= segment->offset + segment->length) {
        segment++;
    }
    int64 i = at + 4 * threadIdx.x;
    float4 gradient = *(const float4 *)(arena.gradients + (i - arena.gradientBase));
    Decay decay = outcome->decays[segment->layer];
    if (segment->biasColumn != -3 && (decay.weights != 0 || decay.bias != 0)) {
        int column = (int)((i - segment->offset) % segment->stride);
        gradient = decayed4(decay, segment->biasColumn, column, *(const float4 *)(arena.weights + i), gradient);
    }
    update4(rule_of(step, segment->encoder), arena, i, gradient);
}

// Applies the gradient of a table with one row for each item: the sum over the item's entries of coefficient * row. Every
// item is updated, since its moments decay. A block takes an item: `lanes` threads with four columns each share the columns,
// `groups` groups of them the entries.
extern "C" __global__ void item_update(
        Batch batch,
        Arena arena,
        Segment segment,
        const float *coefficients,
        const float *rows,
        const Outcome *outcome,
        int lanes,
        int groups) {
    __shared__ int stagedRows[256];
    __shared__ float staged[256];
    __shared__ float4 partial[256];
    int item = blockIdx.x;
    int start = batch.starts[item];
    int entries = batch.counts[item];
    int lane = threadIdx.x % lanes;
    int group = threadIdx.x / lanes;
    if (!outcome->finite) {
        return;
    }
    for (int base = 0; base < segment.stride; base += 4 * lanes) {
        int column = base + 4 * lane;
        bool works = group < groups && column < segment.stride;
        float4 gradient = make_float4(0, 0, 0, 0);
        for (int first = 0; first < entries; first += 256) {
            int count = entries - first < 256 ? entries - first : 256;
            for (int k = threadIdx.x; k < count; k += blockDim.x) {
                int entry = batch.sorted[start + first + k];
                stagedRows[k] = batch.rowOf[entry];
                staged[k] = coefficients[entry];
            }
            __syncthreads();
            if (works) {
#pragma unroll 8
                for (int e = group; e < count; e += groups) {
                    int64 row = (int64)stagedRows[e] * segment.stride + column;
                    gradient = fma4(staged[e], *(const float4 *)(rows + row), gradient);
                }
            }
            __syncthreads();
        }
        if (groups > 1 && entries > 0) {
            if (works) {
                partial[threadIdx.x] = gradient;
            }
            __syncthreads();
            gradient = make_float4(0, 0, 0, 0);
            for (int g = 0; g < groups && works; g++) {
                gradient = add4(gradient, partial[g * lanes + lane]);
            }
            __syncthreads();
        }
        if (group == 0 && works) {
            int64 i = segment.offset + (int64)item * segment.stride + column;
            Decay decay = outcome->decays[segment.layer];
            if (decay.weights != 0 || decay.bias != 0) {
                gradient = decayed4(decay, segment.biasColumn, column, *(const float4 *)(arena.weights + i), gradient);
            }
            update4(rule_of(batch.step, segment.encoder), arena, i, gradient);
        }
    }
}

/* Two inner loops of the training. Each output row belongs to one thread and is summed in the
 * order of its entries, so the result does not depend on the number of threads. */
#include <math.h>
#include <stdint.h>

/* out[r] = sum of values[k] * table[columns[k]] over the entries k of row r */
void rows_times_table(int64_t rows, int64_t dim, const int64_t *offsets, const int32_t *columns,
                      const float *values, const float *table, float *out) {
#pragma omp parallel for schedule(dynamic, 32)
    for (int64_t r = 0; r < rows; r++) {
        float *restrict to = out + r * dim;
        for (int64_t d = 0; d < dim; d++) to[d] = 0.0f;
        for (int64_t k = offsets[r]; k < offsets[r + 1]; k++) {
            const float *restrict from = table + (int64_t)columns[k] * dim;
            const float value = values[k];
            for (int64_t d = 0; d < dim; d++) to[d] += value * from[d];
        }
    }
}

/* sums[row] += mean(g^2); table[row] -= rate * g / sqrt(sums[row]) */
void adagrad(int64_t count, int64_t dim, const int64_t *rows, const float *gradient, float rate,
             float *table, float *sums) {
#pragma omp parallel for schedule(static)
    for (int64_t k = 0; k < count; k++) {
        const float *restrict g = gradient + k * dim;
        float *restrict to = table + rows[k] * dim;
        float square = 0.0f;
        for (int64_t d = 0; d < dim; d++) square += g[d] * g[d];
        sums[rows[k]] += square / (float)dim;
        const float step = rate / sqrtf(sums[rows[k]] + 1e-12f);
        for (int64_t d = 0; d < dim; d++) to[d] -= step * g[d];
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Julie.Training.Learning;

/// <summary>
/// Products of row-major matrices, in blocks of 4 x 4 registers over all cores. Rows and the inner size must be multiples of 16 and
/// of 4, which batches and dimensions are.
/// </summary>
internal static class Matrices
{
    private const int Block = 4;

    /// <summary>c[m, n] = a[m, k] b[n, k]^T.</summary>
    public static void TimesTransposed(float[] a, float[] b, float[] c, int m, int n, int k, ParallelOptions parallel) =>
        Parallel.For(0, m / Block, parallel, block =>
        {
            ref var right = ref MemoryMarshal.GetArrayDataReference(b);
            ref var left = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(a), block * Block * k);
            ref var result = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(c), block * Block * n);
            for (var j = 0; j < n; j += Block)
            {
                Dot4x4(ref left, ref Unsafe.Add(ref right, j * k), ref Unsafe.Add(ref result, j), k, n);
            }
        });

    /// <summary>c[m, k] = a[m, n] b[n, k], or with a read as its transpose [n, m].</summary>
    public static void Times(float[] a, bool transposed, float[] b, float[] c, int m, int n, int k, ParallelOptions parallel) =>
        Parallel.For(0, m / Block, parallel, block =>
        {
            var row = transposed ? 1 : n;
            var step = transposed ? m : 1;
            ref var left = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(a), block * Block * row);
            ref var right = ref MemoryMarshal.GetArrayDataReference(b);
            ref var result = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(c), block * Block * k);
            for (var j = 0; j < k; j += 64)
            {
                Sum4x64(ref left, row, step, ref Unsafe.Add(ref right, j), ref Unsafe.Add(ref result, j), n, k);
            }
        });

    private static void Dot4x4(ref float a, ref float b, ref float c, int k, int stride)
    {
        Vector512<float> c00 = default, c01 = default, c02 = default, c03 = default;
        Vector512<float> c10 = default, c11 = default, c12 = default, c13 = default;
        Vector512<float> c20 = default, c21 = default, c22 = default, c23 = default;
        Vector512<float> c30 = default, c31 = default, c32 = default, c33 = default;
        for (var i = 0; i < k; i += 16)
        {
            var b0 = Vector512.LoadUnsafe(ref b, (nuint)i);
            var b1 = Vector512.LoadUnsafe(ref b, (nuint)(i + k));
            var b2 = Vector512.LoadUnsafe(ref b, (nuint)(i + (2 * k)));
            var b3 = Vector512.LoadUnsafe(ref b, (nuint)(i + (3 * k)));
            var x = Vector512.LoadUnsafe(ref a, (nuint)i);
            (c00, c01) = (Vector512.FusedMultiplyAdd(x, b0, c00), Vector512.FusedMultiplyAdd(x, b1, c01));
            (c02, c03) = (Vector512.FusedMultiplyAdd(x, b2, c02), Vector512.FusedMultiplyAdd(x, b3, c03));
            x = Vector512.LoadUnsafe(ref a, (nuint)(i + k));
            (c10, c11) = (Vector512.FusedMultiplyAdd(x, b0, c10), Vector512.FusedMultiplyAdd(x, b1, c11));
            (c12, c13) = (Vector512.FusedMultiplyAdd(x, b2, c12), Vector512.FusedMultiplyAdd(x, b3, c13));
            x = Vector512.LoadUnsafe(ref a, (nuint)(i + (2 * k)));
            (c20, c21) = (Vector512.FusedMultiplyAdd(x, b0, c20), Vector512.FusedMultiplyAdd(x, b1, c21));
            (c22, c23) = (Vector512.FusedMultiplyAdd(x, b2, c22), Vector512.FusedMultiplyAdd(x, b3, c23));
            x = Vector512.LoadUnsafe(ref a, (nuint)(i + (3 * k)));
            (c30, c31) = (Vector512.FusedMultiplyAdd(x, b0, c30), Vector512.FusedMultiplyAdd(x, b1, c31));
            (c32, c33) = (Vector512.FusedMultiplyAdd(x, b2, c32), Vector512.FusedMultiplyAdd(x, b3, c33));
        }

        Store(ref c, c00, c01, c02, c03);
        Store(ref Unsafe.Add(ref c, stride), c10, c11, c12, c13);
        Store(ref Unsafe.Add(ref c, 2 * stride), c20, c21, c22, c23);
        Store(ref Unsafe.Add(ref c, 3 * stride), c30, c31, c32, c33);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref float c, Vector512<float> v0, Vector512<float> v1, Vector512<float> v2, Vector512<float> v3) =>
        Vector128.Create(Vector512.Sum(v0), Vector512.Sum(v1), Vector512.Sum(v2), Vector512.Sum(v3)).StoreUnsafe(ref c);

    private static void Sum4x64(ref float a, int row, int step, ref float b, ref float c, int n, int k)
    {
        Vector512<float> c00 = default, c01 = default, c02 = default, c03 = default;
        Vector512<float> c10 = default, c11 = default, c12 = default, c13 = default;
        Vector512<float> c20 = default, c21 = default, c22 = default, c23 = default;
        Vector512<float> c30 = default, c31 = default, c32 = default, c33 = default;
        for (var i = 0; i < n; i++)
        {
            ref var from = ref Unsafe.Add(ref b, i * k);
            var b0 = Vector512.LoadUnsafe(ref from);
            var b1 = Vector512.LoadUnsafe(ref from, 16);
            var b2 = Vector512.LoadUnsafe(ref from, 32);
            var b3 = Vector512.LoadUnsafe(ref from, 48);
            ref var left = ref Unsafe.Add(ref a, i * step);
            var x = Vector512.Create(left);
            (c00, c01) = (Vector512.FusedMultiplyAdd(x, b0, c00), Vector512.FusedMultiplyAdd(x, b1, c01));
            (c02, c03) = (Vector512.FusedMultiplyAdd(x, b2, c02), Vector512.FusedMultiplyAdd(x, b3, c03));
            x = Vector512.Create(Unsafe.Add(ref left, row));
            (c10, c11) = (Vector512.FusedMultiplyAdd(x, b0, c10), Vector512.FusedMultiplyAdd(x, b1, c11));
            (c12, c13) = (Vector512.FusedMultiplyAdd(x, b2, c12), Vector512.FusedMultiplyAdd(x, b3, c13));
            x = Vector512.Create(Unsafe.Add(ref left, 2 * row));
            (c20, c21) = (Vector512.FusedMultiplyAdd(x, b0, c20), Vector512.FusedMultiplyAdd(x, b1, c21));
            (c22, c23) = (Vector512.FusedMultiplyAdd(x, b2, c22), Vector512.FusedMultiplyAdd(x, b3, c23));
            x = Vector512.Create(Unsafe.Add(ref left, 3 * row));
            (c30, c31) = (Vector512.FusedMultiplyAdd(x, b0, c30), Vector512.FusedMultiplyAdd(x, b1, c31));
            (c32, c33) = (Vector512.FusedMultiplyAdd(x, b2, c32), Vector512.FusedMultiplyAdd(x, b3, c33));
        }

        Keep(ref c, c00, c01, c02, c03);
        Keep(ref Unsafe.Add(ref c, k), c10, c11, c12, c13);
        Keep(ref Unsafe.Add(ref c, 2 * k), c20, c21, c22, c23);
        Keep(ref Unsafe.Add(ref c, 3 * k), c30, c31, c32, c33);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep(ref float c, Vector512<float> v0, Vector512<float> v1, Vector512<float> v2, Vector512<float> v3)
    {
        v0.StoreUnsafe(ref c);
        v1.StoreUnsafe(ref c, 16);
        v2.StoreUnsafe(ref c, 32);
        v3.StoreUnsafe(ref c, 48);
    }
}

using static TorchSharp.torch;

namespace SiameseDsl.Evaluation;

/// <summary>The embeddings of a set's samples through one tower, filled as tasks ask for them: (M, D) rows for the M samples that were asked for.</summary>
internal sealed class EmbeddingTable : IDisposable
{
    private readonly int[] rowOf;
    private Tensor? rows;
    private int used;

    public EmbeddingTable(int samples)
    {
        rowOf = new int[samples];
        Array.Fill(rowOf, -1);
    }

    /// <summary>The samples among <paramref name="indices"/> without an embedding yet, in ascending order, each once.</summary>
    public int[] Missing(ReadOnlySpan<int> indices)
    {
        var missing = new SortedSet<int>();
        foreach (int index in indices)
        {
            if (rowOf[index] < 0)
            {
                missing.Add(index);
            }
        }

        return [.. missing];
    }

    /// <summary>Stores the embeddings (B, D) of the samples at <paramref name="indices"/>.</summary>
    public void Put(ReadOnlySpan<int> indices, Tensor embeddings)
    {
        // Room for all samples at once: a sample's row is then written in place, without growing or concatenating.
        rows ??= empty([rowOf.Length, .. embeddings.shape[1..]], embeddings.dtype, embeddings.device).DetachFromDisposeScope();
        rows.narrow(0, used, indices.Length).copy_(embeddings);
        foreach (int index in indices)
        {
            rowOf[index] = used++;
        }
    }

    /// <summary>The embeddings of the samples at <paramref name="indices"/>: (B, D), in the caller's dispose scope.</summary>
    public Tensor Rows(ReadOnlySpan<int> indices)
    {
        var wide = new long[indices.Length];
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] = rowOf[indices[i]];
        }

        return rows!.index_select(0, tensor(wide, ScalarType.Int64, rows!.device));
    }

    public void Dispose() => rows?.Dispose();
}

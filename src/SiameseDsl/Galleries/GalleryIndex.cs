using SiameseDsl.Evaluation;
using SiameseDsl.Modules;
using static TorchSharp.torch;

namespace SiameseDsl.Galleries;

/// <summary>A gallery's embeddings in memory. Search is exact: every example is compared with every probe by the model's own head, many at a time.</summary>
internal sealed class GalleryIndex : IDisposable
{
    // Rows that go through the head at once: enough to keep it busy, and small beside the caches' size.
    private const int Block = 8192;

    private readonly SiameseModule module;
    private readonly GalleryContent content;
    private readonly Tensor rows;

    public GalleryIndex(SiameseModule module, GalleryContent content)
    {
        this.module = module;
        this.content = content;
        using var scope = NewDisposeScope();
        rows = content.Owners.Length == 0 ? empty(0) : module.OnDevice(tensor(content.Embeddings).reshape(module.EmbeddingRows(content.Owners.Length)));
        rows.DetachFromDisposeScope();
    }

    /// <summary>The identities, in the order of their enrolment.</summary>
    public IReadOnlyList<string> Names => content.Names;

    /// <summary>The number of examples.</summary>
    public int Examples => content.Owners.Length;

    /// <summary>The score of each identity for each probe: that of its best example. (P, ...) -> P x identities, row by row.</summary>
    /// <exception cref="SiameseException">A score is no finite number.</exception>
    public float[][] Score(Tensor probes)
    {
        int count = (int)probes.shape[0];
        float[][] best = [.. Enumerable.Range(0, count).Select(_ => Enumerable.Repeat(float.NegativeInfinity, content.Names.Length).ToArray())];
        if (Examples == 0)
        {
            return best;
        }

        using var mode = new InferenceMode(module);
        int probesAtOnce = Math.Max(1, Block / Examples);
        for (int probe = 0; probe < count; probe += probesAtOnce)
        {
            int some = Math.Min(probesAtOnce, count - probe);
            for (int start = 0; start < Examples; start += Block)
            {
                int length = Math.Min(Block, Examples - start);
                float[] scores = Compare(probes, probe, some, start, length);
                for (int i = 0; i < scores.Length; i++)
                {
                    float[] row = best[probe + (i / length)];
                    int owner = content.Owners[start + (i % length)];
                    row[owner] = Math.Max(row[owner], Verification.Finite(scores[i]));
                }
            }
        }

        return best;
    }

    public void Dispose() => rows.Dispose();

    private float[] Compare(Tensor probes, int probe, int some, int start, int length)
    {
        using var scope = NewDisposeScope();
        Tensor left = probes.narrow(0, probe, some);
        Tensor right = rows.narrow(0, start, length);
        left = some == 1 ? left.expand([length, .. left.shape[1..]]) : left.repeat_interleave(length, 0);
        right = some == 1 ? right : right.repeat([some, .. right.shape[1..].Select(_ => 1L)]);
        return module.Compare(left, right).reshape(some * (long)length).to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
    }
}

using static TorchSharp.torch;

namespace SiameseDsl.Evaluation;

/// <summary>Index arrays on their way to Torch, which wants 64 bits.</summary>
internal static class Indices
{
    public static Tensor ToTensor(ReadOnlySpan<int> indices)
    {
        var wide = new long[indices.Length];
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] = indices[i];
        }

        return tensor(wide, ScalarType.Int64);
    }
}

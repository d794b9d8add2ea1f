using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace SiameseDsl.Data;

/// <summary>Labelled sequences of tokens, all of one length: sequence i takes the tokens from i * Length on.</summary>
internal sealed record TokenTable(long[] Tokens, int Length, int[] Labels, string[] ClassNames) : SampleTable(Labels, ClassNames)
{
    public override int[] Sizes => [Length];

    public override ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(Tokens.AsSpan());

    public override Tensor Gather(int[] part) => tensor(Copy(Tokens, Length, part), [part.Length, Length]);
}

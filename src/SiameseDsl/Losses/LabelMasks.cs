using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>Who is whose positive and negative in a labelled batch.</summary>
/// <param name="Positives">(N, N) bool: same label, another image.</param>
/// <param name="Negatives">(N, N) bool: another label.</param>
public readonly record struct LabelMasks(Tensor Positives, Tensor Negatives)
{
    /// <summary>The masks of (N) labels. They belong to the current dispose scope.</summary>
    public static LabelMasks Of(Tensor labels)
    {
        using var scope = NewDisposeScope();
        Tensor same = labels.unsqueeze(1).eq(labels.unsqueeze(0));
        Tensor negatives = same.logical_not();
        Tensor positives = same.logical_xor(eye(labels.shape[0], dtype: ScalarType.Bool, device: labels.device));
        return new LabelMasks(positives.MoveToOuterDisposeScope(), negatives.MoveToOuterDisposeScope());
    }
}

using static TorchSharp.torch;

namespace SiameseDsl.Training;

/// <summary>What towers make of the two sides of a batch: each side goes once through each of the towers that want it. Where both sides are the same images, so are their embeddings.</summary>
internal sealed class TowerOutputs(Func<Tensor, int, Tensor> encode, Tensor left, Tensor right)
{
    private readonly Dictionary<(bool IsRight, int Tower), Tensor> known = [];

    /// <summary>The embeddings of the left side by a tower.</summary>
    public Tensor Left(int tower) => Of(false, tower);

    /// <summary>The embeddings of the right side by a tower.</summary>
    public Tensor Right(int tower) => Of(!ReferenceEquals(left, right), tower);

    private Tensor Of(bool isRight, int tower)
    {
        if (!known.TryGetValue((isRight, tower), out Tensor? embeddings))
        {
            embeddings = encode(isRight ? right : left, tower);
            known.Add((isRight, tower), embeddings);
        }

        return embeddings;
    }
}

using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog;

/// <summary>A batch: which images one training step takes.</summary>
public sealed class BatchEntry(string kind, string summary, IReadOnlyList<CatalogKey> keys, string? mainKey, string countKey, Func<Func<string, long>, long> imagesPerCount)
    : ComponentEntry(Category.Batch, kind, summary, keys, mainKey)
{
    /// <summary>The key that grows with the batch: pairs, classes or ways.</summary>
    public string CountKey => countKey;

    /// <summary>The key that says how many images of one class a batch holds at least, or <see langword="null"/> where pairs are drawn.</summary>
    public string? SamplesKey { get; init; }

    /// <summary>The number of images in one batch, never below zero and never above <see cref="long.MaxValue"/>.</summary>
    public long Images(EquatableArray<Argument> arguments)
    {
        long perCount = imagesPerCount(name => arguments.Get(name).AsInteger());
        long count = arguments.Get(CountKey).AsInteger();
        return perCount > 0 && count > long.MaxValue / perCount ? long.MaxValue : perCount * count;
    }

    /// <summary>The value of <see cref="CountKey"/> that, with the other keys at their defaults, comes nearest to <paramref name="images"/> images.</summary>
    public long CountFor(long images, EquatableArray<Argument> defaults)
    {
        long perCount = imagesPerCount(name => defaults.Get(name).AsInteger());
        double count = Math.Round(images / (double)perCount, MidpointRounding.AwayFromZero);
        foreach (CatalogKey key in Keys)
        {
            if (key.Name == CountKey)
            {
                return (long)Math.Min(Math.Max(count, key.Minimum ?? 1), key.Maximum ?? count);
            }
        }

        throw new InvalidOperationException($"The batch '{Kind}' has no key '{CountKey}'.");
    }
}

using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;

namespace SiameseDsl.Spec.Tests.Binding;

public sealed class CatalogTests
{
    [Theory]
    [InlineData("uints", "units")]
    [InlineData("unit", "units")]
    [InlineData("calibratd", "calibrated")]
    [InlineData("BatchNorm", "batch_norm")]
    [InlineData("batch-norm", "batch_norm")]
    [InlineData("conv", "conv1d")]
    [InlineData("zebra", null)]
    [InlineData("", null)]
    public void NearestNamesAreFoundWithinBounds(string name, string? expected) =>
        Assert.Equal(expected, NearestName.Find(name, ["units", "calibrated", "batch_norm", "conv1d", "dense"]));

    [Fact]
    public void EveryDefaultBindsAndEveryReferenceExists()
    {
        foreach (CatalogEntry entry in SpecCatalog.All)
        {
            for (int i = 0; i < entry.Keys.Count; i++)
            {
                CatalogKey key = entry.Keys[i];
                DefaultValues.Of(entry, i);
                Assert.False(key.Required && key.Default is not null, $"{entry.Kind}.{key.Name} is required and has a default");
                Assert.Equal(key.Type is KeyType.Choice or KeyType.Choices, key.Choice is not null && key.Type != KeyType.Map);
                if (key.Type == KeyType.Choice && key.Default is not null)
                {
                    Assert.NotNull(SpecCatalog.Find(key.Choice!.Value, key.Default));
                }

                if (key.Section is not null)
                {
                    Assert.NotNull(SpecCatalog.Section(key.Section));
                }
            }

            Assert.True(entry.MainKey is null || entry.Keys.Any(key => key.Name == entry.MainKey), entry.Kind);
        }
    }

    [Fact]
    public void LossesNameBatchesThatExist() =>
        Assert.All(LossCatalog.All, loss => Assert.All(loss.Batches, batch => Assert.NotNull(SpecCatalog.Find(Category.Batch, batch))));

    [Theory]
    [InlineData("Digits")]
    [InlineData("DigitsConv")]
    [InlineData("Domains")]
    [InlineData("Losses")]
    [InlineData("Rows")]
    [InlineData("Words")]
    [InlineData("Omniglot")]
    public void TheRepositorysModelsBindWithoutErrors(string name)
    {
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "models", name + ".siamese.yaml"));
        BoundSpec bound = SpecText.Bind(text);

        Assert.All(bound.Findings, finding => Assert.Equal(Severity.Info, finding.Severity));
        Assert.All(bound.Family!.Variants, variant => Assert.False(variant.IsBroken));
        Assert.True(bound.Family.Variants.Count > 3);
    }
}

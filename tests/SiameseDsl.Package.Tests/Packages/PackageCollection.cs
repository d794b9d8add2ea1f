namespace SiameseDsl.Package.Tests.Packages;

/// <summary>The tests that build from the packed files: one after the other, over one feed.</summary>
[CollectionDefinition(Name)]
public sealed class PackageCollection : ICollectionFixture<PackedFeed>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "packages";
}

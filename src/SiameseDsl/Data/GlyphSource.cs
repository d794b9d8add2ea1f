namespace SiameseDsl.Data;

/// <summary>The embedded default data set: characters of <see cref="GlyphGenerator"/>, the parts disjoint in classes.</summary>
internal sealed class GlyphSource : DataSource
{
    private const ulong Seed = 1;
    private const int TrainClasses = 400;
    private const int ValidationClasses = 50;
    private const int TestClasses = 50;
    private const int Drawings = 20;

    private static readonly ImageShape Shape = new(1, GlyphGenerator.Size, GlyphGenerator.Size);

    public override string Name => "glyphs";

    public override bool IsLightOnDark => true;

    public override DataSetInfo Describe(string root) => new(
        Name,
        $"Hand-drawn-like characters, {TrainClasses + ValidationClasses + TestClasses} classes of {Drawings} drawings, 28x28 grey.",
        "Drawn by this library, in whole numbers: the same bytes on every machine; free to use.",
        "inside the library",
        IsPresent: true,
        IsFetchable: false);

    public override void Check(DataRequest request)
    {
        RefuseOptions(request);
        Shape.RequireInput(request.InputShape, Name);
    }

    public override Partition Load(DataRequest request, string root)
    {
        int classes = TrainClasses + ValidationClasses + TestClasses;
        byte[] pixels = new byte[classes * Drawings * Shape.Size];
        GlyphGenerator generator = new(Seed);

        // Each character stands on its own, so that the number of threads changes nothing.
        Parallel.For(0, classes, k => generator.Draw(k, Drawings).CopyTo(pixels, k * Drawings * Shape.Size));
        int[] labels = [.. Enumerable.Range(0, classes * Drawings).Select(i => i / Drawings)];
        string[] names = [.. Enumerable.Range(0, classes).Select(k => $"glyph{k:D3}")];
        return new Partition(
            new ImageTable(pixels, Shape, labels, names),
            [.. Enumerable.Range(0, TrainClasses * Drawings)],
            [.. Enumerable.Range(TrainClasses * Drawings, ValidationClasses * Drawings)],
            [.. Enumerable.Range((TrainClasses + ValidationClasses) * Drawings, TestClasses * Drawings)],
            $"The first {TrainClasses} classes train, the next {ValidationClasses} validate, the last {TestClasses} test; {Drawings} drawings each.");
    }
}

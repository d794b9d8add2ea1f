using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Catalog.Layers;
using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Tests.Plans;

namespace SiameseDsl.Spec.Tests.Layers;

/// <summary>A layer without a shape and counts worked out by hand, or without its line among the recorded facts, fails here; what every kind of the catalog needs, <see cref="CatalogCoverageTests"/> asks for.</summary>
public sealed class LayerCoverageTests
{
    private static readonly string[] Composites = ["residual", "parallel", "repeat"];

    public static TheoryData<string> Kinds => [.. LayerCatalog.All.Where(entry => entry.Category == Category.Layer).Select(entry => entry.Kind)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_layer_has_a_shape_and_counts_worked_out_by_hand(string kind)
    {
        // An activation gives what it takes; one of them by hand is enough for all.
        if (kind == "repeat" || EntryOf(kind) is ActivationEntry)
        {
            return;
        }

        Assert.True(kind == "embedding" || CaseOf(kind) is not null, $"LayerShapeTests has no case of '{kind}'.");
    }

    /// <summary>What each layer makes of one and the same knowledge. The recorded lines are read by people; the tests of the truth hold them against tensors.</summary>
    [Fact]
    public void What_each_layer_does_to_the_facts_is_the_recorded()
    {
        var text = new StringBuilder();
        foreach (LayerEntry entry in LayerCatalog.All.Where(entry => entry.Category == Category.Layer && !Composites.Contains(entry.Kind)))
        {
            text.Append(entry.Kind).Append(": ").Append(Describe(Behind(entry))).Append('\n');
        }

        string actual = text.ToString();
        string expected = File.ReadAllText(Path.Combine(FolderOf(), "facts.expected.txt"));
        if (actual != expected)
        {
            File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "facts.actual.txt"), actual);
        }

        Assert.Equal(expected, actual);
    }

    private static TensorFacts Behind(LayerEntry entry)
    {
        TensorFacts known = TensorFacts.Unknown with { Minimum = -1, Maximum = 2, UnitLength = true, Saturating = true, Interaction = Interaction.Separable, Symmetric = true, Order = StepOrder.Alike };
        LayerPlan layer = entry.Kind == "embedding"
            ? Compiled.Plan("siamese: 1\nmodel: Test\ninput: { tokens: { length: 7, vocabulary: 9 } }\ntower: [embedding: 4, flatten]\nhead: euclidean\nloss: contrastive\n").Towers[0].Layers[0]
            : CaseOf(entry.Kind) is (string shape, string line) ? Compiled.Layers(shape, line)[0] : Compiled.Layers("[5, 8]", entry.Kind)[0];
        TensorFacts derived = entry.Derive(known, layer.Arguments, layer.Input, layer.Output);
        return derived with
        {
            Layout = layer.Output.Count == 2 ? entry.Gives(layer.Arguments, entry.Reads(layer.Arguments)) : SequenceLayout.None,
            Order = entry.Orders(layer.Arguments, layer.Input, known.Order),
        };
    }

    private static string Describe(TensorFacts facts)
    {
        string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture).Replace("Infinity", "inf", StringComparison.Ordinal).Replace("∞", "inf", StringComparison.Ordinal);
        List<string> parts = [$"[{Number(facts.Minimum)}, {Number(facts.Maximum)}]"];
        if (facts.UnitLength)
        {
            parts.Add("unit length");
        }

        if (facts.Saturating)
        {
            parts.Add("saturating");
        }

        parts.Add(facts.Interaction.ToString().ToLowerInvariant());
        if (facts.Layout != SequenceLayout.None)
        {
            parts.Add(facts.Layout == SequenceLayout.ChannelsFirst ? "(C, L)" : "(L, D)");
        }

        parts.Add($"order {facts.Order.ToString().ToLowerInvariant()}");
        return string.Join(", ", parts);
    }

    /// <summary>The first case of this kind that <see cref="LayerShapeTests"/> works out by hand.</summary>
    private static (string Shape, string Line)? CaseOf(string kind)
    {
        MethodInfo method = typeof(LayerShapeTests).GetMethod(nameof(LayerShapeTests.A_layer_has_the_shape_and_counts_worked_out_by_hand))!;
        foreach (InlineDataAttribute data in method.GetCustomAttributes<InlineDataAttribute>())
        {
            object[] values = [.. data.GetData(method).Single()];
            if (values[1] is string line && (line == kind || line.StartsWith(kind + ":", StringComparison.Ordinal)))
            {
                return ((string)values[0], line);
            }
        }

        return null;
    }

    private static LayerEntry EntryOf(string kind) => (LayerEntry)SpecCatalog.Find(Category.Layer, kind)!;

    private static string FolderOf([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}

using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Catalog.Layers;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Tests.Layers;

public sealed class LayerFactsTests
{
    private static readonly string[] Kinds = [.. ActivationTable.Kinds];

    private static readonly TensorFacts Image = TensorFacts.ForInput(EquatableArray.Of(1L, 4L, 4L));

    [Fact]
    public void Images_lie_between_zero_and_one_and_vectors_anywhere()
    {
        Assert.Equal((0, 1), (Image.Minimum, Image.Maximum));
        Assert.Equal((double.NegativeInfinity, double.PositiveInfinity), (TensorFacts.ForInput(EquatableArray.Of(9L)).Minimum, TensorFacts.ForInput(EquatableArray.Of(9L)).Maximum));
    }

    [Theory]
    [InlineData("relu", -2, 3, 0, 3)]
    [InlineData("tanh", double.NegativeInfinity, double.PositiveInfinity, -1, 1)]
    [InlineData("sigmoid", 0, double.PositiveInfinity, 0.5, 1)]
    [InlineData("softplus", double.NegativeInfinity, double.PositiveInfinity, 0, double.PositiveInfinity)]
    [InlineData("elu", double.NegativeInfinity, 5, -1, 5)]
    [InlineData("hardswish", -1, 4, -0.375, 4)]
    [InlineData("hardswish", double.NegativeInfinity, double.PositiveInfinity, -0.375, double.PositiveInfinity)]
    [InlineData("leaky_relu", -100, 2, -1, 2)]
    [InlineData("leaky_relu", double.NegativeInfinity, 2, double.NegativeInfinity, 2)]
    [InlineData("relu6", -4, double.PositiveInfinity, 0, 6)]
    [InlineData("celu", double.NegativeInfinity, 1, -1, 1)]
    [InlineData("hardtanh", double.NegativeInfinity, 0.5, -1, 0.5)]
    [InlineData("log_sigmoid", double.NegativeInfinity, double.PositiveInfinity, double.NegativeInfinity, 0)]
    [InlineData("softshrink", -2, 2, -1.5, 1.5)]
    [InlineData("hardshrink", -0.4, 2, 0, 2)]
    [InlineData("softmax", -7, 7, 0, 1)]
    [InlineData("log_softmax", -7, 7, double.NegativeInfinity, 0)]
    [InlineData("glu", 1, 7, 0, 7)]
    [InlineData("prelu", 1, 7, 1, 7)]
    [InlineData("prelu", -1, 7, double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData("lstm", -7, 7, -1, 1)]
    [InlineData("gru", -7, 7, -1, 1)]
    [InlineData("transformer", 0, 1, double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData("positions", 0, 1, double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData("sequence_pool", 0, 1, 0, 1)]
    public void Activations_bound_their_values(string kind, double minimum, double maximum, double from, double to)
    {
        TensorFacts facts = Derive(kind, TensorFacts.Unknown with { Minimum = minimum, Maximum = maximum });

        Assert.Equal(from, facts.Minimum, 12);
        Assert.Equal(to, facts.Maximum, 12);
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void An_activations_bounds_hold_at_every_point(string kind)
    {
        // Independent of the table: double-precision formulas as the papers have them.
        Func<double, double> f = Reference(kind);
        for (double low = -6; low <= 6; low += 0.5)
        {
            for (double high = low; high <= 6; high += 0.5)
            {
                TensorFacts facts = Derive(kind, TensorFacts.Unknown with { Minimum = low, Maximum = high });
                for (double x = low; x <= high; x += 0.0625)
                {
                    Assert.InRange(f(x), facts.Minimum - 1e-9, facts.Maximum + 1e-9);
                }
            }
        }
    }

    public static TheoryData<string> Activations => [.. Kinds];

    [Theory]
    [InlineData("gelu", 20, 30)]
    [InlineData("mish", 40, 50)]
    [InlineData("softplus", 40, 50)]
    [InlineData("silu", 800, 900)]
    public void Far_from_zero_a_smooth_rectifier_is_the_identity_or_nothing(string kind, double low, double high)
    {
        TensorFacts above = Derive(kind, TensorFacts.Unknown with { Minimum = low, Maximum = high });
        TensorFacts below = Derive(kind, TensorFacts.Unknown with { Minimum = -high, Maximum = -low });

        Assert.Equal((low, high), (above.Minimum, above.Maximum));
        Assert.InRange(below.Minimum, -0.31, 1e-9);
        Assert.InRange(below.Maximum, -1e-9, 1e-9);
    }

    [Fact]
    public void Only_functions_flat_at_both_ends_saturate_and_an_affine_layer_ends_it()
    {
        Assert.Equal(["hardsigmoid", "hardtanh", "relu6", "sigmoid", "softsign", "tanh"], Kinds.Where(kind => Derive(kind, Image).Saturating).Order());
        TensorFacts saturated = Derive("sigmoid", Image);
        Assert.True(Derive("flatten", saturated, 1, 4).Saturating);
        Assert.True(Derive("relu", saturated).Saturating);
        Assert.False(Derive("batch_norm", saturated).Saturating);
        Assert.False(Derive("dense", saturated, 4, 4).Saturating);
    }

    [Fact]
    public void Normalised_vectors_have_length_one_and_keep_their_sign()
    {
        TensorFacts signed = Derive("l2_normalize", TensorFacts.Unknown);
        Assert.True(signed.UnitLength);
        Assert.Equal((-1, 1), (signed.Minimum, signed.Maximum));
        TensorFacts positive = Derive("l2_normalize", Image);
        Assert.Equal((0, 1), (positive.Minimum, positive.Maximum));
        Assert.False(Derive("dense", signed, 4, 4).UnitLength);
        Assert.False(Derive("relu", signed).UnitLength);
        Assert.False(Derive("dropout", signed).UnitLength);
    }

    [Theory]
    [InlineData("dense", Interaction.Separable)]
    [InlineData("batch_norm", Interaction.Separable)]
    [InlineData("dropout", Interaction.Separable)]
    [InlineData("avg_pool", Interaction.Separable)]
    [InlineData("flatten", Interaction.Separable)]
    [InlineData("conv3d", Interaction.Separable)]
    [InlineData("separable_conv2d", Interaction.Separable)]
    [InlineData("spatial_dropout", Interaction.Separable)]
    [InlineData("alpha_dropout", Interaction.Separable)]
    [InlineData("adaptive_avg_pool", Interaction.Separable)]
    [InlineData("transpose", Interaction.Separable)]
    [InlineData("permute", Interaction.Separable)]
    [InlineData("pad", Interaction.Separable)]
    [InlineData("upsample", Interaction.Separable)]
    [InlineData("adaptive_max_pool", Interaction.Full)]
    [InlineData("group_norm", Interaction.Full)]
    [InlineData("instance_norm", Interaction.Full)]
    [InlineData("positions", Interaction.Separable)]
    [InlineData("sequence_pool", Interaction.Separable)]
    [InlineData("transformer", Interaction.Full)]
    [InlineData("lstm", Interaction.Full)]
    [InlineData("gru", Interaction.Full)]
    [InlineData("embedding", Interaction.Full)]
    [InlineData("softmax", Interaction.Full)]
    [InlineData("glu", Interaction.Full)]
    [InlineData("prelu", Interaction.Full)]
    [InlineData("layer_norm", Interaction.Full)]
    [InlineData("l2_normalize", Interaction.Full)]
    [InlineData("max_pool", Interaction.Full)]
    [InlineData("global_max_pool", Interaction.Full)]
    [InlineData("relu", Interaction.Full)]
    [InlineData("sigmoid", Interaction.Full)]
    public void Only_affine_layers_keep_a_tensor_separable(string kind, Interaction expected)
    {
        TensorFacts separable = TensorFacts.Unknown with { Interaction = Interaction.Separable };

        Assert.Equal(expected, Derive(kind, separable, 8, 8).Interaction);
        Assert.Equal(Interaction.None, Derive(kind, TensorFacts.Unknown, 8, 8).Interaction);
        Assert.Equal(Interaction.Full, Derive(kind, separable with { Interaction = Interaction.Full }, 8, 8).Interaction);
    }

    [Fact]
    public void One_value_through_a_monotone_function_still_cannot_compare()
    {
        TensorFacts separable = TensorFacts.Unknown with { Interaction = Interaction.Separable };

        Assert.Equal(Interaction.Monotone, Derive("sigmoid", separable, 1, 1).Interaction);
        Assert.Equal(Interaction.Monotone, Derive("dense", Derive("sigmoid", separable, 1, 1), 1, 1).Interaction);
        Assert.Equal(Interaction.Full, Derive("silu", separable, 1, 1).Interaction);
        Assert.Equal(Interaction.Full, Derive("relu", Derive("sigmoid", separable, 1, 1), 8, 8).Interaction);
    }

    [Fact]
    public void A_residual_joins_what_is_known()
    {
        TensorFacts separable = TensorFacts.Unknown with { Minimum = 0, Maximum = 1, Interaction = Interaction.Separable };
        TensorFacts full = separable with { Minimum = -2, Maximum = 3, Interaction = Interaction.Full };
        TensorFacts monotone = separable with { Interaction = Interaction.Monotone };

        Assert.Equal(Interaction.Separable, ResidualEntry.Join(separable, separable).Interaction);
        Assert.Equal(Interaction.Full, ResidualEntry.Join(separable, full).Interaction);
        Assert.Equal(Interaction.Full, ResidualEntry.Join(monotone, monotone).Interaction);
        Assert.Equal((-2, 4), (ResidualEntry.Join(separable, full).Minimum, ResidualEntry.Join(separable, full).Maximum));
    }

    [Fact]
    public void Dropout_widens_the_bounds_to_what_training_sees()
    {
        TensorFacts facts = Derive("dropout", TensorFacts.Unknown with { Minimum = 1, Maximum = 2 });

        Assert.Equal((0, 4), (facts.Minimum, facts.Maximum));
    }

    [Fact]
    public void The_largest_distance_follows_from_the_bounds()
    {
        TensorFacts sigmoid = Derive("sigmoid", TensorFacts.Unknown);
        TensorFacts tanh = Derive("tanh", TensorFacts.Unknown);
        TensorFacts unit = Derive("l2_normalize", TensorFacts.Unknown);

        Assert.Equal(10, DistanceRange.Supremum("euclidean", 100, sigmoid, sigmoid), 12);
        Assert.Equal(100, DistanceRange.Supremum("squared_euclidean", 100, sigmoid, sigmoid), 12);
        Assert.Equal(20, DistanceRange.Supremum("euclidean", 100, tanh, tanh), 12);
        Assert.Equal(2, DistanceRange.Supremum("euclidean", 100, unit, unit), 12);
        Assert.Equal(4, DistanceRange.Supremum("squared_euclidean", 100, unit, unit), 12);
        Assert.Equal(Math.Sqrt(2), DistanceRange.Supremum("euclidean", 100, unit with { Minimum = 0 }, unit with { Minimum = 0 }), 12);
        Assert.Equal(2, DistanceRange.Supremum("cosine", 100, tanh, tanh), 12);
        Assert.Equal(1, DistanceRange.Supremum("cosine", 100, sigmoid, sigmoid), 12);
        Assert.Equal(double.PositiveInfinity, DistanceRange.Supremum("euclidean", 100, TensorFacts.Unknown, TensorFacts.Unknown));
    }

    [Theory]
    [InlineData(0.2, -1, -1, 3)]
    [InlineData(0.2, 1.5, 0.2, 3)]
    [InlineData(0.2, 5, 0.2, 5)]
    [InlineData(4, 5, 5, 5)]
    [InlineData(-4, 5, -2, 3)]
    public void A_threshold_may_turn_and_its_bounds_still_hold(double threshold, double value, double from, double to)
    {
        EquatableArray<Argument> keys = EquatableArray.Of(
            new Argument("threshold", ArgumentType.Number, threshold.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new Argument("value", ArgumentType.Number, value.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        TensorFacts facts = LayerCatalog.Activation("threshold")!.Derive(TensorFacts.Unknown with { Minimum = -2, Maximum = 3, Interaction = Interaction.Separable }, keys, EquatableArray.Of(1L), EquatableArray.Of(1L));

        Assert.Equal((from, to), (facts.Minimum, facts.Maximum));
        Assert.Equal(value > threshold ? Interaction.Full : Interaction.Monotone, facts.Interaction);
    }

    [Fact]
    public void Alpha_dropout_widens_the_bounds_to_what_training_sees()
    {
        // By hand for a rate of 0.5: scale 1 / sqrt(0.5 (1 + 0.5 * 3.0909)) = 0.88640, shift = 0.5 * 1.75810 * 0.88640 = 0.77919.
        TensorFacts facts = Derive("alpha_dropout", TensorFacts.Unknown with { Minimum = -1, Maximum = 4 });

        Assert.Equal(-1, facts.Minimum, 12);
        Assert.Equal((0.88640 * 4) + 0.77919, facts.Maximum, 4);
        Assert.Equal((0.88640 * -1.75810) + 0.77919, Derive("alpha_dropout", TensorFacts.Unknown with { Minimum = 0, Maximum = 4 }).Minimum, 4);
    }

    [Fact]
    public void One_step_of_normalised_steps_is_still_of_length_one()
    {
        TensorFacts unit = Derive("l2_normalize", TensorFacts.Unknown);
        TensorFacts Pool(string take) => LayerCatalog.All.Single(entry => entry.Kind == "sequence_pool").Derive(unit, EquatableArray.Of(new Argument("take", ArgumentType.Text, take)), EquatableArray.Of(4L, 4L), EquatableArray.Of(4L));

        Assert.True(Pool("last").UnitLength);
        Assert.True(Pool("first").UnitLength);
        Assert.False(Pool("mean").UnitLength);
        Assert.False(Pool("max").UnitLength);
    }

    [Fact]
    public void Fixed_positions_widen_the_bounds_by_one()
    {
        TensorFacts facts = LayerCatalog.All.Single(entry => entry.Kind == "positions")
            .Derive(TensorFacts.Unknown with { Minimum = 0, Maximum = 1 }, EquatableArray.Of(new Argument("encoding", ArgumentType.Text, "sinusoidal")), EquatableArray.Of(4L, 4L), EquatableArray.Of(4L, 4L));

        Assert.Equal((-1, 2), (facts.Minimum, facts.Maximum));
    }

    [Fact]
    public void Branches_one_behind_the_other_keep_the_widest_bounds()
    {
        TensorFacts low = TensorFacts.Unknown with { Minimum = -3, Maximum = 0, Saturating = true, Interaction = Interaction.Separable, Symmetric = true };
        TensorFacts high = low with { Minimum = 1, Maximum = 2, Saturating = false, Interaction = Interaction.Full };

        Assert.Equal((-3, 2), (ParallelEntry.Concat(low, high).Minimum, ParallelEntry.Concat(low, high).Maximum));
        Assert.Equal((-2, 2), (ParallelEntry.Sum(low, high).Minimum, ParallelEntry.Sum(low, high).Maximum));
        Assert.False(ParallelEntry.Concat(low, high).Saturating);
        Assert.True(ParallelEntry.Concat(low, low).Saturating);
        Assert.Equal(Interaction.Full, ParallelEntry.Concat(low, high).Interaction);
        Assert.Equal(Interaction.Separable, ParallelEntry.Concat(low, low).Interaction);
    }

    private static TensorFacts Derive(string kind, TensorFacts input, long from = 4, long to = 4)
    {
        LayerEntry entry = LayerCatalog.All.Single(candidate => candidate.Kind == kind);
        bool isSpatial = kind is "avg_pool" or "max_pool" or "global_max_pool" or "adaptive_max_pool" or "adaptive_avg_pool" or "pad" or "upsample";
        EquatableArray<long> shape = isSpatial ? EquatableArray.Of(from, 4L, 4L) : EquatableArray.Of(from);
        EquatableArray<Argument> arguments = kind switch
        {
            "avg_pool" => EquatableArray.Of(new Argument("padding", ArgumentType.Integers, "0")),
            "permute" => EquatableArray.Of(new Argument("order", ArgumentType.Integers, "1,0")),
            _ => CatalogDefaults.Of(entry),
        };
        return entry.Derive(input, arguments, shape, EquatableArray.Of(to));
    }

    private static Func<double, double> Reference(string kind) => kind switch
    {
        "relu" => x => Math.Max(x, 0),
        "leaky_relu" => x => x > 0 ? x : 0.01 * x,
        "elu" => x => x > 0 ? x : Math.Exp(x) - 1,
        "gelu" => x => x * Normal(x),
        "silu" => x => x / (1 + Math.Exp(-x)),
        "mish" => x => x * Math.Tanh(Math.Log(1 + Math.Exp(x))),
        "selu" => x => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.Exp(x) - 1)),
        "sigmoid" => x => 1 / (1 + Math.Exp(-x)),
        "tanh" => Math.Tanh,
        "softplus" => x => Math.Log(1 + Math.Exp(x)),
        "hardswish" => x => x * Math.Clamp(x + 3, 0, 6) / 6,
        "relu6" => x => Math.Clamp(x, 0, 6),
        "celu" => x => Math.Max(0, x) + Math.Min(0, Math.Exp(x) - 1),
        "hardsigmoid" => x => Math.Clamp((x / 6) + 0.5, 0, 1),
        "log_sigmoid" => x => Math.Log(1 / (1 + Math.Exp(-x))),
        "hardtanh" => x => Math.Clamp(x, -1, 1),
        "tanhshrink" => x => x - ((Math.Exp(2 * x) - 1) / (Math.Exp(2 * x) + 1)),
        "softsign" => x => x / (1 + Math.Abs(x)),
        "softshrink" => x => Math.Sign(x) * Math.Max(0, Math.Abs(x) - 0.5),
        "hardshrink" => x => x is >= -0.5 and <= 0.5 ? 0 : x,
        "threshold" => x => x > 0 ? x : 0,
        _ => throw new ArgumentException(kind, nameof(kind)),
    };

    // The normal distribution function by Simpson's rule.
    private static double Normal(double x)
    {
        const int Steps = 200;
        double h = x / Steps;
        double sum = 0;
        for (int i = 0; i <= Steps; i++)
        {
            double weight = i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * Math.Exp(-(i * h) * (i * h) / 2);
        }

        return 0.5 + (sum * h / 3 / Math.Sqrt(2 * Math.PI));
    }
}

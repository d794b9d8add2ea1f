using SiameseDsl.Cli.Terminals;
using SiameseDsl.Losses;
using SiameseDsl.Mining;

namespace SiameseDsl.Cli.Describing;

/// <summary>A loss in words.</summary>
internal static class LossText
{
    public static string Of(LossOptions options) => options switch
    {
        BceOptions bce => "bce" + (bce.PositiveWeight == 1 ? "" : $", same pairs counted {Format.Number(bce.PositiveWeight)} times"),
        ContrastiveOptions contrastive => $"contrastive, margin {Format.Number(contrastive.Margin)}{Pairs(contrastive.Mining)}{Reduced(contrastive.Reducer)}",
        DoubleMarginOptions two => $"double_margin, margins {Format.Number(two.PositiveMargin)} and {Format.Number(two.NegativeMargin)}{Pairs(two.Mining)}{Reduced(two.Reducer)}",
        TripletOptions triplet => $"triplet, margin {Format.Number(triplet.Margin)}{Square(triplet.Squared)}, {Mined(triplet.Mining)} triplets{(triplet.Reducer == LossReducer.Mean ? ", mean over all of them" : "")}",
        SoftMarginTripletOptions soft => $"soft_margin_triplet{Square(soft.Squared)}, {Mined(soft.Mining)} triplets",
        NPairOptions nPair => $"n_pair, weight {Format.Number(nPair.L2)} of the embeddings' squared length",
        NtXentOptions ntXent => $"nt_xent, {Temperature(ntXent.Temperature, ntXent.Learned)}",
        SupConOptions supCon => $"sup_con, {Temperature(supCon.Temperature, supCon.Learned)}",
        MultiSimilarityOptions multi => $"multi_similarity, alpha {Format.Number(multi.Alpha)}, beta {Format.Number(multi.Beta)}, base {Format.Number(multi.Base)}{Pairs(multi.Mining)}",
        CircleOptions circle => $"circle, margin {Format.Number(circle.Margin)}, scale {Format.Number(circle.Scale)}{Pairs(circle.Mining)}",
        PrototypicalOptions => "prototypical",
        ArcFaceOptions arc => $"arcface, margin {Format.Number(arc.Margin)}, scale {Format.Number(arc.Scale)}, {Vectors(arc)}",
        CosFaceOptions cos => $"cosface, margin {Format.Number(cos.Margin)}, scale {Format.Number(cos.Scale)}, {Vectors(cos)}",
        ProxyAnchorOptions proxy => $"proxy_anchor, margin {Format.Number(proxy.Margin)}, scale {Format.Number(proxy.Scale)}, {Vectors(proxy)}",
        SumOptions sum => string.Join(" + ", sum.Losses.Select(part => $"{(part.Weight == 1 ? "" : Format.Number(part.Weight) + " x ")}({Of(part.Loss)})")),
        CustomPairOptions custom => $"{custom.Create().GetType().Name}, a class of its own on the {(custom.OnDistance ? "distance" : "score")} of pairs",
        CustomBatchOptions => "a class of its own on labelled batches",
        _ => options.GetType().Name,
    };

    private static string Mined(MiningOptions mining) => mining switch
    {
        AllMining => "all",
        SemiHardMining { Margin: { } margin } => $"semi-hard (margin {Format.Number(margin)})",
        SemiHardMining => "semi-hard",
        HardMining => "hard",
        MultiSimilarityMining multi => $"multi-similarity (tolerance {Format.Number(multi.Epsilon)})",
        MiningSchedule schedule => string.Join(", ", schedule.Stages.Select(stage => stage.From == 0 ? Mined(stage.Mining) : $"from {Format.Number(stage.From)} on {Mined(stage.Mining)}")),
        _ => mining.GetType().Name,
    };

    private static string Pairs(MiningOptions mining) => mining is AllMining ? "" : $", {Mined(mining)} pairs";

    private static string Reduced(LossReducer reducer) => reducer == LossReducer.NonZero ? ", mean over terms that are not zero" : "";

    private static string Square(bool squared) => squared ? " on the squared distance" : "";

    private static string Temperature(double temperature, bool learned) => $"temperature {Format.Number(temperature)}{(learned ? ", learned" : "")}";

    private static string Vectors(ClassLossOptions options) => $"a vector learned for each training class at {Format.Number(options.LearningRateFactor)} times the learning rate";
}

using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Emit;

/// <summary>Writes the public ways from samples to embeddings, and what two embeddings tell.</summary>
internal static class EmbeddingEmitter
{
    /// <summary>Writes Embed and EmbedOne for each tower, Distance where the head is a metric, Score and IsSame.</summary>
    public static void Write(SourceWriter writer, ModelPlan model, Names names)
    {
        for (int i = 0; i < model.Towers.Count; i++)
        {
            if (i > 0)
            {
                writer.Line();
            }

            TowerPlan tower = model.Towers[i];
            string batch = Literal.Batch(tower.InputShape);
            SampleWords words = SampleWords.Of(tower);
            string by = tower.TypeName.Length > 0 ? $" with the tower {tower.Name}" : "";
            WriteEmbed(
                writer,
                model.TypeName,
                tower.TypeName,
                $"Embeds a batch{by}: {batch} -> {Literal.Batch(model.EmbeddingShape)}, without gradients. The caller disposes.",
                $"Embeds one {words.One}{by}, {Literal.Sample(tower.InputShape)}. The result owns its floats.",
                $"EmbedBatch({words.BatchParameter}, {i})",
                $"EmbedSingle({words.Parameter}, {i})",
                words,
                names);
        }

        if (model.Head.IsMetric)
        {
            writer.Line();
            WriteDistance(writer, model.TypeName, "MetricDistance(left, right)", names);
        }

        writer.Line();
        WriteVerdicts(writer, model.TypeName, "PairScore(left, right)", "PairIsSame(left, right)", names);
    }

    /// <summary>Writes one pair of methods; a stub has them with bodies of its own.</summary>
    public static void WriteEmbed(SourceWriter writer, string type, string tower, string batchSummary, string oneSummary, string batchBody, string oneBody, SampleWords words, Names names)
    {
        writer.Line($"/// <summary>{batchSummary}</summary>");
        writer.Line($"public {names["EmbeddingBatch"]}<{type}> Embed{tower}({names["Tensor"]} {words.BatchParameter}) => {batchBody};");
        writer.Line();
        writer.Line($"/// <summary>{oneSummary}</summary>");
        writer.Line($"public {names["Embedding"]}<{type}> EmbedOne{tower}({names["Tensor"]} {words.Parameter}) => {oneBody};");
    }

    /// <summary>Writes Distance.</summary>
    public static void WriteDistance(SourceWriter writer, string type, string body, Names names)
    {
        string embedding = $"{names["Embedding"]}<{type}>";
        writer.Line("/// <summary>The head's distance between two embeddings of these weights; smaller means more alike.</summary>");
        writer.Line($"public float Distance({embedding} left, {embedding} right) => {body};");
    }

    /// <summary>Writes Score and IsSame.</summary>
    public static void WriteVerdicts(SourceWriter writer, string type, string scoreBody, string sameBody, Names names)
    {
        string embedding = $"{names["Embedding"]}<{type}>";
        writer.Line("/// <summary>The head's score of two embeddings; larger means more alike.</summary>");
        writer.Line($"public float Score({embedding} left, {embedding} right) => {scoreBody};");
        writer.Line();
        writer.Line("/// <summary>Whether the score reaches the threshold that was fitted on validation data.</summary>");
        writer.Line($"public bool IsSame({embedding} left, {embedding} right) => {sameBody};");
    }
}

namespace SiameseDsl.Generator.Tests.Hosting;

/// <summary>C# that uses a model in fields, parameters and bodies, whether it compiled or not.</summary>
internal static class StubUse
{
    /// <summary>The source, for a model of the type given.</summary>
    public static string Source(string ns, string model) => $$"""
        #pragma warning disable CS1591 // User code is not documented here.
        using System;
        using System.Collections.Generic;
        using SiameseDsl.Graphs;
        using SiameseDsl.Modules;
        using SiameseDsl.Training;
        using {{ns}};
        using static TorchSharp.torch;

        public class User
        {
            private readonly {{model}} field = new {{model}}(seed: 1);
            private Embedding<{{model}}>? kept;

            public {{model}}.Options Options { get; } = {{model}}.Options.Default with { Epochs = 3, Seed = 2 };

            public float Run({{model}} model, Tensor left, Tensor right, Device device)
            {
                using Tensor score = model.call(left, right);
                using EmbeddingBatch<{{model}}> many = model.Embed(left);
                Embedding<{{model}}> a = model.EmbedOne(left);
                kept = a;
                using var trainer = new {{model}}.Trainer(model, Options);
                using {{model}} trained = {{model}}.Load("runs/1", device);
                ModelEntry entry = {{model}}.Entry;
                ModelGraph plan = field.Plan;
                const long counts = {{model}}.ParameterCount + {{model}}.Macs + {{model}}.EmbeddingSize;
                ReadOnlySpan<long> shape = {{model}}.InputShape;
                Console.WriteLine({{model}}.PlanHash + entry.Name + plan.Name + counts + shape.Length + trainer.Model + model.Threshold);
                return trained.IsSame(a, kept) ? model.Distance(a, a) : model.Score(a, a);
            }
        }
        """;
}

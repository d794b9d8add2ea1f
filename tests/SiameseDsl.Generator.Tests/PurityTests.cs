using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SiameseDsl.Generator.Tests.Hosting;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Generator.Tests;

/// <summary>A step that holds a symbol or a syntax tree keeps whole compilations of the editor's past in memory, and never equals its successor.</summary>
public class PurityTests
{
    [Fact]
    public void No_step_keeps_a_compilation_alive()
    {
        GeneratorHost host = GeneratorHost.RunOnce([.. SpecCorpus.Models, ("B.siamese.yaml", Specs.WithBrokenVariants), ("C.siamese.yaml", "siamese: ["), ("D.siamese.yaml", Specs.Tiny), ("E.siamese.yaml", Specs.Tiny)]);
        host.AddCode(CustomRules.UnknownType.Code).Write("F.siamese.yaml", CustomRules.UnknownType.Good).Write("G.siamese.yaml", CustomRules.UnknownType.Bad.Replace("model: Digits", "model: Letters")).Run();

        HeldObjects held = new();
        HashSet<IncrementalGeneratorRunStep> steps = new(ReferenceEqualityComparer.Instance);
        foreach (IncrementalGeneratorRunStep step in host.Result.TrackedSteps.Values.Concat(host.Result.TrackedOutputSteps.Values).SelectMany(all => all))
        {
            Walk(step, steps, held);
        }

        Assert.All(StepNames.All.Concat(StepNames.OfSome), name => Assert.Contains(steps, step => step.Name == name));
        Assert.True(held.Count > 3_000, $"Only {held.Count} objects were looked at.");
        Assert.Empty(held.Found);
    }

    [Fact]
    public void No_static_field_keeps_a_compilation_alive()
    {
        GeneratorHost.RunOnce(("A.siamese.yaml", Specs.Tiny));

        HeldObjects held = new();
        int fields = 0;
        foreach (Type type in ((Assembly[])[typeof(SpecGenerator).Assembly, typeof(SpecCompiler).Assembly]).SelectMany(assembly => assembly.GetTypes()).Where(type => !type.ContainsGenericParameters))
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Where(field => !field.IsLiteral))
            {
                fields++;
                held.Walk(field.GetValue(null), $"{type.Name}.{field.Name}");
            }
        }

        Assert.True(fields > 50, $"Only {fields} static fields were looked at.");
        Assert.Empty(held.Found);
    }

    public static TheoryData<string> Hidings => ["field", "tuple", "closure", "dictionary", "list", "record", "lazy", "base class"];

    /// <summary>The walk itself must find what it looks for, wherever it hides.</summary>
    [Theory]
    [MemberData(nameof(Hidings))]
    public void The_walk_finds_a_hidden_tree(string hiding)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText("class C;");
        Func<string> closure = () => tree.FilePath;
        object holder = hiding switch
        {
            "field" => new Holder(tree),
            "tuple" => (1, (2, tree)),
            "closure" => closure,
            "dictionary" => new Dictionary<string, object> { ["a"] = tree.GetRoot() },
            "list" => new List<object?> { null, new[] { tree } },
            "record" => new { Inner = new { Tree = tree } },
            "lazy" => new Lazy<SyntaxTree>(tree),
            _ => new Derived(tree),
        };

        HeldObjects held = new();
        held.Walk(holder, "root");

        Assert.NotEmpty(held.Found);
    }

    // The host's own inputs end the walk: the compilation itself is one of them.
    private static void Walk(IncrementalGeneratorRunStep step, HashSet<IncrementalGeneratorRunStep> steps, HeldObjects held)
    {
        if (IsHostInput(step) || !steps.Add(step))
        {
            return;
        }

        foreach ((object value, _) in step.Outputs)
        {
            // A source output holds the trees that it made for the host.
            if (step.Name is not ("SourceOutput" or "ImplementationSourceOutput"))
            {
                held.Walk(value, step.Name ?? "an unnamed step");
            }
        }

        foreach ((IncrementalGeneratorRunStep source, _) in step.Inputs)
        {
            // The step that looks at symbols is handed the compilation, and hands nothing of it on.
            if (step.Name == StepNames.CustomTypes && source.Name is null)
            {
                continue;
            }

            Walk(source, steps, held);
        }
    }

    private static bool IsHostInput(IncrementalGeneratorRunStep step) => step.Name is WellKnownGeneratorInputs.Compilation or WellKnownGeneratorInputs.ParseOptions
        or WellKnownGeneratorInputs.AdditionalTexts or WellKnownGeneratorInputs.AnalyzerConfigOptions or WellKnownGeneratorInputs.MetadataReferences;

    private class Holder(SyntaxTree tree)
    {
        public int Length => tree.Length;
    }

    private sealed class Derived(SyntaxTree tree) : Holder(tree);
}

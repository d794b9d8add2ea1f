using Microsoft.CodeAnalysis;
using SiameseDsl.Generator.Tests.Hosting;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Generator.Tests;

/// <summary>Classes of the user's: what the generator finds out about them in the user's own code, and what it writes.</summary>
public class CustomTypeTests
{
    // What users write here is not documented, which the compilations ask for.
    private const string Undocumented = "#pragma warning disable CS1591\n";

    private const string Usings = "using System;\nusing System.Collections.Generic;\nusing SiameseDsl.Heads;\nusing SiameseDsl.Losses;\nusing TorchSharp;\nusing TorchSharp.Modules;\nusing static TorchSharp.torch;\nusing static TorchSharp.torch.nn;\nusing static TorchSharp.torch.nn.functional;\n" + Undocumented;

    public static TheoryData<string> Rules => [.. CustomRules.All.Where(rule => rule.NeedsCode).Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_bad_example_shows_the_rule_and_the_good_one_compiles(string id)
    {
        Rule rule = RuleTable.Find(id)!;

        Assert.Contains(id, Run(rule.Bad, rule.BadCode ?? rule.Code).Ids);

        GeneratorHost good = Run(rule.Good, rule.Code);
        Assert.Empty(good.Ids);
        GeneratedCode.AssertClean(good.Output);
    }

    [Theory]
    [InlineData("int size", "size: 3", "size: 3")]
    [InlineData("long size, double rate = 0.5", "size: 3", "size: 3")]
    [InlineData("float rate", "rate: 0.5", "rate: 0.5f")]
    [InlineData("float rate", "rate: 2", "rate: 2")]
    [InlineData("double rate, bool fast", "rate: 1e-3, fast: true", "rate: 0.001, fast: true")]
    [InlineData("double? rate", "rate: 0.25", "rate: 0.25")]
    [InlineData("string text", "text: \"a \\\"b\\\"\"", "text: \"a \\\"b\\\"\"")]
    [InlineData("DayOfWeek day", "day: Monday", "day: global::System.DayOfWeek.Monday")]
    [InlineData("long[] sizes", "sizes: [1, 2]", "sizes: [1, 2]")]
    [InlineData("IReadOnlyList<int> sizes", "sizes: [1, 2]", "sizes: [1, 2]")]
    [InlineData("ReadOnlySpan<long> sizes", "sizes: [1, 2]", "sizes: [1, 2]")]
    [InlineData("int @class", "class: 3", "@class: 3")]
    [InlineData("int size = 1", "size: null", "")]
    public void An_argument_is_written_as_the_parameter_takes_it(string parameters, string args, string written)
    {
        GeneratorHost host = Run(Spec($"type: App.Part, args: {{ {args} }}"), Layer(parameters));

        Assert.Empty(host.Ids);
        GeneratedCode.AssertClean(host.Output);
        Assert.Contains($"part = new global::App.Part({written});", host.Sources["Digits.g.cs"]);
    }

    [Theory]
    [InlineData("byte size", "size: 256", "SDSL2175", "The parameter 'size' is of type byte, which cannot hold 256.")]
    [InlineData("int size", "size: 2.5", "SDSL2175", "The parameter 'size' is of type int, which cannot hold 2.5.")]
    [InlineData("int size", "size: many", "SDSL2175", "The parameter 'size' is of type int, which cannot hold 'many'.")]
    [InlineData("DayOfWeek day", "day: Mondy", "SDSL2175", "'Mondy' is no value of DayOfWeek, the type of 'day'; did you mean 'Monday'?")]
    [InlineData("byte[] sizes", "sizes: [1, 300]", "SDSL2175", "The parameter 'sizes' is of type byte[], which cannot hold [1, 300].")]
    [InlineData("Uri place", "place: here", "SDSL2175", "The parameter 'place' is of type Uri, which no value of a spec can be; give the class a constructor of numbers, texts and truth values.")]
    [InlineData("int size", "sise: 1", "SDSL2174", "The constructor Part.Part(int) has no parameter 'sise'; did you mean 'size'?")]
    [InlineData("", "size: 1", "SDSL2174", "The constructor Part.Part() has no parameter 'size'; it takes no arguments.")]
    [InlineData("int size, int depth", "size: 1", "SDSL2174", "The constructor of 'App.Part' needs a value for 'depth' (int); give it under 'args'.")]
    public void An_argument_that_does_not_fit_is_found_at_its_place(string parameters, string args, string id, string message)
    {
        GeneratorHost host = Run(Spec($"type: App.Part, args: {{ {args} }}"), Layer(parameters));

        Diagnostic found = host.Result.Diagnostics.First(diagnostic => diagnostic.Id == id);
        Assert.Equal(message, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(4, found.Location.GetLineSpan().StartLinePosition.Line);
    }

    [Theory]
    [InlineData("App.Part")]
    [InlineData("Acme.App.Part")]
    [InlineData("App.Outer.Part")]
    public void A_class_is_found_by_its_name_below_the_root_namespace_or_inside_another(string name)
    {
        string code = name switch
        {
            "App.Outer.Part" => "namespace App { public static class Outer { " + Class("") + " } }",
            _ => "namespace Acme.App { " + Class("") + " }",
        };

        GeneratorHost host = Run(Spec($"type: {name}"), code);

        Assert.Empty(host.Ids);
        GeneratedCode.AssertClean(host.Output);
    }

    [Theory]
    [InlineData("public static class Part { }", "it is static")]
    [InlineData("public abstract class Part : Module<Tensor, Tensor> { protected Part() : base(\"\") { } }", "it is abstract")]
    [InlineData("public struct Part { }", "it is no class")]
    [InlineData("public sealed class Part : Module<Tensor, Tensor> { private Part() : base(\"\") { } public override Tensor forward(Tensor x) => x; }", "it has no constructor that the project has access to")]
    public void A_class_that_cannot_be_made_says_why(string declaration, string why)
    {
        GeneratorHost host = Run(Spec("type: App.Part"), $"namespace App {{ {declaration} }}");

        Assert.Contains(why, Assert.Single(host.Result.Diagnostics).GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_variant_whose_class_is_wrong_is_a_stub_and_its_neighbours_are_whole()
    {
        string spec = Spec("type: App.Part") + "variants:\n  other: { tower.part.type: App.Prat }\n  whole: { training.epochs: 3 }\n";
        GeneratorHost host = Run(spec, Layer("") + "class Uses { public object A = new Acme.Models.Digits.Other(); public object B = new Acme.Models.Digits.Whole(); }");

        Diagnostic found = Assert.Single(host.Result.Diagnostics);
        Assert.Equal("SDSL2171", found.Id);
        Assert.Equal("There is no class 'App.Prat'; did you mean 'App.Part'?", found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Contains("Digits/other could not be compiled", host.Sources["Digits.g.cs"]);
        Assert.Contains("private readonly global::App.Part part;", host.Sources["Digits.g.cs"]);
        GeneratedCode.AssertClean(host.Output);
    }

    [Fact]
    public void A_class_without_a_library_to_derive_from_is_said_by_its_role()
    {
        GeneratorHost host = Run(Spec("type: App.Part").Replace("head: euclidean", "head: { custom_metric: App.Part }"), Layer(""));

        Assert.Equal("A distance derives from SiameseDsl.Heads.Metric, but 'App.Part' derives from Module<Tensor, Tensor>.", Assert.Single(host.Result.Diagnostics).GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Without_such_classes_an_edit_of_csharp_reaches_no_step()
    {
        GeneratorHost host = GeneratorHost.RunOnce(("A.siamese.yaml", Specs.Named("A")));

        host.EditCode("class Edited;").Run();

        Assert.Equal("", host.Reasons(StepNames.CustomTypes));
        Assert.Equal("", host.Reasons(StepNames.CustomEmit));
    }

    [Fact]
    public void An_edit_of_csharp_looks_the_classes_up_and_emits_nothing_anew()
    {
        GeneratorHost host = Run(Spec("type: App.Part"), Layer("int size = 3")).Write("A.siamese.yaml", Specs.Named("A")).Run();

        host.EditCode("class Edited;").Run();

        Assert.Equal("Unchanged", host.Reasons(StepNames.CustomTypes));
        Assert.Equal("Cached", host.Reasons(StepNames.CustomEmit));
        Assert.Equal("Cached Cached", host.Reasons(StepNames.Emit));
        Assert.Equal("Cached", host.Reasons(StepNames.Registry));
    }

    [Fact]
    public void An_edit_of_the_class_is_noticed_and_mended_again()
    {
        GeneratorHost host = new GeneratorHost().EditCode(Usings + Layer("int size = 3")).Write("Digits.siamese.yaml", Spec("type: App.Part, args: { size: 4 }")).Run();
        string before = host.Sources["Digits.g.cs"];

        host.EditCode(Usings + Layer("int length = 3")).Run();
        Assert.Equal("SDSL2174", Assert.Single(host.Ids));

        host.EditCode(Usings + Layer("int size = 5")).Run();
        Assert.Empty(host.Ids);
        Assert.Equal(before, host.Sources["Digits.g.cs"]);
    }

    // The rules' own code is a whole file with its usings.
    private static GeneratorHost Run(string spec, string code) =>
        new GeneratorHost().AddCode((code.StartsWith("using", StringComparison.Ordinal) ? Undocumented : Usings) + code).Write("Digits.siamese.yaml", spec).Run();

    private static string Layer(string parameters) => $"namespace App {{ {Class(parameters)} }}\n";

    private static string Class(string parameters) =>
        $"public sealed class Part : Module<Tensor, Tensor> {{ public Part({parameters}) : base(\"\") {{ }} public override Tensor forward(Tensor x) => x; }}";

    private static string Spec(string keys) =>
        "siamese: 1\nmodel: Digits\ninput: { shape: [1, 8, 8] }\ntower:\n  - custom: { name: part, " + keys + " }\n  - flatten\n  - dense: { name: embedding, units: 4 }\nhead: euclidean\nloss: contrastive\n";
}

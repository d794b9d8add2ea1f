using Microsoft.CodeAnalysis;
using SiameseDsl.Generator.Tests.Hosting;
using SiameseDsl.Spec;

namespace SiameseDsl.Generator.Tests;

/// <summary>The language's list of reserved names against the real members of a generated model and its bases, TorchSharp's Module among them.</summary>
public class ReservedNameTests
{
    [Fact]
    public void Every_member_of_a_model_is_a_name_that_is_refused()
    {
        string[] members = [.. Members()];
        Assert.Contains("EmbedOne", members);
        Assert.Contains("training", members);

        // A variant is a type of the name in PascalCase; the field of a layer begins with a small letter.
        string[] missed = [.. members.Where(name => !IsRefused(char.IsUpper(name[0]) ? Variant(name) : Layer(name)))];
        Assert.True(missed.Length == 0, "These names would hide members: " + string.Join(' ', missed));
    }

    /// <summary>Members that a user's or a generated class could hide, and that a name of the language can spell.</summary>
    private static IEnumerable<string> Members()
    {
        GeneratorHost host = GeneratorHost.RunOnce(("Tiny.siamese.yaml", Specs.Tiny));
        INamedTypeSymbol family = host.Output.GetTypeByMetadataName("Acme.Models.Tiny")!;
        INamedTypeSymbol model = family.GetTypeMembers("Base").Single();
        List<ISymbol> symbols = [.. family.GetMembers().Where(member => member is not INamedTypeSymbol)];
        for (INamedTypeSymbol? type = model; type is not null; type = type.BaseType)
        {
            bool own = SymbolEqualityComparer.Default.Equals(type, model);
            symbols.AddRange(type.GetMembers().Where(member => own ? member is not IFieldSymbol { IsConst: false } : member.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal));
        }

        return symbols.Where(symbol => symbol.CanBeReferencedByName && !symbol.IsImplicitlyDeclared).Select(symbol => symbol.Name).Where(name => name.All(char.IsAsciiLetterOrDigit)).Distinct();
    }

    private static string Variant(string name) => Specs.Tiny + $"variants:\n  {name}: {{ head: cosine }}\n";

    private static string Layer(string name) => Specs.Tiny.Replace("name: embedding", $"name: {name}");

    private static bool IsRefused(string text) => SpecCompiler.Compile(new SpecFile("Tiny.siamese.yaml", text), CancellationToken.None).Findings.Any(finding => finding.Id == "SDSL2002");
}

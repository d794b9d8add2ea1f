using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SiameseDsl.Generator.Emit;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Generator.Pipeline;

/// <summary>What the build says.</summary>
/// <param name="Namespace">The namespace of generated code, <c>RootNamespace.Models</c>, always valid.</param>
/// <param name="ProjectDirectory">The project's directory; empty where the build does not say.</param>
/// <param name="InvalidRoot">The root namespace as given, where it cannot be made into one; else <see langword="null"/>.</param>
/// <param name="Levels">The levels at which the project wants rules reported.</param>
/// <param name="LevelProblems">What is wrong with the levels as given, in sentences.</param>
internal sealed record GeneratorSettings(string Namespace, string ProjectDirectory, string? InvalidRoot, EquatableArray<RuleLevel> Levels, EquatableArray<string> LevelProblems)
{
    private const string Leaf = "Models";

    /// <summary>The namespace of the project's own code; empty where it has none.</summary>
    public string RootNamespace => Namespace.Length > Leaf.Length ? Namespace.Substring(0, Namespace.Length - Leaf.Length - 1) : "";

    /// <summary>Reads the settings. Never throws.</summary>
    public static GeneratorSettings Read(AnalyzerConfigOptionsProvider provider)
    {
        provider.GlobalOptions.TryGetValue("build_property.RootNamespace", out string? root);
        provider.GlobalOptions.TryGetValue("build_property.ProjectDir", out string? directory);
        root = root?.Trim() ?? "";
        string? valid = root.Length == 0 ? "" : Sanitise(root);
        string ns = string.IsNullOrEmpty(valid) ? Leaf : valid + "." + Leaf;
        provider.GlobalOptions.TryGetValue("build_property._SiameseLevels", out string? levels);
        (EquatableArray<RuleLevel> Levels, EquatableArray<string> Problems) read = RuleLevels.Parse(levels ?? "");
        return new(ns, directory?.Trim() ?? "", valid is null ? root : null, read.Levels, read.Problems);
    }

    /// <summary>Makes a project's name into a namespace as the SDK's templates do (<c>my-app</c> to <c>my_app</c>); <see langword="null"/> where nothing is left of a part.</summary>
    private static string? Sanitise(string root)
    {
        StringBuilder text = new(root.Length);
        foreach (string part in root.Split('.'))
        {
            StringBuilder name = new(part.Length);
            foreach (char c in part.Trim())
            {
                name.Append(SyntaxFacts.IsIdentifierPartCharacter(c) ? c : '_');
            }

            if (name.Length == 0)
            {
                return null;
            }

            if (!SyntaxFacts.IsIdentifierStartCharacter(name[0]))
            {
                name.Insert(0, '_');
            }

            text.Append(text.Length > 0 ? "." : "").Append(Literal.Identifier(name.ToString()));
        }

        return text.ToString();
    }
}

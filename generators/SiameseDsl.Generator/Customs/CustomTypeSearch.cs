using Microsoft.CodeAnalysis;
using SiameseDsl.Spec.Catalog;

namespace SiameseDsl.Generator.Customs;

/// <summary>Finds classes of the user's and what they have to derive from.</summary>
internal sealed class CustomTypeSearch(Compilation compilation, string rootNamespace)
{
    private readonly INamedTypeSymbol? tensor = compilation.GetTypeByMetadataName("TorchSharp.torch+Tensor");

    /// <summary>The class of this name; <see langword="null"/> where there is none.</summary>
    public INamedTypeSymbol? Find(string name) =>
        FindWhole(name) ?? (rootNamespace.Length > 0 ? FindWhole(rootNamespace + "." + name) : null);

    /// <summary>Whether the project's own code may use the symbol.</summary>
    public bool IsAccessible(ISymbol symbol) => compilation.IsSymbolAccessibleWithin(symbol, compilation.Assembly);

    /// <summary>Whether a class derives from what its role asks for. Where the library itself is not referenced there is nothing to ask, and the generated code says so.</summary>
    public bool IsOf(CustomRole role, INamedTypeSymbol type)
    {
        if (BaseOf(role) is not { } wanted)
        {
            return true;
        }

        for (INamedTypeSymbol? known = type.BaseType; known is not null; known = known.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(known, wanted))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a parameter takes what a head compares by: <see langword="true"/> for any similarity, <see langword="false"/> for a distance alone.</summary>
    public bool? TakesSimilarity(ITypeSymbol parameter) =>
        SymbolEqualityComparer.Default.Equals(parameter, compilation.GetTypeByMetadataName("SiameseDsl.Heads.Similarity")) ? true
        : SymbolEqualityComparer.Default.Equals(parameter, compilation.GetTypeByMetadataName("SiameseDsl.Heads.Metric")) ? false
        : null;

    /// <summary>The names of the project's own classes that a role could use.</summary>
    public IReadOnlyList<string> NamesOf(CustomRole role)
    {
        List<string> names = [];
        Collect(compilation.Assembly.GlobalNamespace, role, names);
        return names;
    }

    /// <summary>The base class of a role as a C# author writes it.</summary>
    public static string BaseName(CustomRole role) => role switch
    {
        CustomRole.Layer => "Module<Tensor, Tensor>",
        CustomRole.Head => "Module<Tensor, Tensor, Tensor>",
        CustomRole.Metric => "SiameseDsl.Heads.Metric",
        CustomRole.BatchLoss => "SiameseDsl.Losses.EmbeddingLoss",
        _ => "SiameseDsl.Losses.PairLoss",
    };

    private INamedTypeSymbol? BaseOf(CustomRole role) => role switch
    {
        CustomRole.Layer => Module(2),
        CustomRole.Head => Module(3),
        _ => compilation.GetTypeByMetadataName(BaseName(role)),
    };

    private INamedTypeSymbol? Module(int arity)
    {
        INamedTypeSymbol? module = compilation.GetTypeByMetadataName($"TorchSharp.torch+nn+Module`{arity}");
        return module is null || tensor is null ? null : arity == 2 ? module.Construct(tensor, tensor) : module.Construct(tensor, tensor, tensor);
    }

    // In metadata a class inside a class stands behind a plus; in the spec behind a dot, as in C#.
    private INamedTypeSymbol? FindWhole(string name)
    {
        string metadata = name;
        while (true)
        {
            if (compilation.GetTypeByMetadataName(metadata) is { } type)
            {
                return type;
            }

            int dot = metadata.LastIndexOf('.');
            if (dot < 0)
            {
                return null;
            }

            metadata = metadata.Substring(0, dot) + "+" + metadata.Substring(dot + 1);
        }
    }

    private void Collect(INamespaceOrTypeSymbol container, CustomRole role, List<string> names)
    {
        foreach (ISymbol member in container.GetMembers())
        {
            if (member is INamedTypeSymbol { TypeKind: TypeKind.Class } type && !type.IsAbstract && !type.IsGenericType && IsOf(role, type))
            {
                names.Add(type.ToDisplayString());
            }

            if (member is INamespaceOrTypeSymbol inner)
            {
                Collect(inner, role, names);
            }
        }
    }
}

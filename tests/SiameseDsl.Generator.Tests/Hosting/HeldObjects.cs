using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SiameseDsl.Generator.Tests.Hosting;

/// <summary>Walks everything that an object keeps alive, through fields of every kind and elements of every collection, and tells where something hangs that would keep a whole compilation in memory.</summary>
internal sealed class HeldObjects
{
    private static readonly Type[] Impure = [typeof(Compilation), typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(Diagnostic), typeof(Location), typeof(SemanticModel)];

    private readonly HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
    private readonly List<string> found = [];

    /// <summary>The places that hold a compilation or a part of one.</summary>
    public IReadOnlyList<string> Found => found;

    /// <summary>How many objects were looked at.</summary>
    public int Count => seen.Count;

    /// <summary>Walks an object; <paramref name="path"/> names it.</summary>
    public void Walk(object? root, string path)
    {
        Stack<(object? Value, string Path)> open = new();
        open.Push((root, path));
        while (open.TryPop(out (object? Value, string Path) place))
        {
            if (place.Value is { } value && !IsLeaf(value) && (value.GetType().IsValueType || seen.Add(value)))
            {
                Look(value, place.Path, open);
            }
        }
    }

    private void Look(object value, string path, Stack<(object?, string)> open)
    {
        Type type = value.GetType();
        if (Array.Exists(Impure, impure => impure.IsAssignableFrom(type)))
        {
            found.Add($"{path} holds a {type}");
            return;
        }

        // The elements of a collection stand in its fields as well, but behind arrays of its own making: by the enumerator the path reads better.
        if (value is IEnumerable items && value is not SourceText && !IsDefaultImmutableArray(value))
        {
            foreach (object? item in items)
            {
                open.Push((item, path + "[]"));
            }
        }

        for (Type? level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            foreach (FieldInfo field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!field.FieldType.IsPointer && !field.FieldType.IsByRefLike)
                {
                    open.Push((field.GetValue(value), $"{path}.{field.Name}"));
                }
            }
        }
    }

    private static bool IsDefaultImmutableArray(object value) => value is IStructuralEquatable && value.GetType().GetProperty("IsDefault") is { } isDefault && isDefault.GetValue(value) is true;

    private static bool IsLeaf(object value)
    {
        Type type = value.GetType();
        return value is string or MemberInfo or Assembly or Pointer or Array { Length: 0 } || type.IsPrimitive || type.IsEnum || (type.IsArray && type.GetElementType()!.IsPrimitive);
    }
}

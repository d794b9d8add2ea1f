using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using SiameseDsl.Generator.Tests.Hosting;

namespace SiameseDsl.Generator.Tests;

public class PurityTests
{
    private static readonly Type[] Impure = [typeof(Compilation), typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(Diagnostic), typeof(Location)];

    [Fact]
    public void No_step_keeps_a_compilation_alive()
    {
        GeneratorHost host = GeneratorHost.RunOnce(("A.siamese.yaml", Specs.Named("A")), ("B.siamese.yaml", Specs.WithBrokenVariants), ("C.siamese.yaml", "siamese: ["));

        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        int outputs = 0;
        foreach (string name in typeof(StepNames).GetFields().Select(field => (string)field.GetRawConstantValue()!))
        {
            foreach ((object value, _) in host.Result.TrackedSteps[name].SelectMany(step => step.Outputs))
            {
                outputs++;
                Walk(value, name, seen);
            }
        }

        Assert.True(outputs > 20);
    }

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || (!value.GetType().IsValueType && !seen.Add(value)))
        {
            return;
        }

        Type type = value.GetType();
        Assert.False(Array.Exists(Impure, impure => impure.IsAssignableFrom(type)), $"{path} holds a {type}.");
        if (value is Microsoft.CodeAnalysis.Text.SourceText)
        {
            return;
        }

        if (value is IEnumerable items && type != typeof(ImmutableArray<byte>))
        {
            foreach (object? item in items)
            {
                Walk(item, path + "[]", seen);
            }
        }

        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (field.FieldType.IsPointer || type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true)
            {
                continue;
            }

            Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
        }
    }
}

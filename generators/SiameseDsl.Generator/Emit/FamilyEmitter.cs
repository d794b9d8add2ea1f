using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Emit;

/// <summary>Writes the file of one family: a static class, its variants nested in file order.</summary>
internal static class FamilyEmitter
{
    /// <summary>The file's text, lines ended by LF.</summary>
    public static string Emit(EmitContext context, CancellationToken cancellation)
    {
        FamilyPlan family = context.Plan;
        HashSet<string> hidden = new(StringComparer.Ordinal) { family.TypeName };
        foreach (string name in context.HidingFamilies)
        {
            hidden.Add(name);
        }

        foreach (ModelPlan variant in family.Variants)
        {
            hidden.Add(variant.TypeName);
            if (!variant.IsBroken)
            {
                hidden.UnionWith(new Fields(variant).Names);
            }
        }

        Names names = new(hidden, context.Creations);
        SourceWriter body = new();
        WriteFamily(body, context, names, cancellation);
        return FileFrame.Around(body, context.Namespace, names.Namespaces);
    }

    private static void WriteFamily(SourceWriter writer, EmitContext context, Names names, CancellationToken cancellation)
    {
        FamilyPlan family = context.Plan;
        string summary = Literal.Xml(family.Summary);
        writer.Line($"/// <summary>{(summary.Length > 0 ? summary : $"The family {Literal.Xml(family.Name)}.")}</summary>");
        writer.Line($"public static partial class {family.TypeName}");
        writer.Open();

        writer.Line("/// <summary>All variants of the family, in the order of the spec.</summary>");
        writer.Line($"public static {names["IReadOnlyList"]}<{names["ModelEntry"]}> Variants {{ get; }} =");
        writer.Open("[");
        foreach (ModelPlan variant in family.Variants)
        {
            if (!variant.IsBroken)
            {
                writer.Line($"{variant.TypeName}.Entry,");
            }
        }

        writer.Close("];");
        foreach (ModelPlan variant in family.Variants)
        {
            cancellation.ThrowIfCancellationRequested();
            writer.Line();
            if (variant.IsBroken)
            {
                StubEmitter.Write(writer, context, variant, names);
            }
            else
            {
                ModuleEmitter.Write(writer, context, variant, names);
            }
        }

        writer.Close();
    }
}

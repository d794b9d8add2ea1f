namespace SiameseDsl.Spec.Binding;

/// <summary>The names of towers, which become names of methods: <c>EmbedLeft</c>, <c>EmbedOneLeft</c>.</summary>
internal static class TowerNames
{
    /// <summary>Reports a name that has the wrong form, is taken, or collides with an earlier one.</summary>
    public static void Check(string name, SourceSpan span, IEnumerable<string> earlier, FindingBag findings)
    {
        if (!NameChecks.HasForm(findings, "tower", name, span))
        {
            return;
        }

        string type = CSharpName.Pascal(name);
        if (ReservedNames.IsTower(type))
        {
            NameChecks.Reserved(findings, "tower", name, "Embed" + type, span);
            return;
        }

        foreach (string other in earlier)
        {
            // A tower 'one-left' would have EmbedOneLeft, which the tower 'left' has already.
            string otherType = CSharpName.Pascal(other);
            if (otherType == type || otherType == "One" + type || "One" + otherType == type)
            {
                NameChecks.Colliding(findings, "tower", name, other, otherType == type ? type : $"EmbedOne{(type.Length < otherType.Length ? type : otherType)}", span);
                return;
            }
        }
    }
}

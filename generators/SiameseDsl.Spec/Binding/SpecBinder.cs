using SiameseDsl.Spec.Parts;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Binding;

/// <summary>The front of the compiler: from a file's text to a bound family.</summary>
public static class SpecBinder
{
    /// <summary>Reads and binds a spec. All findings of the file come in one pass.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    public static BoundSpec Bind(SpecFile file, CancellationToken ct)
    {
        var findings = new FindingBag(file.Path);
        YamlNode? root = EventYamlReader.Instance.Read(file.Text, findings, ct);
        FamilySpec? family = root is null ? null : new FamilyBinder(findings, ct).Bind(root, file);
        return new BoundSpec(family, findings.All);
    }

    /// <summary>What is wrong with a part by itself: its keys, and the layers of its blocks.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    public static IReadOnlyList<Finding> BindPart(SpecFile part, CancellationToken ct)
    {
        var findings = new FindingBag(part.Path);
        var reader = new PartReader(findings, ct);
        if (reader.Read(part) is { } root)
        {
            YamlMapping whole = reader.Complete(root, part);

            // What the specs that include it declare is not known here.
            findings.MuteMissing();
            var binder = new NodeBinder(findings, OriginMap.Of([root]), ct);
            binder.Use(whole.Find("params"), whole.Find("blocks"));
            binder.BindUnusedBlocks();
        }

        return [.. findings.All.Where(finding => finding.File == part.Path)];
    }
}

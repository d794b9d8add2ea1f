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
        FamilySpec? family = root is null ? null : new FamilyBinder(findings, ct).Bind(root);
        return new BoundSpec(family, findings.All);
    }
}

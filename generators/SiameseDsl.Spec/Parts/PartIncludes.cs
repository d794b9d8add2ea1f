using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Parts;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec;

/// <summary>Which parts a spec stands on.</summary>
public static class PartIncludes
{
    /// <summary>Asks the file's source for every part that it includes, directly or through others, in the order in which they are met. Finds nothing in a text that is not YAML.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    public static void Visit(SpecFile file, CancellationToken ct = default)
    {
        try
        {
            var findings = new FindingBag(file.Path);
            if (EventYamlReader.Instance.Read(file.Text, findings, ct) is YamlMapping root)
            {
                new PartReader(findings, ct).Complete(root, file);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The same defect stands among the file's findings.
        }
    }
}

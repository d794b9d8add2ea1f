namespace SiameseDsl.Spec.Tests.Parts;

/// <summary>Parts in memory, by their paths.</summary>
internal sealed class MemoryParts(params (string Path, string Text)[] parts) : IPartSource
{
    public SpecFile? Find(string path) => parts.Where(part => part.Path == path).Select(part => new SpecFile(part.Path, part.Text)).FirstOrDefault();
}

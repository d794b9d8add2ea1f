namespace SiameseDsl.Spec;

/// <summary>Where a host has its parts: the project's files for a build, the disk for the command line, an assembly's resources for describe.</summary>
public interface IPartSource
{
    /// <summary>The part at a path, with its own path as the host writes it; <see langword="null"/> where there is none, or it cannot be read.</summary>
    /// <param name="path">The path with <c>/</c>, resolved against the path of the file that includes it.</param>
    SpecFile? Find(string path);
}

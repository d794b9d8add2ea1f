namespace SiameseDsl.Galleries;

/// <summary>Who is enrolled in a gallery.</summary>
/// <param name="Name">The identity's name.</param>
/// <param name="Examples">Its examples, in the order of their enrolment.</param>
public sealed record GalleryIdentity(string Name, IReadOnlyList<GalleryExample> Examples);

/// <summary>One enrolled sample.</summary>
/// <param name="Source">Where it came from, such as a file's name; empty where nothing was said.</param>
/// <param name="Enrolled">When it was enrolled, UTC.</param>
public sealed record GalleryExample(string Source, DateTime Enrolled);

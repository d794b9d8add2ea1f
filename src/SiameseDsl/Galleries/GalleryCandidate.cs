namespace SiameseDsl.Galleries;

/// <summary>An identity as an answer to a probe.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Score">The score of its best example; larger means more alike.</param>
public readonly record struct GalleryCandidate(string Name, float Score);
